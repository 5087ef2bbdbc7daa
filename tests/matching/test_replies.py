"""Offers in reply to one need; who may verify an offer; one of several partners who leaves."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from followup.models import ReportDue
from followup.services import open_dues
from matching import services
from matching.models import Match, Offer
from matching.selectors import events_of
from notifications.models import Notification
from obligations.models import SDGGoal, SDGTarget
from states.cast import acting_as
from states.selectors import acting_in
from states.services import give_mandate
from tests.cast import an_open_statement, sign_in
from tests.factories.matching import a_draft_offer, an_open_offer, offer_words, talks, the_need, under_way, with_card
from web.errors import FailedCheck, NotPermitted, ProofNeeded

pytestmark = pytest.mark.django_db


def named(statement) -> str:
    return f"{statement.subject.reference}#1"


def typed(**words) -> dict:
    return {name: value for name, value in offer_words(**words).items() if value is not None}


def test_offer_in_reply_is_written_from_the_need(statement):
    client = sign_in("officer.xnd")
    new = reverse("offer_new") + "?need=" + named(statement).replace("#", "%23")
    assert new in client.get(reverse("need", args=[statement.subject.reference])).content.decode()
    assert named(statement) in client.get(new).content.decode()
    assert client.post(new, typed(in_reply_to=named(statement))).status_code == 302
    offer = Offer.objects.get()
    assert offer.in_reply_to == the_need(statement)
    edit = client.get(reverse("offer_edit", args=[offer.slug])).content.decode()
    assert named(statement) in edit
    assert named(statement) in client.get(reverse("api-offer-detail", args=[offer.slug])).content.decode()


@pytest.mark.parametrize("wrong", ["XTV-2026-NONE#1", "nonsense", "#", "X#²", "X#99999999999999999999"])
def test_reply_to_nothing_is_refused_beside_its_field(statement, wrong):
    answer = sign_in("officer.xnd").post(reverse("offer_new"), typed(in_reply_to=wrong))
    assert answer.status_code == 400
    assert "in_reply_to" in answer.context["form"].errors


def test_need_that_one_may_not_read_is_no_need_to_reply_to(cast):
    quiet = an_open_statement(preset="quiet")
    form = sign_in("officer.xnd").post(reverse("offer_new"), typed(in_reply_to=named(quiet))).context["form"]
    nothing = sign_in("officer.xnd").post(reverse("offer_new"), typed(in_reply_to="XTV-2026-NONE#1")).context["form"]
    assert form.errors["in_reply_to"] == nothing.errors["in_reply_to"]
    with pytest.raises(ValidationError):
        a_draft_offer(in_reply_to=the_need(quiet))


def test_link_is_seen_by_those_alone_who_may_read_the_need(cast):
    working = an_open_statement(preset="working")
    offer = an_open_offer(in_reply_to=the_need(working))
    for route in ("offer", "api-offer-detail"):
        address = reverse(route, args=[offer.reference])
        assert working.subject.reference in sign_in("fund").get(address).content.decode()
        assert working.subject.reference not in sign_in("cso.xtv").get(address).content.decode()
        assert working.subject.reference not in Client().get(address).content.decode()
    assert working.subject.reference not in Client().get(reverse("api-offer-list")).content.decode()
    assert working.subject.reference in sign_in("fund").get(reverse("api-offer-list")).content.decode()


def test_targets_are_given_by_their_numbers(cast):
    goal = SDGGoal.objects.get_or_create(number=16, defaults={"names": {"en": "Peace and justice"}})[0]
    SDGTarget.objects.get_or_create(code="16.3", defaults={"goal": goal, "names": {"en": "Rule of law"}})
    client = sign_in("officer.xnd")
    assert client.post(reverse("offer_new"), typed(sdg_targets="99.9")).status_code == 400
    assert client.post(reverse("offer_new"), typed(sdg_targets="16.3")).status_code == 302
    offer = Offer.objects.get()
    assert [one.code for one in offer.sdg_targets.all()] == ["16.3"]
    assert "16.3" in client.get(reverse("offer", args=[offer.slug])).content.decode()
    assert client.get(reverse("api-offer-detail", args=[offer.slug])).json()["sdg_targets"] == ["16.3"]


def test_api_takes_and_refuses_a_reply(statement):
    client = sign_in("officer.xnd")

    def post(named):
        words = offer_words(in_reply_to=named)
        return client.post(reverse("api-offer-list"), words, content_type="application/json")

    made = post(named(statement))
    assert made.status_code == 201
    assert made.json()["in_reply_to"] == named(statement)
    assert post("XTV-2026-NONE#1").status_code == 400
    assert post(None).json()["in_reply_to"] is None


def test_whoever_wrote_an_offer_does_not_verify_it(cast):
    offer = services.OFFER_ACTS["submit"](a_draft_offer(), by=acting_as("officer.xnd"))
    both = acting_as("officer.xnd").user
    secretariat = acting_as("curator").capacity.body
    mandate = give_mandate(user=both, body=secretariat, role="curator", by=acting_as("admin"))
    with pytest.raises(NotPermitted):
        services.OFFER_ACTS["verify"](offer, by=acting_in(mandate, proven=True))
    assert services.OFFER_ACTS["verify"](offer, by=acting_as("curator")).status == "open"


def three_in_talks(statement) -> Match:
    """Talava, Nordmark, and the fund that Talava brought in, which wants to talk."""
    match = talks(statement)
    fund = acting_as("fund").capacity.body
    services.add_party(match, by=acting_as("authoriser.xtv"), body=fund, role="funder")
    return services.say_yes_to_talks(Match.objects.get(pk=match.pk), by=acting_as("fund"))


def leave(match, by, **words) -> Match:
    return services.MATCH_ACTS["decline"](Match.objects.get(pk=match.pk), by=acting_as(by), **words)


def test_one_of_several_partners_leaves_and_the_talks_go_on(statement):
    match = three_in_talks(statement)
    left = leave(match, "fund", reason="no_funds", note="Not this year.")
    assert left.status == "in_talks"
    assert [one.body.kind for one in left.partners] == ["bilateral"]
    assert sign_in("fund").get(match.get_absolute_url()).status_code == 404
    notes = {
        who: " ".join(one["note"] for one in events_of(acting_as(who), left))
        for who in ("authoriser.xtv", "officer.xnd")
    }
    assert "Not this year." in notes["authoriser.xtv"]
    assert "Not this year." not in notes["officer.xnd"]


def test_first_partner_leaves_and_the_other_takes_its_place(statement):
    left = leave(three_in_talks(statement), "officer.xnd", reason="timing")
    assert left.status == "in_talks"
    assert left.partner == acting_as("fund").capacity.body


def test_last_partner_who_declines_ends_the_match(statement):
    match = three_in_talks(statement)
    leave(match, "fund", reason="no_funds")
    assert leave(match, "officer.xnd", reason="timing").status == "declined"


def test_match_ends_with_the_partner_whose_offer_it_is(cast):
    statement = an_open_statement()
    match = talks(statement, an_open_offer())
    services.add_party(match, by=acting_as("authoriser.xtv"), body=acting_as("fund").capacity.body, role="funder")
    services.say_yes_to_talks(Match.objects.get(pk=match.pk), by=acting_as("fund"))
    assert leave(match, "officer.xnd", reason="timing").status == "declined"


def test_page_of_a_decline_leads_the_leaver_to_the_desk(statement):
    match = three_in_talks(statement)
    answer = sign_in("fund").post(
        reverse("match_act", args=[match.reference, "decline"]), {"reason": "timing", "confirm": "on"}
    )
    assert (answer.status_code, answer["Location"]) == (302, reverse("desk"))
    bad = sign_in("officer.xnd").post(reverse("match_act", args=[match.reference, "decline"]), {"reason": ""})
    assert bad.status_code == 400


@pytest.mark.parametrize(("rhythm", "months"), [("quarterly", 3), ("half_yearly", 6)])
def test_dues_follow_the_rhythm_of_the_card(statement, rhythm, months):
    match = under_way(statement, report_rhythm=rhythm)
    open_dues(on=timezone.localdate())
    due = ReportDue.objects.filter(match=match).first()
    days = (due.period_end - due.period_start).days
    assert months * 30 - 3 <= days <= months * 31


def agree(match, *who: str) -> Match:
    for one in who:
        match = services.say_yes_to_agreement(Match.objects.get(pk=match.pk), by=acting_as(one))
    return match


def test_nobody_agrees_while_a_part_that_the_state_asked_for_is_missing(statement):
    match = with_card(three_in_talks(statement))
    services.ask_for_roles(match, by=acting_as("authoriser.xtv"), roles=["funder"])
    leave(match, "fund", reason="no_funds")
    with pytest.raises(FailedCheck, match="Funder"):
        agree(match, "signatory.xnd")
    page = sign_in("authoriser.xtv").get(match.get_absolute_url()).content.decode()
    assert "A part is missing" in page
    browser = sign_in("authoriser.xtv")
    assert browser.post(reverse("match_roles", args=[match.reference]), {"roles": []}).status_code == 302
    assert agree(match, "signatory.xnd", "authoriser.xtv").status == "agreed"


def test_asking_for_a_part_takes_back_the_yeses_and_is_the_states_alone(statement):
    match = with_card(three_in_talks(statement))
    agree(match, "signatory.xnd")
    with pytest.raises(NotPermitted):
        services.ask_for_roles(match, by=acting_as("signatory.xnd"), roles=["funder"])
    with pytest.raises(ProofNeeded):
        services.ask_for_roles(match, by=acting_as("authoriser.xtv", proven=False), roles=["funder"])
    with pytest.raises(FailedCheck):
        services.ask_for_roles(match, by=acting_as("authoriser.xtv"), roles=["recipient"])
    address = f"/api/v1/matches/{match.reference}/ask_for_roles/"
    asked = sign_in("authoriser.xtv").post(address, {"roles": ["host"]}, content_type="application/json")
    assert (asked.json()["roles_needed"], asked.json()["roles_missing"]) == (["host"], ["host"])
    assert not Match.objects.get().parties.filter(agreed_yes_at__isnull=False).exists()
    bad = sign_in("authoriser.xtv").post(address, {"roles": ["x"]}, content_type="application/json")
    assert bad.status_code == 400


def test_everybody_who_leaves_is_told_of_even_the_same_partner_twice(statement):
    match = three_in_talks(statement)
    fund = acting_as("fund").capacity.body
    leave(match, "fund", reason="no_funds")
    services.add_party(match, by=acting_as("authoriser.xtv"), body=fund, role="funder")
    services.say_yes_to_talks(Match.objects.get(pk=match.pk), by=acting_as("fund"))
    leave(match, "fund", reason="timing")
    told = Notification.objects.filter(person__username="authoriser.xtv")
    assert told.filter(kind="matching.party_left").count() == 2
    brought_in = Notification.objects.filter(person__username="fund", kind="matching.party_added")
    assert brought_in.count() == 2
