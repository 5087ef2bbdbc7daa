"""The short form of `make faults`: a few hundred mails, a few deaths, real processes (the long one: run.py)."""

import os
from types import SimpleNamespace

import pytest
from django.db import connection

from notifications.models import OutboxMessage
from states.cast import make_cast
from tests.cast import a_submitted
from tests.faults import load, scenarios
from tests.faults.rig import Rig

VALKEY_DATABASE = 40  # and upwards: the tests' own are below


@pytest.fixture
def rig(own_database, tmp_path):
    base, _slash, _name = os.environ["DATABASE_URL"].rpartition("/")
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    environment = os.environ | {
        "DATABASE_URL": f"{base}/{connection.settings_dict['NAME']}",
        "REDIS_URL": f"{os.environ['REDIS_URL']}?virtual_host={VALKEY_DATABASE + worker}",
    }
    with Rig(tmp_path, environment) as one:
        one.start_sink()
        yield one


@pytest.mark.slow
def test_no_mail_is_lost_or_doubled_under_kills_and_a_flush(rig):
    make_cast("a password of the tests")
    statement = a_submitted()
    people = load.curators(50)
    rig.start_beat()
    figures = scenarios.mails_under_kills(rig, statement, people, mails=200, kills=2, exact=2)
    assert "0 lost, 0 second copies" in figures
    assert "0 lost" in scenarios.valkey_flushed(rig, statement, people, times=1)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("copies", "status", "fault"), [(0, "sent", "1 lost"), (2, "sent", "1 second"), (1, "queued", "1 sent but not")]
)
def test_checker_finds_what_it_looks_for(copies, status, fault):
    sent = {"sent_at": "2026-01-01T00:00Z"} if status == "sent" else {}
    mail = OutboxMessage.objects.create(key="one", kind=load.KIND, status=status, **sent)
    rig = SimpleNamespace(accepted=lambda: [{"message_id": mail.message_id}] * copies)
    with pytest.raises(AssertionError, match=fault):
        load.check(rig)
