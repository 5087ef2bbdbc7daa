from datetime import date, timedelta

from django.utils import timezone

from matching import services as matching
from matching.models import ResponseNote
from states.cast import acting_as
from tests.cast import an_open_statement

OFFER = {
    "title": "Trainers of public defenders",
    "summary": "Two trainers for six weeks.",
    "support_type": "training",
    "form": "expertise",
    "languages": ["en"],
    "eligible": ["any"],
    "mailbox": "zibethoffer@example.org",
    "language": "en",
}


def build(made) -> None:
    partner, state = acting_as("signatory.xnd"), acting_as("authoriser.xtv")
    valid = {"valid_from": timezone.localdate(), "valid_until": timezone.localdate() + timedelta(days=300)}
    made.offer_draft = matching.save_offer(None, by=partner, words=OFFER | valid | {"summary": "Two zibethofferdraft."})
    offer = matching.save_offer(None, by=partner, words=OFFER | valid)
    offer = matching.OFFER_ACTS["submit"](offer, by=partner)
    made.offer = matching.OFFER_ACTS["verify"](offer, by=acting_as("curator"))
    made.proposed = matching.propose(an_open_statement().needs.get(), by=partner, scope="Advice zibethproposal.")
    talks = matching.propose(made.working.needs.get(), by=partner, scope="Two circuits.")
    made.talks = matching.say_yes_to_talks(talks, by=state)
    made.council_session = matching.save_council_session(
        None,
        by=acting_as("curator"),
        words={"name": "99th session", "starts_on": date(2020, 3, 2), "ends_on": date(2020, 3, 27)},
    )
    state_of = {"state": made.talks.state}
    drafted = {"month": date(2020, 1, 1), "text": "Nothing yet zibethmonthdraft."}
    made.response_note_draft = ResponseNote.objects.create(**state_of, **drafted)
    sent = {"month": date(2020, 2, 1), "text": "Nothing yet zibethmonthsent."}
    made.response_note_sent = ResponseNote.objects.create(**state_of, **sent)
    matching.send_note(made.response_note_sent, by=acting_as("curator"), edit_no=0)
    made.search = matching.save_search(
        of="needs",
        name="Training zibethsearch",
        filters={"support_type": ["training"]},
        rhythm="weekly",
        by=acting_as("fund"),
    )
    money = {"what": "Travel of trainers", "amount": "5000.00", "currency": "EUR"}
    made.pledge = matching.announce_pledge(made.talks, by=partner, words=money)
