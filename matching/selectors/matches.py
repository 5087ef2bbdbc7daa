"""What of matches and pledges a person may read, and what of a need they may propose on."""

from dataclasses import dataclass

import rules
from django.db.models import Case, Prefetch, Q, Value, When

from accounts.acting import Acting
from matching.choices import IN_CONTACT
from matching.lifecycles import YESES, Yes
from matching.models import Match, MatchParty, Pledge
from matching.rules import may_offer, party_of, sees_as_secretariat
from requests_app.choices import StatementStatus
from requests_app.lifecycles import OPEN_STATUSES
from requests_app.selectors import needs_shown_to, version_shown
from states.choices import PARTNER_KINDS, STATE_KINDS, BodyKind, Role
from states.models import Body, Mandate
from states.rules import body_of, can_authorise_for_state, is_curator

#: which body of a State stands for it, where no person of it has proposed
LONGEST_NUMBER = 4
STANDS_FOR_STATE = (BodyKind.MISSION, BodyKind.FOREIGN_MINISTRY, BodyKind.MINISTRY, BodyKind.NMIRF)


def reader_for(body: Body) -> Acting:
    """An Acting that reads what any officer of `body` may read: asks whether that body may know something."""
    return Acting(capacity=Mandate(body=body, role=Role.OFFICER))


def body_standing_for(state_id: int) -> Body | None:
    """The State's body in a match that others proposed: its mission, else its foreign ministry, else another."""
    order = Case(*(When(kind=kind, then=Value(place)) for place, kind in enumerate(STANDS_FOR_STATE)))
    return Body.objects.filter(state_id=state_id, kind__in=STATE_KINDS).order_by(order, "pk").first()


def partners_named(name: str) -> list[Body]:
    """Partners of this name; two kinds of partner may share one."""
    return list(Body.objects.filter(kind__in=PARTNER_KINDS, name=name))


def open_needs(acting: Acting):
    """The needs that the person may read and that are open to offers."""
    return needs_shown_to(acting).filter(statement__status=StatementStatus.OPEN)


def open_need(acting: Acting, reference: str, number: int):
    """The need `reference`#`number`, if the person may read it and it is open to offers; else None."""
    return open_needs(acting).filter(number=number, statement__subject__reference=reference).first()


def open_need_named(acting: Acting, named: str):
    """The same by its name in one line, «XTV-2026-7K2M9P#1»."""
    reference, _sign, number = named.partition("#")
    known = number.isascii() and number.isdigit() and len(number) < LONGEST_NUMBER
    return open_need(acting, reference.strip().upper(), int(number)) if known else None


def may_propose(acting: Acting, statement) -> bool:
    """Whether this person may propose a match on a statement that they read, as it stands now."""
    if statement.status != StatementStatus.OPEN:
        return False
    return can_authorise_for_state(acting, statement) or may_offer(acting) or is_curator(acting)


def matches_of(acting: Acting):
    """The matches of which the person may know: those of their body, of their State, and all for the secretariat."""
    body = body_of(acting)
    if sees_as_secretariat(acting):
        mine = Q()
    elif body is not None and body.is_of_state:
        mine = Q(need__statement__state=body.state_id)
    elif body is not None and body.is_partner:
        mine = Q(pk__in=MatchParty.objects.filter(body=body).values("match"))
    else:
        mine = Q(pk__in=[])
    parties = Prefetch("parties", MatchParty.objects.select_related("body"))
    related = ("need__statement__state", "need__statement__subject", "offer__body", "partner")
    return Match.objects.filter(mine).select_related(*related).prefetch_related(parties)


def pledges_of(acting: Acting):
    """The pledges on matches of which the person may know."""
    parties = Prefetch("match__parties", MatchParty.objects.select_related("body"))
    pledges = Pledge.objects.filter(match__in=matches_of(acting).order_by().values("pk"))
    return pledges.select_related("body", "match__need__statement__state").prefetch_related(parties)


def yeses_open_to(acting: Acting, match: Match) -> list[Yes]:
    """The yeses that this person could say now and that their party has not said yet."""
    party = party_of(match, acting)
    if party is None:
        return []
    return [
        yes for yes in YESES.values() if yes.is_open(match, party) and rules.has_perm(yes.permission, acting, match)
    ]


@dataclass(frozen=True)
class Contact:
    """An office mailbox of a party; `for_data`: the one for questions of data protection."""

    body: str
    mailbox: str
    for_data: bool = False


def contacts_of(acting: Acting, match: Match) -> list[Contact]:
    """The office mailboxes of a match, for its parties alone, from talks on.

    A withdrawn statement gives none of the State's; a party that joined later sees them once it has said yes to the
    talks itself.
    """
    party = party_of(match, acting)
    if party is None or party.talks_yes_at is None or match.status not in IN_CONTACT:
        return []
    partners = [Contact(one.body.name, _mailbox_of(one, match)) for one in match.partners if one.talks_yes_at]
    state = Contact(match.state.name, _state_mailbox(match))
    return [contact for contact in (state, *partners, *_for_data(match)) if contact.mailbox]


def _for_data(match: Match) -> list[Contact]:
    """The data-protection mailbox of the offer, while its partner is in the talks."""
    offer = match.offer
    there = offer is not None and any(one.talks_yes_at and one.body_id == offer.body_id for one in match.partners)
    return [Contact(match.partner.name, offer.data_mailbox, for_data=True)] if there else []


def _mailbox_of(party: MatchParty, match: Match) -> str:
    offered = match.offer.mailbox if match.offer is not None and match.offer.body_id == party.body_id else ""
    return offered or party.body.mailbox


def _state_mailbox(match: Match) -> str:
    statement = match.need.statement
    if statement.status not in OPEN_STATUSES:
        return ""
    return version_shown(statement).contact_mailbox or match.recipient.body.mailbox


def need_title_for(acting: Acting, match: Match) -> str:
    """The need in one line, where the person may read its summary; a match gives nobody more of the statement."""
    need = needs_shown_to(acting).filter(pk=match.need_id).first()
    return need.title if need else ""
