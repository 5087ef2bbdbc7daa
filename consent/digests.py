"""The hash under which the words of an edition are sealed, and how to compute it anew for each kind of subject."""

import hashlib
import json
from collections.abc import Callable, Iterable

from django.db.models import Prefetch, Value

from consent.models import Edition

#: kind → function giving (edition, content) of all sealed editions of that kind
CONTENTS: dict[str, Callable[[], Iterable[tuple[Edition, dict]]]] = {}


def digest_of(content: dict) -> str:
    """SHA-256 over the JSON of `content` with sorted names, as hexadecimal digits."""
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def keys_of(row) -> dict[str, list[int]]:
    """The keys of each linked set of a version: as they were read with a whole batch, or in one query."""
    names = [column.name for column in row._meta.many_to_many]
    read = getattr(row, "_prefetched_objects_cache", {})
    if read.keys() >= set(names):
        return {name: sorted(one.pk for one in read[name]) for name in names}
    first, *others = (_links(row, name) for name in names)
    keys: dict[str, list[int]] = {name: [] for name in names}
    for name, key in first.union(*others, all=True):
        keys[name].append(key)
    return {name: sorted(found) for name, found in keys.items()}


def _links(row, name: str):
    column = row._meta.get_field(name)
    links = column.remote_field.through._default_manager.filter(**{column.m2m_field_name(): row.pk})
    return links.values_list(Value(name), f"{column.m2m_reverse_field_name()}_id")


def with_keys(versions, *sets: str):
    """The versions with the keys of these linked sets, and no more of them: to be read some hundreds at a time."""
    models = {name: versions.model._meta.get_field(name).related_model for name in sets}
    return versions.prefetch_related(
        *(Prefetch(name, model._default_manager.only("pk").order_by()) for name, model in models.items())
    )


def broken_editions() -> list[str]:
    """A line for each sealed edition whose words no longer have its hash, or are gone; empty where all hold."""
    faults, checked = [], set()
    for contents in CONTENTS.values():
        for edition, content in contents():
            checked.add(edition.pk)
            if digest_of(content) != edition.sha256:
                faults.append(f"edition {edition}: its words were changed after sealing")
    sealed = Edition.objects.filter(sealed_at__isnull=False).only("pk", "subject_id", "number")
    lost = [edition for edition in sealed.iterator() if edition.pk not in checked]
    return faults + [f"edition {edition}: its words are gone" for edition in lost]
