from django import forms
from django.utils.translation import gettext_lazy as _

from states.choices import AUTHORISING_KINDS
from web.fields import no_control_characters, no_direction_overrides


class MandateChoiceForm(forms.Form):
    """Which of one's own mandates to act in."""

    mandate = forms.ChoiceField(label=_("Act as"), widget=forms.RadioSelect)

    def __init__(self, *args, mandates, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["mandate"].choices = [(one.pk, one.label) for one in mandates]


class AuthorityForm(forms.Form):
    """Which offices of the State may authorise what."""

    statement_kinds = forms.MultipleChoiceField(
        label=_("Offices that may authorise statements"),
        choices=AUTHORISING_KINDS,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Their authorisers consent, submit, open, close and withdraw."),
    )
    report_kinds = forms.MultipleChoiceField(
        label=_("Offices that may authorise reports"), choices=AUTHORISING_KINDS, widget=forms.CheckboxSelectMultiple
    )
    second_person = forms.BooleanField(
        label=_("Whoever wrote last may not authorise as well: a second person must"),
        required=False,
        help_text=_("Leave it open where your mission has one officer."),
    )


class RepresentationForm(forms.Form):
    """Mark the representation of a State as contested, or settle it."""

    act = forms.ChoiceField(
        label=_("What happened?"),
        choices=[("mark", _("Two authorities claim it: freeze its writes")), ("settle", _("It is settled"))],
        widget=forms.RadioSelect,
    )
    state = forms.ModelChoiceField(label=_("State"), queryset=None, to_field_name="iso3")
    note = forms.CharField(
        label=_("Why"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        validators=[no_control_characters, no_direction_overrides],
        help_text=_("It stands in the record. Name documents of the General Assembly rather than persons."),
    )

    def __init__(self, *args, states, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["state"].queryset = states
