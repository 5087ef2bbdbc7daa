"""The speakers' list: asked for by who takes part, kept by the curators in order and within limits."""

import rules
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.acting import Acting
from dialogue.choices import Part, SpeakingStatus
from dialogue.lifecycles import SPEAKING
from dialogue.models import AgendaItem, SpeakerSlot, SpeakingRequest
from dialogue.selectors.agenda import agenda_of, takes_part
from lifecycle.engine import record_act
from states.choices import PARTICIPANT_KINDS
from web.errors import FailedCheck, NotPermitted

MINUTES = 2
MOST_SPEAKERS = 20


@transaction.atomic
def ask_to_speak(item: AgendaItem, *, by: Acting, remote: bool = False) -> SpeakingRequest:
    """The person's office asks to speak in an item that it may see; a second time changes nothing but the place."""
    session = item.segment.session
    if not rules.has_perm("dialogue.ask_to_speak", by, None) or not takes_part(by, session):
        raise NotPermitted
    agenda = agenda_of(by, session)
    if agenda is None or item.pk not in {line.item.pk for line in agenda.lines()}:
        raise NotPermitted
    request, new = SpeakingRequest.objects.get_or_create(item=item, body=by.capacity.body, defaults={"remote": remote})
    if not new and request.status == SpeakingStatus.WITHDRAWN:
        request = SPEAKING.apply(request, "ask_again", by=by, changes={"remote": remote})
    if new:
        record_act(request, "ask", by=by)
    return request


@transaction.atomic
def list_speaker(request: SpeakingRequest, *, by: Acting, note: str = "", **_words) -> SpeakingRequest:
    """Put an office at the end of the item's speakers, for two minutes."""
    done = SPEAKING.apply(request, "list", by=by, note=note)
    slots = SpeakerSlot.objects.filter(item=done.item)
    if slots.count() >= MOST_SPEAKERS:
        raise FailedCheck(_("The list of speakers is full."))
    last = slots.aggregate(last=Max("order"))["last"] or 0
    part = Part.SOCIETY if done.body.kind in PARTICIPANT_KINDS else Part.OFFERS
    words = {"part": part, "body": done.body, "minutes": MINUTES, "remote": done.remote}
    SpeakerSlot.objects.create(item=done.item, order=last + 1, **words)
    return done


@transaction.atomic
def call_speaker(request: SpeakingRequest, *, by: Acting, note: str = "", **_words) -> SpeakingRequest:
    return SPEAKING.apply(request, "call", by=by, note=note)


@transaction.atomic
def withdraw_speaker(request: SpeakingRequest, *, by: Acting, note: str = "", **_words) -> SpeakingRequest:
    """Off the list, and the place with it."""
    done = SPEAKING.apply(request, "withdraw", by=by, note=note)
    SpeakerSlot.objects.filter(item=done.item, body=done.body, part__in=[Part.SOCIETY, Part.OFFERS]).delete()
    return done


SPEAKING_ACTS = {"list": list_speaker, "call": call_speaker, "withdraw": withdraw_speaker}
