from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from web.fields import no_control_characters, no_direction_overrides


class ActForm(forms.Form):
    """The words that an act asks for: a coded reason where its table names reasons, and a note."""

    reason = forms.ChoiceField(label=_("Reason"))
    note = forms.CharField(
        label=pgettext_lazy("a remark", "Note"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        validators=[no_control_characters, no_direction_overrides],
    )

    def __init__(self, *args, transition, **kwargs):
        super().__init__(*args, **kwargs)
        if transition.reasons is None:
            del self.fields["reason"]
        else:
            self.fields["reason"].choices = [("", _("Choose…")), *transition.reasons.choices]
        self.fields["note"].required = transition.note_needed
