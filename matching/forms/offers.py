"""Forms of offers."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from matching.choices import CURRENCIES, Eligible
from matching.forms.fields import date_input
from matching.models import Offer
from obligations.models import AffectedGroup, Theme
from states.choices import RegionalGroup

#: the form in short groups: title, fields
OFFER_GROUPS = [
    (_("What you offer"), ["title", "summary", "support_type", "form", "places", "language", "languages"]),
    (_("For whom"), ["eligible", "regions", "themes", "affected_groups"]),
    (_("Until when, and where to write"), ["valid_from", "valid_until", "mailbox", "data_mailbox"]),
    (_("How it is given"), ["modality", "cooperation", "lead_weeks", "how_to_apply", "evidence"]),
    (_("Conditions and money"), ["conditions", "who_pays", "amount_band", "currency"]),
    (_("For funds: the way through the board"), ["board_route", "board_on"]),
]
PROSE = ("summary", "conditions", "who_pays", "how_to_apply", "evidence", "board_route")


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

    affected_groups = forms.ModelMultipleChoiceField(
        label=_("Groups of persons"),
        queryset=AffectedGroup.objects.all(),
        to_field_name="slug",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    currency = forms.ChoiceField(
        label=_("Currency"), required=False, choices=[("", _("Choose…")), *((code, code) for code in CURRENCIES)]
    )

    class Meta:
        model = Offer
        fields = [name for _title, names in OFFER_GROUPS for name in names]
        widgets = {name: forms.Textarea(attrs={"rows": 4, "dir": "auto"}) for name in PROSE} | {
            name: date_input() for name in ("valid_from", "valid_until", "board_on")
        }

    def groups(self) -> list[dict]:
        """The fields in short groups; those that may stay empty are folded away unless something is in them."""
        return [
            {
                "title": title,
                "fields": [self[name] for name in names],
                "is_open": any(self[name].field.required or self[name].value() or self[name].errors for name in names),
            }
            for title, names in OFFER_GROUPS
        ]
