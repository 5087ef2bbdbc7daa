from django.conf import settings
from django.db import models


class IdempotentAnswer(models.Model):
    """What a POST with an Idempotency-Key answered, bound to person, route and body: a repeat gets the same."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    key = models.CharField(max_length=100)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    body = models.JSONField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="idempotent_once_per_person")]

    def __str__(self) -> str:
        return self.key


class PublicChange(models.Model):
    """Something that the public may read has changed, or will at `due`. Triggers write it; `web.public_reads` sums up.

    The sum of the weights that are due is the version of everything public: it only ever grows.
    """

    weight = models.BigIntegerField()
    due = models.DateTimeField(null=True, db_index=True)

    def __str__(self) -> str:
        return f"{self.weight} from {self.due or 'the start'}"
