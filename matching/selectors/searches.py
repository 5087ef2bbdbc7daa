"""Saved searches of a person, and what each finds: through the selectors of the lists, nothing beside."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import get_language

from accounts.acting import ANONYMOUS, Acting
from consent.models import Grant
from matching.choices import AlertRhythm, SearchOf
from matching.models import SavedSearch, SearchAlert
from matching.selectors.browse import need_conditions
from matching.selectors.browse_offers import offers_found
from requests_app.choices import StatementStatus
from requests_app.selectors import needs_browsed
from states.selectors import acting_in, live_mandates
from web.names import name_in

MOST_TOLD = 20


def searches_of(acting: Acting):
    """The person's own, in whatever mandate they act now; nobody else has them."""
    own = SavedSearch.objects.filter(person_id=acting.user_id) if acting.user_id else SavedSearch.objects.none()
    return own.select_related("person", "body")


def readers_of(search: SavedSearch) -> list[Acting]:
    """In whose eyes the search reads now: the person in each live mandate of the body; nobody once they have left."""
    if search.body_id is None:
        return [ANONYMOUS]
    return [acting_in(mandate) for mandate in live_mandates(search.person).filter(body=search.body_id)]


def _needs(search: SavedSearch, acting: Acting):
    found = needs_browsed(acting, search.filters.get("q", ""))
    return found.filter(*need_conditions(search.filters).values(), status=StatementStatus.OPEN)


def found_now(search: SavedSearch, acting: Acting):
    """What the search finds: rows of `needs_browsed`, or offers."""
    return _needs(search, acting) if search.of == SearchOf.NEEDS else offers_found(search.filters)


def new_ids(search: SavedSearch) -> set[int]:
    """Ids of the needs (or offers) that opened, or were granted to readers, after the search was saved, and that it
    has not told yet.
    """
    is_need = search.of == SearchOf.NEEDS
    told = search.hits.values("need" if is_need else "offer")
    field, since = ("need_id", _opened_or_granted(search)) if is_need else ("pk", Q(opened_at__gt=search.created_at))
    found = [found_now(search, acting).filter(since).exclude(**{f"{field}__in": told}) for acting in readers_of(search)]
    return {pk for rows in found for pk in rows.values_list(field, flat=True)}


def _opened_or_granted(search: SavedSearch) -> Q:
    granted = Grant.objects.filter(edition=OuterRef("version__edition"), given_at__gt=search.created_at)
    return Q(opened_at__gt=search.created_at) | Q(Exists(granted))


@dataclass(frozen=True)
class Told:
    """What one search has to tell now. `lines` are (words, address)."""

    search: SavedSearch
    lines: list[tuple[str, str]]
    more: int


def told_now(alert: SearchAlert) -> list[Told]:
    """What of the alert the person may still read at this moment, by search; searches that were silenced are out."""
    searches = SavedSearch.objects.filter(hits__alert=alert).exclude(rhythm=AlertRhythm.NEVER).distinct()
    told = [_told(search, alert) for search in searches.select_related("person", "body").order_by("pk")]
    return [one for one in told if one.lines]


def _told(search: SavedSearch, alert: SearchAlert) -> Told:
    hits = search.hits.filter(alert=alert)
    lines: dict[int, tuple] = {}
    for acting in readers_of(search):
        found = found_now(search, acting)
        if search.of == SearchOf.NEEDS:
            lines |= {row["need_id"]: _need_line(row) for row in found.filter(need_id__in=hits.values("need"))}
        else:
            lines |= {offer.pk: _offer_line(offer) for offer in found.filter(pk__in=hits.values("offer"))}
    newest = [lines[pk] for pk in sorted(lines, reverse=True)]
    return Told(search, newest[:MOST_TOLD], len(newest[MOST_TOLD:]))


def _need_line(row: dict) -> tuple[str, str]:
    where = f"/needs/{row['reference']}/#{row['number']}"
    return f"{name_in(row['state_names'], get_language())}: {row['line']}", where


def _offer_line(offer) -> tuple[str, str]:
    return f"{offer.body.name}: {offer.title}", offer.get_absolute_url()
