"""Suggestions: what has to hold, whole points whose parts are told, and nobody learns of a need by them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.acting import ANONYMOUS
from consent.presets import OPEN
from matching.models import Offer
from matching.selectors import needs_fitting, suggested_for
from obligations.models import Theme
from requests_app import services as filing
from requests_app.selectors import version_for_writing
from states.cast import acting_as
from tests.cast import a_draft, an_open_statement, sign_in
from tests.factories.matching import an_agreed_match, an_open_offer

pytestmark = pytest.mark.django_db
ANY = {"eligible": ["any"], "support_type": "training", "languages": ["en"]}
#: words of an offer → the one condition that fails
MISSES = {
    "another kind of support": {"support_type": "data"},
    "not meant for this State": {"eligible": ["LLDC"]},
    "no common language": {"languages": ["ru"]},
}


def suggested(who, statement):
    found = suggested_for(acting_as(who), statement.subject.reference, 1)
    return (
        None if found is None else [(fit.row.title, fit.score, [str(one) for one in fit.failing]) for fit in found.fits]
    )


def test_state_gets_what_fits_the_best_first_and_ties_by_age(statement):
    for title, words in [
        ("Plain", {}),
        ("Plain too", {}),
        ("For islands", {"eligible": ["SIDS"], "regions": ["asia_pacific"]}),
    ]:
        an_open_offer(title=title, **ANY | words)
    for title, words in MISSES.items():
        an_open_offer(title=title, **ANY | words)
    assert suggested("authoriser.xtv", statement) == [("For islands", 20, []), ("Plain", 5, []), ("Plain too", 5, [])]
    assert suggested("curator", statement) == suggested("authoriser.xtv", statement)


def test_partner_is_told_what_is_missing(statement):
    for words in MISSES.values():
        an_open_offer(**ANY | words)
    full = an_open_offer(title="Full", places=1, **ANY)
    an_agreed_match(statement, full)
    missing = {tuple(failing) for _title, _score, failing in suggested("officer.xnd", statement)}
    assert missing == {(words,) for words in MISSES} | {("all places are taken",)}
    assert suggested("officer.undp", statement) == []


def test_where_nothing_fits_the_nearest_are_told_with_what_is_missing(statement):
    for title, words in MISSES.items():
        an_open_offer(title=title, **ANY | words)
    an_open_offer(title="Twice wrong", **ANY | {"eligible": ["LLDC"], "languages": ["ru"]})
    nearest = {(title, 5, (title,)) for title in MISSES if title != "another kind of support"}
    for who in ("authoriser.xtv", "curator"):
        assert {(title, score, tuple(failing)) for title, score, failing in suggested(who, statement)} == nearest
    page = sign_in("authoriser.xtv").get(reverse("need", args=[statement.subject.reference])).content.decode()
    assert "What comes nearest:" in page
    assert "Offers that fit (0)" in page
    assert "not meant for this State" in page
    an_open_offer(title="Fits", **ANY)
    assert suggested("authoriser.xtv", statement) == [("Fits", 5, [])]


def test_time_decides_and_a_whole_covered_time_has_points(cast):
    today = timezone.localdate()
    wanted = {"wanted_from": today + timedelta(days=100), "wanted_to": today + timedelta(days=200)}
    dated = an_open_statement(**wanted)
    for title, words in {
        "Ends before": {"valid_until": today + timedelta(days=99)},
        "Ends within": {"valid_until": today + timedelta(days=199)},
        "Covers all": {"valid_until": today + timedelta(days=200)},
    }.items():
        an_open_offer(title=title, **ANY | words)
    assert suggested("authoriser.xtv", dated) == [("Covers all", 10, []), ("Ends within", 5, [])]
    assert ("Ends before", 5, ["it is not valid at that time"]) in suggested("officer.xnd", dated)


def test_shared_themes_count_and_are_told(cast):
    themes = [Theme.objects.create(slug=f"theme-{n}", names={"en": f"Theme {n}"}) for n in range(2)]
    draft = a_draft(by="authoriser.xtv")
    version_for_writing(draft).themes.set(themes)
    edit_no = version_for_writing(draft).edit_no
    filing.submit_statement(draft, by=acting_as("authoriser.xtv"), lines=OPEN.lines, edit_no=edit_no)
    filing.begin_check(draft, by=acting_as("curator"))
    opened = filing.open_after_check(draft, by=acting_as("curator"))
    an_open_offer(title="Other", **ANY)
    an_open_offer(title="Same", themes=themes, **ANY)
    assert suggested("authoriser.xtv", opened) == [("Same", 25, []), ("Other", 5, [])]
    assert needs_fitting(acting_as("officer.xnd"), Offer.objects.get(title="Same"))[0].score == 25


def test_needs_for_an_offer_are_those_that_its_partner_may_read(cast):
    offer = an_open_offer(**ANY)
    seen = an_open_statement(preset="working", title="Seen")
    an_open_statement(preset="quiet", title="Hidden")
    an_open_statement(support_type="data", title="Another kind")
    fits = needs_fitting(acting_as("officer.xnd"), offer)
    assert [(fit.row["line"], fit.row["reference"]) for fit in fits] == [("Seen", seen.subject.reference)]
    assert needs_fitting(ANONYMOUS, offer) == []


def test_hidden_need_suggests_nothing_to_anybody_else(cast):
    quiet = an_open_statement(preset="quiet")
    an_open_offer(**ANY)
    for who in ("officer.xnd", "authoriser.xkr", "cso.xtv", "admin"):
        assert suggested(who, quiet) is None
    assert suggested("curator", quiet) == []  # the State shows it to no partner
    assert len(suggested("authoriser.xtv", quiet)) == 1
    assert suggested_for(ANONYMOUS, quiet.subject.reference, 1) is None


def test_pages_and_api_tell_the_reasons(statement):
    offer = an_open_offer(**ANY)
    reference = statement.subject.reference
    page = sign_in("authoriser.xtv").get(reverse("need", args=[reference])).content.decode()
    assert "Offers that fit" in page
    assert f"?offer={offer.reference}" in page
    assert "How your offers fit" in sign_in("officer.xnd").get(reverse("need", args=[reference])).content.decode()
    assert "Needs that it fits" in sign_in("officer.xnd").get(reverse("offer", args=[offer.reference])).content.decode()
    answer = sign_in("officer.xnd").get(reverse("api-offer-fitting"), {"need": reference})
    assert answer.json()[0] | {"title": ""} == {
        "reference": offer.reference, "number": None, "title": "", "score": 5, "failing": [],
        "reasons": [{"words": "written in the same language", "points": 5}],
    }  # fmt: skip
    assert sign_in("officer.xnd").get(reverse("api-offer-fitting"), {"need": "XTV-2027-NONE"}).status_code == 404
    needs = sign_in("officer.xnd").get(reverse("api-offer-fitting-needs", args=[offer.reference]))
    assert needs.json()[0]["reference"] == reference
