"""What waits for the agenda of a session, list by list and page by page: never all of it at once."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.formats import number_format

from accounts.acting import Acting
from consent.selectors import tokens_of
from dialogue.choices import ItemKind, Pool
from dialogue.models import AgendaItem, AnnualSession, ListingAsk
from dialogue.selectors.objects import READERS, Shown, matches_announced, needs_listed
from dialogue.selectors.sessions import may_curate
from followup.selectors import reports_shown_to
from matching.selectors.responses import NOTE_AFTER, answers, needs_unanswered
from obligations.models import Theme
from practices.selectors import practices_shown_to
from presentations.selectors import presentations_listed_for
from requests_app.choices import StatementStatus
from requests_app.models import Need, NeedVersion, StatementVersion
from requests_app.selectors import FACETS
from web.facets import counts_in_time, options_of
from web.names import name_in
from web.search import has_words

#: so many are counted, and no more: «1,000+»
MOST_COUNTED = 1000
MOST_OFFERED = 100
PAGE = 50
_WORDS = "statement__subject__shown__statement_version"
_THEMES = [facet for facet in FACETS if facet.name == "theme"]


@dataclass(frozen=True)
class Waiting:
    """One thing that could go on the agenda: its kind and id, and what the curator may see of it.

    `unanswered` where it is a need, open for sixty days, and nobody has answered.
    """

    kind: str
    pk: int
    shown: Shown
    theme: str = ""
    unanswered: bool = False

    @property
    def value(self) -> str:
        return f"{self.kind}:{self.pk}"


def _needs(acting: Acting, session: AnnualSession):
    return needs_listed(acting, session).annotate(opened_at=F("statement__opened_at"))


def _unanswered(acting: Acting, session: AnnualSession):
    answered = Exists(answers().filter(need=OuterRef("pk")))
    return _needs(acting, session).filter(~answered, statement__status=StatementStatus.OPEN)


def _answered(acting: Acting, session: AnnualSession):
    """The others: few, so they are looked up and not looked for among all."""
    closed = Need.objects.filter(statement__status=StatementStatus.CLOSED).order_by()
    return _needs(acting, session).filter(pk__in=answers().values("need").union(closed.values("pk")))


def _matches(acting: Acting, session: AnnualSession):
    return matches_announced().filter(_in_region(session, "need__statement__state"))


def _reports(acting: Acting, session: AnnualSession):
    given = reports_shown_to(acting).filter(report__make_public=True)
    return given.filter(_in_region(session, "match__need__statement__state"))


def _presentations(acting: Acting, session: AnnualSession):
    return presentations_listed_for(acting).filter(_in_region(session, "state"))


def _practices(acting: Acting, session: AnnualSession):
    return practices_shown_to(acting).filter(_in_region(session, "state"))


def _in_region(session: AnnualSession, path: str) -> Q:
    return Q(**{f"{path}__regions": session.region_id}) if session.region_id else Q()


LONGEST_OPEN, NEWEST = ("opened_at", "pk"), ("-pk",)
#: list → (kind of its items, order of its pages, what stands in it)
POOLS: dict[str, tuple[str, tuple[str, ...], Callable]] = {
    Pool.UNANSWERED.value: (ItemKind.NEED.value, LONGEST_OPEN, _unanswered),
    Pool.ANSWERED.value: (ItemKind.NEED.value, LONGEST_OPEN, _answered),
    Pool.MATCH.value: (ItemKind.MATCH.value, NEWEST, _matches),
    Pool.REPORT_BACK.value: (ItemKind.REPORT_BACK.value, NEWEST, _reports),
    Pool.PRESENTATION.value: (ItemKind.PRESENTATION.value, NEWEST, _presentations),
    Pool.PRACTICE.value: (ItemKind.PRACTICE.value, NEWEST, _practices),
}


def keyset_of(pool: str) -> tuple[str, ...]:
    return POOLS[pool][1]


def is_of_needs(pool: str) -> bool:
    """Whether the list can be narrowed by theme and searched."""
    return POOLS[pool][0] == ItemKind.NEED


def things_waiting(acting: Acting, session: AnnualSession, pool: str, *, theme: str = "", q: str = ""):
    """What could go on the agenda from one list and is not on it, in the order of `keyset_of`; for its curators.

    Lists of needs can be narrowed to a theme (slug) and to those with the words of `q`.
    """
    kind, keyset, rows = POOLS[pool]
    on_it = AgendaItem.objects.filter(segment__session=session, removed_at__isnull=True)
    taken = Exists(on_it.filter(**{READERS[kind][0]: OuterRef("pk")}))
    free = rows(acting, session).filter(~taken).order_by(*keyset)
    if not may_curate(acting, session):
        return free.none()
    if theme and is_of_needs(pool):
        free = free.filter(_on_theme(theme))
    return free.filter(_with_words(q)) if q and is_of_needs(pool) else free


def _on_theme(slug: str) -> Q:
    """The theme is looked up first: its number tells the planner how many needs there are of it."""
    theme = Theme.objects.filter(slug=slug).first()
    if theme is None:
        return Q(pk__in=[])
    return Q(Exists(StatementVersion.themes.through.objects.filter(theme=theme, statementversion=OuterRef(_WORDS))))


def _with_words(q: str) -> Q:
    """By the summary fields of the words that are shown, as the list of needs is searched."""
    shown = NeedVersion.objects.filter(has_words(q, "search__"), version__edition__shown_of__isnull=False)
    return Q(pk__in=shown.order_by().values("need"))


def is_waiting(acting: Acting, session: AnnualSession, kind: str, pk: int) -> bool:
    """Whether this one thing could go on the agenda: the same lists, narrowed to it."""
    pools = [pool for pool, (of_kind, _keyset, _rows) in POOLS.items() if of_kind == kind]
    return any(things_waiting(acting, session, pool).filter(pk=pk).exists() for pool in pools)


def shown_waiting(acting: Acting, session: AnnualSession, pool: str, rows: Iterable) -> list[Waiting]:
    """A page of `things_waiting` as its curator may see it, in few queries."""
    rows, kind = list(rows), POOLS[pool][0]
    ids = [one.pk for one in rows]
    shown = READERS[kind][1](acting, session, ids) if ids else {}
    themes = _themes(ids) if is_of_needs(pool) and ids else {}
    since = timezone.now() - NOTE_AFTER if pool == Pool.UNANSWERED else None
    return [
        Waiting(kind, one.pk, shown[one.pk], themes.get(one.pk, ""), since is not None and one.opened_at <= since)
        for one in rows
        if one.pk in shown
    ]


def _themes(need_ids) -> dict[int, str]:
    """The first theme of each need, from its shown summary."""
    shown = StatementVersion.objects.filter(
        statement__needs__in=need_ids, edition=F("statement__subject__shown"), themes__isnull=False
    )
    rows = shown.order_by("themes__slug").values_list("statement__needs", "themes__names")
    found: dict[int, str] = {}
    for pk, names in rows:
        found.setdefault(pk, name_in(names, None))
    return found


def pools_counted(acting: Acting, session: AnnualSession) -> dict[str, int]:
    """How many wait in each list, counted to one more than MOST_COUNTED."""
    return {pool: things_waiting(acting, session, pool).order_by()[: MOST_COUNTED + 1].count() for pool in POOLS}


def in_words(count: int) -> str:
    """«37», «1,000+»."""
    return f"{number_format(MOST_COUNTED, force_grouping=True)}+" if count > MOST_COUNTED else number_format(count)


def themes_counted(acting: Acting, session: AnnualSession, pool: str, chosen: str = "") -> list[dict]:
    """{value, label, count, checked} of each theme of a list of needs; none where counting them would take too long."""
    if not is_of_needs(pool):
        return []
    whose = ("agenda", session.pk, pool, *tokens_of(acting))
    columns = {"need_id": F("pk"), "version_id": F(f"{_WORDS}__pk")}
    themes = {"theme": _on_theme(chosen)} if chosen else {}
    counts = counts_in_time(
        whose, lambda: things_waiting(acting, session, pool).annotate(**columns).values(*columns), _THEMES, themes
    )
    return options_of("theme", counts, None, [chosen]) if counts else []


@dataclass(frozen=True)
class Unlisted:
    """A need without an answer that its State has not let be listed: the curator may ask once. `url` is its page."""

    need: Need
    title: str
    asked_at: datetime | None


def needs_unlisted(acting: Acting, session: AnnualSession):
    """Needs that the curator may read, sixty days open without an answer, not listed at the session; oldest first."""
    silent = needs_unanswered(acting, opened_before=timezone.now() - NOTE_AFTER).exclude(listings__session=session)
    if session.region_id:
        silent = silent.filter(statement__state__regions=session.region_id)
    return silent if may_curate(acting, session) else silent.none()


def unanswered_unlisted(acting: Acting, session: AnnualSession) -> list[Unlisted]:
    """The first of them, with the day on which their State was asked."""
    silent = list(needs_unlisted(acting, session)[:MOST_OFFERED])
    asks = ListingAsk.objects.filter(session=session, need__in=[need.pk for need in silent])
    asked = dict(asks.values_list("need", "asked_at"))
    return [Unlisted(need, need.title, asked.get(need.pk)) for need in silent]
