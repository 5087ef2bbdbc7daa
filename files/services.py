"""Storing and removing documents. Nothing is stored of what is refused."""

import hashlib
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.acting import Acting
from files import storage
from files.inspection import MOST_BYTES, Inspected, inspected, refusal
from files.models import Document
from files.names import cleaned_name, refuse_other_ending
from files.selectors import unowned_documents
from web.errors import FailedCheck

SETTLED = timedelta(hours=1)  # longer than any transaction may last


def look_into(upload, *, most_unpacked: int | None = None) -> tuple[str, Inspected]:
    """(name, kind and cleaned bytes) of an uploaded file. Raises FailedCheck on `file`; nothing is stored."""
    name = cleaned_name(upload.name)
    if upload.size > MOST_BYTES:
        raise refusal("too_large")
    limits = {} if most_unpacked is None else {"most_unpacked": most_unpacked}
    found = inspected(upload.read(), **limits)
    refuse_other_ending(name, found.kind)
    return name, found


def store_document(upload, *, by: Acting) -> Document:
    """Keep an uploaded file: looked into, cleaned, under a random name. The caller points at it in its transaction."""
    name, found = look_into(upload)
    try:
        place = storage.put(found.data)
    except OSError as fault:
        raise FailedCheck({"file": [_("It could not be stored just now. Please try again later.")]}) from fault
    return Document.objects.create(
        name=name,
        kind=found.kind,
        size=len(found.data),
        sha256=hashlib.sha256(found.data).hexdigest(),
        place=place,
        uploaded_by=by.user_id,
        capacity_id=by.capacity_id,
        capacity_label=by.capacity_label,
    )


@transaction.atomic
def remove_unowned(documents) -> int:
    """Delete those of the queryset `documents` that nothing points at, rows first, then bytes; returns how many."""
    gone = list(unowned_documents().filter(pk__in=documents.values("pk")))
    Document.objects.filter(pk__in=[one.pk for one in gone]).delete()
    for one in gone:
        transaction.on_commit(lambda place=one.place: storage.remove(place))
    return len(gone)


def sweep_files() -> dict[str, int]:
    """Documents that nobody owns any more, and files without a row (of a failed upload): {"rows", "files"}."""
    rows = remove_unowned(Document.objects.filter(uploaded_at__lt=timezone.now() - SETTLED))
    return {"rows": rows, "files": _sweep_folder()}


def _sweep_folder() -> int:
    count = 0
    for path in storage.places_older_than(SETTLED.total_seconds()):
        if not Document.objects.filter(place=path.name).exists():
            path.unlink(missing_ok=True)
            count += 1
    return count
