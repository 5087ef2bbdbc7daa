"""What of practices a person may read. Lists, facets and search use fields of the summary only."""

from django.db.models import Count, F, Q
from django.utils.translation import gettext as _

from accounts.acting import Acting
from consent.selectors import own
from consent.selectors.papers import papers_shown_to
from obligations.choices import SupportType
from obligations.models import Theme
from practices.kind import PRACTICES
from practices.models import Adoption, PracticeVersion
from states.choices import BodyKind, RegionalGroup
from states.models import Body
from states.rules import body_of

SHOWN = "subject__shown__practice_version"
MOST_SUGGESTED = 5


def practices_shown_to(acting: Acting):
    """Practices of which the person may read the summary, with the shown words in `subject.shown.practice_version`."""
    return papers_shown_to(PRACTICES, acting)


def sharing_offices(acting: Acting):
    """The offices of the person's own State that can share its practices with others."""
    return Body.objects.filter(own(acting), kind=BodyKind.SOUTH_SOUTH)


def filtered_practices(acting: Acting, filters: dict):
    """The same, narrowed by `theme` (slugs), `kind` and `region` (codes), and the text `q`."""
    cards = practices_shown_to(acting)
    if filters.get("theme"):
        of_themes = PracticeVersion.objects.filter(themes__slug__in=filters["theme"])
        cards = cards.filter(**{f"{SHOWN}__in": of_themes.values("pk")})
    if filters.get("kind"):
        cards = cards.filter(**{f"{SHOWN}__kinds__overlap": filters["kind"]})
    if filters.get("region"):
        cards = cards.filter(state__regional_group__in=filters["region"])
    if filters.get("q"):
        words = Q(**{f"{SHOWN}__title__icontains": filters["q"]}) | Q(**{f"{SHOWN}__problem__icontains": filters["q"]})
        cards = cards.filter(words)
    return cards


def practice_facets(acting: Acting, filters: dict) -> list[dict]:
    """The facets of the list with counts, each counted with the other filters in force; a query for each."""
    themes = {theme.slug: theme.name for theme in Theme.objects.all()}
    return [
        _facet("theme", _("Theme"), themes, _theme_counts(acting, filters), filters),
        _facet("kind", _("Kind of support"), dict(SupportType.choices), _kind_counts(acting, filters), filters),
        _facet("region", _("Region"), dict(RegionalGroup.choices), _region_counts(acting, filters), filters),
    ]


def _facet(name: str, label: str, labels: dict, counts: dict, filters: dict) -> dict:
    chosen = filters.get(name) or []
    options = [
        {"value": value, "label": labels[value], "count": counts.get(value, 0), "checked": value in chosen}
        for value in labels
        if counts.get(value) or value in chosen
    ]
    return {"name": name, "label": label, "options": options, "open": bool(chosen)}


def _theme_counts(acting: Acting, filters: dict) -> dict:
    cards = filtered_practices(acting, filters | {"theme": []}).order_by()
    rows = cards.values(slug=F(f"{SHOWN}__themes__slug")).annotate(count=Count("pk", distinct=True))
    return {row["slug"]: row["count"] for row in rows}


def _kind_counts(acting: Acting, filters: dict) -> dict:
    lists = filtered_practices(acting, filters | {"kind": []}).values_list(f"{SHOWN}__kinds", flat=True)
    counts: dict[str, int] = {}
    for kind in (kind for kinds in lists for kind in kinds):
        counts[kind] = counts.get(kind, 0) + 1
    return counts


def _region_counts(acting: Acting, filters: dict) -> dict:
    cards = filtered_practices(acting, filters | {"region": []}).order_by()
    rows = cards.values("state__regional_group").annotate(count=Count("pk"))
    return {row["state__regional_group"]: row["count"] for row in rows}


def practices_for(acting: Acting, *, themes, kinds) -> list[dict]:
    """Who has solved this: practices that share a theme or a kind of support, best first, each with its reason."""
    kinds, slugs = list(kinds), {theme.slug: theme.name for theme in themes}
    if not (kinds or slugs):
        return []
    alike = Q(**{f"{SHOWN}__kinds__overlap": kinds}) if kinds else Q(pk__in=[])
    of_themes = PracticeVersion.objects.filter(themes__slug__in=list(slugs)).values("pk")
    cards = practices_shown_to(acting).filter(alike | Q(**{f"{SHOWN}__in": of_themes}))
    found = [_suggestion(card, kinds, slugs) for card in cards.prefetch_related(f"{SHOWN}__themes")[:100]]
    return sorted(found, key=lambda one: (-one["score"], -one["card"].pk))[:MOST_SUGGESTED]


def _suggestion(card, kinds: list[str], themes: dict[str, str]) -> dict:
    version = card.subject.shown.practice_version
    shared = [themes[theme.slug] for theme in version.themes.all() if theme.slug in themes]
    alike = [str(SupportType(kind).label) for kind in version.kinds if kind in kinds]
    reasons = [_("The same theme: %(names)s.") % {"names": ", ".join(shared)}] if shared else []
    reasons += [_("The same kind of support: %(names)s.") % {"names": ", ".join(alike)}] if alike else []
    return {"card": card, "score": 2 * len(shared) + len(alike), "reason": " ".join(reasons)}


def adoptions_of(card) -> dict:
    """`count` of the States that took it over, and the `named` ones that agreed to be."""
    rows = list(Adoption.objects.filter(card=card).select_related("state").order_by("pk"))
    return {"count": len(rows), "named": [row.state for row in rows if row.may_be_named]}


def own_adoption(acting: Acting, card) -> Adoption | None:
    body = body_of(acting)
    return Adoption.objects.filter(card=card, state_id=body.state_id).first() if body and body.is_of_state else None
