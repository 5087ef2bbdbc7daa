"""What is told about sessions, to whom, and whether it is still right when the mail goes out."""

import rules
from django.utils import timezone

from accounts.acting import Acting
from dialogue.choices import LOOSE, CommitmentStatus, RegistrationStatus, TableStatus, TravelStatus
from dialogue.models import AgendaItem, AgendaRelease, Commitment, ListingAsk, Registration, TableTalk, TravelRequest
from dialogue.rules import is_side
from dialogue.selectors.concerned import items_with_sides, sides_of
from notifications.notice import Notice, register
from notifications.outbox import enqueue
from states.choices import STATE_KINDS, Role
from states.models import Body
from states.selectors import acting_in, bodies_of_state, live_mandates, people_of

CONCERNED_ROLES = (Role.DRAFTER, Role.AUTHORISER, Role.CONTRIBUTOR, Role.OFFICER, Role.SIGNATORY, Role.COMMENTER)


def bodies_of_item(item: AgendaItem) -> set[int]:
    """The offices that an item is about or that speak in it; of a State all of its offices."""
    states, bodies = sides_of(item)
    return bodies | set(Body.objects.filter(state__in=states, kind__in=STATE_KINDS).values_list("pk", flat=True))


def tell_agenda_changed(release: AgendaRelease, item_ids) -> None:
    """Whoever an item concerns that is new, moved or taken off: one mail for one release, however many items."""
    items = items_with_sides(AgendaItem.objects.filter(pk__in=item_ids))
    bodies: set[int] = set().union(*(bodies_of_item(item) for item in items))
    people = people_of(bodies, *CONCERNED_ROLES)
    enqueue("dialogue.agenda_changed", event=f"agenda_changed:{release.pk}", people=people, object_id=release.pk)


def _release(pk: int) -> AgendaRelease | None:
    return AgendaRelease.objects.select_related("session__region").filter(pk=pk).first()


def _actings(person) -> list[Acting]:
    return [acting_in(mandate) for mandate in live_mandates(person)]


def _still_public(release: AgendaRelease, person) -> bool:
    return release.session.agenda_is_public and bool(_actings(person))


def _agenda_words(release: AgendaRelease, person) -> dict:
    return {"session": release.session, "release": release}


SPEAKING_ROLES = (Role.AUTHORISER, Role.SIGNATORY, Role.OFFICER, Role.DRAFTER)


def _people_of_side(body: Body) -> set[int]:
    """The people of an office; of a State those of all its offices."""
    offices = Body.objects.filter(state=body.state_id, kind__in=STATE_KINDS) if body.is_of_state else [body]
    return set(people_of([office.pk for office in offices], *SPEAKING_ROLES))


def _tell(name: str, commitment: Commitment, *sides: Body) -> int:
    people = set().union(*(_people_of_side(side) for side in sides))
    event = f"{name}:{commitment.pk}:{commitment.status}"
    return enqueue(f"dialogue.{name}", event=event, people=people, object_id=commitment.pk)


def tell_announced(commitment: Commitment) -> None:
    """Whoever is said to have promised: the first yes is theirs."""
    _tell("commitment_announced", commitment, commitment.giver)


def tell_given(commitment: Commitment) -> None:
    """The other side: the second yes."""
    _tell("commitment_given", commitment, commitment.receiver)


def tell_confirmed(commitment: Commitment) -> None:
    """Both sides: it has become a pledge or a report due."""
    _tell("commitment_confirmed", commitment, commitment.giver, commitment.receiver)


def tell_declined(commitment: Commitment) -> None:
    """Both sides: it counts for nothing."""
    _tell("commitment_declined", commitment, commitment.giver, commitment.receiver)


def tell_dropped(commitment: Commitment) -> None:
    """Both sides: nobody confirmed it within 14 days."""
    _tell("commitment_dropped", commitment, commitment.giver, commitment.receiver)


def tell_chased(commitment: Commitment) -> int:
    """The side whose yes is missing, once; returns how many people are told."""
    waiting = commitment.giver if commitment.status == CommitmentStatus.ANNOUNCED else commitment.receiver
    return _tell("commitment_waiting", commitment, waiting)


def _commitment(pk: int) -> Commitment | None:
    related = ("giver__state", "receiver__state", "item__segment__session__region", "pledge", "due")
    return Commitment.objects.select_related(*related).filter(pk=pk).first()


def _still(*statuses: str):
    """Still right while it stands there and the person acts for one of its sides."""

    def still_right(commitment: Commitment, person) -> bool:
        sides = (commitment.giver, commitment.receiver)
        return commitment.status in statuses and any(
            is_side(acting, side) for acting in _actings(person) for side in sides
        )

    return still_right


def _commitment_words(commitment: Commitment, person) -> dict:
    return {"commitment": commitment, "session": commitment.item.segment.session}


def tell_registration(registration: Registration) -> None:
    """The office: confirmed or declined."""
    event = f"registration_answered:{registration.pk}:{registration.status}:{timezone.now():%Y%m%d%H%M}"
    people = people_of([registration.body_id], *CONCERNED_ROLES, Role.OBSERVER)
    enqueue("dialogue.registration_answered", event=event, people=people, object_id=registration.pk)


def tell_travel_asked(request: TravelRequest) -> None:
    """The fund."""
    people = people_of([request.fund_id], Role.OFFICER, Role.SIGNATORY)
    enqueue("dialogue.travel_asked", event=f"travel_asked:{request.pk}", people=people, object_id=request.pk)


def tell_travel_moved(request: TravelRequest) -> None:
    """The State: before the board, granted or refused."""
    event = f"travel_moved:{request.pk}:{request.status}"
    people = _people_of_side(request.registration.body)
    enqueue("dialogue.travel_moved", event=event, people=people, object_id=request.pk)


def _registration(pk: int) -> Registration | None:
    return Registration.objects.select_related("session", "body").filter(pk=pk).first()


def _still_answered(registration: Registration, person) -> bool:
    answered = registration.status in (RegistrationStatus.CONFIRMED, RegistrationStatus.DECLINED)
    return answered and any(is_side(acting, registration.body) for acting in _actings(person))


def _registration_words(registration: Registration, person) -> dict:
    return {"registration": registration, "session": registration.session}


def _travel(pk: int) -> TravelRequest | None:
    related = ("registration__session", "registration__body__state", "fund")
    return TravelRequest.objects.select_related(*related).filter(pk=pk).first()


def _still_asked(request: TravelRequest, person) -> bool:
    return request.status == TravelStatus.ASKED and any(is_side(one, request.fund) for one in _actings(person))


def _still_moved(request: TravelRequest, person) -> bool:
    moved = request.status not in (TravelStatus.ASKED, TravelStatus.WITHDRAWN)
    return moved and any(is_side(one, request.registration.body) for one in _actings(person))


def _travel_words(request: TravelRequest, person) -> dict:
    return {"travel": request, "session": request.registration.session}


def tell_table_asked(talk: TableTalk) -> None:
    """The delegation that is asked."""
    _tell_table("table_asked", talk, talk.asked)


def tell_table_answered(talk: TableTalk) -> None:
    """The delegation that asked: booked or declined."""
    _tell_table("table_answered", talk, talk.asking)


def tell_table_cancelled(talk: TableTalk) -> None:
    """Both delegations, whoever cancelled it."""
    _tell_table("table_cancelled", talk, talk.asking, talk.asked)


def _tell_table(name: str, talk: TableTalk, *sides: Registration) -> None:
    people = people_of([side.body_id for side in sides], *CONCERNED_ROLES)
    event = f"{name}:{talk.pk}:{talk.status}"
    enqueue(f"dialogue.{name}", event=event, people=people, object_id=talk.pk)


def _table(pk: int) -> TableTalk | None:
    related = ("segment__session", "asking__body__state", "asked__body__state")
    return TableTalk.objects.select_related(*related).filter(pk=pk).first()


def _still_at_table(*statuses: str):
    """Still right while it stands there and the person acts for one of the two delegations."""

    def still_right(talk: TableTalk, person) -> bool:
        sides = (talk.asking.body, talk.asked.body)
        return talk.status in statuses and any(is_side(acting, side) for acting in _actings(person) for side in sides)

    return still_right


def _table_words(talk: TableTalk, person) -> dict:
    return {"talk": talk, "session": talk.session, "booked": talk.status == TableStatus.BOOKED}


def tell_listing_asked(asked: ListingAsk) -> None:
    """Those who can let the need be listed: the authorisers of its State."""
    people = people_of(bodies_of_state(asked.need.statement.state_id, *STATE_KINDS), Role.AUTHORISER)
    enqueue("dialogue.listing_asked", event=f"listing_asked:{asked.pk}", people=people, object_id=asked.pk)


def _asked(pk: int) -> ListingAsk | None:
    return ListingAsk.objects.select_related("session", "need__statement__state").filter(pk=pk).first()


def _still_unlisted(asked: ListingAsk, person) -> bool:
    if asked.session.listings.filter(need=asked.need_id).exists() or asked.need.statement.status != "open":
        return False
    return any(rules.has_perm("dialogue.list_need", one, asked.need.statement) for one in _actings(person))


def _asked_words(asked: ListingAsk, person) -> dict:
    return {"session": asked.session, "statement": asked.need.statement, "number": asked.need.number}


_OF_COMMITMENT = {
    "commitment_announced": _still(CommitmentStatus.ANNOUNCED),
    "commitment_given": _still(CommitmentStatus.GIVEN),
    "commitment_waiting": _still(*LOOSE),
    "commitment_confirmed": _still(CommitmentStatus.CONFIRMED),
    "commitment_declined": _still(CommitmentStatus.DECLINED),
    "commitment_dropped": _still(CommitmentStatus.DROPPED),
}

register(
    Notice("dialogue.listing_asked", _asked, _still_unlisted, _asked_words),
    Notice("dialogue.agenda_changed", _release, _still_public, _agenda_words),
    *(Notice(f"dialogue.{name}", _commitment, right, _commitment_words) for name, right in _OF_COMMITMENT.items()),
    Notice("dialogue.registration_answered", _registration, _still_answered, _registration_words),
    Notice("dialogue.travel_asked", _travel, _still_asked, _travel_words),
    Notice("dialogue.travel_moved", _travel, _still_moved, _travel_words),
    Notice("dialogue.table_asked", _table, _still_at_table(TableStatus.ASKED), _table_words),
    Notice("dialogue.table_answered", _table, _still_at_table(TableStatus.BOOKED, TableStatus.DECLINED), _table_words),
    Notice("dialogue.table_cancelled", _table, _still_at_table(TableStatus.CANCELLED), _table_words),
)
