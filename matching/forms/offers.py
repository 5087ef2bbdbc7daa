"""Forms of offers."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.acting import ANONYMOUS, Acting
from matching.choices import CURRENCIES, Eligible, Expectation
from matching.forms.fields import date_input
from matching.models import Offer, Pledge
from matching.selectors import open_need_named, own_pledge_named, practices_named
from obligations.models import AffectedGroup, SDGTarget, Theme
from requests_app.models import Need
from states.choices import RegionalGroup
from web.fields import RowsField

EVIDENCE = ("evidence", "practices", "activity_id")
#: the form in short groups: title, fields
OFFER_GROUPS = [
    (_("What you offer"), ["title", "summary", "support_type", "form", "places", "language", "languages"]),
    (_("For whom"), ["in_reply_to", "eligible", "regions", "themes", "affected_groups", "sdg_targets"]),
    (_("Until when, and where to write"), ["valid_from", "valid_until", "mailbox", "data_mailbox"]),
    (
        _("How it is given"),
        ["modality", "cooperation", "lead_weeks", "how_to_apply", "evidence", "practices", "activity_id"],
    ),
    (_("Conditions and money"), ["expects", "conditions", "who_pays", "amount_band", "currency", "fulfils"]),
    (_("For funds: the way through the board"), ["board_route", "board_on"]),
]
PROSE = ("summary", "conditions", "who_pays", "how_to_apply", "evidence", "board_route")


class NeedField(forms.CharField):
    """The reference and number of a need that the person may read and that is open: «XTV-2026-7K2M9P#1»."""

    acting = ANONYMOUS

    def __init__(self):
        help_text = _("Its reference and number, such as XTV-2026-7K2M9P#1. Empty: a standing offer.")
        super().__init__(label=_("In reply to one need"), required=False, max_length=40, help_text=help_text)

    def clean(self, value):
        typed = super().clean(value)
        need = open_need_named(self.acting, typed) if typed else None
        if typed and need is None:
            raise forms.ValidationError(_("No open need that you may read has this number."))
        return need

    def prepare_value(self, value):
        """A stored need by its reference and number; what was typed as it was typed."""
        need = Need.objects.select_related("statement__subject").filter(pk=value) if isinstance(value, int) else ()
        return next((f"{one.statement.subject}#{one.number}" for one in need), value)


class CodesOfRowsField(RowsField):
    """Rows by their codes, typed with blanks or commas between them."""

    widget = forms.TextInput(attrs={"dir": "ltr"})

    def clean(self, value):
        return super().clean(value.replace(",", " ").split() if isinstance(value, str) else value)

    def prepare_value(self, value):
        """What stands in the box: stored rows by their codes, what was typed as it was typed."""
        stored = [one.code for one in value if hasattr(one, "code")] if isinstance(value, list) else []
        return " ".join(stored) if stored else value


class PledgeField(forms.CharField):
    """The reference of a pledge of one's own body."""

    acting = ANONYMOUS

    def __init__(self):
        help_text = _("Its reference, such as PLG-7K2M9P. Only those who may read the pledge see the link.")
        label = _("It gives what this pledge promised")
        super().__init__(label=label, required=False, max_length=20, help_text=help_text)

    def clean(self, value):
        typed = super().clean(value)
        pledge = own_pledge_named(self.acting, typed) if typed else None
        if typed and pledge is None:
            raise forms.ValidationError(_("Your office has no pledge with this reference."))
        return pledge

    def prepare_value(self, value):
        """A stored pledge by its reference; what was typed as it was typed."""
        stored = Pledge.objects.filter(pk=value) if isinstance(value, int) else ()
        return next((one.reference for one in stored), value)


class PracticesField(forms.CharField):
    """Practices that one may read, by their references, with blanks or commas between them."""

    acting = ANONYMOUS

    def __init__(self):
        help_text = _("By their references, with blanks between them. Each reader sees those that they may read.")
        super().__init__(label=_("Practices that show it"), required=False, max_length=200, help_text=help_text)

    def clean(self, value):
        typed = set(super().clean(value).upper().replace(",", " ").split())
        cards = practices_named(self.acting, typed)
        unknown = typed - {card.reference for card in cards}
        if unknown:
            words = _("No practice that you may read has this reference: %(references)s.")
            raise forms.ValidationError(words, params={"references": ", ".join(sorted(unknown))})
        return cards

    def prepare_value(self, value):
        return " ".join(card.reference for card in value) if isinstance(value, list) else value


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
    themes = RowsField(
        label=_("Themes"),
        queryset=Theme.objects.all(),
        to_field_name="slug",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    affected_groups = RowsField(
        label=_("Groups of persons"),
        queryset=AffectedGroup.objects.all(),
        to_field_name="slug",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    in_reply_to = NeedField()
    fulfils = PledgeField()
    practices = PracticesField()
    expects = forms.MultipleChoiceField(
        label=_("What you expect of the State"),
        choices=Expectation.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    sdg_targets = CodesOfRowsField(
        label=_("Targets of the 2030 Agenda"),
        queryset=SDGTarget.objects.all(),
        to_field_name="code",
        required=False,
        help_text=_("By their numbers, with blanks between them. For example: 16.3 16.6"),
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

    def __init__(self, *args, acting: Acting, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("in_reply_to", "fulfils", "practices"):
            self.fields[name].acting = acting

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
