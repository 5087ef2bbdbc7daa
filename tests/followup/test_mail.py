"""Reminders as mails over a real SMTP connection, and the right to them asked again at sending."""

import socket
from datetime import date
from email import message_from_bytes

import pytest
from aiosmtpd.controller import Controller
from django.db.models import Q

from followup import services
from notifications.delivery import sweep
from notifications.models import OutboxMessage
from notifications.outbox import gather
from states.cast import acting_as
from states.services import end_mandate
from tests.factories.followup import REPORT, a_submitted_report, the_due

pytestmark = pytest.mark.django_db
LATE = date(2027, 1, 25)


class Sink:
    """Keeps what it receives."""

    def __init__(self):
        self.mails = []

    async def handle_DATA(self, server, session, envelope):
        self.mails.append((envelope.rcpt_tos, message_from_bytes(envelope.content)))
        return "250 OK"

    @property
    def receivers(self) -> set[str]:
        return {receiver for receivers, _mail in self.mails for receiver in receivers}


def a_free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def sink(settings):
    """A mail server on this machine for the length of a test."""
    handler = Sink()
    controller = Controller(handler, hostname="127.0.0.1", port=a_free_port())
    controller.start()
    settings.EMAIL_HOST, settings.EMAIL_PORT = controller.hostname, controller.port
    settings.DELIVERY_EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    yield handler
    controller.stop()


def of_followup(status: str) -> int:
    """Mails about reports: those that go by themselves, and those that gather what may wait."""
    kinds = Q(kind__startswith="followup.") | Q(kind="notifications.digest")
    return OutboxMessage.objects.filter(kinds, status=status).count()


@pytest.fixture
def nothing_else(match):
    OutboxMessage.objects.all().delete()
    return match


def test_each_reminder_arrives_once(nothing_else, sink):
    the_due(nothing_else)
    services.send_reminders(on=LATE)
    gather()
    sweep()
    sweep()
    people = ["drafter.xtv", "authoriser.xtv", "nmirf.xtv", "officer.xnd", "signatory.xnd"]
    assert sink.receivers == {f"{name}@example.org" for name in people}
    assert len(sink.mails) == 5
    body = sink.mails[0][1].get_payload(decode=True).decode()
    assert nothing_else.reference in body
    assert "/desk/reports/REP-" in body


def test_a_mandate_that_ended_cancels_the_mail(nothing_else, sink):
    the_due(nothing_else)
    services.send_reminders(on=LATE)
    gather()
    end_mandate(acting_as("officer.xnd").capacity, by=acting_as("curator"))
    sweep()
    assert "officer.xnd@example.org" not in sink.receivers
    assert (of_followup("sent"), of_followup("cancelled")) == (4, 1)


def test_a_report_submitted_meanwhile_cancels_its_reminders(nothing_else, sink):
    due = the_due(nothing_else)
    services.send_reminders(on=LATE)
    gather()
    services.write_report(due, by=acting_as("nmirf.xtv"), words=REPORT, edit_no=0)
    services.submit_report(due, by=acting_as("nmirf.xtv"), edit_no=1, make_public=True)
    sweep()
    assert sink.receivers == {"officer.xnd@example.org", "signatory.xnd@example.org", "curator@example.org"}
    assert of_followup("cancelled") == 3


def test_noted_and_returned_are_told_to_the_side(nothing_else, sink):
    due = a_submitted_report(nothing_else)
    due = services.return_report(due, by=acting_as("curator"), note="Which courts?")
    sweep()
    assert sink.receivers == {"drafter.xtv@example.org", "authoriser.xtv@example.org", "nmirf.xtv@example.org"}
    assert all("Which courts" not in mail.as_string() for _receivers, mail in sink.mails)
    services.submit_report(due, by=acting_as("nmirf.xtv"), edit_no=1, make_public=True)
    services.note_report(due, by=acting_as("curator"))
    gather()
    sink.mails.clear()
    sweep()
    assert [mail["Subject"] for _receivers, mail in sink.mails] == ["Your report was noted"] * 3


@pytest.mark.parametrize("language", ["ar", "fr", "zh-hans"])
def test_every_notice_can_be_written_in_the_language_of_its_reader(nothing_else, sink, language):
    due = the_due(nothing_else)
    acting_as("nmirf.xtv").user.__class__.objects.update(language=language)
    services.send_reminders(on=date(2026, 12, 20))
    services.send_reminders(on=LATE)
    a_submitted_report(nothing_else)
    services.return_report(due, by=acting_as("curator"), note="Which courts?")
    gather()
    sweep()
    assert (of_followup("failed"), of_followup("queued")) == (0, 0)
    assert OutboxMessage.objects.filter(kind="followup.report_returned", status="sent").count() == 3
