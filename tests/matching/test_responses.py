"""The response clock: who is nudged, what is owed to a State, and who is asked next."""

from datetime import timedelta

import pytest
from django.utils import timezone

from consent.models import Grant
from consent.services import withdraw_grants
from matching import services
from matching.models import ResponseNote
from matching.selectors import is_overdue, next_partners, notes_of, pledged_of
from notifications.models import Notification, OutboxMessage
from states.cast import acting_as
from tests.cast import an_open_statement, sign_in
from tests.factories.matching import a_pledge, a_proposal, an_agreed_match, an_open_offer, talks, the_need, under_way
from web.errors import Conflict, NotPermitted

pytestmark = pytest.mark.django_db


def in_days(days: int):
    return timezone.now() + timedelta(days=days, hours=1)


def told(kind: str) -> set[str]:
    return set(OutboxMessage.objects.filter(kind=f"matching.{kind}").values_list("person__username", flat=True))


def test_secretariat_is_nudged_once_at_30_days_of_what_nobody_answered(statement):
    assert services.tell_of_unanswered(on=in_days(29)) == 0
    assert services.tell_of_unanswered(on=in_days(30)) == 1
    assert services.tell_of_unanswered(on=in_days(31)) == 0
    assert told("need_unanswered") == {"curator"}


def test_an_answer_stops_the_nudge(statement):
    a_proposal(statement)
    assert services.tell_of_unanswered(on=in_days(40)) == 0


def test_one_note_a_month_for_all_needs_of_a_state(statement):
    an_open_statement()
    an_open_statement(by="authoriser.xkr")
    assert services.owe_notes(on=in_days(59)) == 0
    assert services.owe_notes(on=in_days(60)) == 2
    assert services.owe_notes(on=in_days(60)) == 0
    assert services.owe_notes(on=in_days(95)) == 2
    note = ResponseNote.objects.filter(state__iso3="XTV").last()
    assert note.text.count("Train public defenders") == 2
    assert "Nothing yet, because no partner has answered it." in note.text
    assert told("note_drafted") == {"curator"}


def test_note_tells_what_happened_with_coded_reasons(statement):
    match = a_proposal(statement)
    services.MATCH_ACTS["decline"](match, by=acting_as("officer.xnd"), reason="no_funds")
    services.propose(the_need(statement), by=acting_as("officer.undp"), scope="Advice.")
    an_open_offer(places=3)
    services.owe_notes(on=in_days(60))
    text = ResponseNote.objects.get().text
    for words in ("No funds for it (1)", "1 proposal waits for an answer", "1 open offer is of this kind"):
        assert words in text


def test_need_that_the_secretariat_may_not_read_is_drafted_for_nobody(cast):
    statement = an_open_statement(preset="working")
    grants = Grant.objects.filter(audience="secretariat")
    withdraw_grants(grants, subject=statement.subject, by=acting_as("authoriser.xtv"), at=timezone.now())
    services.owe_notes(on=in_days(60))
    assert "Train public defenders" not in "".join(ResponseNote.objects.values_list("text", flat=True))


def test_promised_support_needs_no_note(statement):
    an_agreed_match(statement)
    assert services.owe_notes(on=in_days(61)) == 0


def a_note(statement) -> ResponseNote:
    services.owe_notes(on=in_days(60))
    return ResponseNote.objects.get(state=statement.state)


def test_state_reads_its_note_once_it_is_sent(statement):
    note = a_note(statement)
    assert not notes_of(acting_as("authoriser.xtv")).exists()
    curator = sign_in("curator")
    words = {"text": "We asked two more partners.", "edit_no": 0}
    assert curator.post(f"/desk/needs-that-wait/{note.reference}/edit/", words).status_code == 302
    assert curator.post(f"/desk/needs-that-wait/{note.reference}/edit/", words).status_code == 409
    assert curator.post(f"/desk/needs-that-wait/{note.reference}/send/", {"edit_no": 1}).status_code == 302
    assert curator.post(f"/desk/needs-that-wait/{note.reference}/send/", {"edit_no": 1}).status_code == 409
    assert told("note_sent") == {"drafter.xtv", "authoriser.xtv", "nmirf.xtv"}
    page = sign_in("ministry.xtv").get(f"/desk/needs-that-wait/{note.reference}/")
    assert "We asked two more partners." in page.content.decode()
    assert sign_in("authoriser.xkr").get(f"/desk/needs-that-wait/{note.reference}/").status_code == 404


def test_note_is_changed_and_sent_by_a_curator_under_the_number_last_seen(statement):
    note = a_note(statement)
    with pytest.raises(NotPermitted):
        services.send_note(note, by=acting_as("moderator"), edit_no=0)
    services.write_note(note, by=acting_as("curator"), text="Anew.", edit_no=0)
    with pytest.raises(Conflict):
        services.send_note(note, by=acting_as("curator"), edit_no=0)


def test_note_is_overdue_after_a_week(statement):
    note = a_note(statement)
    assert not is_overdue(note, note.drafted_at + timedelta(days=7))
    assert is_overdue(note, note.drafted_at + timedelta(days=8))
    note.sent_at = note.drafted_at
    assert not is_overdue(note, note.drafted_at + timedelta(days=8))


def test_declined_need_is_suggested_to_others_whose_offers_fit_at_once(statement):
    an_open_offer(by="officer.undp", eligible=["any"])
    an_open_offer(by="officer.xam", eligible=["LDC"])
    match = a_proposal(statement, offer=an_open_offer())
    services.MATCH_ACTS["decline"](match, by=acting_as("officer.xnd"), reason="timing")
    assert "officer.undp" in told("need_suggested")
    assert not {"officer.xnd", "signatory.xnd", "officer.xam"} & told("need_suggested")
    assert Notification.objects.filter(kind="matching.need_suggested", person__username="officer.undp").count() == 1


def test_need_whose_support_ended_early_is_suggested_too(statement):
    match = under_way(statement)
    an_open_offer(by="officer.undp", eligible=["any"])
    services.MATCH_ACTS["end_early"](match, by=acting_as("signatory.xnd"), reason="funds_ended")
    assert "officer.undp" in told("need_suggested")
    assert "signatory.xnd" not in told("need_suggested")


def test_lapsed_need_is_suggested_too_but_never_to_whom_it_was_not_shown(cast):
    quiet = an_open_statement(preset="quiet")
    an_open_offer(by="officer.undp", eligible=["any"])
    offer = an_open_offer()
    a_proposal(quiet, by="authoriser.xtv", offer=offer)
    assert services.lapse_proposals(on=in_days(90)) == 1
    assert next_partners(the_need(quiet)) == []
    assert told("need_suggested") == set()


def test_pledges_are_summed_by_currency_once_each_and_seen_by_whom_they_concern(statement):
    match, need = under_way(statement), the_need(statement).pk
    confirm, commit = services.PLEDGE_ACTS["confirm"], services.PLEDGE_ACTS["commit"]
    for amount, code in ((40000, "NOK"), (8000, "NOK"), (500, "CHF")):
        pledge = confirm(a_pledge(match, amount=amount, currency=code), by=acting_as("authoriser.xtv"))
        commit(pledge, by=acting_as("signatory.xnd"))
    a_pledge(match, amount=200000, currency="USD")
    rows = {row.currency: row for row in pledged_of(acting_as("authoriser.xtv"), [need])[need]}
    assert {code: row.amount for code, row in rows.items()} == {"CHF": 500, "NOK": 48000, "USD": None}
    assert (rows["USD"].announced, rows["USD"].is_over, rows["NOK"].is_over) == (200000, True, False)
    assert pledged_of(acting_as("officer.undp"), [need]) == {}
    for name in ("signatory.xnd", "authoriser.xtv"):
        services.set_publicity(match, by=acting_as(name), may_be_public=True)
    public = pledged_of(acting_as("officer.undp"), [need])[need]
    assert [(row.currency, row.announced) for row in public] == [("CHF", None), ("NOK", None)]


def test_talks_that_ended_are_seen_no_more_as_interest(statement):
    talks(statement)
    services.ask_about_talks(on=in_days(45))
    services.end_talks(on=in_days(91))
    assert services.tell_of_unanswered(on=in_days(91)) == 1
