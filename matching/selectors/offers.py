"""What of offers a person may read. The rule for one offer is the list narrowed to it."""

from django.db.models import BooleanField, Case, CharField, Count, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.acting import Acting
from matching.choices import TAKES_A_PLACE, Eligible, OfferStatus
from matching.models import Match, Offer, Pledge
from matching.rules import may_offer, sees_as_secretariat
from matching.selectors.matches import pledges_of
from practices.models import PracticeCard
from practices.selectors import practices_shown_to
from requests_app.selectors import needs_shown_to
from states.models import State
from states.rules import body_of
from states.selectors import live_memberships


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
    return offers.annotate(taken=taken, is_valid=valid).select_related("body").defer("terms", "folded")


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


def need_replied_to(acting: Acting, offer: Offer):
    """The need to which the offer replies, as `reference`, `number` and `title`, if this person may read it."""
    if offer.in_reply_to_id is None:
        return None
    return needs_shown_to(acting).filter(pk=offer.in_reply_to_id).first()


def reply_of(acting: Acting, offer: Offer) -> str | None:
    """The same as one word, «XTV-2026-7K2M9P#1»."""
    need = need_replied_to(acting, offer)
    return need and f"{need.statement.subject.reference}#{need.number}"


def own_pledge_named(acting: Acting, reference: str) -> Pledge | None:
    """A pledge of the person's own body, by its reference."""
    own = pledges_of(acting).filter(body=body_of(acting), reference=reference.strip().upper())
    return own.first()


def pledge_fulfilled(acting: Acting, offer: Offer) -> Pledge | None:
    """The pledge that the offer gives, if this person may read it."""
    return pledges_of(acting).filter(pk=offer.fulfils_id).first() if offer.fulfils_id else None


def practices_of(acting: Acting, offer: Offer):
    """The practices that the offer names, as far as the person may read them now."""
    return practices_shown_to(acting).filter(pk__in=offer.practices.values("pk")).order_by("pk")


def practices_named(acting: Acting, references) -> list[PracticeCard]:
    """Those of the practices with these references that the person may read."""
    return list(practices_shown_to(acting).filter(subject__reference__in=list(references)))


def offers_with_replies(acting: Acting):
    """`offers_shown_to`, each with the need to which it replies in `replies_to` and the pledge that it gives in
    `gives`, where the person may read them.
    """
    need = needs_shown_to(acting).filter(pk=OuterRef("in_reply_to")).order_by()
    name = Concat("statement__subject__reference", Value("#"), Cast("number", CharField()))
    pledge = pledges_of(acting).order_by().filter(pk=OuterRef("fulfils"))
    return offers_shown_to(acting).annotate(
        replies_to=Subquery(need.annotate(name=name).values("name")[:1]), gives=Subquery(pledge.values("reference")[:1])
    )


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
