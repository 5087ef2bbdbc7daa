from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from consent.models import Edition, Subject
from consent.triggers import content_sealed
from states.models import State
from web.fields import LineField, ProseField


class PracticeCard(models.Model):
    """Something that worked in a State and that others may copy. Its words are in the versions of its editions."""

    subject = models.OneToOneField(Subject, on_delete=models.PROTECT, related_name="practice")
    state = models.ForeignKey(State, on_delete=models.PROTECT, related_name="practices")
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return str(self.subject)

    def get_absolute_url(self) -> str:
        return f"{reverse('practice_list')}#{self.subject}"


class PracticeVersion(models.Model):
    """The words of one edition of a practice; sealed with it."""

    edition = models.OneToOneField(Edition, on_delete=models.CASCADE, related_name="practice_version")
    card = models.ForeignKey(PracticeCard, on_delete=models.CASCADE, related_name="versions")
    title = LineField(_("title"), max_length=120)
    problem = ProseField(_("the problem"), max_length=1000)
    what_was_done = ProseField(_("what was done"), max_length=2000)
    what_made_it_work = ProseField(_("what made it work"), max_length=2000, blank=True)

    class Meta:
        triggers = [content_sealed("r.edition_id")]

    def __str__(self) -> str:
        return self.title

    def content(self) -> dict:
        names = ("title", "problem", "what_was_done", "what_made_it_work")
        return {name: getattr(self, name) for name in names} | {"language": self.edition.language}
