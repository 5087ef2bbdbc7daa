"""Documents of a statement: annexes belong to one edition and are sealed with it, papers of authority to the whole."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from consent.triggers import content_sealed
from files.models import Document
from requests_app.choices import PaperKind
from requests_app.models.statements import NeedsStatement
from requests_app.models.words import StatementVersion


class Attachment(models.Model):
    """An annex of one edition; readers need a grant of its element «documents»."""

    version = models.ForeignKey(StatementVersion, on_delete=models.CASCADE, related_name="attachments")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+", verbose_name=_("document"))

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["version", "document"], name="attached_once_per_version")]
        triggers = [
            content_sealed("SELECT v.edition_id FROM requests_app_statementversion v WHERE v.id = r.version_id"),
        ]

    def __str__(self) -> str:
        return self.document.name


class Paper(models.Model):
    """A note verbale or a clearance, which may come after the words are sealed; for the State and the check alone."""

    statement = models.ForeignKey(NeedsStatement, on_delete=models.CASCADE, related_name="papers")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+", verbose_name=_("document"))
    kind = models.CharField(_("Kind of paper"), max_length=12, choices=PaperKind.choices)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["statement", "document"], name="paper_once_per_statement")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.document.name}"
