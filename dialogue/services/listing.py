"""Needs at a session: only their State lets them be listed, and takes it back."""

import rules
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.acting import Acting
from consent import services as ledger
from consent.choices import Audience, Element, Purpose
from consent.models import Grant
from consent.selectors.rights import live_grants
from dialogue.choices import SessionStatus
from dialogue.models import AnnualSession, ListingAsk, SessionListing
from dialogue.notices import tell_listing_asked
from dialogue.selectors.waiting import needs_unlisted
from lifecycle.engine import record_act
from requests_app.choices import StatementStatus
from requests_app.models import Need
from web.errors import Conflict, FailedCheck, NotPermitted, ProofNeeded, WrongStatus

LISTED_WHILE = (SessionStatus.AGENDA_OPEN, SessionStatus.AGENDA_PUBLISHED)
_HEADLINE = Q(purpose=Purpose.SESSION_LISTING, element=Element.SUMMARY)
LISTED_TO = (Audience.STATES, Audience.PARTNERS, Audience.PARTICIPANTS, Audience.PUBLIC)


def curators_audience(session: AnnualSession) -> str:
    """Who must read the headline to put it on the agenda: the secretariat, or the region with its host."""
    return f"region:{session.region.slug}" if session.region else Audience.SECRETARIAT.value


@transaction.atomic
def list_need(need: Need, *, session: AnnualSession, by: Acting, audiences=()) -> SessionListing:
    """The State lets one of its open needs be listed at the session: its summary, to the curators and `audiences`.

    A need of last year's agenda comes over by this same act. Raises NotPermitted, ProofNeeded, WrongStatus.
    """
    if not rules.has_perm("dialogue.list_need", by, need.statement):
        raise NotPermitted
    if not by.proven:
        raise ProofNeeded
    if session.status not in LISTED_WHILE:
        raise WrongStatus(session, _("List a need"))
    if need.statement.status != StatementStatus.OPEN or need.statement.subject.shown is None:
        raise WrongStatus(need.statement, _("List a need"))
    if session.region and session.region.slug not in by.capacity.body.region_slugs:
        raise FailedCheck(_("Your State is not on the list of this region."))
    wanted = dict.fromkeys([curators_audience(session), *map(str, audiences)])
    before = set(_live(need.statement).values_list("audience", flat=True))
    _grant(need, wanted, by)
    names = {"listed_by": by.capacity_label, "carried_from": _carried_from(need, session)}
    listing, new = SessionListing.objects.get_or_create(session=session, need=need, defaults=names)
    listing.audiences = sorted({*listing.audiences, *wanted})
    listing.given = sorted({*listing.given, *(set(wanted) - before)})
    listing.save(update_fields=["audiences", "given"])
    if new:
        record_act(need.statement, "list_at_session", by=by, facts={"need": need.number, "session": session.reference})
    return listing


@transaction.atomic
def ask_to_list(need: Need, *, session: AnnualSession, by: Acting) -> ListingAsk:
    """A curator asks the State, once, to let a need without an answer be listed. Conflict the second time."""
    if not rules.has_perm("dialogue.curate_session", by, session):
        raise NotPermitted
    if session.status not in LISTED_WHILE:
        raise WrongStatus(session, _("List a need"))
    if not needs_unlisted(by, session).filter(pk=need.pk).exists():
        raise Conflict(_("This need is listed or has an answer meanwhile."))
    asked, new = ListingAsk.objects.get_or_create(session=session, need=need, defaults={"asked_by": by.capacity_label})
    if not new:
        raise Conflict(_("The State was asked already."))
    record_act(session, "ask_to_list", by=by, facts={"need": need.pk})
    tell_listing_asked(asked)
    return asked


def _grant(need: Need, audiences, by: Acting) -> None:
    lines = [(Element.SUMMARY, Purpose.SESSION_LISTING, audience) for audience in audiences]
    ledger.give_grants(need.statement.subject.shown, lines, by=by)


def _carried_from(need: Need, session: AnnualSession) -> AnnualSession | None:
    before = session.previous
    was_there = before and SessionListing.objects.filter(session=before, need=need).exists()
    return before if was_there else None


@transaction.atomic
def unlist_need(listing: SessionListing, *, by: Acting) -> None:
    """Take it back, at any time: the grants that it gave end, unless another listing of the statement needs them.

    Filed for the call of the session itself, the statement is listed there by its consent alone: that ends with it.
    """
    statement = listing.need.statement
    if not rules.has_perm("dialogue.list_need", by, statement):
        raise NotPermitted
    if not by.proven:
        raise ProofNeeded
    facts = {"need": listing.need.number, "session": listing.session.reference}
    record_act(statement, "unlist_at_session", by=by, facts=facts)
    listing = SessionListing.objects.select_for_update().get(pk=listing.pk)
    ended = set(listing.given)
    if listing.session.call_id and statement.call_id == listing.session.call_id:
        ended |= set(_live(statement).values_list("audience", flat=True))
    listing.delete()
    ledger.withdraw_grants(_of(_left_over(statement, ended)), subject=statement.subject, by=by)


def _left_over(statement, ended: set[str]) -> set[str]:
    """Those of the audiences that no other listing of the statement names; one that does takes over what was given."""
    for other in SessionListing.objects.select_for_update().filter(need__statement=statement):
        if kept := ended & set(other.audiences):
            other.given = sorted({*other.given, *kept})
            other.save(update_fields=["given"])
            ended = ended - kept
    return ended


def _of(audiences):
    return Grant.objects.filter(_HEADLINE, audience__in=audiences)


def _live(statement):
    """The grants in force for listings of what is shown of the statement now."""
    return live_grants().filter(_HEADLINE, edition=statement.subject.shown_id)
