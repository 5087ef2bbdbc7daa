"""What comes after: a match that ended a year ago with its outcome check, a report that came back with a question and
one that nobody needs, notes of a State without a match; and what partners keep ready: a whole offer, a reply, a search.
"""

from datetime import timedelta

from django.utils import timezone

from consent.presets import PRESETS
from followup import services as followup
from followup.models import ReportDue
from followup.selectors import lines_for_note
from matching import services as matching
from matching.models import Match
from obligations.models import AffectedGroup, Recommendation, SDGTarget, Theme
from pages.demo.answers import LIBRARY_REPORT, NOTE, REPLY, WHOLE_OFFER
from requests_app.models import Need
from states.cast import acting_as
from states.models import Mandate
from states.services import name_deputy

STARTED, ENDED = timedelta(days=745), timedelta(days=380)  # one period of a year


def act_out_aftermath(library: Need, asked: Need) -> None:
    """`library` was met and ended a year ago; `asked` waits for an answer."""
    _ended_match(library)
    _note()
    _kept_ready(asked)
    _deputy()


def _ended_match(need: Need) -> None:
    state, partner, today = acting_as("authoriser.xtv"), acting_as("officer.undp"), timezone.now().date()
    match = matching.propose(need, by=partner, scope="A shared catalogue, and a person who keeps it.")
    match = matching.say_yes_to_talks(match, by=state)
    days = {"starts_on": today - STARTED, "ends_on": today - ENDED}
    match = matching.write_card(match, by=partner, **days)
    matching.say_yes_to_agreement(match, by=partner, may_be_public=True)
    match = matching.say_yes_to_agreement(match, by=state, may_be_public=True)
    match = matching.MATCH_ACTS["start"](match, by=partner)
    followup.open_dues(on=today - ENDED)
    _one_returned_one_waived(match)
    match = matching.MATCH_ACTS["complete"](match, by=state)
    Match.objects.filter(pk=match.pk).update(ended_at=timezone.now() - ENDED)
    followup.open_dues(on=today)  # the outcome check, a year after the end


def _one_returned_one_waived(match: Match) -> None:
    curator, state = acting_as("curator"), acting_as("nmirf.xtv")
    first = ReportDue.objects.filter(match=match, body__state__isnull=False).order_by("due_on").first()
    report = followup.write_report(first, by=state, words=LIBRARY_REPORT, edit_no=0)
    given = followup.submit_report(first, by=state, edit_no=report.edit_no, make_public=False)
    followup.return_report(given, by=curator, note="In which of the three courts is the catalogue used?")
    other = ReportDue.objects.filter(match=match, body__state=None).order_by("due_on").first()
    followup.waive_report(other, by=curator, reason="reported_elsewhere")


def _note() -> None:
    """On a recommendation that Talava moved by its own means."""
    drafter, by = acting_as("drafter.xtv"), acting_as("authoriser.xtv")
    recommendation = Recommendation.objects.filter(state__iso3="XTV").order_by("reference").first()
    note = followup.begin_note(by=drafter, words=NOTE, language="en", recommendation=recommendation)
    followup.give_note(note, by=by, edit_no=1, lines=lines_for_note(PRESETS["open"].name, in_annual_report=True))


def _kept_ready(asked: Need) -> None:
    """The fund's offer with every answer, Nordmark's reply to one need, and a search that tells what is new."""
    today = timezone.now().date()
    days = {"valid_from": today, "valid_until": today + timedelta(days=330), "board_on": today + timedelta(days=60)}
    sets = {
        "themes": Theme.objects.order_by("slug")[:2],
        "affected_groups": AffectedGroup.objects.order_by("pk")[:2],
        "sdg_targets": SDGTarget.objects.filter(code="16.3"),
    }
    _opened("fund", WHOLE_OFFER | days | sets)
    reply = REPLY | {"valid_from": today, "valid_until": days["valid_until"], "in_reply_to": asked}
    _opened("signatory.xnd", reply)
    search = {"support_type": ["training"], "group": ["SIDS"]}
    named = {"name": "Training in small islands", "rhythm": "weekly"}
    matching.save_search(of="needs", filters=search, by=acting_as("fund"), **named)


def _opened(who: str, words: dict) -> None:
    offer = matching.save_offer(None, by=acting_as(who), words=words)
    offer = matching.OFFER_ACTS["submit"](offer, by=acting_as(who))
    matching.OFFER_ACTS["verify"](offer, by=acting_as("curator"))


def _deputy() -> None:
    """While the authoriser of Talava is away in three weeks, the drafter stands in."""
    by, today = acting_as("authoriser.xtv"), timezone.localdate()
    days = {"starts_on": today + timedelta(days=21), "ends_on": today + timedelta(days=35)}
    deputy = Mandate.objects.select_related("user").get(user__username="drafter.xtv")
    name_deputy(by.capacity.body, post=by.capacity, deputy=deputy, by=by, **days)
