"""What a State reads of its own ledger: every grant that it ever gave."""

from django.db.models import Prefetch, Q

from accounts.acting import Acting
from consent.kinds import KINDS
from consent.models import Edition, Exclusion, Grant, Subject
from consent.selectors.rights import live_grants, own


def grants_of(acting: Acting):
    """Every grant that the person's own State ever gave, newest first; nobody else's."""
    grants = Grant.objects.filter(own(acting, "edition__subject__state"))
    return grants.select_related("edition__subject__state").order_by("-pk")


def exclusions_of(acting: Acting):
    """Every body that the person's own State leaves out of one of its editions, newest first; nobody else's."""
    left_out = Exclusion.objects.filter(own(acting, "edition__subject__state"))
    return left_out.select_related("edition__subject__state", "body").order_by("-pk")


def subjects_with_grants(acting: Acting):
    """The subjects of one's own State that ever had a grant, each with its `sealed` editions, and these with their
    grants and exclusions: four queries for a page, whatever it holds."""
    grants = Prefetch("grants", Grant.objects.order_by("purpose", "audience", "element", "pk"))
    left_out = Prefetch("exclusions", Exclusion.objects.select_related("body"))
    sealed = Edition.objects.filter(sealed_at__isnull=False).order_by("-number").prefetch_related(grants, left_out)
    subjects = Subject.objects.filter(own(acting), editions__grants__isnull=False).distinct()
    things = [kind.relation for kind in KINDS.values()]
    subjects = subjects.select_related("shown", "state", *things)
    return subjects.prefetch_related(Prefetch("editions", sealed, to_attr="sealed"))


def subjects_of_own_state(acting: Acting):
    return Subject.objects.filter(own(acting)).select_related("shown", "state")


def last_sealed(subject: Subject) -> Edition | None:
    """The edition that is shown, else the newest that was sealed."""
    if subject.shown is not None:
        return subject.shown
    return subject.editions.filter(sealed_at__isnull=False).order_by("-number").first()


def lines_in_force(edition: Edition) -> set[tuple[str, str, str]]:
    """(element, purpose, audience) of every live grant of an edition."""
    return set(live_grants().filter(edition=edition).values_list("element", "purpose", "audience"))


def grants_chosen(subject: Subject, *, edition: int | None = None, line: tuple | None = None, audience: str = ""):
    """The grants of a subject that are not withdrawn, narrowed to one line of one edition, or to one audience."""
    chosen = Grant.objects.filter(edition__subject=subject, withdrawn_at__isnull=True).select_related("edition")
    if line is not None:
        chosen = chosen.filter(Q(edition__number=edition, element=line[0], purpose=line[1], audience=line[2]))
    return chosen.filter(audience=audience) if audience else chosen
