"""A colleague is invited by mail, follows the one-time link, and holds a mandate. Nobody signs up alone."""

from datetime import date

import rules
from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.acting import Acting
from lifecycle.engine import record_act
from notifications.outbox import cancel_ready, enqueue_ready
from states.choices import ROLES_OF_KIND
from states.models import INVITED_FOR, Body, Invitation, Mandate
from states.services.mandates import give_mandate
from web.errors import Conflict, NotPermitted, ProofNeeded


@transaction.atomic
def invite(
    body: Body, *, email: str, role: str, by: Acting, starts_on: date | None = None, ends_on: date | None = None
) -> Invitation:
    """Invite whoever reads `email` to act for `body` in `role`. A head of the office may, and a curator for a verified
    office without one. NotPermitted, ProofNeeded, ValidationError by field.
    """
    if not rules.has_perm("states.invite", by, body):
        raise NotPermitted
    if not by.proven:
        raise ProofNeeded
    starts_on = starts_on or timezone.localdate()
    _check(body, email, role, starts_on, ends_on)
    Invitation.objects.filter(body=body, email=email.lower(), role=role, expires_at__lte=timezone.now()).filter(
        accepted_at=None, withdrawn_at=None
    ).update(withdrawn_at=timezone.now())
    person = {"email": email.lower(), "role": role, "starts_on": starts_on, "ends_on": ends_on}
    invitation = Invitation(body=body, invited_by=by.user, capacity_label=by.capacity_label, **person)
    invitation.expires_at = timezone.now() + INVITED_FOR
    invitation.full_clean()
    invitation.save()
    record_act(body, "invite", by=by, facts={"invitation": invitation.pk, "role": role})
    _mail(invitation)
    return invitation


def _check(body: Body, email: str, role: str, starts_on: date, ends_on: date | None) -> None:
    faults = {}
    if role not in ROLES_OF_KIND[body.kind]:
        faults["role"] = _("This office has no such role.")
    if ends_on is not None and ends_on <= starts_on:
        faults["ends_on"] = _("It ends before it begins.")
    if Invitation.objects.waiting().filter(body=body, email=email.lower(), role=role).exists():
        faults["email"] = _("An invitation to this address waits already.")
    if Mandate.objects.live().filter(body=body, user__email__iexact=email, role=role).exists():
        faults["email"] = _("This person has this role already.")
    if faults:
        raise ValidationError(faults)


def _mail(invitation: Invitation) -> None:
    """In the language of the person, where there is one already. The words hold the link, so they are not kept."""
    known = get_user_model().objects.filter(email__iexact=invitation.email).first()
    with translation.override(known.language if known else settings.LANGUAGE_CODE):
        link = settings.SITE_URL + reverse("invitation", args=[invitation.token])
        context = {"invitation": invitation, "link": link}
        subject = " ".join(render_to_string("states/email/invitation.subject.txt", context).split())
        body = render_to_string("states/email/invitation.body.txt", context)
    enqueue_ready(key=f"invitation:{invitation.pk}", to=invitation.email, subject=subject, body=body)


@transaction.atomic
def withdraw_invitation(invitation: Invitation, *, by: Acting) -> None:
    """The link stops working at once; a mail that has not gone yet does not go."""
    if not rules.has_perm("states.end_mandate", by, invitation.body):
        raise NotPermitted
    changed = Invitation.objects.waiting().filter(pk=invitation.pk).update(withdrawn_at=timezone.now())
    if not changed:
        raise Conflict(_("This invitation waits no longer."))
    cancel_ready(f"invitation:{invitation.pk}")
    record_act(invitation.body, "withdraw_invitation", by=by, facts={"invitation": invitation.pk})


@transaction.atomic
def accept_invitation(invitation: Invitation, *, by: Acting) -> Mandate:
    """By the person whose address it was sent to, signed in."""
    if by.user is None or by.user.email.lower() != invitation.email:
        raise NotPermitted
    return _accept(invitation, by.user)


@transaction.atomic
def accept_invitation_as_new(invitation: Invitation, *, first_name: str, last_name: str, password: str) -> Mandate:
    """By somebody without an account: whoever holds the link reads that mailbox, which proves the address."""
    people = get_user_model().objects
    if people.filter(email__iexact=invitation.email).exists():
        raise Conflict(_("There is an account with this address: sign in with it."))
    user = people.model(username=invitation.email, email=invitation.email, first_name=first_name, last_name=last_name)
    try:
        validate_password(password, user)
    except ValidationError as refusal:
        raise ValidationError({"password": refusal.messages}) from refusal
    user.set_password(password)
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return _accept(invitation, user)


def _accept(invitation: Invitation, user) -> Mandate:
    """Once: the row is taken by a compare-and-set."""
    taken = Invitation.objects.waiting().filter(pk=invitation.pk)
    if not taken.update(accepted_at=timezone.now(), accepted_by=user):
        raise Conflict(_("This invitation was used, withdrawn, or is too old."))
    by = Acting(user, capacity_label=_("by invitation"))
    mandate = give_mandate(
        user=user,
        body=invitation.body,
        role=invitation.role,
        by=by,
        starts_on=invitation.starts_on,
        ends_on=invitation.ends_on,
    )
    record_act(invitation.body, "accept_invitation", by=by, facts={"invitation": invitation.pk, "mandate": mandate.pk})
    return mandate
