"""What of offers, matches and pledges a person may read. The rule for one object is the list narrowed to it."""

from dataclasses import dataclass

import rules
from django.db.models import BooleanField, Case, Count, F, OuterRef, Prefetch, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from accounts.acting import ANONYMOUS, Acting
from consent.selectors import granted
from lifecycle.selectors import history_of
from matching.choices import COVERS, IN_CONTACT, LIVE, TAKES_A_PLACE, Coverage, Eligible, MatchStatus, OfferStatus
from matching.lifecycles import MATCH, YESES, Yes
from matching.models import Match, MatchParty, Offer, Pledge
from matching.rules import may_offer, party_of, sees_as_secretariat, sees_reasons
from requests_app.choices import StatementStatus
from requests_app.lifecycles import OPEN_STATUSES
from requests_app.selectors import needs_shown_to, version_shown
from states.choices import STATE_KINDS, BodyKind, Role
from states.models import Body, Mandate, State
from states.rules import body_of, can_authorise_for_state, is_curator
from states.selectors import live_memberships

#: which body of a State stands for it, where no person of it has proposed
STANDS_FOR_STATE = (BodyKind.MISSION, BodyKind.FOREIGN_MINISTRY, BodyKind.MINISTRY, BodyKind.NMIRF)


def _with_places(offers, on=None):
    """Offers with `taken`, the number of their places in use, and `is_valid`, whether they hold on the day `on`."""
    day = on or timezone.localdate()
    in_use = Match.objects.filter(offer=OuterRef("pk"), status__in=TAKES_A_PLACE).order_by().values("offer")
    taken = Coalesce(Subquery(in_use.annotate(count=Count("pk")).values("count")), 0)
    valid = Case(
        When(valid_from__lte=day, valid_until__gte=day, then=Value(True)),
        default=Value(False),
        output_field=BooleanField(),
    )
    return offers.annotate(taken=taken, is_valid=valid).select_related("body")


def open_offers(on=None):
    """Offers that everybody may read: open, and valid on the day `on` (today). With `taken` and `is_valid`."""
    day = on or timezone.localdate()
    return _with_places(Offer.objects.filter(status=OfferStatus.OPEN, valid_from__lte=day, valid_until__gte=day), day)


def offers_shown_to(acting: Acting):
    """Open offers; all of one's own body; for the secretariat whatever was submitted."""
    shown = Q(pk__in=open_offers().values("pk"))
    if may_offer(acting):
        shown |= Q(body=body_of(acting))
    if sees_as_secretariat(acting):
        shown |= ~Q(status=OfferStatus.DRAFT)
    return _with_places(Offer.objects.filter(shown))


def offer_at(acting: Acting, address: str) -> Offer | None:
    """The offer with this reference, or with the slug that it has as a draft, if the person may read it."""
    return offers_shown_to(acting).filter(Q(reference=address) | Q(slug=address)).first()


def support_counts() -> dict[str, int]:
    """How many open offers there are of each kind of support."""
    rows = open_offers().order_by().values("support_type").annotate(count=Count("pk"))
    return {row["support_type"]: row["count"] for row in rows}


def usable_offers(acting: Acting, state: State):
    """Open offers with a place left that the person may bring to a need of `state`.

    Partners choose among their own, whatever these say of eligibility; a State and the secretariat among those that
    are meant for it.
    """
    free = open_offers().filter(taken__lt=F("places"))
    if may_offer(acting):
        return free.filter(body=body_of(acting))
    groups = live_memberships().filter(state=state).values_list("group", flat=True)
    meant = Q(eligible__overlap=[Eligible.ANY, *groups])
    return free.filter(meant).filter(Q(regions=[]) | Q(regions__contains=[state.regional_group]))


def standing_of(offer: Offer) -> str:
    """The status in words, with what follows from dates and places (`expired`, `exhausted`)."""
    if offer.status != OfferStatus.OPEN:
        return offer.get_status_display()
    if offer.valid_until < timezone.localdate():
        return _("Expired")
    return _("All places are taken") if offer.taken >= offer.places else offer.get_status_display()


def reader_for(body: Body) -> Acting:
    """An Acting that reads what any officer of `body` may read: asks whether that body may know something."""
    return Acting(capacity=Mandate(body=body, role=Role.OFFICER))


def body_standing_for(state_id: int) -> Body | None:
    """The State's body in a match that others proposed: its mission, else its foreign ministry, else another."""
    order = Case(*(When(kind=kind, then=Value(place)) for place, kind in enumerate(STANDS_FOR_STATE)))
    return Body.objects.filter(state_id=state_id, kind__in=STATE_KINDS).order_by(order, "pk").first()


def open_need(acting: Acting, reference: str, number: int):
    """The need `reference`#`number`, if the person may read it and it is open to offers; else None."""
    needs = needs_shown_to(acting).filter(statement__status=StatementStatus.OPEN, number=number)
    return needs.filter(statement__subject__reference=reference).first()


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
    body: str
    mailbox: str


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
    return [contact for contact in (state, *partners) if contact.mailbox]


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


def reason_for(acting: Acting, match: Match) -> str:
    """Why the match was declined or ended, in words, for whom it is meant; else empty."""
    if match.ended_reason:
        return match.get_ended_reason_display()
    return match.get_declined_reason_display() if match.declined_reason and sees_reasons(acting, match) else ""


def events_of(acting: Acting, match: Match) -> list[dict]:
    """What happened in a match, oldest first; why somebody declined only for whom it is meant."""
    labels = {row.name: row.label for row in MATCH.table.values()} | {yes.name: yes.label for yes in YESES.values()}
    labels |= OTHER_EVENTS
    open_notes = sees_reasons(acting, match)
    return [
        {
            "at": record.at,
            "text": labels.get(record.transition, record.transition),
            "by": record.capacity_label,
            "note": record.note if open_notes or "decline" not in record.transition else "",
        }
        for record in history_of(match)
    ]


OTHER_EVENTS = {
    "propose": _lazy("Proposed"),
    "write_card": _lazy("Agreement card written"),
    "add_party": _lazy("A partner was brought in"),
    "set_publicity": _lazy("Consent to show it to the public changed"),
}


def public_progress():
    """Matches under way or completed that everybody may know of: all parties said so, the summary is public."""
    public = granted(ANONYMOUS, "need__statement__subject__shown")
    consented = Match.objects.filter(public, state_public=True, partner_public=True)
    shown = consented.filter(status__in=[MatchStatus.ACTIVE, MatchStatus.COMPLETED])
    shown = shown.filter(need__statement__status__in=OPEN_STATUSES)
    parties = Prefetch("parties", MatchParty.objects.select_related("body"))
    return shown.select_related("need__statement__state", "need__statement__subject", "partner").prefetch_related(
        parties
    )


@dataclass(frozen=True)
class Covered:
    """How far a need is covered: `status` of Coverage, `label` in words, and whole per cent to draw beside it."""

    status: str
    covered: int
    talks: int

    @property
    def label(self) -> str:
        return Coverage(self.status).label


_BARS = {
    Coverage.UNANSWERED: (0, 0),
    Coverage.INTEREST: (0, 50),
    Coverage.PARTLY_COVERED: (50, 0),
    Coverage.COVERED: (100, 0),
}


def coverage_of(need_ids) -> dict[int, Covered]:
    """How far each of the needs is covered, in one query; says nothing of who answered."""
    ids = list(need_ids)
    counts = (
        Match.objects.filter(need__in=ids)
        .order_by()
        .values("need")
        .annotate(
            whole=Count("pk", filter=Q(status__in=COVERS, covers_all=True)),
            some=Count("pk", filter=Q(status__in=COVERS)),
            live=Count("pk", filter=Q(status__in=LIVE)),
        )
    )
    found = {row["need"]: _covered(row) for row in counts}
    return {pk: found.get(pk, Covered(Coverage.UNANSWERED, 0, 0)) for pk in ids}


def _covered(row: dict) -> Covered:
    if row["whole"]:
        status = Coverage.COVERED
    elif row["some"]:
        status = Coverage.PARTLY_COVERED
    else:
        status = Coverage.INTEREST if row["live"] else Coverage.UNANSWERED
    return Covered(status, *_BARS[status])


def answers_on(acting: Acting, need_ids) -> dict[int, list[dict]]:
    """Who answered these needs and where it stands: for the State and the secretariat all, for a party its own.

    `reason` is empty for whom it is not meant.
    """
    answers: dict[int, list[dict]] = {}
    for match in matches_of(acting).filter(need__in=list(need_ids)).order_by("-pk"):
        row = {"body": match.partner.name, "status": match.get_status_display(), "url": match.get_absolute_url()}
        answers.setdefault(match.need_id, []).append(row | {"reason": reason_for(acting, match)})
    return answers
