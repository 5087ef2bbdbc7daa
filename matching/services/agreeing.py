"""The two yeses and the card between them. A yes is set under the lock of the match; the last one moves the status."""

from datetime import date

import rules
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.acting import SYSTEM, Acting
from lifecycle.engine import record_act
from matching import notices
from matching.choices import COVERS, PARTNER_ROLES, TAKES_A_PLACE, MatchStatus, PartyRole
from matching.lifecycles import MATCH, YESES, Yes, has_dates, roles_are_filled
from matching.models import CARD, CardWords, Match, MatchParty, Offer
from matching.rules import party_of
from states.models import Body
from web.errors import Conflict, FailedCheck, NotPermitted, ProofNeeded, WrongStatus


@transaction.atomic
def say_yes_to_talks(match: Match, *, by: Acting, shows_interest: bool = False, **_words) -> Match:
    """The person's side wants to talk; with the State's and a partner's yes talks begin and contacts cross.

    A yes said before is kept. A partner may let others know of its interest. Raises NotPermitted, ProofNeeded (State),
    WrongStatus.
    """
    locked, party = party_asked(match, YESES["say_yes_to_talks"], by)
    if party.talks_yes_at is None:
        party.shows_interest = shows_interest and party.role != PartyRole.RECIPIENT
        set_yes(locked, party, YESES["say_yes_to_talks"], by)
    if locked.status == MatchStatus.PROPOSED and locked.recipient.talks_yes_at and _a_partner_wants_to_talk(locked):
        locked = MATCH.apply(locked, "open_talks", by=SYSTEM, changes={"talks_since": timezone.now()})
        notices.tell_talks(locked)
    return locked


def _a_partner_wants_to_talk(match: Match) -> bool:
    return any(party.talks_yes_at for party in match.partners)


@transaction.atomic
def extend_talks(match: Match, *, by: Acting, **_words) -> Match:
    """The person's side wants to go on after 45 days; with the State's and a partner's word talks have 90 days anew.

    Raises NotPermitted, ProofNeeded (State), WrongStatus, FailedCheck where nobody was asked.
    """
    yes = YESES["extend_talks"]
    locked, party = party_asked(match, yes, by)
    if locked.talks_asked_at is None:
        raise FailedCheck(_("These talks are not asked for yet: they go on."))
    if party.extends_yes_at is None:
        set_yes(locked, party, yes, by)
    if locked.recipient.extends_yes_at and any(one.extends_yes_at for one in locked.partners):
        locked.talks_since, locked.talks_asked_at = timezone.now(), None
        locked.save(update_fields=["talks_since", "talks_asked_at"])
        locked.parties.update(extends_yes_at=None, extends_yes_by="")
        notices.tell_talks_extended(locked)
    return locked


@transaction.atomic
def set_board_date(match: Match, *, by: Acting, board_on: date) -> Match:
    """A fund says on which day its board decides; all parties see it. Raises NotPermitted, WrongStatus."""
    locked = MATCH.lock(match)
    party = party_of(locked, by)
    if party is None or not party.is_fund or not rules.has_perm("matching.say_yes_to_agreement", by, locked):
        raise NotPermitted
    if not may_name_board_day(locked):
        raise WrongStatus(locked, _("Name the day of the board"))
    party.board_on = board_on
    party.save(update_fields=["board_on"])
    record_act(locked, "set_board_date", by=by, facts={"body": party.body_id, "board_on": board_on.isoformat()})
    return locked


def may_name_board_day(match: Match) -> bool:
    """Whether something waits for the yes of a board: the agreement, or a change of its card."""
    return match.status in (MatchStatus.PROPOSED, MatchStatus.IN_TALKS) or match.is_amending


def board_has_met(party: MatchParty) -> None:
    """A fund's answer is its board's, on a day that has come."""
    if party.is_fund and (party.board_on is None or party.board_on > timezone.localdate()):
        raise FailedCheck(_("A fund answers once its board has met. Give the day of the board first."))


@transaction.atomic
def say_yes_to_agreement(
    match: Match, *, by: Acting, may_be_public: bool = False, terms_no: int | None = None, **_words
) -> Match:
    """The person's side agrees to the card as it stands; with every party's yes it is agreed.

    `terms_no` is the number of the card that the person reviewed: Conflict where it changed since. `may_be_public`
    lets the match be shown to everybody, if all parties let it. Raises also NotPermitted, ProofNeeded, WrongStatus,
    FailedCheck.
    """
    yes = YESES["say_yes_to_agreement"]
    locked, party = party_asked(match, yes, by)
    if terms_no is not None and terms_no != locked.terms_no:
        raise Conflict(_("The agreement card changed after you read it. Please read it again."))
    has_dates(locked)
    roles_are_filled(locked)
    board_has_met(party)
    party.may_be_public = may_be_public
    set_yes(locked, party, yes, by)
    if all(one.agreed_yes_at for one in locked.parties.all()):
        locked = _agree(locked)
    return locked


def _agree(match: Match) -> Match:
    _take_place(match)
    try:
        done = MATCH.apply(match, "agree", by=SYSTEM, changes=publicity_of(match))
    except IntegrityError as fault:
        raise Conflict(_("Another partner covers the whole of this need meanwhile. Nothing was agreed.")) from fault
    notices.tell_agreed(done)
    return done


def _take_place(match: Match) -> None:
    """Two agreements never share the last place of an offer: its row is locked while they are counted."""
    if match.offer_id is None:
        return
    offer = Offer.objects.select_for_update(of=("self",), no_key=True).get(pk=match.offer_id)
    if offer.matches.filter(status__in=TAKES_A_PLACE).count() >= offer.places:
        raise FailedCheck(_("All places of this offer are taken meanwhile. Nothing was agreed."))


def publicity_of(match: Match, column: str = "may_be_public") -> dict[str, bool]:
    """Whether the State, and every partner, lets everybody know, by what `column` of the parties says."""
    return {
        "state_public": getattr(match.recipient, column),
        "partner_public": all(getattr(party, column) for party in match.partners),
    }


def party_asked(match: Match, yes: Yes, by: Acting) -> tuple[Match, MatchParty]:
    """The locked match and the party for which the person speaks, if this yes is theirs to say now."""
    locked = MATCH.lock(match)
    party = party_of(locked, by)
    if party is None or not rules.has_perm(yes.permission, by, locked):
        raise NotPermitted
    if locked.status not in yes.statuses:
        raise WrongStatus(locked, yes.label)
    if not by.proven and (party.role == PartyRole.RECIPIENT or yes.binds_all):
        raise ProofNeeded
    return locked, party


def set_yes(match: Match, party: MatchParty, yes: Yes, by: Acting) -> None:
    setattr(party, f"{yes.mark}_at", timezone.now())
    setattr(party, f"{yes.mark}_by", by.capacity_label)
    party.save()
    card = match.amending_no if match.is_amending else match.terms_no
    record_act(match, yes.name, by=by, facts={"body": party.body_id, "card": card})


@transaction.atomic
def write_card(match: Match, *, by: Acting, terms_no: int | None = None, **words) -> Match:
    """Write what would be agreed, in the columns of CARD. Takes back all yeses to it.

    `terms_no` is the number of the card that the writer last saw: Conflict where another hand changed it since.
    """
    locked = _in_talks(match, "matching.write_card", by, _("Write the agreement card"))
    refuse_if_changed(locked, terms_no)
    for name in CARD:
        setattr(locked, name, words.get(name, getattr(locked, name)))
    locked.terms_no += 1
    locked.full_clean()
    locked.save(update_fields=[*CARD, "terms_no"])
    locked.parties.update(agreed_yes_at=None, agreed_yes_by="", may_be_public=False)
    record_act(locked, "write_card", by=by, facts={"card": locked.terms_no})
    return locked


def refuse_if_changed(card: CardWords, seen: int | None) -> None:
    """Conflict where the writer last saw another card than this one; it holds what is stored."""
    if seen is not None and seen != card.terms_no:
        current = card.card() | {"terms_no": card.terms_no}
        raise Conflict(
            _("The other side changed the card meanwhile. Your text is kept below; compare, then save."), current
        )


@transaction.atomic
def add_party(match: Match, *, by: Acting, body: Body, role: str, needed: bool = False) -> Match:
    """The State brings another partner into its talks; all are asked anew to agree. With `needed` it agrees only while
    somebody has this part. Conflict where the partner is in the talks already.
    """
    locked = _in_talks(match, "matching.add_party", by, _("Bring in a partner"))
    if not by.proven:
        raise ProofNeeded
    if not body.is_partner or role == PartyRole.RECIPIENT:
        raise FailedCheck({"body": [_("Choose a partner and its part.")]})
    party, new = MatchParty.objects.get_or_create(match=locked, body=body, defaults={"role": role})
    if not new:
        raise Conflict(_("This partner is a party already."))
    _need_roles(locked, [*locked.roles_needed, *([role] if needed else [])])
    record_act(locked, "add_party", by=by, facts={"body": body.pk, "role": role, "needed": needed})
    notices.tell_party_added(locked, party)
    return locked


def _need_roles(match: Match, roles) -> None:
    """What must be there changes what everybody agrees to: all are asked anew."""
    match.roles_needed = [role for role in PartyRole.values if role in roles]
    match.save(update_fields=["roles_needed"])
    match.parties.update(agreed_yes_at=None, agreed_yes_by="", may_be_public=False)


@transaction.atomic
def ask_for_roles(match: Match, *, by: Acting, roles) -> Match:
    """The State says which parts must be somebody's before it agrees (PARTNER_ROLES; none frees it again)."""
    locked = _in_talks(match, "matching.add_party", by, _("Say which parts must be there"))
    if not by.proven:
        raise ProofNeeded
    if set(roles) - {value for value, _label in PARTNER_ROLES}:
        raise FailedCheck({"roles": [_("Choose among the parts.")]})
    if sorted(roles) != sorted(locked.roles_needed):
        _need_roles(locked, roles)
        record_act(locked, "ask_for_roles", by=by, facts={"roles": locked.roles_needed})
    return locked


def _in_talks(match: Match, permission: str, by: Acting, act) -> Match:
    locked = MATCH.lock(match)
    if not rules.has_perm(permission, by, locked):
        raise NotPermitted
    if locked.status != MatchStatus.IN_TALKS:
        raise WrongStatus(locked, act)
    return locked


@transaction.atomic
def set_publicity(match: Match, *, by: Acting, may_be_public: bool) -> Match:
    """Give or take back the person's side's consent to show an agreed match to everybody. Needs a proof."""
    locked = MATCH.lock(match)
    party = party_of(locked, by)
    if party is None or not rules.has_perm("matching.say_yes_to_agreement", by, locked):
        raise NotPermitted
    if not by.proven:
        raise ProofNeeded
    if locked.status not in COVERS:
        raise WrongStatus(locked, _("Show to the public"))
    party.may_be_public = may_be_public
    party.amends_public = party.amends_public and may_be_public
    party.save(update_fields=["may_be_public", "amends_public"])
    for name, value in publicity_of(locked).items():
        setattr(locked, name, value)
    locked.save(update_fields=["state_public", "partner_public"])
    record_act(locked, "set_publicity", by=by, facts={"body": party.body_id, "may_be_public": may_be_public})
    return locked
