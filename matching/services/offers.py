"""Offers: written by a partner, verified by the secretariat, opened by the platform, ended by the partner."""

from datetime import timedelta

import rules
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.acting import SYSTEM, Acting
from lifecycle.engine import record_act
from matching import notices
from matching.choices import OfferStatus
from matching.lifecycles import OFFER
from matching.models import Offer, new_reference
from matching.selectors import open_needs
from web.errors import FailedCheck, NotPermitted, WrongStatus

SETS = ("themes", "affected_groups", "sdg_targets", "practices")
WARNED_BEFORE = timedelta(days=30)
RECONFIRMED_FOR = timedelta(days=365)


@transaction.atomic
def save_offer(offer: Offer | None, *, by: Acting, words: dict) -> Offer:
    """Begin (`offer` None) or rewrite a draft of the person's own body. `words` are its columns, and SETS.

    Raises NotPermitted, WrongStatus, ValidationError.
    """
    if not rules.has_perm("matching.write_offer", by, offer):
        raise NotPermitted
    begun = offer is None
    offer = Offer(body=by.capacity.body) if begun else _draft(offer)
    columns = {name: value for name, value in words.items() if name not in SETS}
    _may_reply_to(columns.get("in_reply_to"), by)
    _may_fulfil(columns.get("fulfils"), by)
    for name, value in columns.items():
        setattr(offer, name, value)
    offer.full_clean()
    offer.save()
    for name in SETS:
        if name in words:
            getattr(offer, name).set(words[name])
    record_act(offer, "begin" if begun else "write", by=by)
    return offer


def _may_reply_to(need, by: Acting) -> None:
    """Only to a need that is open and that the person may read; of others nobody learns here that they exist."""
    if need is not None and not open_needs(by).filter(pk=need.pk).exists():
        raise FailedCheck({"in_reply_to": [_("No open need that you may read has this number.")]})


def _may_fulfil(pledge, by: Acting) -> None:
    """A pledge of one's own body alone."""
    if pledge is not None and pledge.body_id != by.capacity.body_id:
        raise FailedCheck({"fulfils": [_("Your office has no pledge with this reference.")]})


def _draft(offer: Offer) -> Offer:
    locked = OFFER.lock(offer)
    if locked.status != OfferStatus.DRAFT:
        raise WrongStatus(locked, _("Write"))
    return locked


def _plain_act(name: str):
    """A service that moves an offer by the transition `name` and does nothing beside."""

    @transaction.atomic
    def act(offer: Offer, *, by: Acting, note: str = "", **_words) -> Offer:
        return OFFER.apply(offer, name, by=by, note=note)

    return act


@transaction.atomic
def submit_offer(offer: Offer, *, by: Acting, note: str = "", **_words) -> Offer:
    """The partner files it; the curators are told."""
    done = OFFER.apply(offer, "submit", by=by, note=note)
    notices.tell_offer_submitted(done)
    return done


@transaction.atomic
def send_back_offer(offer: Offer, *, by: Acting, note: str = "", **_words) -> Offer:
    """The curator returns it with a note; the partner is told."""
    done = OFFER.apply(offer, "send_back", by=by, note=note)
    notices.tell_offer_sent_back(done)
    return done


@transaction.atomic
def verify_offer(offer: Offer, *, by: Acting, note: str = "", **_words) -> Offer:
    """The curator verifies from whom it comes; the platform opens it in the same moment, under its reference."""
    verified = OFFER.apply(offer, "verify", by=by, note=note)
    done = OFFER.apply(verified, "open", by=SYSTEM, changes={"reference": verified.reference or new_reference("OFF")})
    notices.tell_offer_opened(done)
    return done


@transaction.atomic
def reconfirm_offer(offer: Offer, *, by: Acting, note: str = "", **_words) -> Offer:
    """It holds for 365 days from today."""
    today = timezone.localdate()
    dates = {"valid_from": today, "valid_until": today + RECONFIRMED_FOR}
    return OFFER.apply(offer, "reconfirm", by=by, note=note, changes=dates)


@transaction.atomic
def warn_of_ending(*, on=None) -> int:
    """Tell each partner once, in the last 30 days of an open offer, that it ends; returns how many people are new."""
    day = on or timezone.localdate()
    ending = Offer.objects.filter(status=OfferStatus.OPEN, valid_until__range=(day, day + WARNED_BEFORE))
    return sum(notices.tell_offer_ending(offer) for offer in ending.order_by("pk"))


OFFER_ACTS = {
    "submit": submit_offer,
    "send_back": send_back_offer,
    "verify": verify_offer,
    "pause": _plain_act("pause"),
    "resume": _plain_act("resume"),
    "reconfirm": reconfirm_offer,
    "withdraw": _plain_act("withdraw"),
}
