"""Saved searches: kept, changed, deleted by their person; selected for alerts by the clock."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Case, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.acting import Acting
from matching import notices
from matching.choices import AlertRhythm
from matching.models import SavedSearch, SearchAlert, SearchHit
from matching.selectors import new_ids, searches_of
from states.rules import body_of
from web.errors import NotPermitted

MOST_SEARCHES = 30
MOST_HITS = 200
DAYS = {AlertRhythm.DAILY: timedelta(days=1), AlertRhythm.WEEKLY: timedelta(days=7)}


@transaction.atomic
def save_search(*, of: str, name: str, filters: dict, rhythm: str, by: Acting) -> SavedSearch:
    """Keep a search of the person, who reads in the mandate of now. Raises NotPermitted, ValidationError."""
    if by.user_id is None or by.by_token:
        raise NotPermitted
    if SavedSearch.objects.filter(person_id=by.user_id).count() >= MOST_SEARCHES:
        raise ValidationError(_("You have 30 saved searches. Delete one first."))
    search = SavedSearch(person_id=by.user_id, body=body_of(by), of=of, filters=filters)
    return _store(search, name, rhythm)


@transaction.atomic
def change_search(search: SavedSearch, *, by: Acting, name: str, rhythm: str) -> SavedSearch:
    """Another name or rhythm; the next alert comes after the new pause. Raises NotPermitted, ValidationError."""
    locked = _own(search, by)
    return _store(locked, name, rhythm)


@transaction.atomic
def delete_search(search: SavedSearch, *, by: Acting) -> None:
    """With what it had selected: a mail that waits tells nothing of it any more."""
    _own(search, by).delete()


def _own(search: SavedSearch, by: Acting) -> SavedSearch:
    own = None if by.by_token else searches_of(by).select_for_update(of=("self",)).filter(pk=search.pk).first()
    if own is None:
        raise NotPermitted
    return own


def _store(search: SavedSearch, name: str, rhythm: str) -> SavedSearch:
    pause = DAYS.get(AlertRhythm(rhythm)) if rhythm in AlertRhythm.values else None
    search.name, search.rhythm = name, rhythm
    search.next_on = timezone.localdate() + pause if pause else None
    search.full_clean()
    search.save()
    return search


@transaction.atomic
def alert_searches(*, on: date | None = None) -> int:
    """Select what is new in every search that is due by the day `on` (today), and tell each person once of all of it;
    returns how many people. A missed day is made good by the next; two at once select once.
    """
    day = on or timezone.localdate()
    due = SavedSearch.objects.filter(next_on__lte=day).select_for_update(skip_locked=True, of=("self",))
    searches = list(due.select_related("person", "body").order_by("pk"))
    found = {search: sorted(ids, reverse=True)[:MOST_HITS] for search in searches if (ids := new_ids(search))}
    _note_hits(found, day)
    next_on = Case(*(When(rhythm=rhythm, then=Value(day + pause)) for rhythm, pause in DAYS.items()))
    SavedSearch.objects.filter(pk__in=[one.pk for one in searches]).update(next_on=next_on)
    return notices.tell_found(day) if found else 0


def _note_hits(found: dict[SavedSearch, list[int]], day: date) -> None:
    people = {search.person_id for search in found}
    SearchAlert.objects.bulk_create([SearchAlert(person_id=pk, on=day) for pk in people], ignore_conflicts=True)
    alerts = dict(SearchAlert.objects.filter(on=day, person__in=people).values_list("person", "pk"))
    hits = [
        SearchHit(search=search, alert_id=alerts[search.person_id], **{_COLUMN[search.of]: pk})
        for search, ids in found.items()
        for pk in ids
    ]
    SearchHit.objects.bulk_create(hits, ignore_conflicts=True)


_COLUMN = {"needs": "need_id", "offers": "offer_id"}
