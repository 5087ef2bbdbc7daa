"""What a State reports without a match: on a need met by its own means, or on a recommendation."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consent.models import Edition, Subject
from consent.triggers import content_sealed
from followup.choices import Moved, NoteStatus
from obligations.models import Recommendation
from requests_app.models import Need
from states.models import State
from web.fields import LineField, ProseField


class ProgressNote(models.Model):
    """A State's own word on one of its needs or on a recommendation to it. Shown as far as its grants go."""

    subject = models.OneToOneField(Subject, on_delete=models.PROTECT, related_name="note")
    state = models.ForeignKey(State, on_delete=models.PROTECT, related_name="notes")
    need = models.ForeignKey(Need, on_delete=models.PROTECT, null=True, blank=True, related_name="notes")
    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.PROTECT, null=True, blank=True, related_name="notes"
    )
    status = models.CharField(max_length=10, choices=NoteStatus.choices, default=NoteStatus.DRAFT)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    given_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(need__isnull=True, recommendation__isnull=False)
                | Q(need__isnull=False, recommendation__isnull=True),
                name="note_on_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(status=NoteStatus.DRAFT) | Q(given_at__isnull=False), name="given_note_has_its_time"
            ),
        ]

    def __str__(self) -> str:
        return str(self.subject)

    def get_absolute_url(self) -> str:
        return reverse("note", args=[str(self.subject)])


class NoteVersion(models.Model):
    """The words of a note; sealed when it is given."""

    edition = models.OneToOneField(Edition, on_delete=models.CASCADE, related_name="note_version")
    note = models.ForeignKey(ProgressNote, on_delete=models.CASCADE, related_name="versions")
    edit_no = models.PositiveIntegerField(default=0)
    title = LineField(_("What was reached, in one line?"), max_length=120)
    done = ProseField(_("What was done, and by what means?"), max_length=2000)
    changed = ProseField(_("What changed?"), max_length=2000, blank=True)
    evidence = LineField(
        _("Where can it be seen?"),
        max_length=500,
        blank=True,
        help_text=_("An address or a document. It is shown as you write it; the platform does not open it."),
    )
    moved = models.CharField(
        _("How far did the recommendation move, in your State's own view?"),
        max_length=10,
        choices=Moved.choices,
        blank=True,
    )

    class Meta:
        triggers = [content_sealed("r.edition_id")]

    def __str__(self) -> str:
        return self.title

    def content(self) -> dict:
        names = ("title", "done", "changed", "evidence", "moved")
        return {name: getattr(self, name) for name in names} | {"language": self.edition.language}
