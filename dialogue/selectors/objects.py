"""What an agenda item is about, as far as one reader may know. Every channel asks here and nowhere else."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q

from accounts.acting import ANONYMOUS, Acting
from consent.choices import Purpose
from consent.selectors import granted, own
from dialogue.choices import ItemKind
from dialogue.models import AgendaItem, AnnualSession, SessionListing
from followup.models import ReportDue
from followup.selectors import reports_shown_to
from matching.choices import COVERS
from matching.models import Match
from matching.selectors import matches_of
from practices.selectors import practices_shown_to
from presentations.selectors import presentations_listed_for, presentations_shown_to
from requests_app.lifecycles import OPEN_STATUSES
from requests_app.models import Need, NeedVersion
from requests_app.selectors import statements_shown_to


@dataclass(frozen=True)
class Shown:
    """One thing as one reader may see it: its title, whose it is, where to read on (empty where not theirs)."""

    title: str
    state: str = ""
    state_id: int | None = None
    language: str = ""
    url: str = ""
    public: bool = False


def listed_at(session: AnnualSession, path: str = "") -> Q:
    """A condition on needs: their State let them be listed at this session, or filed them for its call."""
    here = SessionListing.objects.filter(session=session, need=OuterRef(f"{path}pk"))
    return Q(Exists(here)) | Q(**{f"{path}statement__call": session.call_id}) if session.call_id else Q(Exists(here))


def needs_listed(acting: Acting, session: AnnualSession):
    """Open or closed needs that this reader may see listed at the session (their summary, nothing else)."""
    shown = granted(acting, "statement__subject__shown", purpose=Purpose.SESSION_LISTING)
    shown |= own(acting, "statement__state")
    known = Need.objects.filter(statement__status__in=OPEN_STATUSES, statement__subject__shown__isnull=False)
    return known.filter(shown).filter(listed_at(session))


def _needs(acting: Acting, session: AnnualSession, ids) -> dict[int, Shown]:
    wanted = needs_listed(acting, session).filter(pk__in=ids)
    words = NeedVersion.objects.filter(need__in=wanted, version__edition=F("need__statement__subject__shown"))
    words = words.filter(need__in=ids)  # said twice: the planner does not see it through the rule of the listing
    related = ("version__edition", "need__statement__state", "need__statement__subject")
    readable = set(statements_shown_to(acting).filter(needs__in=ids).values_list("pk", flat=True))
    public = set(needs_listed(ANONYMOUS, session).filter(pk__in=ids).values_list("pk", flat=True))
    return {
        one.need_id: Shown(
            title=str(one),
            state=one.need.statement.state.name,
            state_id=one.need.statement.state_id,
            language=one.version.edition.language,
            url=_address(one.need) if one.need.statement_id in readable else "",
            public=one.need_id in public,
        )
        for one in words.select_related(*related)
    }


def _address(need: Need) -> str:
    return f"{need.statement.get_absolute_url()}#{need.number}"


def matches_announced():
    """Matches that all their parties let everybody know of: nothing else is announced in a room."""
    public = granted(ANONYMOUS, "need__statement__subject__shown")
    open_to_all = Match.objects.filter(public, state_public=True, partner_public=True, status__in=COVERS)
    return open_to_all.filter(need__statement__status__in=OPEN_STATUSES)


def _matches(acting: Acting, session: AnnualSession, ids) -> dict[int, Shown]:
    known = Q(pk__in=matches_of(acting).order_by().values("pk")) | Q(pk__in=matches_announced().values("pk"))
    public = set(matches_announced().filter(pk__in=ids).values_list("pk", flat=True))
    mine = set(matches_of(acting).filter(pk__in=ids).values_list("pk", flat=True))
    found = Match.objects.filter(known, pk__in=ids).select_related("need__statement__state", "partner")
    return {
        one.pk: Shown(
            title=one.scope,
            state=f"{one.state.name} · {one.partner.name}",
            state_id=one.state_id,
            url=one.get_absolute_url() if one.pk in mine else "",
            public=one.pk in public,
        )
        for one in found
    }


def _reports(acting: Acting, session: AnnualSession, ids) -> dict[int, Shown]:
    public = set(reports_shown_to(ANONYMOUS).filter(pk__in=ids).values_list("pk", flat=True))
    found = reports_shown_to(acting).filter(pk__in=ids).select_related("body", "match__need__statement__state")
    return {
        one.pk: Shown(
            title=one.match.scope,
            state=f"{one.match.state.name} · {one.body.name}",
            state_id=one.match.state_id,
            url=one.get_absolute_url(),
            public=one.pk in public,
        )
        for one in found
    }


def _practices(acting: Acting, session: AnnualSession, ids) -> dict[int, Shown]:
    public = set(practices_shown_to(ANONYMOUS).filter(pk__in=ids).values_list("pk", flat=True))
    return {
        one.pk: Shown(
            title=one.subject.shown.practice_version.title,
            state=one.state.name,
            state_id=one.state_id,
            language=one.subject.shown.language,
            url=one.get_absolute_url(),
            public=one.pk in public,
        )
        for one in practices_shown_to(acting).filter(pk__in=ids).select_related("subject")
    }


def _presentations(acting: Acting, session: AnnualSession, ids) -> dict[int, Shown]:
    """Presentations that their States let the session list to this reader; the way on where they may read them too."""
    public = set(presentations_listed_for(ANONYMOUS).filter(pk__in=ids).values_list("pk", flat=True))
    readable = set(presentations_shown_to(acting).filter(pk__in=ids).values_list("pk", flat=True))
    return {
        one.pk: Shown(
            title=one.subject.shown.presentation_version.title,
            state=one.state.name,
            state_id=one.state_id,
            language=one.subject.shown.language,
            url=one.get_absolute_url() if one.pk in readable else "",
            public=one.pk in public,
        )
        for one in presentations_listed_for(acting).filter(pk__in=ids).select_related("subject")
    }


#: kind → (column of the item, what a reader may have of such things, by id)
Reader = Callable[[Acting, AnnualSession, Iterable[int]], dict[int, Shown]]
READERS: dict[str, tuple[str, Reader]] = {
    ItemKind.NEED.value: ("need_id", _needs),
    ItemKind.MATCH.value: ("match_id", _matches),
    ItemKind.REPORT_BACK.value: ("due_id", _reports),
    ItemKind.PRESENTATION.value: ("presentation_id", _presentations),
    ItemKind.PRACTICE.value: ("practice_id", _practices),
}


def things_shown(acting: Acting, session: AnnualSession, items: Iterable[AgendaItem]) -> dict[int, Shown]:
    """What this reader may see of the items, by item id: one that is missing must not be shown at all.

    A fixed number of queries for each kind of thing, whatever the number of items.
    """
    items = list(items)
    shown = {one.pk: Shown(title=one.title, public=True) for one in items if one.kind == ItemKind.FREE}
    for kind, (column, reader) in READERS.items():
        mine = [one for one in items if one.kind == kind]
        found = reader(acting, session, {getattr(one, column) for one in mine}) if mine else {}
        shown |= {one.pk: found[getattr(one, column)] for one in mine if getattr(one, column) in found}
    return shown


__all__ = ["ReportDue", "Shown", "listed_at", "matches_announced", "needs_listed", "things_shown"]
