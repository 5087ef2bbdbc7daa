"""Documents that belong to a report: read by whoever reads its words, at the moment of each download."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from files.models import Document
from followup.models.reports import ProgressReport


class ReportDocument(models.Model):
    """An annex of a report; it goes the way of the report's words, and can be changed only while these can."""

    report = models.ForeignKey(ProgressReport, on_delete=models.CASCADE, related_name="documents", db_index=False)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+", verbose_name=_("document"))

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["report", "document"], name="document_once_per_report")]

    def __str__(self) -> str:
        return self.document.name
