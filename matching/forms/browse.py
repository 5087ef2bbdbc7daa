"""The filters of the lists of needs and of offers: in the address of the list, and kept in a saved search."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from matching.choices import Coverage, Eligible, OfferForm
from requests_app.choices import Cooperation, SupportType
from states.choices import PARTNER_KINDS, BodyKind, CountryGroup, RegionalGroup
from web.fields import CodesField, no_control_characters

NEED_FACETS = ("support_type", "theme", "region", "group", "language", "coverage", "call")
OFFER_FACET_NAMES = ("support_type", "form", "theme", "region", "eligible", "language", "cooperation", "provider")
PROVIDERS = [(kind.value, kind.label) for kind in BodyKind if kind in PARTNER_KINDS]


class WordsForm(forms.Form):
    """The words that are looked for."""

    q = forms.CharField(
        label=_("Search"),
        max_length=100,
        required=False,
        validators=[no_control_characters],
        widget=forms.TextInput(attrs={"type": "search", "dir": "auto"}),
    )


class NeedFilterForm(WordsForm):
    """The filters of the needs list, all in the address."""

    support_type = forms.MultipleChoiceField(label=_("Kind of support"), choices=SupportType.choices, required=False)
    theme = CodesField(label=_("Theme"), required=False)
    region = forms.MultipleChoiceField(label=_("Region"), choices=RegionalGroup.choices, required=False)
    group = forms.MultipleChoiceField(label=_("Group"), choices=CountryGroup.choices, required=False)
    language = forms.MultipleChoiceField(label=_("Language"), choices=settings.LANGUAGES, required=False)
    coverage = forms.MultipleChoiceField(label=_("Covered so far"), choices=Coverage.choices, required=False)
    call = CodesField(label=_("Call"), required=False)
    order = forms.ChoiceField(label=_("Order"), choices=[("newest", ""), ("waiting", ""), ("best", "")], required=False)


class OfferFilterForm(WordsForm):
    """The filters of the offers list, all in the address."""

    support_type = forms.MultipleChoiceField(label=_("Kind of support"), choices=SupportType.choices, required=False)
    form = forms.MultipleChoiceField(label=_("In what form"), choices=OfferForm.choices, required=False)
    theme = CodesField(label=_("Theme"), required=False)
    region = forms.MultipleChoiceField(label=_("Region"), choices=RegionalGroup.choices, required=False)
    eligible = forms.MultipleChoiceField(label=_("For which States"), choices=Eligible.choices, required=False)
    language = forms.MultipleChoiceField(label=_("Working language"), choices=settings.LANGUAGES, required=False)
    cooperation = forms.MultipleChoiceField(label=_("With whom"), choices=Cooperation.choices, required=False)
    provider = forms.MultipleChoiceField(label=_("Who offers"), choices=PROVIDERS, required=False)
    order = forms.ChoiceField(label=_("Order"), choices=[("newest", ""), ("ending", ""), ("best", "")], required=False)
