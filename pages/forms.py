from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from matching.choices import Coverage
from requests_app.choices import SupportType
from states.choices import CountryGroup, RegionalGroup
from web.fields import CodesField, no_control_characters

FACET_NAMES = ("support_type", "theme", "region", "group", "language", "coverage", "call")


class NeedFilterForm(forms.Form):
    """The filters of the needs list, all in the address."""

    q = forms.CharField(
        label=_("Search"),
        max_length=100,
        required=False,
        validators=[no_control_characters],
        widget=forms.TextInput(attrs={"type": "search", "dir": "auto"}),
    )
    support_type = forms.MultipleChoiceField(choices=SupportType.choices, required=False)
    theme = CodesField(required=False)
    region = forms.MultipleChoiceField(choices=RegionalGroup.choices, required=False)
    group = forms.MultipleChoiceField(choices=CountryGroup.choices, required=False)
    language = forms.MultipleChoiceField(choices=settings.LANGUAGES, required=False)
    coverage = forms.MultipleChoiceField(choices=Coverage.choices, required=False)
    call = CodesField(required=False)
    order = forms.ChoiceField(label=_("Order"), choices=[("newest", ""), ("waiting", ""), ("best", "")], required=False)
