"""Offers, matches, pledges, reports and comments of the demonstration, acted out by its personas in turn."""

from datetime import date, timedelta

from django.utils import timezone

from followup import services as followup
from followup.models import ReportDue
from followup.services import open_dues
from matching import services as matching
from requests_app.models import Need
from states.cast import acting_as

OFFERS = [
    (
        "signatory.xnd",
        {
            "title": "Juvenile justice trainers, up to 40 days a year",
            "support_type": "training",
            "form": "expertise",
            "summary": "Two experienced trainers come for circuits of two weeks; travel is paid by us.",
            "languages": ["en", "fr"],
            "eligible": ["SIDS", "LDC"],
            "mailbox": "agency.xnd@example.org",
        },
    ),
    (
        "officer.xam",
        {
            "title": "Intercambio sobre tribunales itinerantes",
            "support_type": "peer_exchange",
            "form": "study_visit",
            "summary": "Recibimos a cinco funcionarios durante una semana en nuestro archipiélago.",
            "languages": ["es", "en"],
            "eligible": ["any"],
            "mailbox": "agency.xam@example.org",
        },
    ),
]


def act_out_matches(statements) -> None:
    """One need is met and reported on, one is in talks, one has an answer that waits for the State."""
    offers = [_offer(by, words) for by, words in OFFERS]
    by_state = {one.state.iso3: one for one in reversed(statements)}
    _met(by_state["XTV"].needs.get(), offers[0])
    _in_talks(by_state["XKR"].needs.get())
    matching.propose(
        by_state["XWD"].needs.get(), by=acting_as("fund"), scope="A grant for two drafting experts, three months."
    )


def _offer(by: str, words: dict):
    today = timezone.now().date()
    dates = {"valid_from": today, "valid_until": today + timedelta(days=300), "places": 3}
    offer = matching.save_offer(None, by=acting_as(by), words=words | dates)
    offer = matching.OFFER_ACTS["submit"](offer, by=acting_as(by))
    return matching.OFFER_ACTS["verify"](offer, by=acting_as("curator"))


def _met(need: Need, offer) -> None:
    state, partner = acting_as("authoriser.xtv"), acting_as("signatory.xnd")
    match = matching.propose(
        need, by=partner, offer=offer, scope="Two circuits of training for defenders and court clerks."
    )
    match = matching.say_yes_to_talks(match, by=state)
    began = timezone.now().date() - timedelta(days=340)
    match = matching.write_card(match, by=partner, starts_on=began, ends_on=began + timedelta(days=600))
    matching.say_yes_to_agreement(match, by=partner, may_be_public=True)
    match = matching.say_yes_to_agreement(match, by=state, may_be_public=True)
    matching.announce_pledge(
        match, by=partner, words={"what": "Two trainers for two circuits", "amount": 48000, "currency": "NOK"}
    )
    match = matching.MATCH_ACTS["start"](match, by=partner)
    _report(match, timezone.now().date())
    _comment(need)


def _report(match, today: date) -> None:
    open_dues(on=today)
    due = ReportDue.objects.filter(match=match, body__state=None).order_by("due_on").first()
    words = {
        "implementation": "on_track",
        "delivered": "First circuit as planned: 11 defenders and 6 clerks.",
        "changed": "First hearings within seven days in two of three courts.",
    }
    partner = acting_as("signatory.xnd")
    report = followup.write_report(due, by=partner, words=words, edit_no=0)
    followup.submit_report(due, by=partner, edit_no=report.edit_no, make_public=True)


def _comment(need: Need) -> None:
    author, moderator = acting_as("cso.xtv"), acting_as("moderator")
    words = {
        "text": "Clerks now call us when a child is held. One court still has no separate room.",
        "stance": "partly",
        "language": "en",
        "mode": "named",
    }
    comment = followup.begin_comment(by=author, statement=need.statement, need=need, words=words)
    followup.submit_comment(comment, by=author, edit_no=comment.edit_no)
    followup.take_up(comment, by=moderator)
    followup.publish_comment(comment, by=moderator)


def _in_talks(need: Need) -> None:
    match = matching.propose(
        need, by=acting_as("officer.undp"), scope="Database set-up and a two-week course for four officers."
    )
    matching.say_yes_to_talks(match, by=acting_as("authoriser.xkr"))
