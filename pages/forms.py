from django import forms
from django.utils.translation import gettext_lazy as _

from requests_app.choices import SupportType
from states.choices import CountryGroup
from web.fields import no_control_characters


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
    group = forms.MultipleChoiceField(choices=CountryGroup.choices, required=False)
