"""The address that a row of the access table means, in a world; and what an answer says, in whatever format."""

import io
import zipfile

from django.urls import reverse

from tests.access.rows import Row
from tests.access.world import World


def address(row: Row, world: World) -> str:
    return reverse(row.route, args=[*named(row, world), *row.args])


def named(row: Row, world: World) -> list[str]:
    """How the thing is called in an address of this route."""
    if not row.thing:
        return []
    if row.thing == "nothing":
        return ["XTV-2027-NONE"]
    thing = getattr(world.things, row.thing)
    if row.route == "exclusion_lift":
        return [thing.edition.subject.slug, str(thing.pk)]
    if hasattr(thing, "public_id"):
        return [thing.public_id]
    by_slug = ("statement", "api-statement", "grant_", "note_edit", "note_review", "note_act", "subject_readings")
    if row.route.startswith(by_slug) or _is_own_page(row, thing):
        return [thing.subject.slug]
    if hasattr(thing, "subject"):
        return [thing.subject.reference or thing.subject.slug]
    for name in ("iso3", "key"):
        if hasattr(thing, name):
            return [getattr(thing, name)]
    return [getattr(thing, "reference", None) or getattr(thing, "slug", None) or str(thing.pk)]


def _is_own_page(row: Row, thing) -> bool:
    """The State's own pages of a paper know it by its slug, as those of a statement do."""
    return hasattr(thing, "subject") and row.route.endswith(("_own", "_edit", "_review", "_amend", "_withdraw"))


def said_in(answer) -> str:
    """Everything that an answer says, headers and all: of a Word document every part, of a calendar whole lines."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            content = b"\n".join(archive.read(name) for name in archive.namelist())
    return f"{answer.headers}\n{content.decode(errors='replace')}".replace("\r\n ", "")
