from django import forms
from django.utils.translation import gettext_lazy as _

from dialogue.choices import BESIDE, CommitmentKind
from dialogue.forms.sessions import day
from dialogue.models import AgendaItem
from lifecycle.forms import ActForm
from matching.choices import CURRENCIES
from matching.models import Pledge
from states.models import Body
from web.fields import no_control_characters, no_direction_overrides


class OutcomeForm(forms.Form):
    """What was promised in an item. `client_key` is made where it is typed: sent twice, it is one."""

    client_key = forms.UUIDField(widget=forms.HiddenInput)
    item = forms.ModelChoiceField(AgendaItem.objects.none(), label=_("Item"), to_field_name="key", empty_label=None)
    kind = forms.ChoiceField(label=_("What was promised"), choices=CommitmentKind.choices)
    giver = forms.ModelChoiceField(Body.objects.none(), label=_("Who promised it"), empty_label=_("Choose…"))
    receiver = forms.ModelChoiceField(
        Body.objects.none(),
        label=_("To whom"),
        required=False,
        empty_label=_("The State of the item"),
    )
    what = forms.CharField(
        label=_("Who does what, in one or two sentences"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        validators=[no_control_characters, no_direction_overrides],
    )
    amount = forms.DecimalField(
        label=_("Amount"),
        required=False,
        min_value=1,
        max_digits=14,
        decimal_places=2,
        help_text=_("In the giver's own currency, if one was named. Leave it empty for support in kind."),
    )
    currency = forms.ChoiceField(
        label=_("Currency"), required=False, choices=[("", _("Choose…")), *((code, code) for code in CURRENCIES)]
    )
    due_on = forms.DateField(label=_("By when"), widget=day())

    def __init__(self, *args, items, bodies, labels, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["item"].queryset = items
        self.fields["item"].label_from_instance = lambda item: labels.get(item.pk, "")
        self.fields["giver"].queryset = self.fields["receiver"].queryset = bodies


def said_of(pledge: Pledge) -> str:
    """A pledge in one line."""
    words = [f"{pledge.reference}: {pledge.what}", pledge.money, pledge.get_status_display()]
    return " · ".join(filter(None, words))


class YesForm(ActForm):
    """A yes to what was said, and whether it may be shown. Nothing is preselected."""

    may_be_public = forms.BooleanField(
        label=_("This may be shown to everybody"),
        required=False,
        help_text=_("It is shown only where both sides tick this."),
    )

    same_as = forms.ChoiceField(
        label=_("Is it a pledge that stands already?"),
        widget=forms.RadioSelect,
        help_text=_("A pledge is counted once."),
    )

    def __init__(self, *args, transition, standing, **kwargs):
        super().__init__(*args, transition=transition, **kwargs)
        self.fields["same_as"].choices = [
            *((pledge.reference, said_of(pledge)) for pledge in standing),
            (BESIDE, _("No, it is another one beside them")),
        ]
        if not standing:
            del self.fields["same_as"]
        if transition.name == "decline":
            del self.fields["may_be_public"]
