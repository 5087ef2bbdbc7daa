"""A card that holds is changed by the same yeses that made it: proposed by a party, binding with the last one's yes.

Until then, and where it comes to nothing, the card that was agreed holds. Every card stays in the record.
"""

from datetime import datetime, timedelta

import rules
from django.db import IntegrityError, transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.acting import SYSTEM, Acting
from lifecycle.engine import record_act
from matching import notices
from matching.choices import TAKES_A_PLACE, CardEnd, MatchStatus
from matching.lifecycles import MATCH, YESES
from matching.models import CARD, CardVersion, Match, MatchParty
from matching.rules import party_of
from matching.selectors import change_that_waits
from matching.services.agreeing import board_has_met, party_asked, publicity_of, refuse_if_changed, set_yes
from web.errors import Conflict, FailedCheck, NotPermitted, WrongStatus

AGREED_WITHIN = timedelta(days=45)


@transaction.atomic
def propose_amendment(match: Match, *, by: Acting, terms_no: int | None = None, **words) -> Match:
    """A party proposes another card, in the columns of CARD, for a match that is agreed or under way.

    It takes the place of a change that waits already. `terms_no` is the number of the card that the writer last saw:
    of the change that waits, else of the card that holds. Raises NotPermitted, WrongStatus, Conflict, FailedCheck,
    ValidationError.
    """
    locked, party = _open_to_change(match, by, _("Change the agreement card"))
    waiting = change_that_waits(locked)
    refuse_if_changed(waiting or locked, terms_no)
    change = CardVersion(match=locked, body=party.body, written_by=by.capacity_label, terms_no=_next_no(locked))
    for name in CARD:
        setattr(change, name, words.get(name, getattr(waiting or locked, name)))
    _refuse_without_sense(locked, change)
    if waiting is not None:
        _set_aside(locked, waiting, CardEnd.REPLACED)
    change.full_clean()
    change.save(force_insert=True)
    locked.amending_no = change.terms_no
    locked.save(update_fields=["amending_no"])
    record_act(locked, "propose_amendment", by=by, facts={"card": change.terms_no, "body": party.body_id})
    notices.tell_amendment_proposed(locked, by)
    return locked


def _open_to_change(match: Match, by: Acting, act: str) -> tuple[Match, MatchParty]:
    locked = MATCH.lock(match)
    party = party_of(locked, by)
    if party is None or not rules.has_perm("matching.write_card", by, locked):
        raise NotPermitted
    if locked.status not in TAKES_A_PLACE:
        raise WrongStatus(locked, act)
    return locked, party


def _next_no(match: Match) -> int:
    return max(match.terms_no, match.card_versions.aggregate(last=Max("terms_no"))["last"] or 0) + 1


def _refuse_without_sense(match: Match, change: CardVersion) -> None:
    if change.card() == match.card():
        raise FailedCheck(_("Nothing is changed in it."))
    if change.ends_on and change.ends_on <= timezone.localdate():
        raise FailedCheck({"ends_on": [_("This day has passed. What ended is completed, or ended early.")]})


def _set_aside(match: Match, change: CardVersion, reason: str) -> None:
    change.set_aside_at, change.set_aside_reason = timezone.now(), reason
    change.save(update_fields=["set_aside_at", "set_aside_reason"])
    match.parties.update(amends_yes_at=None, amends_yes_by="", amends_public=False)
    match.amending_no = None
    match.save(update_fields=["amending_no"])


@transaction.atomic
def say_yes_to_amendment(
    match: Match, *, by: Acting, may_be_public: bool = False, terms_no: int | None = None, **_words
) -> Match:
    """The person's side agrees to the changed card; with every party's yes it holds.

    `terms_no` and `may_be_public` as of say_yes_to_agreement, for the card as it would stand. Raises NotPermitted,
    ProofNeeded, WrongStatus, Conflict, FailedCheck.
    """
    yes = YESES["say_yes_to_amendment"]
    locked, party = party_asked(match, yes, by)
    change = change_that_waits(locked)
    if change is None or terms_no not in (None, change.terms_no):
        raise Conflict(_("The proposed change is another one by now, or none. Please read it again."))
    _board_has_met_on(change, party)
    party.amends_public = may_be_public
    set_yes(locked, party, yes, by)
    return _bind(locked, change) if all(one.amends_yes_at for one in locked.parties.all()) else locked


def _board_has_met_on(change: CardVersion, party: MatchParty) -> None:
    """What a fund's board decided before is no yes to what was proposed after."""
    board_has_met(party)
    if party.is_fund and party.board_on < timezone.localdate(change.written_at):
        raise FailedCheck(_("Your board decides on this change too. Give the day on which it does first."))


def _bind(match: Match, change: CardVersion) -> Match:
    _keep_card(match)
    words = change.card() | {"terms_no": change.terms_no, "amending_no": None}
    name = "amend" if match.status == MatchStatus.ACTIVE else "amend_before_start"
    facts = {"card": change.terms_no, "before": match.terms_no}
    try:
        done = MATCH.apply(match, name, by=SYSTEM, changes=words | publicity_of(match, "amends_public"), facts=facts)
    except IntegrityError as fault:
        raise Conflict(_("Another partner covers the whole of this need meanwhile. Nothing was agreed.")) from fault
    _yeses_hold(done, change)
    notices.tell_amended(done)
    return done


def _yeses_hold(match: Match, change: CardVersion) -> None:
    """The yeses to the change are those to the card of now."""
    change.bound_at = timezone.now()
    change.save(update_fields=["bound_at"])
    match.parties.update(
        agreed_yes_at=F("amends_yes_at"),
        agreed_yes_by=F("amends_yes_by"),
        may_be_public=F("amends_public"),
        amends_yes_at=None,
        amends_yes_by="",
        amends_public=False,
    )


def _keep_card(match: Match) -> None:
    """The card that was agreed first has no version of its own before it is changed."""
    first = match.card() | {"written_at": match.agreed_at, "bound_at": match.agreed_at}
    CardVersion.objects.get_or_create(match=match, terms_no=match.terms_no, defaults=first)


@transaction.atomic
def set_aside_amendment(match: Match, *, by: Acting, note: str = "", **_words) -> Match:
    """A party takes its change back, or does not agree to another's. Raises NotPermitted, WrongStatus, Conflict."""
    locked, party = _open_to_change(match, by, _("Set the change aside"))
    change = change_that_waits(locked)
    if change is None:
        raise Conflict(_("The proposed change is another one by now, or none. Please read it again."))
    own = change.body_id is not None and change.body_id == party.body_id
    reason = CardEnd.TAKEN_BACK if own else CardEnd.NOT_AGREED
    _set_aside(locked, change, reason)
    facts = {"card": change.terms_no, "body": party.body_id, "reason": reason}
    record_act(locked, "set_aside_amendment", by=by, facts=facts, note=note)
    notices.tell_amendment_set_aside(locked, change.terms_no)
    return locked


@transaction.atomic
def lapse_amendments(*, on: datetime | None = None) -> int:
    """Set aside what not all parties agreed to within 45 days, and whatever waits in a match that ended; how many."""
    limit = (on or timezone.now()) - AGREED_WITHIN
    waiting = CardVersion.objects.filter(match__amending_no=F("terms_no"), bound_at=None, set_aside_at=None)
    old = waiting.filter(written_at__lte=limit) | waiting.exclude(match__status__in=TAKES_A_PLACE)
    changes = list(old.select_for_update(of=("self", "match"), no_key=True).select_related("match").order_by("pk"))
    for change in changes:
        _lapse(change)
    return len(changes)


def _lapse(change: CardVersion) -> None:
    match = change.match
    reason = CardEnd.LAPSED if match.status in TAKES_A_PLACE else CardEnd.MATCH_ENDED
    _set_aside(match, change, reason)
    record_act(match, "set_aside_amendment", by=SYSTEM, facts={"card": change.terms_no, "reason": reason})
    if reason == CardEnd.LAPSED:
        notices.tell_amendment_set_aside(match, change.terms_no)
