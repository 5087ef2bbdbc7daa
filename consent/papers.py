"""One mechanism for every paper: what the services, selectors and pages below must know of one kind."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from consent.choices import PaperStatus
from consent.digests import CONTENTS, with_keys
from consent.kinds import KINDS, SubjectKind
from consent.models import Paper, PaperVersion
from consent.projections import project_paper
from lifecycle.engine import Lifecycle


@dataclass(frozen=True)
class PaperKind:
    """`name` begins its routes; `prefix` its references; `backward` leads from an edition to its words, and
    `from_subject` from a subject to the paper."""

    name: str
    kind: str
    paper: type[Paper]
    version: type[PaperVersion]
    lifecycle: Lifecycle
    prefix: str
    backward: str
    from_subject: str
    write: str
    label: Any
    new_label: Any

    @property
    def sets(self) -> tuple[str, ...]:
        return tuple(self.version.SETS)

    @property
    def linked(self) -> tuple[str, ...]:
        """The sets, and the columns that name another row: what is read at once for a page of papers."""
        return *self.sets, *(name for name in self.version.ELEMENTS if self.version._meta.get_field(name).is_relation)

    def register(self) -> None:
        """Tell the ledger's pages, and the check of the seals, of this kind."""
        CONTENTS[self.kind] = self._contents
        KINDS[self.kind] = SubjectKind(
            words=lambda edition: getattr(edition, self.backward),
            project=project_paper,
            titles=self._titles,
            address=lambda subject: reverse(f"{self.name}_own", args=[subject.slug]),
            page=lambda subject: reverse(self.name, args=[subject.reference or subject.slug]),
            ended=lambda subject: getattr(subject, self.from_subject).status == PaperStatus.WITHDRAWN,
            template="consent/_paper.html",
            relation=self.from_subject,
        )

    def _contents(self):
        sealed = self.version._default_manager.filter(edition__sealed_at__isnull=False).select_related("edition")
        sealed = with_keys(sealed, *self.sets)
        return ((version.edition, version.content()) for version in sealed.iterator(chunk_size=500))

    def _titles(self, subjects) -> dict[int, str]:
        newest = self.version._default_manager.filter(paper__subject__in=subjects)
        newest = newest.order_by("paper_id", "-edition__number").distinct("paper_id")
        return dict(newest.values_list("paper__subject_id", "title"))
