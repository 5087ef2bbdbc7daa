from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    PDF = "pdf", _("PDF")
    PNG = "png", _("PNG image")
    JPEG = "jpeg", _("JPEG image")
    DOCX = "docx", _("Word document")


CONTENT_TYPES = {
    Kind.PDF: "application/pdf",
    Kind.PNG: "image/png",
    Kind.JPEG: "image/jpeg",
    Kind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
ENDINGS = {Kind.PDF: (".pdf",), Kind.PNG: (".png",), Kind.JPEG: (".jpg", ".jpeg"), Kind.DOCX: (".docx",)}
#: what a browser's chooser offers first
ACCEPTED = ",".join(ending for endings in ENDINGS.values() for ending in endings)
