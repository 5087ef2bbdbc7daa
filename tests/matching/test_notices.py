import pytest
from django.core import mail

from matching import services
from notifications import delivery
from notifications.models import OutboxMessage
from states.cast import acting_as
from states.models import Mandate
from states.services import end_mandate
from tests.factories.matching import a_pledge, a_proposal, an_agreed_match, an_open_offer, talks

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(settings):
    """Delivers what waits and returns {address: [subject, …]}."""
    settings.DELIVERY_EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    def deliver() -> dict[str, list[str]]:
        mail.outbox.clear()
        delivery.sweep()
        told: dict[str, list[str]] = {}
        for message in mail.outbox:
            told.setdefault(message.to[0].removesuffix("@example.org"), []).append(message.subject)
        return told

    return deliver


def of(sent: dict[str, list[str]], reference: str) -> set[str]:
    return {person for person, subjects in sent.items() if any(reference in subject for subject in subjects)}


def test_each_turn_of_a_match_is_told_to_whom_it_concerns(statement, sent):
    sent()
    match = a_proposal(statement)
    assert of(sent(), match.reference) == {"drafter.xtv", "authoriser.xtv", "nmirf.xtv", "signatory.xnd"}
    services.say_yes_to_talks(match, by=acting_as("authoriser.xtv"))
    both = {"drafter.xtv", "authoriser.xtv", "nmirf.xtv", "officer.xnd", "signatory.xnd"}
    assert of(sent(), match.reference) == both
    services.MATCH_ACTS["decline"](match, by=acting_as("officer.xnd"), reason="no_funds", note="Our board refused.")
    assert of(sent(), match.reference) == both
    assert "board" not in "".join(str(message.body) for message in mail.outbox)


def test_offer_is_told_to_the_curators_then_to_its_office(cast, sent):
    an_open_offer()
    told = sent()
    assert "curator" not in told  # it was verified before the mail went: no longer right to ask
    assert set(told) == {"officer.xnd", "signatory.xnd"}


def test_pledge_is_told_to_the_state(statement, sent):
    match = an_agreed_match(statement)
    sent()
    pledge = a_pledge(match)
    assert of(sent(), pledge.reference) == {"drafter.xtv", "authoriser.xtv", "nmirf.xtv"}
    services.PLEDGE_ACTS["confirm"](pledge, by=acting_as("authoriser.xtv"))
    assert of(sent(), pledge.reference) == {"officer.xnd", "signatory.xnd"}


def test_mail_is_cancelled_for_who_left_and_for_what_is_past(statement, sent):
    sent()
    match = a_proposal(statement)
    end_mandate(Mandate.objects.get(user__username="drafter.xtv"), by=acting_as("authoriser.xtv"))
    assert "drafter.xtv" not in sent()
    other = talks(statement, an_open_offer())
    told = of(sent(), other.reference)
    subjects = {message.subject for message in mail.outbox if other.reference in message.subject}
    assert told
    assert subjects == {f"Talks can begin ({other.reference})"}
    assert OutboxMessage.objects.filter(status="failed").count() == 0
    assert match.status == "proposed"
