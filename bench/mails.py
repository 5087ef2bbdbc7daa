"""What the worker of the benchmark of mails runs: each function gives the callable that is timed."""

from datetime import date

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage, get_connection
from django.db import connection, transaction
from django.utils import timezone

from followup.services import send_reminders
from notifications import delivery
from notifications.models import Notification, OutboxMessage
from notifications.outbox import enqueue
from notifications.words import words_of
from requests_app.models import NeedsStatement
from states.models import Body, Mandate

DAY = date(2030, 6, 1)
PEOPLE = 100


def _sql(statement: str, *words) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, words)


def make_dues(number: int):
    """So many dues of one partner's match, all due on DAY; of its office one person is told of each."""

    def make():
        _sql("TRUNCATE followup_reportdue CASCADE")
        _sql(_ONE_PERSON)
        _sql(_DUES, DAY, DAY, number)
        _sql("VACUUM ANALYZE followup_reportdue")

    return make


_OFFICE = "(SELECT min(id) FROM states_body WHERE kind = 'bilateral')"
_PERSON = f"(SELECT min(user_id) FROM states_mandate WHERE body_id = {_OFFICE})"
_ONE_PERSON = f"""
    UPDATE states_mandate SET starts_on = '2020-01-01', ends_on = '2020-01-02'
    WHERE body_id = {_OFFICE} AND user_id <> {_PERSON}
"""
_DUES = f"""
    INSERT INTO followup_reportdue
        (reference, match_id, body_id, kind, period_start, period_end, due_on, remind_on, status, waived_reason)
    SELECT 'REP-L' || n, (SELECT min(id) FROM matching_match),
           {_OFFICE}, 'period',
           date '1000-01-01' + n, date '1000-01-02' + n, %s, %s, 'waiting', ''
    FROM generate_series(1, %s) AS n
"""


def forget_reminders():
    def forget():
        _sql("TRUNCATE followup_reminder, notifications_notification")
        _sql("UPDATE followup_reportdue SET remind_on = due_on WHERE remind_on IS DISTINCT FROM due_on")
        _sql("VACUUM ANALYZE followup_reportdue")

    return forget


def sweep():
    return lambda: send_reminders(on=DAY)


def bare_sweep():
    """What the sweep has to leave behind, by hand: the dues moved on, a reminder each, a notice each."""

    def bare():
        with transaction.atomic():
            _sql(_BARE, DAY)

    return bare


_BARE = f"""
    WITH moved AS (
        UPDATE followup_reportdue SET remind_on = due_on + 7 WHERE remind_on <= %s RETURNING id, due_on
    ), reminded AS (
        INSERT INTO followup_reminder (due_id, due_on, rule, person_id, at)
        SELECT id, due_on, 0, {_PERSON}, now() FROM moved ON CONFLICT DO NOTHING RETURNING due_id, due_on, person_id
    )
    INSERT INTO notifications_notification (event, person_id, kind, object_id, waits, created_at)
    SELECT 'report_reminder:' || due_id || ':' || due_on || ':0', person_id, 'followup.report_reminder', due_id, true,
           now() FROM reminded ON CONFLICT DO NOTHING
"""


def one_insert():
    def insert():
        _sql(
            f"""INSERT INTO followup_reminder (due_id, due_on, rule, person_id, at)
                 SELECT id, due_on, 0, {_PERSON}, now() FROM followup_reportdue WHERE remind_on <= %s""",
            DAY,
        )

    return insert


def make_mails(number: int):
    """So many notices to a hundred curators about a statement that waits for its check."""

    def make():
        OutboxMessage.objects.all().delete()
        Notification.objects.all().delete()
        people, statement = _curators(), NeedsStatement.objects.filter(status__in=["submitted", "in_check"]).first()
        for event in range(number // PEOPLE):
            with transaction.atomic():
                kind = "requests_app.statement_submitted"
                enqueue(kind, event=f"mail {event}", people=people, object_id=statement.pk)

    return make


def _curators() -> list[int]:
    body = Body.objects.get(kind="secretariat")
    for number in range(PEOPLE):
        name = f"bench{number}"
        user, _new = get_user_model().objects.get_or_create(username=name, defaults={"email": f"{name}@example.org"})
        Mandate.objects.get_or_create(user=user, body=body, role="curator")
    return list(get_user_model().objects.filter(username__startswith="bench").values_list("pk", flat=True))


def deliver():
    return lambda: sum(delivery.sweep().values())


def plain_loop():
    """The naive way: one process, one connection, one mail after the other, rendered, sent, marked."""

    def loop():
        backend = get_connection(settings.DELIVERY_EMAIL_BACKEND)
        backend.open()
        for mail in OutboxMessage.objects.filter(status="queued").select_related("person"):
            words = words_of(mail)
            headers = {"Message-ID": mail.message_id}
            EmailMessage(words["subject"], words["body"], to=words["to"], headers=headers, connection=backend).send()
            mail.status, mail.sent_at = "sent", timezone.now()
            mail.save(update_fields=["status", "sent_at"])
        backend.close()

    return loop
