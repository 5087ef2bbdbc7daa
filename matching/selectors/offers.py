"""What of offers a person may read. The rule for one offer is the list narrowed to it."""

from django.db.models import BooleanField, Case, Count, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.acting import Acting
from matching.choices import TAKES_A_PLACE, Eligible, OfferStatus
from matching.models import Match, Offer
from matching.rules import may_offer, sees_as_secretariat
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
