"""«May this person see this element»: one set-based rule, and the rule for one object is the same with its key."""

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accounts.acting import Acting
from consent.choices import Audience, Element, Purpose
from consent.models import Edition, Exclusion, Grant, Subject
from states.choices import PARTICIPANT_KINDS, BodyKind, Role
from states.rules import body_of, role_of


def tokens_of(acting: Acting) -> list:
    """The audiences that a person belongs to, as the ledger writes them; the public is everybody."""
    body = body_of(acting)
    if body is None or role_of(acting) == Role.ADMIN:
        return [Audience.PUBLIC]
    named = [Audience.PUBLIC, f"body:{body.pk}"]
    if body.is_of_state:
        return [*named, Audience.STATES]
    if body.is_partner:
        return [*named, Audience.PARTNERS, f"partners:{body.kind}"]
    if body.kind in PARTICIPANT_KINDS:
        return [*named, Audience.PARTICIPANTS]
    return [*named, Audience.SECRETARIAT] if body.kind == BodyKind.SECRETARIAT else named


def live_grants(on=None):
    now = on or timezone.now()
    return Grant.objects.filter(withdrawn_at__isnull=True).filter(Q(until__isnull=True) | Q(until__gt=now))


def granted(acting: Acting, edition_path: str, *elements: str, purpose: str = Purpose.READ) -> Q:
    """A condition on rows whose edition is at `edition_path`: a live grant to the person, and no exclusion.

    The State's own people need no grant; use `granted(…) | own(acting, …)` where they read too.
    """
    grants = live_grants().filter(edition=OuterRef(edition_path), purpose=purpose, audience__in=tokens_of(acting))
    condition = Q(Exists(grants.filter(element__in=elements or (Element.SUMMARY,))))
    body = body_of(acting)
    if body is not None:
        condition &= ~Q(Exists(Exclusion.objects.filter(edition=OuterRef(edition_path), body=body)))
    return condition


def own(acting: Acting, state_path: str = "state") -> Q:
    """A condition: the row belongs to the person's own State."""
    body = body_of(acting)
    return Q(**{state_path: body.state_id}) if body is not None and body.is_of_state else Q(pk__in=[])


def subjects_shown_to(acting: Acting):
    """The subjects of which the person may read the summary of the shown edition."""
    return Subject.objects.filter(granted(acting, "shown") | own(acting), shown__isnull=False)


def editions_filed_with(acting: Acting):
    """Sealed editions granted to the person's audiences, shown or not yet: what the secretariat checks."""
    return Edition.objects.filter(granted(acting, "pk"), sealed_at__isnull=False)


def elements_seen(acting: Acting, edition: Edition, *, purpose: str = Purpose.READ) -> frozenset[str]:
    """The elements of one edition that the person may have for a purpose; the same rule as the lists."""
    return elements_seen_in(acting, [edition], purpose=purpose)[edition.pk]


def elements_seen_in(acting: Acting, editions, *, purpose: str = Purpose.READ) -> dict[int, frozenset[str]]:
    """The same for a page of editions (with their subjects), in one query; by the id of the edition."""
    body = body_of(acting)
    own_state = body.state_id if body is not None and body.is_of_state else None
    seen = {one.pk: set(Element.values) if one.subject.state_id == own_state else set() for one in editions}
    others = [pk for pk, elements in seen.items() if not elements]
    same = Edition.objects.filter(pk__in=others).filter(granted(acting, "pk", *Element.values, purpose=purpose))
    grants = live_grants().filter(edition__in=same, purpose=purpose, audience__in=tokens_of(acting))
    for edition_id, element in grants.values_list("edition", "element") if others else ():
        seen[edition_id].add(element)
    return {pk: frozenset(elements) for pk, elements in seen.items()}


def grants_of(state_id: int):
    """Every grant that a State ever gave, newest first: the State's own page."""
    return Grant.objects.filter(edition__subject__state_id=state_id).select_related("edition__subject").order_by("-pk")
