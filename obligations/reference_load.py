"""Loads the shipped lists of mechanisms, themes, groups of persons, goals and targets. Repeating it changes nothing."""

from pathlib import Path

from django.db import models, transaction

from obligations.models import (
    AffectedGroup,
    GroupAlias,
    Mechanism,
    MechanismAlias,
    SDGGoal,
    SDGTarget,
    StateAlias,
    Theme,
    ThemeAlias,
)
from states.models import State
from states.reference_load import day, names_of, rows_of

HERE = Path(__file__).resolve().parent / "reference"


@transaction.atomic
def load_obligations() -> dict[str, int]:
    """How many rows each shipped list holds. States have to be loaded before."""
    return {
        "mechanisms": _load(Mechanism, "mechanisms", key="slug", plain=("kind", "abbreviation")),
        "sdg_goals": _load(SDGGoal, "sdg_goals", key="number"),
        "sdg_targets": _load_targets(),
        "themes": _load_themes(),
        "theme_aliases": _load_aliases(ThemeAlias, Theme, "theme"),
        "affected_groups": _load(AffectedGroup, "affected_groups", key="slug"),
        "group_aliases": _load_aliases(GroupAlias, AffectedGroup, "group"),
        "mechanism_aliases": _load_aliases(MechanismAlias, Mechanism, "mechanism"),
        "state_aliases": _load_state_aliases(),
    }


def _load(model: type[models.Model], file: str, *, key: str, plain: tuple[str, ...] = ()) -> int:
    made = [
        model(names=names_of(row), as_of=day(row["as_of"]), **{name: row[name] for name in (key, "source", *plain)})
        for row in rows_of(HERE / f"{file}.csv")
    ]
    return _store(model, made, [key], ["names", "source", "as_of", *plain])


def _store(model: type[models.Model], made: list, unique_fields: list[str], update_fields: list[str]) -> int:
    model._default_manager.bulk_create(
        made, update_conflicts=True, unique_fields=unique_fields, update_fields=update_fields
    )
    return len(made)


def _load_targets() -> int:
    goals = dict(SDGGoal.objects.values_list("number", "pk"))
    made = [
        SDGTarget(
            code=row["code"],
            goal_id=goals[int(row["goal"])],
            names=names_of(row, "label"),
            source=row["source"],
            as_of=day(row["as_of"]),
        )
        for row in rows_of(HERE / "sdg_targets.csv")
    ]
    return _store(SDGTarget, made, ["code"], ["goal", "names", "source", "as_of"])


def _load_themes() -> int:
    """The themes, and their links to the goals as shipped."""
    count = _load(Theme, "themes", key="slug")
    themes = dict(Theme.objects.values_list("slug", "pk"))
    goals = dict(SDGGoal.objects.values_list("number", "pk"))
    wanted = {
        (themes[row["slug"]], goals[int(number)])
        for row in rows_of(HERE / "themes.csv")
        for number in row["goals"].split()
    }
    link = Theme.goals.through
    kept = {(one.theme_id, one.sdggoal_id): one.pk for one in link.objects.all()}
    link.objects.filter(pk__in=[pk for pair, pk in kept.items() if pair not in wanted]).delete()
    link.objects.bulk_create(link(theme_id=theme, sdggoal_id=goal) for theme, goal in sorted(wanted - set(kept)))
    return count


def _load_aliases(model: type[models.Model], named: type[models.Model], what: str) -> int:
    """Aliases of `named`, to which the model's foreign key `what` points, out of `<what>_aliases.csv`."""
    known = dict(named._default_manager.values_list("slug", "pk"))
    made = [
        model(source=row["source"], label=row["label"], **{f"{what}_id": known[row["slug"]]})
        for row in rows_of(HERE / f"{what}_aliases.csv")
    ]
    return _store(model, made, ["source", "label"], [what])


def _load_state_aliases() -> int:
    """Aliases that a curator has added or changed stay: only new labels are inserted."""
    states = dict(State.objects.values_list("iso3", "pk"))
    made = [
        StateAlias(source=row["source"], label=row["label"], state_id=states[row["iso3"]])
        for row in rows_of(HERE / "state_aliases.csv")
    ]
    StateAlias.objects.bulk_create(made, ignore_conflicts=True)
    return len(made)
