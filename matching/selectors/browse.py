"""How lists of needs are narrowed by how far a need is covered, as everybody may know it: no partner's interest and no
promise counts that its parties do not show. It tells nothing of who answered.
"""

from functools import lru_cache

from django.db.models import Q

from matching.choices import Coverage
from matching.models import Match
from matching.selectors.progress import classed, shown_beyond_the_parties
from requests_app.selectors import conditions_of
from web.facets import Facet


def _known_to_all():
    """Needs that somebody answered: rows of `need` and `coverage`."""
    return classed(Match.objects.filter(shown_beyond_the_parties())).values("need", "coverage")


@lru_cache(maxsize=1)
def coverage_facet() -> Facet:
    """How many needs of a list are covered how far; rows with `need_id`."""
    statement, params = _known_to_all().query.sql_with_params()
    join = f"LEFT JOIN ({statement}) m ON m.need = hit.need_id"
    return Facet("coverage", f"COALESCE(m.coverage, '{Coverage.UNANSWERED.value}')", join, params=params)


def needs_covered(values) -> Q:
    """A condition on rows with `need`: how far it is covered is one of `values` of Coverage."""
    if Coverage.UNANSWERED in values:
        return ~Q(need__in=_known_to_all().exclude(coverage__in=values).values("need"))
    return Q(need__in=_known_to_all().filter(coverage__in=values).values("need"))


def need_conditions(filters: dict) -> dict[str, Q]:
    """The condition of each facet of the list of needs that is in use, on rows of `needs_browsed`."""
    chosen = conditions_of(filters)
    return chosen | ({"coverage": needs_covered(filters["coverage"])} if filters.get("coverage") else {})
