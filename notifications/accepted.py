"""What the mail server has accepted, by Message-ID: asked before a mail whose fate is unknown is sent again.

It answers truly only if the server writes it before it says 250, or sooner after it than a lease lasts.
"""

import json
import re
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Protocol

from django.conf import settings

LONGEST_TAIL = 64_000_000  # bytes read from the end of a log: hours of a busy relay, far more than a lease


class AcceptedLog(Protocol):
    """`knows` is False where there is no such log. `accepted` may raise OSError: then nobody knows for now."""

    knows: bool

    def accepted(self, message_ids: Collection[str]) -> set[str]: ...


class NoLog:
    knows = False

    def accepted(self, message_ids: Collection[str]) -> set[str]:
        return set()


class _File:
    knows = True

    def __init__(self, path: str):
        self.path = Path(path)

    def lines(self) -> Iterator[str]:
        """The end of the log before the last rotation, where there is one, then the end of the log."""
        rotated = self.path.with_name(self.path.name + ".1")
        yield from (*(_tail(rotated) if rotated.exists() else []), *_tail(self.path))


def _tail(path: Path) -> list[str]:
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - LONGEST_TAIL))
        return file.read().decode(errors="replace").splitlines()


class Journal(_File):
    """One JSON object a line with `message_id`, written by the server before it answers 250; the test sink's too."""

    def accepted(self, message_ids: Collection[str]) -> set[str]:
        return set(message_ids) & {found for line in self.lines() if (found := _message_id(line))}


def _message_id(line: str) -> str:
    try:
        return str(json.loads(line)["message_id"])
    except (ValueError, KeyError, TypeError):  # the last line may be half written
        return ""


class PostfixLog(_File):
    """Postfix names the Message-ID with a queue id (cleanup), and says when that came into the queue (qmgr)."""

    NAMED = re.compile(r"postfix\S*/cleanup\[\d+\]: (\w+): message-id=(\S+)")
    QUEUED = re.compile(r"postfix\S*/qmgr\[\d+\]: (\w+): from=.*\(queue active\)")

    def accepted(self, message_ids: Collection[str]) -> set[str]:
        names, found = {}, set()
        for line in self.lines():  # in their order: queue ids come back
            if named := self.NAMED.search(line):
                names[named[1]] = named[2]
            elif active := self.QUEUED.search(line):
                found.add(names.get(active[1], ""))
        return found & set(message_ids)


KINDS: dict[str, Callable[[str], AcceptedLog]] = {"journal": Journal, "postfix": PostfixLog}


def accepted_log() -> AcceptedLog:
    """The log that MAIL_ACCEPTED_LOG names: `none`, `journal:/path` or `postfix:/path`."""
    kind, _colon, path = settings.MAIL_ACCEPTED_LOG.partition(":")
    return KINDS[kind](path) if kind in KINDS else NoLog()
