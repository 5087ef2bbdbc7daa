from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from dialogue.models import Registration
from web.fields import no_control_characters, no_direction_overrides


class WithForm(forms.Form):
    """Whom to meet: the first of two short steps, in the address of the page."""

    asked = forms.ModelChoiceField(
        Registration.objects.none(), label=_("Whom do you want to meet?"), to_field_name="key", empty_label=_("Choose…")
    )

    def __init__(self, *args, delegations, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["asked"].queryset = delegations
        self.fields["asked"].label_from_instance = lambda one: one.body.name


class TableForm(forms.Form):
    """When, among the times that are free, and about what."""

    asked = forms.CharField(widget=forms.HiddenInput, max_length=16)
    time = forms.ChoiceField(label=_("When?"), widget=forms.RadioSelect)
    about = forms.CharField(
        label=_("About what, in one line"),
        max_length=160,
        required=False,
        help_text=_("Only your two delegations read it."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
        validators=[no_control_characters, no_direction_overrides],
    )

    def __init__(self, *args, times, zone, **kwargs):
        super().__init__(*args, **kwargs)
        self.times = {one.value: one for one in times}
        self.fields["time"].choices = [(value, _label(one, zone)) for value, one in self.times.items()]

    def words(self) -> dict:
        chosen = self.times[self.cleaned_data["time"]]
        about = self.cleaned_data["about"]
        return {"segment": chosen.segment, "starts_at": chosen.starts_at, "about": about}


def _label(one, zone) -> str:
    local = timezone.localtime(one.starts_at, zone)
    return f"{date_format(local, 'DATE_FORMAT')}, {local:%H:%M} · {one.segment.title}"
