from collections.abc import Collection

from django.db.models import Count, Exists, Func, Min, OuterRef, Q, QuerySet, TextField, Value

from accounts.acting import Acting
from obligations.choices import HeldReason
from obligations.importers.rows import folded, loose
from obligations.models import (
    CouncilText,
    GroupAlias,
    HeldRow,
    Mechanism,
    MechanismAlias,
    Recommendation,
    SDGGoal,
    SDGTarget,
    StateAlias,
    Theme,
    ThemeAlias,
)
from states.models import State

MOST_WORDS = 8
HELP_THEME = "technical-assistance"
_ANY: tuple = ("", None, (), [])


def themes_list(acting: Acting | None = None) -> QuerySet[Theme]:
    return Theme.objects.prefetch_related("goals")


def recommendations_list(
    acting: Acting | None = None,
    *,
    state: str = "",
    mechanism: str = "",
    theme: str = "",
    responses: Collection[str] = (),
    technical_assistance: bool | None = None,
    q: str = "",
) -> QuerySet[Recommendation]:
    """All recommendations, narrowed. `place` orders them: those on technical assistance first, then the newest.

    `state` is an ISO3 code, `mechanism` and `theme` are slugs; each word of `q` has to be in the text.
    """
    wanted = {
        "state__iso3": state,
        "mechanism__slug": mechanism,
        "themes__slug": theme,
        "response__in": responses,
        "technical_assistance": technical_assistance,
    }
    narrowed = Recommendation.objects.filter(**{name: value for name, value in wanted.items() if value not in _ANY})
    shown = narrowed.filter(words_in_text(q)).defer("folded_text")
    return shown.select_related("state", "mechanism", "recommending_state").prefetch_related("themes")


def recommendations_described(acting: Acting) -> QuerySet[Recommendation]:
    """The same with everything that a source says of them."""
    return recommendations_list(acting).prefetch_related("affected_groups", "goals", "sdg_targets")


def council_texts(acting: Acting | None = None) -> QuerySet[CouncilText]:
    """Texts of the Human Rights Council, newest first."""
    return CouncilText.objects.order_by("-adopted_on", "-pk")


def words_in_text(q: str) -> Q:
    """Each of the first eight words of `q` is in the text, without regard to case and accents; parts of words count."""
    condition = Q()
    for word in q.replace("\x00", " ").split()[:MOST_WORDS]:
        condition &= Q(folded_text__contains=Func(Value(word), function="obligations_folded", output_field=TextField()))
    return condition


def recommendation_counts(**narrowing) -> dict:
    """{"all": n, "assistance": n, "responses": {response: n}}, each without regard to its own narrowing."""

    def found(**without):
        return recommendations_list(**{**narrowing, **without}).order_by().prefetch_related(None)

    by_response = found(responses=()).values_list("response").annotate(Count("pk"))
    assistance = found(technical_assistance=True).count()
    return {"all": found().count(), "assistance": assistance, "responses": dict(by_response)}


def state_choices() -> list[tuple[str, str]]:
    """(ISO3, name) of the States that have recommendations, by name in the language in use."""
    with_some = State.objects.filter(Exists(Recommendation.objects.filter(state=OuterRef("pk"))))
    return by_name([(state.iso3, state.name) for state in with_some])


def theme_choices() -> list[tuple[str, str]]:
    return by_name([(theme.slug, theme.name) for theme in Theme.objects.all()])


def by_name(choices: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Accents do not push a name to the end."""
    return sorted(choices, key=lambda choice: folded(choice[1]))


def held_rows() -> QuerySet[HeldRow]:
    """Rows of imports that wait for a person, oldest first."""
    return HeldRow.objects.filter(resolved_at=None).select_related("run")


def held_labels() -> list[dict]:
    """What waits, by label: [{source, reason, reason_label, label, rows, key}], `key` being that of one such row."""
    groups = held_rows().order_by().values("source", "reason", "label")
    found = groups.annotate(rows=Count("pk"), first=Min("key")).order_by("reason", "label")
    return [one | {"key": one["first"], "reason_label": HeldReason(one["reason"]).label} for one in found]


def held_like(held: HeldRow) -> QuerySet[HeldRow]:
    """The waiting rows with the same reason and label, `held` among them."""
    return held_rows().filter(source=held.source, reason=held.reason, label=held.label)


def state_lookup(source: str) -> dict[str, int]:
    """State ids by folded name: names in all languages, two-letter codes, and what `source` or all call them."""
    found = {
        folded(name): state.pk
        for state in State.objects.filter(fictitious=False).only("names", "iso2")
        for name in (*state.names.values(), state.iso2)
    }
    aliases = StateAlias.objects.filter(source__in=["common", source]).order_by("source")
    return found | {folded(alias.label): alias.state_id for alias in aliases}


def theme_lookup(*sources: str) -> dict[str, int]:
    """Theme ids by the loose label that `sources` use. Theme.DoesNotExist where the reference data are not loaded."""
    help_theme = Theme.objects.get(slug=HELP_THEME)
    found = {loose(alias.label): alias.theme_id for alias in ThemeAlias.objects.filter(source__in=sources)}
    return found | {"technical assistance": help_theme.pk}


def group_lookup(*sources: str) -> dict[str, int]:
    """Ids of affected groups by the loose label that `sources` use."""
    return {loose(alias.label): alias.group_id for alias in GroupAlias.objects.filter(source__in=sources)}


def mechanism_lookup(*sources: str) -> dict[str, int]:
    """Mechanism ids by slug, abbreviation, English name, and what `sources` call them, all folded."""
    found: dict[str, int] = {}
    for one in Mechanism.objects.all():
        found |= {folded(name): one.pk for name in (one.slug, one.abbreviation, one.names["en"]) if name}
    aliases = MechanismAlias.objects.filter(source__in=sources)
    return found | {folded(alias.label): alias.mechanism_id for alias in aliases}


def goal_lookup() -> tuple[dict[str, int], dict[str, int]]:
    """Ids of goals by «16», of targets by «16.3»."""
    goals = {str(number): pk for number, pk in SDGGoal.objects.values_list("number", "pk")}
    return goals, dict(SDGTarget.objects.values_list("code", "pk"))


def linkable_lists() -> dict:
    """What a paper can be linked to: name of the set → (how one of it is called, all of them)."""
    return {
        "themes": ("slug", Theme.objects.all()),
        "sdg_targets": ("code", SDGTarget.objects.all()),
        "recommendations": ("reference", Recommendation.objects.all()),
    }
