"""How lists of needs are narrowed by how far a need is covered, as everybody may know it: no partner's interest and no
promise counts that its parties do not show. It tells nothing of who answered.
"""

from django.db.models import Exists, OuterRef, Q

from matching.choices import COVERS, LIVE, Coverage
from matching.models import Match
from matching.selectors.progress import shown_beyond_the_parties
from requests_app.selectors import conditions_of
from web.facets import Facet

_STATUSES = {
    "covers": ", ".join(f"'{one.value}'" for one in COVERS),
    "live": ", ".join(f"'{one.value}'" for one in LIVE),
}
_COVERAGE = """LEFT JOIN (
    SELECT need_id, CASE WHEN bool_or(status IN ({covers}) AND covers_all) THEN 'covered'
        WHEN bool_or(status IN ({covers})) THEN 'partly_covered' ELSE 'interest' END AS coverage
    FROM matching_match x
    WHERE (status IN ({covers}, {live}) AND state_public AND partner_public)
       OR (status IN ('proposed', 'in_talks') AND NOT EXISTS (
            SELECT 1 FROM matching_matchparty p
            WHERE p.match_id = x.id AND p.role <> 'recipient' AND NOT p.shows_interest))
    GROUP BY need_id
) m ON m.need_id = hit.need_id""".format(**_STATUSES)  # noqa: S608 statuses of this code
COVERAGE_FACET = Facet("coverage", "COALESCE(m.coverage, 'unanswered')", _COVERAGE)


def needs_covered(values) -> Q:
    """A condition on rows with `need`: how far it is covered is one of `values` of Coverage."""
    on_it = Match.objects.filter(shown_beyond_the_parties(), need=OuterRef("need"))
    whole, some = Exists(on_it.filter(status__in=COVERS, covers_all=True)), Exists(on_it.filter(status__in=COVERS))
    live = Exists(on_it.filter(status__in=LIVE))
    conditions = {
        Coverage.COVERED: Q(whole),
        Coverage.PARTLY_COVERED: Q(some) & ~Q(whole),
        Coverage.INTEREST: Q(live) & ~Q(some),
        Coverage.UNANSWERED: ~Q(live) & ~Q(some),
    }
    found = Q(pk__in=[])
    for value in values:
        found |= conditions[value]
    return found


def need_conditions(filters: dict) -> dict[str, Q]:
    """The condition of each facet of the list of needs that is in use, on rows of `needs_browsed`."""
    chosen = conditions_of(filters)
    return chosen | ({"coverage": needs_covered(filters["coverage"])} if filters.get("coverage") else {})
