"""Forms of offers."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from matching.choices import Eligible
from matching.forms.fields import date_input
from matching.models import Offer
from obligations.models import Theme
from requests_app.choices import SupportType
from states.choices import RegionalGroup


class OfferWordsForm(forms.ModelForm):
    """An offer, in the fields that a State needs to know whether it can use it."""

    languages = forms.MultipleChoiceField(
        label=_("Working languages"), choices=settings.LANGUAGES, widget=forms.CheckboxSelectMultiple
    )
    eligible = forms.MultipleChoiceField(
        label=_("For which States"), choices=Eligible.choices, widget=forms.CheckboxSelectMultiple
    )
    regions = forms.MultipleChoiceField(
        label=_("Regions"),
        choices=RegionalGroup.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen means all."),
    )
    themes = forms.ModelMultipleChoiceField(
        label=_("Themes"),
        queryset=Theme.objects.all(),
        to_field_name="slug",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Offer
        fields = [
            "title",
            "summary",
            "support_type",
            "form",
            "places",
            "languages",
            "eligible",
            "regions",
            "themes",
            "conditions",
            "valid_from",
            "valid_until",
            "mailbox",
            "language",
        ]
        widgets = {
            "summary": forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
            "conditions": forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
            "valid_from": date_input(),
            "valid_until": date_input(),
        }


class OfferFilterForm(forms.Form):
    """The filters of the offers list, all in the address."""

    support_type = forms.MultipleChoiceField(choices=SupportType.choices, required=False)
