"""Progress notes: a State's own word without a match, shown as far as it consents; and progress pages in figures."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.acting import ANONYMOUS
from consent.digests import broken_editions
from consent.presets import PRESETS
from followup import services
from followup.choices import NoteStatus
from followup.lifecycles import NOTE
from followup.models import NoteVersion, ProgressNote
from followup.selectors import match_periods, moved_in, notes_shown_to, periods_of, progress_of, voices_of
from requests_app.services import withdraw_statement
from states.cast import acting_as
from tests.cast import an_open_statement, sign_in
from tests.factories.followup import REPORT, a_comment, a_submitted_report, an_active_match, the_due
from tests.factories.notes import NOTE as WORDS
from tests.factories.notes import a_note
from tests.factories.obligations import RecommendationFactory, a_state
from web.errors import Conflict, FailedCheck, NotPermitted, ProofNeeded

pytestmark = pytest.mark.django_db
CAST = ["drafter.xtv", "authoriser.xtv", "ministry.xtv", "authoriser.xkr", "officer.xnd", "curator", "nhri.xtv"]
STATE = {"drafter.xtv", "authoriser.xtv", "ministry.xtv"}


def readers() -> set[str]:
    found = {name for name in CAST if notes_shown_to(acting_as(name)).exists()}
    return found | ({"public"} if notes_shown_to(ANONYMOUS).exists() else set())


def text_of(answer, status: int = 200) -> str:
    assert answer.status_code == status, answer.content[:1500].decode()
    return answer.content.decode()


@pytest.mark.parametrize(
    ("preset", "others"),
    [
        ("quiet", {"curator"}),
        ("working", {"curator", "officer.xnd", "authoriser.xkr"}),
        ("open", {"curator", "officer.xnd", "authoriser.xkr", "nhri.xtv", "public"}),
    ],
)
def test_readers_are_those_whom_the_state_chose(statement, preset, others):
    note = a_note(need=statement.needs.get())
    assert readers() == set()
    lines = services_lines(preset)
    services.give_note(note, by=acting_as("authoriser.xtv"), edit_no=1, lines=lines)
    assert readers() == STATE | others
    assert broken_editions() == []
    services.withdraw_note(ProgressNote.objects.get(), by=acting_as("authoriser.xtv"))
    assert readers() == set()


def services_lines(preset: str) -> list:
    return [line for line in PRESETS[preset].lines if line[:2] == ("summary", "read")]


@pytest.mark.parametrize("status", NoteStatus.values)
@pytest.mark.parametrize("who", [*CAST, "nmirf.xtv", "admin"])
def test_who_may_do_what_with_a_note(cast, who, status):
    note = ProgressNote(state=a_state("XTV"), status=status)
    expected = {"draft": {"give"}, "given": {"withdraw"}, "withdrawn": set()}[status]
    may = expected if who in ("authoriser.xtv", "nmirf.xtv") else set()
    assert {row.name for row in NOTE.available(note, acting_as(who))} == may


def test_only_ones_own_things_can_be_reported_on(cast):
    foreign = an_open_statement("authoriser.xkr").needs.get()
    other = RecommendationFactory(state=a_state("XKR"))
    for about in ({"need": foreign}, {"recommendation": other}, {}):
        with pytest.raises(FailedCheck):
            a_note(**about)
    for who in ("ministry.xtv", "officer.xnd", "curator"):
        with pytest.raises((NotPermitted, FailedCheck)):
            a_note(by=who, recommendation=RecommendationFactory(state=a_state("XTV")))
    assert not ProgressNote.objects.exists()


def test_giving_needs_proof_and_the_reviewed_text(statement):
    note = a_note(need=statement.needs.get())
    lines = services_lines("open")
    with pytest.raises(ProofNeeded):
        services.give_note(note, by=acting_as("authoriser.xtv", proven=False), edit_no=1, lines=lines)
    services.save_note(note, by=acting_as("drafter.xtv"), words={"done": "More."}, edit_no=1)
    with pytest.raises(Conflict):
        services.give_note(note, by=acting_as("authoriser.xtv"), edit_no=1, lines=lines)
    with pytest.raises(Conflict) as conflict:
        services.save_note(note, by=acting_as("drafter.xtv"), words={"done": "Mine."}, edit_no=1)
    assert conflict.value.current["done"] == "More."
    with pytest.raises(NotPermitted):
        services.give_note(note, by=acting_as("drafter.xtv"), edit_no=2, lines=lines)


def test_a_note_is_written_reviewed_and_given(statement):
    client = sign_in("authoriser.xtv")
    page = text_of(client.get(reverse("need", args=[statement.reference])))
    address = reverse("note_on_need", args=[statement.reference, 1])
    assert address in page
    assert text_of(client.post(address, {"title": "", "language": "en"}), 400)
    review = client.post(address, WORDS | {"language": "en"})["Location"]
    assert WORDS["done"] in text_of(client.get(review))
    assert "Nothing is chosen for you" in text_of(client.post(review, {"edit_no": 1}), 400)
    assert "Go on" in text_of(client.get(reverse("desk")))
    client.post(review, {"edit_no": 1, "preset": "open", "in_annual_report": "on"})
    note = ProgressNote.objects.get()
    assert note.subject.reference.startswith("NOTE-")
    public = text_of(Client().get(note.get_absolute_url()))
    assert WORDS["done"] in public
    assert WORDS["done"] in text_of(Client().get(reverse("need", args=[statement.reference])))
    assert WORDS["title"] in text_of(Client().get(reverse("state_progress", args=["XTV"])))
    client.post(reverse("note_act", args=[note.subject.slug, "withdraw"]), {"note": ""})
    assert Client().get(note.get_absolute_url()).status_code == 404
    assert WORDS["title"] not in text_of(Client().get(reverse("state_progress", args=["XTV"])))


def test_note_gives_nobody_more_of_the_statement(cast):
    hidden = an_open_statement(preset="quiet", title="A hidden need")
    note = a_note(need=hidden.needs.get(), preset="open")
    page = text_of(Client().get(note.get_absolute_url()))
    assert "A hidden need" not in page
    assert hidden.reference not in page


def test_recommendations_count_by_the_newest_word(cast):
    first, second = RecommendationFactory(state=a_state("XTV")), RecommendationFactory(state=a_state("XTV"))
    match = an_active_match(an_open_statement(recommendations=[first.reference]))
    services.write_report(
        the_due(match), by=acting_as("nmirf.xtv"), words=REPORT | {"moves": {first.reference: "partly"}}, edit_no=0
    )
    assert moved_in(ANONYMOUS, a_state("XTV")) == []
    services.submit_report(the_due(match), by=acting_as("nmirf.xtv"), edit_no=1, make_public=True)
    a_note(recommendation=second, moved="fully", preset="open")
    a_note(recommendation=first, moved="fully", preset="open")
    a_note(recommendation=second, moved="no_change", preset="quiet")
    assert [row["value"] for row in moved_in(ANONYMOUS, a_state("XTV"))] == [0, 0, 2]
    assert [row["value"] for row in moved_in(acting_as("curator"), a_state("XTV"))] == [1, 0, 1]


def test_voices_stand_by_period(match):
    first = a_submitted_report(match, changed="Bail is asked in two courts.")
    services.open_dues(on=first.period_end)
    second = type(first).objects.filter(match=match, body=first.body, status="waiting").get()
    services.write_report(second, by=acting_as("nmirf.xtv"), words=REPORT | {"changed": "In three courts."}, edit_no=0)
    services.submit_report(second, by=acting_as("nmirf.xtv"), edit_no=1, make_public=True)
    a_comment(match.need.statement, status="published")
    periods = {one["year"]: one["voices"] for one in match_periods(ANONYMOUS, match)}
    assert periods[2028][0]["text"] == "In three courts."
    assert periods[2027][0]["text"] == "Bail is asked in two courts."
    assert sorted(periods, reverse=True) == list(periods)
    assert [len(one["voices"]) for one in periods_of(ANONYMOUS, match.need.statement)] == [3] * len(periods)
    assert voices_of(ANONYMOUS, match.need.statement)[0]["text"] in ("In three courts.", "Bail is asked in two courts.")


def test_progress_of_a_match_in_figures(match):
    a_submitted_report(match, people_reached=40, changes=["law", "people"])
    a_submitted_report(match, by="signatory.xnd", side="agency.xnd", make_public=False, people_reached=7)
    public = progress_of(ANONYMOUS, match)
    assert (public["people"], len(public["reports"])) == (40, 1)
    assert progress_of(acting_as("nmirf.xtv"), match)["people"] == 47
    page = text_of(Client().get(reverse("match_progress", args=[match.reference])))
    assert "Three voices, by period" in page
    assert REPORT["changed"] in page


def test_private_match_has_no_public_progress(statement):
    hidden = an_active_match(statement, public=False)
    address = reverse("match_progress", args=[hidden.reference])
    assert Client().get(address).status_code == 404
    assert sign_in("officer.undp").get(address).status_code == 404
    for who in ("nmirf.xtv", "officer.xnd", "curator"):
        assert hidden.reference in text_of(sign_in(who).get(address))


def test_withdrawn_statement_takes_its_progress_along(match):
    withdraw_statement(match.need.statement, by=acting_as("authoriser.xtv"))
    assert Client().get(reverse("match_progress", args=[match.reference])).status_code == 404


def test_sealed_note_never_changes(statement):
    a_note(need=statement.needs.get(), preset="open")
    with pytest.raises(Exception, match="sealed"):
        NoteVersion.objects.update(done="Something else.")
