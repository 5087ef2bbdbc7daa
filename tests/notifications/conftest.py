import socket

import pytest

from notifications import notice
from notifications.models import OutboxMessage
from notifications.notice import Notice
from tests.faults.sink import Sink, start


@pytest.fixture
def sink(settings, tmp_path):
    """A mail server on this machine for the length of a test, whose journal the outbox may ask."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    sink = Sink(tmp_path / "accepted.jsonl")
    controller = start(sink, port)
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = controller.hostname, port, 0.5
    settings.MAIL_ACCEPTED_LOG = f"journal:{sink.journal}"
    yield sink
    controller.stop()


class Told:
    """A thing to be told of: `withdrawn` says that it is no longer right, `poison` breaks its words."""

    withdrawn = False
    poison = False


@pytest.fixture
def told(monkeypatch, db):
    """A notice of a thing that always exists, with the words of a real one."""
    thing = Told()

    def words(obj, person):
        if thing.poison:
            raise ZeroDivisionError("nobody can write this")
        return {"statement": {"subject": {"slug": "slug", "reference": "XTV-2027-AAA"}}, "title": "Title"}

    real = notice.REGISTRY["requests_app.statement_submitted"]
    kind = Notice(real.kind, lambda pk: thing, lambda obj, person: not thing.withdrawn, words)
    monkeypatch.setitem(notice.REGISTRY, real.kind, kind)
    OutboxMessage.objects.all().delete()
    return thing
