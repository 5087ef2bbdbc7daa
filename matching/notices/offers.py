"""What is told about offers."""

from datetime import timedelta

import rules
from django.utils import timezone

from matching.choices import OfferStatus
from matching.models import Offer
from matching.notices.people import actings_of, curators, knows_at, people_at, tell
from matching.selectors import offers_shown_to
from notifications.notice import Notice, register


def tell_offer_submitted(offer: Offer) -> None:
    """The curators, who verify it."""
    tell("offer_submitted", offer, curators(), offer.submitted_at)


def tell_offer_sent_back(offer: Offer) -> None:
    """The partner, who can write it anew."""
    tell("offer_sent_back", offer, people_at(offer.body_id), offer.submitted_at)


def tell_offer_opened(offer: Offer) -> None:
    """The partner: everybody can read it now."""
    tell("offer_opened", offer, people_at(offer.body_id))


def tell_offer_ending(offer: Offer) -> int:
    """The partner: it ends within 30 days, and can be reconfirmed; once for each end. How many are new."""
    return tell("offer_ending", offer, people_at(offer.body_id), offer.valid_until)


def _still_ends(offer: Offer, person) -> bool:
    soon = offer.valid_until <= timezone.localdate() + timedelta(days=30)
    return soon and knows_at(offers_shown_to, OfferStatus.OPEN)(offer, person)


def _offer(pk: int) -> Offer | None:
    return Offer.objects.select_related("body").filter(pk=pk).first()


def _may_verify(offer: Offer, person) -> bool:
    waits = offer.status == OfferStatus.SUBMITTED
    return waits and any(rules.has_perm("matching.verify_offer", acting, offer) for acting in actings_of(person))


def _offer_words(offer: Offer, person) -> dict:
    return {"offer": offer}


register(
    Notice("matching.offer_submitted", _offer, _may_verify, _offer_words),
    Notice("matching.offer_sent_back", _offer, knows_at(offers_shown_to, OfferStatus.DRAFT), _offer_words),
    Notice("matching.offer_ending", _offer, _still_ends, _offer_words, may_wait=True),
    Notice("matching.offer_opened", _offer, knows_at(offers_shown_to, OfferStatus.OPEN), _offer_words),
)
