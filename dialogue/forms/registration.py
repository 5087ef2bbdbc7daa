from datetime import date

from django import forms
from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from dialogue.forms.sessions import day
from dialogue.models import Registration, TravelRequest
from dialogue.services.registration import funds
from lifecycle.forms import ActForm


class RegistrationForm(forms.ModelForm):
    """How an office takes part. Nothing is preselected; no names are asked."""

    languages = forms.MultipleChoiceField(
        label=_("Languages"), choices=settings.LANGUAGES, required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Registration
        fields = [
            "people",
            "from_capital",
            "practitioners",
            "remote",
            "languages",
            "accessibility",
            "days",
            "at_tables",
            "listed",
        ]
        widgets = {"accessibility": forms.Textarea(attrs={"rows": 3, "dir": "auto"})}

    days = forms.TypedMultipleChoiceField(
        label=_("On which days you come"),
        coerce=date.fromisoformat,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: on every day."),
    )

    def __init__(self, *args, session, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["days"].choices = [(one.isoformat(), date_format(one)) for one in session.days]
        self.initial["days"] = [one.isoformat() for one in self.initial.get("days") or []]

    def _post_clean(self):
        """The service checks the whole registration."""


class TravelForm(forms.ModelForm):
    class Meta:
        model = TravelRequest
        fields = ["fund", "people", "why"]
        widgets = {"why": forms.Textarea(attrs={"rows": 4, "dir": "auto"})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["fund"].queryset = funds()

    def _post_clean(self):
        """The service checks the whole request."""


class TravelActForm(ActForm):
    board_on = forms.DateField(label=_("The board meets on"), widget=day())

    def __init__(self, *args, transition, **kwargs):
        super().__init__(*args, transition=transition, **kwargs)
        if transition.name != "put_to_board":
            del self.fields["board_on"]
