"""What lists are searched by. Beside the sealed words, never in them: triggers fill it when words are written."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F

from requests_app.models.words import NeedVersion


class NeedSearch(models.Model):
    """The summary fields of one need in one edition, folded and as stems of the edition's language."""

    need_version = models.OneToOneField(NeedVersion, on_delete=models.CASCADE, primary_key=True, related_name="search")
    folded = models.TextField()
    terms = SearchVectorField()

    class Meta:
        indexes = [
            GinIndex(fields=["terms"], name="need_by_terms", fastupdate=False),
            GinIndex(OpClass(F("folded"), name="gin_trgm_ops"), name="need_by_likeness", fastupdate=False),
        ]

    def __str__(self) -> str:
        return self.folded
