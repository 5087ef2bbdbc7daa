"""Forms of matches."""

from copy import copy

from django import forms
from django.utils.translation import gettext_lazy as _

from matching.choices import PARTNER_ROLES
from matching.forms.fields import TERMS_NO, date_input
from matching.models import Match
from states.choices import PARTNER_KINDS
from states.models import Body
from web.fields import no_control_characters, no_direction_overrides


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
        if for_partner:
            self.fields["shows_interest"] = copy(ShowsInterest.base_fields["shows_interest"])
        self.fields["role"] = forms.ChoiceField(
            label=_("The partner's part in it"), choices=PARTNER_ROLES, initial="implementer"
        )


class CardForm(forms.ModelForm):
    """The agreement card: what, when, how both will see that it worked."""

    terms_no = forms.IntegerField(**TERMS_NO)

    class Meta:
        model = Match
        fields = [
            "scope",
            "outputs",
            "starts_on",
            "ends_on",
            "amount_band",
            "covers_all",
            "indicator",
            "baseline",
            "report_rhythm",
            "first_report_on",
            "public_terms",
            "exit_terms",
        ]
        widgets = {
            name: forms.Textarea(attrs={"rows": 3, "dir": "auto"})
            for name in ("scope", "outputs", "public_terms", "exit_terms")
        } | {name: date_input() for name in ("starts_on", "ends_on", "first_report_on")}

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


class ShowsInterest(forms.Form):
    """For a partner: whether others than the parties may learn that somebody is interested."""

    shows_interest = forms.BooleanField(
        label=_("Others may know that a partner is interested"),
        required=False,
        help_text=_("Never who. Without it only the State, you and the secretariat know."),
    )


class PartnerTalksForm(TalksForm, ShowsInterest):
    """The yes to talks of a partner."""


class BoardForm(forms.Form):
    """The day on which a fund's board decides, or decided."""

    board_on = forms.DateField(label=_("Day on which your board decides"), widget=date_input())


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


class AsideForm(forms.Form):
    """Why a change of the card comes to nothing, in free words."""

    note = forms.CharField(
        label=_("Why, in a few words"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        validators=[no_control_characters, no_direction_overrides],
    )


class RolesForm(forms.Form):
    """Which parts must be somebody's before the State agrees."""

    roles = forms.MultipleChoiceField(
        label=_("Parts that must be there before you agree"),
        choices=PARTNER_ROLES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class PartyForm(forms.Form):
    body = forms.ModelChoiceField(
        Body.objects.filter(kind__in=sorted(PARTNER_KINDS)),
        label=_("Which partner"),
        empty_label=_("Choose…"),
    )
    role = forms.ChoiceField(label=_("Its part"), choices=PARTNER_ROLES)
    needed = forms.BooleanField(label=_("You agree only while somebody has this part"), required=False)
