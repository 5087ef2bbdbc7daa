import secrets

from django.db import models
from django.db.models import Q

from files.choices import Kind


def new_slug() -> str:
    return secrets.token_urlsafe(24)


class Document(models.Model):
    """A stored file. Whoever owns it points here with a foreign key; without an owner it is swept.

    `place` is where its bytes lie (files.storage); they are written before the row, and go after it.
    """

    slug = models.CharField(max_length=40, unique=True, default=new_slug, editable=False)
    name = models.CharField(max_length=150)
    kind = models.CharField(max_length=4, choices=Kind.choices)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    place = models.CharField(max_length=40, unique=True)
    uploaded_at = models.DateTimeField(auto_now_add=True)
    uploaded_by = models.BigIntegerField()
    capacity_id = models.BigIntegerField(null=True)
    capacity_label = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="document_has_its_hash"),
            models.CheckConstraint(condition=Q(size__gte=1), name="document_is_not_empty"),
        ]

    def __str__(self) -> str:
        return self.name
