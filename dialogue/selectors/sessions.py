import rules
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from accounts.acting import Acting
from consent.selectors import own
from dialogue.models import AgendaItem, AnnualSession, Segment, SessionListing
from dialogue.rules import curates
from obligations.models import Theme
from requests_app.models import Need, NeedVersion
from states.choices import BodyKind
from states.models import Body, Region
from states.rules import body_of


def sessions_list(acting: Acting | None = None):
    """All sessions; their dates and places are public."""
    return AnnualSession.objects.select_related("region", "call", "previous")


def next_session(on=None) -> AnnualSession | None:
    day = on or timezone.now().date()
    return AnnualSession.objects.filter(ends_on__gte=day).order_by("starts_on").first()


def sessions_curated(acting: Acting):
    """The sessions that the person curates: the global ones for the secretariat, a host's own for the host."""
    if not curates(acting):
        return sessions_list(acting).none()
    body = body_of(acting)
    if body.kind == BodyKind.REGIONAL_HOST:
        return sessions_list(acting).filter(region__host=body)
    return sessions_list(acting).filter(region__isnull=True)


def regions_for(acting: Acting):
    """The regions whose editions the person may make."""
    body = body_of(acting)
    return Region.objects.filter(Q(host=body) if body is not None else Q(pk__in=[])).select_related("host")


def may_curate(acting: Acting, session: AnnualSession | None) -> bool:
    return rules.has_perm("dialogue.curate_session", acting, session)


def region_choices() -> list[tuple[str, str]]:
    """The regions as audiences of the ledger: (slug, name)."""
    return [(one.slug, one.name) for one in Region.objects.all()]


def may_list(acting: Acting) -> bool:
    """Whether the person can let needs of their own State be listed."""
    return rules.has_perm("dialogue.list_need", acting, None)


def needs_to_list(acting: Acting, session: AnnualSession):
    """Open needs of the person's own State that are not listed at the session yet, and their titles by id.

    Those of the last session that nobody has answered come first.
    """
    mine = Need.objects.filter(own(acting, "statement__state"), statement__status="open")
    mine = mine.exclude(listings__session=session).select_related("statement__state", "statement__subject")
    before = SessionListing.objects.filter(session=session.previous_id, need=OuterRef("pk"))
    mine = mine.annotate(carried=Exists(before)).order_by("-carried", "-pk")
    return mine, titles_of_needs(mine)


def titles_of_needs(needs) -> dict[int, str]:
    """The shown title of each need, for people who may read it (its own State)."""
    words = NeedVersion.objects.filter(need__in=needs.order_by(), version__edition=F("need__statement__subject__shown"))
    return {one.need_id: str(one) for one in words.select_related("version")}


def listings_of_own(acting: Acting, session: AnnualSession) -> list[dict]:
    """The needs of the person's own State that are listed at the session: {listing, title}."""
    rows = SessionListing.objects.filter(own(acting, "need__statement__state"), session=session)
    rows = rows.select_related("need__statement__state", "need__statement__subject", "carried_from", "session")
    titles = titles_of_needs(Need.objects.filter(listings__in=rows))
    return [{"listing": row, "title": titles.get(row.need_id, str(row.need))} for row in rows]


def items_to_promise_in(session: AnnualSession, ids):
    """The standing items that are about a need, a match or a report: these can end in a commitment."""
    about = Q(need__isnull=False) | Q(match__isnull=False) | Q(due__isnull=False)
    items = AgendaItem.objects.filter(about, segment__session=session, removed_at__isnull=True, pk__in=list(ids))
    related = ("need__statement", "match__need__statement", "due__match__need__statement")
    return items.select_related("segment__session__region", *related)


def segments_of(session: AnnualSession):
    return session.segments.filter(removed_at__isnull=True)


def segments_curated(acting: Acting):
    """The standing segments of the sessions that the person curates."""
    rows = Segment.objects.filter(session__in=sessions_curated(acting).order_by().values("pk"), removed_at__isnull=True)
    return rows.select_related("session__region", "theme").prefetch_related("invited")


def themes_of_segments():
    """What a segment can be about."""
    return Theme.objects.all()


def bodies_to_invite():
    """Whom a closed segment can name; an office of a State stands for the whole State."""
    return Body.objects.order_by("name")


def items_curated(acting: Acting):
    """The standing items of the sessions that the person curates."""
    mine = sessions_curated(acting).order_by().values("pk")
    rows = AgendaItem.objects.filter(segment__session__in=mine, removed_at__isnull=True)
    return rows.select_related("segment__session__region", "need__statement", "presentation")


def segment_at(session: AnnualSession, key: str) -> Segment | None:
    return segments_of(session).filter(key=key).first()


def item_at(session: AnnualSession, key: str) -> AgendaItem | None:
    """The standing item with this key, for the session's curators."""
    items = AgendaItem.objects.filter(segment__session=session, removed_at__isnull=True, key=key)
    return items.select_related("segment__session__region").first()
