"""Two at once: what both would do happens once."""

import threading
from datetime import date

import pytest
from django.db import connection

from followup import services
from followup.models import Reminder
from notifications.models import Notification, OutboxMessage
from states.cast import make_cast
from tests.cast import an_open_statement
from tests.factories.followup import an_active_match

OPENED_ON = date(2026, 12, 16)


@pytest.mark.slow
def test_two_sweeps_at_once_do_it_once(own_database):
    make_cast("a password of the tests")
    an_active_match(an_open_statement())
    tally: list[dict] = []
    gate = threading.Barrier(2)

    def sweep():
        gate.wait()
        tally.append(services.send_due(on=OPENED_ON))
        connection.close()

    threads = [threading.Thread(target=sweep) for _hand in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(one["opened"] for one in tally) == [0, 2]
    assert Reminder.objects.count() == 5
    assert Notification.objects.filter(kind="followup.report_due_opened").count() == 5
    assert OutboxMessage.objects.filter(kind="notifications.digest").count() == 5


@pytest.mark.django_db
def test_the_race_leaves_nothing_in_the_database_of_the_others():
    """It also lets this module run alone: a database is made only where some test is marked as using it."""
    assert not Reminder.objects.exists()
