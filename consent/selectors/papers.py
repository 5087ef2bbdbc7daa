"""What of papers (presentations, practices) a person may read: the same rule for every kind."""

import rules
from django.db.models import Q, prefetch_related_objects

from accounts.acting import Acting
from consent.choices import PaperStatus, Purpose
from consent.papers import PaperKind
from consent.projections import Projection, project_paper
from consent.selectors.rights import elements_seen_in, granted, granted_at, own


def papers_shown_to(kind: PaperKind, acting: Acting, *, purpose: str = Purpose.READ):
    """Papers of which the person may have the summary for `purpose`, with the words that are shown. One EXISTS."""
    shown = granted(acting, "subject__shown", purpose=purpose) | own(acting)
    papers = kind.paper._default_manager.filter(shown, status=PaperStatus.SHOWN, subject__shown__isnull=False)
    return papers.select_related("state", f"subject__shown__{kind.backward}")


def papers_of_own_state(kind: PaperKind, acting: Acting):
    """Everything of one's own State, drafts included."""
    return kind.paper._default_manager.filter(own(acting)).select_related("state", "subject__shown")


def papers_reachable(kind: PaperKind, acting: Acting):
    """What is shown to the person, and everything of their own State."""
    shown = papers_shown_to(kind, acting).values("pk")
    own_or_shown = own(acting) | Q(pk__in=shown)
    papers = kind.paper._default_manager.filter(own_or_shown)
    return papers.select_related("state", f"subject__shown__{kind.backward}")


def readings_reached(kind: PaperKind, acting: Acting, papers) -> dict[int, tuple]:
    """(version, Projection) of each of a page of `papers_reachable`, by its id: the writers of its own State have the
    newest words, everybody else the shown ones as far as they are granted.
    """
    writing = {one.pk for one in papers if rules.has_perm(kind.write, acting, one) or one.subject.shown_id is None}
    newest = kind.version._default_manager.filter(paper__in=writing).order_by("paper_id", "-edition__number")
    versions = {one.paper_id: one for one in newest.distinct("paper_id").select_related("edition__subject")}
    for paper in papers:
        if paper.pk not in versions:
            version = versions[paper.pk] = getattr(paper.subject.shown, kind.backward)
            version.edition, paper.subject.shown.subject = paper.subject.shown, paper.subject
    prefetch_related_objects(list(versions.values()), *kind.linked)
    seen = elements_seen_in(acting, [version.edition for version in versions.values()])
    return {pk: (one, project_paper(one, seen[one.edition_id])) for pk, one in versions.items()}


def paper_tombstones(kind: PaperKind, acting: Acting):
    """Withdrawn papers whose summary the person could read until then."""
    seen = granted_at(acting, "subject__shown", "withdrawn_at") | own(acting)
    return kind.paper._default_manager.filter(seen, status=PaperStatus.WITHDRAWN).select_related("subject")


def paper_version_for_writing(paper):
    """The version of the unsealed edition, or None where none is being written."""
    unsealed = paper.versions.filter(edition__sealed_at__isnull=True)
    return unsealed.select_related("edition__subject__state").first()


def newest_version(paper):
    return paper.versions.select_related("edition__subject").order_by("-edition__number").first()


def readings_of(kind: PaperKind, acting: Acting, papers) -> dict[int, Projection]:
    """What this person may have of each of a page of papers, by its id; two queries and one for each linked set."""
    versions = {paper.pk: getattr(paper.subject.shown, kind.backward) for paper in papers}
    for paper in papers:
        versions[paper.pk].edition = paper.subject.shown
        paper.subject.shown.subject = paper.subject
    prefetch_related_objects(list(versions.values()), *kind.linked)
    seen = elements_seen_in(acting, [version.edition for version in versions.values()])
    return {pk: project_paper(version, seen[version.edition_id]) for pk, version in versions.items()}
