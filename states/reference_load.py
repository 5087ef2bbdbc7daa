"""Loads the shipped lists of States and country groups. Repeating it changes nothing; hand-made changes stay."""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from django.db import transaction

from states.models import CountryGroupMembership, State

HERE = Path(__file__).resolve().parent / "reference"
LANGUAGES = ("en", "fr", "es", "ru", "ar", "zh")


@transaction.atomic
def load_states() -> dict[str, int]:
    """{"states", "group_memberships"}: how many rows the shipped lists hold."""
    states = [_state(row) for row in rows_of(HERE / "states.csv")]
    shipped_fields = ["iso2", "m49", "names", "membership", "regional_group", "source", "as_of"]
    State.objects.bulk_create(states, update_conflicts=True, unique_fields=["iso3"], update_fields=shipped_fields)
    return {"states": len(states), "group_memberships": _load_memberships()}


def rows_of(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def names_of(row: dict[str, str], prefix: str = "name") -> dict[str, str]:
    """{language: name} of the columns that are filled."""
    return {language: row[f"{prefix}_{language}"] for language in LANGUAGES if row[f"{prefix}_{language}"]}


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _state(row: dict[str, str]) -> State:
    plain = ("iso2", "iso3", "m49", "membership", "regional_group", "source")
    return State(names=names_of(row), as_of=day(row["as_of"]), **{name: row[name] for name in plain})


def _load_memberships() -> int:
    """Insert or bring up to date what nobody has edited: an edited row names another source, or a later day."""
    ids = dict(State.objects.values_list("iso3", "pk"))
    shipped = [_membership(row, ids) for row in rows_of(HERE / "country_groups.csv")]
    kept = {(one.group, one.state_id): one for one in CountryGroupMembership.objects.all()}
    due = [one for one in shipped if not _is_edited(kept.get((one.group, one.state_id)), one)]
    CountryGroupMembership.objects.bulk_create(
        due,
        update_conflicts=True,
        unique_fields=["group", "state"],
        update_fields=["valid_from", "valid_to", "source", "as_of", "note"],
    )
    return len(shipped)


def _is_edited(kept: CountryGroupMembership | None, shipped: CountryGroupMembership) -> bool:
    return kept is not None and (kept.source != shipped.source or kept.as_of > shipped.as_of)


def _membership(row: dict[str, str], ids: dict[str, int]) -> CountryGroupMembership:
    return CountryGroupMembership(
        group=row["group"],
        state_id=ids[row["iso3"]],
        valid_from=day(row["valid_from"]),
        valid_to=day(row["valid_to"]),
        source=row["source"],
        as_of=day(row["as_of"]),
        note=row["note"],
    )
