"""The hash under which the words of an edition are sealed, and how to compute it anew for each kind of subject."""

import hashlib
import json
from collections.abc import Callable, Iterable

from consent.models import Edition

#: kind → function giving (edition, content) of all sealed editions of that kind
CONTENTS: dict[str, Callable[[], Iterable[tuple[Edition, dict]]]] = {}


def digest_of(content: dict) -> str:
    """SHA-256 over the JSON of `content` with sorted names, as hexadecimal digits."""
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def broken_editions() -> list[str]:
    """A line for each sealed edition whose words no longer have its hash, or are gone; empty where all hold."""
    faults, checked = [], set()
    for contents in CONTENTS.values():
        for edition, content in contents():
            checked.add(edition.pk)
            if digest_of(content) != edition.sha256:
                faults.append(f"edition {edition}: its words were changed after sealing")
    lost = Edition.objects.filter(sealed_at__isnull=False).exclude(pk__in=checked)
    return faults + [f"edition {edition}: its words are gone" for edition in lost]
