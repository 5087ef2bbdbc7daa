"""A practice that its State can share becomes a South-South offer: a draft for the office that the State named."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.acting import SYSTEM
from consent.selectors.papers import newest_version
from lifecycle.engine import record_act
from lifecycle.selectors import history_of
from matching.choices import Eligible, OfferForm
from matching.models import Offer
from obligations.choices import SupportType

HOLDS_FOR = timedelta(days=300)


@transaction.atomic
def draft_offer_of_practice(card) -> Offer | None:
    """The draft, once for each office that a card names; None where it names none, or the office has it already.

    It holds no word of the practice: a draft must not outlive what the State withdraws.
    """
    version = newest_version(card)
    office = version.shared_by
    drafted = history_of(card).filter(transition="draft_offer", facts__body=office.pk if office else None)
    if office is None or not office.mailbox or drafted.exists():
        return None
    today = timezone.localdate()
    offer = Offer.objects.create(
        body=office,
        language=version.edition.language,
        title=_("Exchange on a practice of %(state)s") % {"state": card.state.name},
        summary=_("Begun from a practice. Say here what you can share, with whom and how."),
        support_type=(version.kinds or [SupportType.PEER_EXCHANGE.value])[0],
        form=OfferForm.EXPERTISE,
        languages=[version.edition.language],
        eligible=[Eligible.ANY],
        valid_from=today,
        valid_until=today + HOLDS_FOR,
        mailbox=office.mailbox,
    )
    record_act(offer, "begin", by=SYSTEM)
    record_act(card, "draft_offer", by=SYSTEM, facts={"body": office.pk, "offer": offer.slug})
    return offer
