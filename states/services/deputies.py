"""Somebody stands in for a post for a time: named, agreed, ended. What a deputy does is recorded in its own name."""

from datetime import date, timedelta

import rules
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.acting import Acting
from lifecycle.engine import record_act
from states.choices import ROLES_OF_KIND, head_role
from states.models import Body, Deputy, Mandate
from states.notices import tell_deputy_asked, tell_deputy_stands
from states.rules import manages_office
from states.selectors import candidates_for, vacant_posts
from web.errors import Conflict, FailedCheck, NotPermitted, ProofNeeded

LONGEST = timedelta(days=183)


@transaction.atomic
def name_deputy(
    body: Body, *, post: Mandate | None, deputy: Mandate, starts_on: date, ends_on: date, by: Acting
) -> Deputy:
    """The person of the mandate `deputy` stands in for `post` (None: for the head whom nobody is) from `starts_on`
    until the day before `ends_on`. At once where the head of the office names, or a holder names somebody of the same
    office and at least the same level; otherwise it waits for the yes of whoever answers for the office.

    NotPermitted, ProofNeeded, FailedCheck by field.
    """
    Body.objects.select_for_update(of=("self",), no_key=True).get(pk=body.pk)
    _refuse_who_may_not(body, post, by)
    _check_dates(post, starts_on, ends_on)
    _check_person(body, post, deputy, starts_on, ends_on)
    person = {"person": deputy.user, "starts_on": starts_on, "ends_on": ends_on}
    role = post.role if post else head_role(body.kind)
    named = Deputy(body=body, post=post, role=role, named_by=by.user, capacity_label=by.capacity_label, **person)
    named.save()
    record_act(body, "name_deputy", by=by, facts=_facts(named))
    if manages_office(by, body) or _is_own_choice(post, deputy, by):
        return _begin(named, by)
    tell_deputy_asked(named)
    return named


def _refuse_who_may_not(body: Body, post: Mandate | None, by: Acting) -> None:
    """Holders for themselves, heads for their office, curators for a post that nobody holds in practice."""
    if not rules.has_perm("states.name_deputy", by, body):
        raise NotPermitted
    own = post is not None and post.pk == by.capacity_id
    if not (own or manages_office(by, body)) and not _is_vacant_for_curator(body, by):
        raise NotPermitted
    if not by.proven:
        raise ProofNeeded


def _is_vacant_for_curator(body: Body, by: Acting) -> bool:
    return rules.has_perm("states.see_vacant_posts", by, None) and bool(vacant_posts([body.pk]))


def _check_dates(post: Mandate | None, starts_on: date, ends_on: date) -> None:
    if starts_on < timezone.localdate():
        raise FailedCheck({"starts_on": [_("Choose today or a later day.")]})
    if not starts_on < ends_on <= starts_on + LONGEST:
        raise FailedCheck({"ends_on": [_("Choose a day after the first one, at most six months later.")]})
    if post is not None and post.ends_on and ends_on > post.ends_on:
        raise FailedCheck({"ends_on": [_("The post itself ends before.")]})


def _check_person(body: Body, post: Mandate | None, deputy: Mandate, starts_on: date, ends_on: date) -> None:
    role = post.role if post else head_role(body.kind)
    holder = post.user_id if post else None
    if post is not None and (post.body_id != body.pk or post.is_deputy):
        raise FailedCheck({"post": [_("This is no post of the office.")]})
    if deputy.user_id == holder or not candidates_for(body).filter(pk=deputy.pk).exists():
        raise FailedCheck({"deputy": [_("Choose somebody else who acts for this office, or for one beside it.")]})
    held = Mandate.objects.live().filter(body=body, user=deputy.user_id, role=role, is_deputy=False)
    if held.exists():
        raise FailedCheck({"deputy": [_("This person holds the same role already.")]})
    taken = Deputy.objects.standing().filter(body=body, role=role, post=post)
    if taken.filter(starts_on__lt=ends_on, ends_on__gt=starts_on).exists():
        raise FailedCheck({"starts_on": [_("Somebody stands in on some of these days already.")]})


def _is_own_choice(post: Mandate | None, deputy: Mandate, by: Acting) -> bool:
    """The holder chose somebody of the same office whose role is not lower: nobody gains more than the office gave."""
    if post is None or post.pk != by.capacity_id or deputy.body_id != post.body_id:
        return False
    order = list(ROLES_OF_KIND[post.body.kind])
    return order.index(deputy.role) <= order.index(post.role)


def _begin(named: Deputy, by: Acting) -> Deputy:
    """The mandate that the deputy acts in; it ends by itself."""
    when = {"starts_on": named.starts_on, "ends_on": named.ends_on}
    named.mandate = Mandate.objects.create(user=named.person, body=named.body, role=named.role, is_deputy=True, **when)
    named.agreed_at = timezone.now()
    named.save(update_fields=["mandate", "agreed_at"])
    record_act(named.body, "agree_to_deputy", by=by, facts=_facts(named) | {"mandate": named.mandate_id})
    tell_deputy_stands(named)
    return named


def _facts(named: Deputy) -> dict:
    days = {"from": named.starts_on.isoformat(), "until": named.ends_on.isoformat()}
    return {"deputy": named.pk, "user": named.person_id, "role": named.role, "post": named.post_id, **days}


def _lock(named: Deputy) -> Deputy:
    standing = Deputy.objects.standing().select_for_update(of=("self",), no_key=True)
    locked = standing.select_related("body__state", "person", "post__user", "mandate").filter(pk=named.pk).first()
    if locked is None:
        raise Conflict(_("This has ended already."))
    return locked


@transaction.atomic
def agree_to_deputy(named: Deputy, *, by: Acting) -> Deputy:
    """The yes of whoever answers for the office: from its first day the deputy acts."""
    locked = _lock(named)
    if not rules.has_perm("states.agree_to_deputy", by, locked):
        raise NotPermitted
    if not by.proven:
        raise ProofNeeded
    if locked.agreed_at:
        raise Conflict(_("Somebody has agreed already."))
    if not candidates_for(locked.body).filter(user=locked.person_id).exists():
        raise Conflict(_("This person no longer acts for the office, nor for one beside it."))
    return _begin(locked, by)


@transaction.atomic
def end_deputy(named: Deputy, *, by: Acting) -> Deputy:
    """At once: by the deputy, by whose post it is, by whoever answers for the office, by a curator."""
    locked = _lock(named)
    if not rules.has_perm("states.end_deputy", by, locked):
        raise NotPermitted
    return _end(locked, by)


def _end(named: Deputy, by: Acting) -> Deputy:
    named.ended_at = timezone.now()
    named.save(update_fields=["ended_at"])
    if named.mandate is not None:
        named.mandate.ends_on = timezone.now().date()
        named.mandate.save(update_fields=["ends_on"])
    record_act(named.body, "end_deputy", by=by, facts=_facts(named))
    return named


def end_deputies_with(mandate: Mandate, *, by: Acting) -> None:
    """A mandate has ended: nobody stands in for it any more, and its person for nobody where they no longer act."""
    for named in Deputy.objects.standing().filter(post=mandate).select_related("body", "mandate"):
        _end(named, by)
    theirs = Deputy.objects.standing().filter(person=mandate.user_id).select_related("body", "mandate")
    for named in theirs:
        if not candidates_for(named.body).filter(user=mandate.user_id).exists():
            _end(named, by)
