"""«May this person see this element»: one set-based rule, and the rule for one object is the same with its key."""

from django.db.models import BooleanField, Exists, ExpressionWrapper, F, OuterRef, Q
from django.utils import timezone

from accounts.acting import Acting
from consent.audiences import tokens_of_body
from consent.choices import Element, Purpose
from consent.models import Edition, Exclusion, Grant, Subject
from states.choices import Role
from states.rules import body_of, role_of


def tokens_of(acting: Acting) -> list:
    """The audiences that a person belongs to, as the ledger writes them; the public is everybody."""
    return tokens_of_body(None if role_of(acting) == Role.ADMIN else body_of(acting))


def live_grants(on=None):
    now = on or timezone.now()
    return Grant.objects.filter(withdrawn_at__isnull=True).filter(Q(until__isnull=True) | Q(until__gt=now))


def granted(acting: Acting, edition_path: str, *elements: str, purpose: str = Purpose.READ) -> Q:
    """A condition on rows whose edition is at `edition_path`: a live grant to the person, and no exclusion.

    The State's own people need no grant; use `granted(…) | own(acting, …)` where they read too.
    """
    grants = live_grants().filter(edition=OuterRef(edition_path), purpose=purpose, audience__in=tokens_of(acting))
    condition = Q(Exists(grants.filter(element__in=elements or (Element.SUMMARY,))))
    return condition & ~excluded(acting, edition_path)


def excluded(acting: Acting, edition_path: str) -> Q:
    """A condition: the edition at `edition_path` leaves out the person's body, or the one that it is an office of."""
    body = body_of(acting)
    if body is None:
        return Q(pk__in=[])
    left_out = Exclusion.objects.filter(edition=OuterRef(edition_path), body_id__in=filter(None, _with_parent(body)))
    return Q(Exists(left_out))


def _with_parent(body) -> tuple:
    return body.pk, body.parent_id


def granted_at(acting: Acting, edition_path: str, moment: str) -> Q:
    """A condition: the summary was theirs to read until the grant was withdrawn at the time in the field `moment`."""
    ended = Grant.objects.filter(edition=OuterRef(edition_path), withdrawn_at=OuterRef(moment))
    lived = Q(until__isnull=True) | Q(until__gt=F("withdrawn_at"))
    reads = {"element": Element.SUMMARY, "purpose": Purpose.READ, "audience__in": tokens_of(acting)}
    return Q(Exists(ended.filter(lived, **reads))) & ~excluded(acting, edition_path)


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
    grants = live_grants().filter(edition__in=others, purpose=purpose, audience__in=tokens_of(acting))
    grants = grants.filter(~excluded(acting, "edition"))
    for edition_id, element in grants.values_list("edition", "element") if others else ():
        seen[edition_id].add(element)
    return {pk: frozenset(elements) for pk, elements in seen.items()}


def is_granted(acting: Acting, edition_path: str, state_path: str, purpose: str) -> ExpressionWrapper:
    """A true or false column: the summary is granted for `purpose` to the person, or is their own State's."""
    condition = granted(acting, edition_path, purpose=purpose) | own(acting, state_path)
    return ExpressionWrapper(condition, output_field=BooleanField())
