from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from states.choices import AUTHORISING_KINDS, ROLES_OF_KIND
from web.fields import composed, no_control_characters, no_direction_overrides, one_line, something_readable


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


DAY = forms.DateInput(attrs={"type": "date"})
NEW_PASSWORD = forms.PasswordInput(attrs={"autocomplete": "new-password"})
PROSE = forms.Textarea(attrs={"rows": 4, "dir": "auto"})


class InviteForm(forms.Form):
    """Whom to invite into an office: address, role, dates."""

    email = forms.EmailField(label=_("E-mail address"), help_text=_("The link goes there and works once."))
    role = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect)
    starts_on = forms.DateField(label=_("From"), widget=DAY)
    ends_on = forms.DateField(
        label=_("Until"),
        required=False,
        widget=DAY,
        help_text=_("Empty: until ended."),
    )

    def __init__(self, *args, body, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [(role.value, role.label) for role in ROLES_OF_KIND[body.kind]]
        self.fields["starts_on"].initial = timezone.localdate()


class NewPersonForm(forms.Form):
    """Somebody invited who has no account: a name, and a password typed twice."""

    first_name = forms.CharField(label=_("First name"), max_length=150)
    last_name = forms.CharField(label=_("Last name"), max_length=150)
    password = forms.CharField(
        label=_("Password"),
        widget=NEW_PASSWORD,
        help_text=_("At least 12 characters."),
    )
    again = forms.CharField(label=_("The same password again"), widget=NEW_PASSWORD)

    def clean_first_name(self):
        return _readable(self.cleaned_data["first_name"])

    def clean_last_name(self):
        return _readable(self.cleaned_data["last_name"])

    def clean(self):
        data = super().clean()
        if data.get("password") and data.get("again") and data["password"] != data["again"]:
            self.add_error("again", _("The two passwords differ."))
        return data


def _readable(name: str) -> str:
    for check in (no_control_characters, no_direction_overrides, one_line, something_readable):
        check(name)
    return composed(name)


class HandOverForm(forms.Form):
    """Who heads the office from now on, and whether one leaves it."""

    successor = forms.ChoiceField(label=_("Who follows"), widget=forms.RadioSelect)
    leaves = forms.BooleanField(label=_("I leave this office: my own mandate ends today"), required=False)
    note = forms.CharField(
        label=_("What the successor should know"),
        required=False,
        max_length=2000,
        widget=PROSE,
    )

    def __init__(self, *args, colleagues, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["successor"].choices = [(one.pk, f"{one.user}, {one.get_role_display()}") for one in colleagues]


class DeputyForm(forms.Form):
    """Who stands in for which post, from when to when. `posts` and `people` are mandates."""

    post = forms.ChoiceField(label=_("For whom"))
    deputy = forms.ChoiceField(label=_("Who stands in"))
    starts_on = forms.DateField(label=_("From"), widget=DAY)
    ends_on = forms.DateField(
        label=_("Back on"), widget=DAY, help_text=_("From this day on the deputy no longer acts. At most six months.")
    )

    def __init__(self, *args, posts, people, vacant, **kwargs):
        super().__init__(*args, **kwargs)
        nobody = [("", _("The head, whom nobody is now"))] if vacant else []
        self.fields["post"].required = not vacant
        self.fields["post"].choices = nobody + [(one.pk, f"{one.user}, {one.get_role_display()}") for one in posts]
        self.fields["deputy"].choices = [(one.pk, f"{one.user}, {one.label}") for one in people]
        self.fields["starts_on"].initial = timezone.localdate()


class VerifyForm(forms.Form):
    note = forms.CharField(
        label=_("How you know that this office is what it says"),
        max_length=2000,
        widget=PROSE,
    )
