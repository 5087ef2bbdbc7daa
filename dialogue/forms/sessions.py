from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from dialogue.models import AnnualSession
from dialogue.services.listing import LISTED_TO
from requests_app.models import Need
from states.models import Region


def day(**attrs):
    return forms.DateInput(attrs={"type": "date"} | attrs, format="%Y-%m-%d")


class SessionForm(forms.ModelForm):
    """What a session says of itself, with the calendar of its cycle: call, agenda, session, report."""

    languages = forms.MultipleChoiceField(
        label=_("Languages of interpretation"),
        choices=settings.LANGUAGES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    call_opens_on = forms.DateField(label=_("Call for needs opens on"), required=False, widget=day())
    call_closes_on = forms.DateField(label=_("Call for needs closes on"), required=False, widget=day())

    class Meta:
        model = AnnualSession
        fields = [
            "title", "place", "time_zone", "languages", "call_opens_on", "call_closes_on", "agenda_opens_on",
            "agenda_due_on", "starts_on", "ends_on", "report_due_on", "about",
        ]  # fmt: skip
        widgets = {
            **{name: day() for name in ("agenda_opens_on", "agenda_due_on", "starts_on", "ends_on", "report_due_on")},
            "about": forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
        }


class NewSessionForm(SessionForm):
    """The same, with the region of an edition where the person hosts one."""

    region = forms.ModelChoiceField(Region.objects.none(), label=_("Region"), to_field_name="slug", empty_label=None)

    class Meta(SessionForm.Meta):
        fields = ["region", *SessionForm.Meta.fields]

    def __init__(self, *args, regions, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["region"].queryset = regions
        if not regions:
            del self.fields["region"]


class CloneForm(forms.Form):
    starts_on = forms.DateField(
        label=_("First day of the next session"),
        widget=day(),
        help_text=_("Every day of the calendar and every segment moves with it. Items are chosen anew."),
    )


class ListingForm(forms.Form):
    """A State lets one of its open needs be listed. Nothing is preselected."""

    need = forms.ModelChoiceField(Need.objects.none(), label=_("Which need"), empty_label=_("Choose…"))
    audiences = forms.MultipleChoiceField(
        label=_("Who may see it in the agenda, beside those who prepare it?"),
        choices=[(audience.value, audience.label) for audience in LISTED_TO],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Its headline alone. You can take it back at any time."),
    )

    def __init__(self, *args, needs, titles, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["need"].queryset = needs
        self.fields["need"].label_from_instance = lambda need: titles.get(need.pk, str(need))
