"""Forms of matches."""

from django import forms
from django.utils.translation import gettext_lazy as _

from matching.choices import PARTNER_ROLES
from matching.forms.fields import TERMS_NO, date_input
from matching.models import Match
from states.choices import PARTNER_KINDS
from states.models import Body


class ProposalForm(forms.ModelForm):
    """An answer to a need. A partner may answer without an offer; a State and the secretariat choose one."""

    class Meta:
        model = Match
        fields = ["scope"]
        widgets = {"scope": forms.Textarea(attrs={"rows": 3, "dir": "auto"})}

    def __init__(self, *args, offers, for_partner: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["offer"] = forms.ModelChoiceField(
            offers,
            label=_("With this offer"),
            required=not for_partner,
            to_field_name="reference",
            empty_label=_("without an offer yet") if for_partner else _("Choose…"),
        )
        self.fields["role"] = forms.ChoiceField(
            label=_("The partner's part in it"), choices=PARTNER_ROLES, initial="implementer"
        )


class CardForm(forms.ModelForm):
    """The agreement card: what, when, how both will see that it worked."""

    terms_no = forms.IntegerField(**TERMS_NO)

    class Meta:
        model = Match
        fields = ["scope", "indicator", "starts_on", "ends_on", "covers_all"]
        widgets = {
            "scope": forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
            "starts_on": date_input(),
            "ends_on": date_input(),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["starts_on"].required = self.fields["ends_on"].required = True

    def clean(self):
        words = super().clean()
        begins, ends = words.get("starts_on"), words.get("ends_on")
        if begins and ends and ends <= begins:
            self.add_error("ends_on", _("The end lies before the beginning."))
        return words


class TalksForm(forms.Form):
    confirm = forms.BooleanField(
        label=_("I may say this for my office"), error_messages={"required": _("Please confirm before you say yes.")}
    )


class AgreementForm(TalksForm):
    """The yes to the card that stands above it, and whether it may be shown."""

    may_be_public = forms.BooleanField(
        label=_("This match may be shown to everybody"),
        required=False,
        help_text=_("It is shown only where every party ticks this. You can take it back at any time."),
    )
    terms_no = forms.IntegerField(**TERMS_NO)


class PublicityForm(forms.Form):
    may_be_public = forms.BooleanField(
        label=_("This match may be shown to everybody"),
        required=False,
        help_text=_("It is shown only where every party ticks this. You can take it back at any time."),
    )


class PartyForm(forms.Form):
    body = forms.ModelChoiceField(
        Body.objects.filter(kind__in=sorted(PARTNER_KINDS)),
        label=_("Which partner"),
        empty_label=_("Choose…"),
    )
    role = forms.ChoiceField(label=_("Its part"), choices=PARTNER_ROLES)
