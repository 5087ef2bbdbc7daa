"""A region as one reader may have it: who belongs to it, who hosts it, its sessions and what its States show."""

from django.db.models import Prefetch
from django.utils.translation import get_language

from accounts.acting import Acting
from dialogue.models import AnnualSession
from practices.selectors import practices_shown_to
from presentations.selectors import presentations_shown_to
from requests_app.choices import StatementStatus
from requests_app.selectors import needs_browsed
from states.models import Region, State
from web.names import name_in

MOST_SHOWN = 50


def regions_list(acting: Acting | None = None):
    """All regions with their hosts, States and sessions: membership is by list, and the list is public."""
    sessions = Prefetch("sessions", AnnualSession.objects.select_related("call").order_by("-starts_on", "-pk"))
    states = Prefetch("states", State.objects.order_by("iso3"))
    return Region.objects.select_related("host").prefetch_related(states, sessions)


def needs_of_region(acting: Acting, region: Region) -> list[dict]:
    """The newest open needs of its States that the reader may read, by whatever grant: of the region or a wider one."""
    rows = needs_browsed(acting).filter(state_pk__in=region.states.values("pk"), status=StatementStatus.OPEN)
    language = get_language()
    rows = rows.order_by("-opened_at", "-need_id")[:MOST_SHOWN]
    return [row | {"state_name": name_in(row["state_names"], language)} for row in rows]


def papers_of_region(acting: Acting, region: Region) -> dict:
    """Practices and presentations of its States, as far as the reader may read them: what the community shares."""
    states = region.states.values("pk")
    return {
        "practices": practices_shown_to(acting).filter(state__in=states).order_by("-pk")[:MOST_SHOWN],
        "presentations": presentations_shown_to(acting).filter(state__in=states).order_by("-pk")[:MOST_SHOWN],
    }


def is_of_region(acting: Acting, region: Region) -> bool:
    """Whether the person acts for its host, or for an office of one of its States."""
    return acting.capacity is not None and region.slug in acting.capacity.body.region_slugs
