"""Where the bytes lie: a private folder that no web server knows, under random names."""

import contextlib
import os
import secrets
import time
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

UNFINISHED = ".part"


def root() -> Path:
    return Path(settings.MEDIA_ROOT)


def path_of(place: str) -> Path:
    return root() / place[:2] / place


def put(data: bytes) -> str:
    """Write `data` for good, under a new random name; returns the name. Either the whole file is there, or none."""
    place = secrets.token_hex(20)
    target = path_of(place)
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    unfinished = target.with_suffix(UNFINISHED)
    try:
        with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        unfinished.rename(target)
    except OSError:
        unfinished.unlink(missing_ok=True)
        raise
    return place


def remove(place: str) -> None:
    with contextlib.suppress(FileNotFoundError):
        path_of(place).unlink()


def places_older_than(seconds: float) -> Iterator[Path]:
    """Every stored or unfinished file that was written longer ago than that."""
    limit = time.time() - seconds
    for path in root().glob("??/*"):
        with contextlib.suppress(FileNotFoundError):
            if path.stat().st_mtime < limit:
                yield path
