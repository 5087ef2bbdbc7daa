"""Forms of pledges."""

from django import forms
from django.utils.translation import gettext_lazy as _

from matching.choices import CURRENCIES
from matching.models import Pledge


class PledgeForm(forms.ModelForm):
    """A pledge in the partner's own currency, or in kind."""

    currency = forms.ChoiceField(
        label=_("Currency"), required=False, choices=[("", _("Choose…")), *((code, code) for code in CURRENCIES)]
    )

    class Meta:
        model = Pledge
        fields = ["what", "amount", "currency"]
        widgets = {"what": forms.Textarea(attrs={"rows": 3, "dir": "auto"})}
