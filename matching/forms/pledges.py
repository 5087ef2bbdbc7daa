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

    beside = forms.BooleanField(
        label=_("It is another one, beside what is pledged already"),
        required=False,
        help_text=_("A pledge is counted once. If it is one of those above, nothing is to be written anew."),
    )

    def __init__(self, *args, standing=(), **kwargs):
        super().__init__(*args, **kwargs)
        if not standing:
            del self.fields["beside"]

    class Meta:
        model = Pledge
        fields = ["what", "amount", "currency"]
        widgets = {"what": forms.Textarea(attrs={"rows": 3, "dir": "auto"})}
