"""Posts: who holds which, which ones nobody holds, and who was invited."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth import get_user_model
from django.core import signing
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.acting import Acting
from notifications.selectors import people_who_bounce
from states.choices import ROLES_OF_KIND, head_role
from states.models import INVITATION, Body, Invitation, Mandate
from states.rules import body_of, is_curator

IDLE_AFTER = timedelta(days=90)
MOST = 100


@dataclass(frozen=True)
class VacantPost:
    """An office that nobody heads in practice; `why` is ready to show."""

    body: Body
    why: str


def office_of(acting: Acting):
    """The live mandates of one's own office, heads first."""
    body = body_of(acting)
    mandates = Mandate.objects.live().filter(body=body) if body else Mandate.objects.none()
    heads = ROLES_OF_KIND[body.kind][:1] if body else ()
    return sorted(mandates.select_related("user", "body"), key=lambda one: (one.role not in heads, one.pk))


def invitations_of(body: Body):
    return Invitation.objects.waiting().filter(body=body).select_related("invited_by")


def invitations_manageable(acting: Acting):
    """Those that the person may withdraw, as far as its office goes; a curator's are all."""
    body = body_of(acting)
    waiting = Invitation.objects.waiting().select_related("body")
    return waiting if is_curator(acting) else waiting.filter(body=body) if body else waiting.none()


def mandates_manageable(acting: Acting):
    """Live mandates of one's own office; for curators all."""
    body = body_of(acting)
    live = Mandate.objects.live().select_related("user", "body")
    return live if is_curator(acting) else live.filter(body=body) if body else live.none()


def invitation_by_token(token: str) -> Invitation | None:
    """The invitation that waits behind this link; None where it is not ours, was used, withdrawn or is old."""
    try:
        nonce = INVITATION.unsign(token.replace("~", ":"))
    except signing.BadSignature:
        return None
    return Invitation.objects.waiting().select_related("body").filter(nonce=nonce).first()


def has_account(email: str) -> bool:
    return get_user_model().objects.filter(email__iexact=email).exists()


def vacant_posts(body_ids: Collection[int] | None = None) -> list[VacantPost]:
    """Offices without a live head, whose heads' mails come back, or whose heads were not here for ninety days."""
    bodies = Body.objects.filter(kind__in=ROLES_OF_KIND).select_related("state")
    bodies = bodies if body_ids is None else bodies.filter(pk__in=body_ids)
    heads = Mandate.objects.live().filter(_is_head(), body=OuterRef("pk"))
    bouncing, since = people_who_bounce(), timezone.now() - IDLE_AFTER
    seen = heads.filter(Q(user__last_login__gte=since) | Q(starts_on__gte=since.date()))
    reasons = {
        "manned": Exists(heads),
        "reached": Exists(heads.exclude(user__in=bouncing)),
        "seen": Exists(seen.exclude(user__in=bouncing)),
    }
    found = bodies.annotate(**reasons).filter(Q(manned=False) | Q(reached=False) | Q(seen=False)).order_by("name")
    return [VacantPost(body, _why(body)) for body in found[:MOST]]


def _is_head() -> Q:
    """A mandate whose role heads its office."""
    heads = Q()
    for role in {head_role(kind) for kind in ROLES_OF_KIND}:
        heads |= Q(role=role, body__kind__in=[kind for kind in ROLES_OF_KIND if head_role(kind) == role])
    return heads


def _why(body: Body) -> str:
    if not body.manned:
        return _("Nobody heads this office")
    if not body.reached:
        return _("Mails to who heads it come back")
    return _("Who heads it was not here for 90 days")


def bodies_to_verify(acting: Acting):
    """For curators: offices that nobody has verified yet."""
    return Body.objects.filter(verified_at=None).select_related("state") if is_curator(acting) else Body.objects.none()


def bodies_all(acting: Acting):
    return Body.objects.select_related("state") if is_curator(acting) else Body.objects.none()
