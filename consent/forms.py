"""One form for every subject: a preset, or a table of one's own; whom to leave out; until when. Nothing is chosen."""

import hashlib
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import format_lazy
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from consent.audiences import kinds_of_partner, labels_of, nameable_bodies, regions
from consent.choices import AUDIENCE_PATTERN, PURPOSE_ELEMENTS, Audience, Element, Purpose
from consent.presets import OWN_CHOICE, PRESETS, Line
from consent.previews import unreadable
from states.models import Body
from web.fields import RowsField

LONGEST = timedelta(days=3660)
LONGEST_KEY = 18
#: the buttons: fill the table from a preset, look at what each would read, consent
FILL, LOOK, CONSENT = "fill", "look", "consent"


class BodiesField(RowsField):
    """Named bodies: those chosen so far as ticks, one more from a list; works without scripts."""

    default_error_messages = {
        "invalid_choice": _("This body cannot be named here."),
        "invalid_pk_value": _("This body cannot be named here."),
    }

    def clean(self, value):
        return super().clean([one for one in value or [] if one])


class ConsentForm(forms.Form):
    """Who may have what, for what, until when. `given` are the lines that stand already (when widening)."""

    preset = forms.ChoiceField(
        label=_("Who may read it?"),
        choices=[
            *((one.name, format_lazy("{}: {}", one.label, one.explanation)) for one in PRESETS.values()),
            (OWN_CHOICE, _("I choose myself, line by line")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who may read it. Nothing is chosen for you.")},
    )
    named = BodiesField(queryset=Body.objects.none(), required=False, label=_("Show something to one named body"))
    lines = forms.MultipleChoiceField(
        required=False,
        label=_("Your own choice"),
        error_messages={"invalid_choice": _("This is not a line of the table.")},
    )
    excluded = BodiesField(
        queryset=Body.objects.none(),
        required=False,
        label=_("Leave out one named body"),
        help_text=_("It is shown nothing while signed in. What the public reads, anybody can read without signing in."),
    )
    until = forms.DateField(
        required=False,
        label=_("Until when?"),
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("At the end of that day it is shown no more. Empty: until you withdraw it."),
    )
    looked = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    confirm = forms.BooleanField(
        label=_("I have read it as it stands above, and I may consent for my State"),
        error_messages={"required": _("Please confirm before you submit.")},
    )
    edit_no = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)

    def __init__(self, *args, state, zone: str = "UTC", step: str = CONSENT, given=frozenset(), **kwargs):
        super().__init__(*args, **kwargs)
        self.zone, self.step, self.given = zone, step, given
        for name in ("named", "excluded"):
            self.fields[name].queryset = nameable_bodies(state.pk)
        self.fields["confirm"].required = step == CONSENT
        self.fields["lines"].choices = [(value, value) for value in self._offered()]

    def _raw(self, name: str) -> list:
        if self.is_bound:
            return [one for one in self.data.getlist(name) if one] if hasattr(self.data, "getlist") else []
        return [getattr(one, "pk", one) for one in self.initial.get(name, [])]

    def _pks(self, name: str) -> list[str]:
        asked = dict.fromkeys(map(str, self._raw(name)))
        return [pk for pk in asked if pk.isascii() and pk.isdigit() and len(pk) <= LONGEST_KEY]

    def _offered(self) -> list[str]:
        audiences = [audience for _label, rows in self.groups() for audience, _name in rows]
        return [".".join(line) for audience in audiences for line in _lines_to(audience)]

    def groups(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """(heading, rows of (audience, label)) of the table, named bodies with those asked for so far."""
        everybody = [(one.value, one.label) for one in Audience]
        bodies = [(f"body:{body.pk}", body.name) for body in self.named_bodies]
        return [
            (gettext("Audiences"), everybody + bodies),
            (gettext("One kind of partner"), kinds_of_partner()),
            (gettext("Members of a region"), regions()),
        ]

    def grid(self) -> list[dict]:
        """The table for the template: groups of rows of cells."""
        ticked = set(self._raw("lines"))
        return [_group(label, rows, ticked, self.given) for label, rows in self.groups()]

    def chosen_bodies(self, name: str) -> list[Body]:
        pks = self._pks(name)
        return list(self.fields[name].queryset.filter(pk__in=pks)) if pks else []

    @cached_property
    def named_bodies(self) -> list[Body]:
        return self.chosen_bodies("named")

    @cached_property
    def excluded_bodies(self) -> list[Body]:
        return self.chosen_bodies("excluded")

    def clean_until(self):
        until = self.cleaned_data.get("until")
        today = timezone.now().astimezone(ZoneInfo(self.zone)).date()
        if until and not today < until <= today + LONGEST:
            raise forms.ValidationError(_("Choose a day to come, within ten years."))
        return until

    def clean(self):
        words = super().clean()
        if self.step != FILL and "lines" not in self.errors and "preset" not in self.errors:
            self._check_choice(words)
        return words

    def _check_choice(self, words: dict) -> None:
        preset, ticked = words["preset"], set(words.get("lines", []))
        if preset == OWN_CHOICE and not ticked and not (self.given and words.get("excluded")):
            self.add_error("lines", _("Tick at least one line of the table, or choose one of the three."))
        if preset != OWN_CHOICE and ticked and ticked != {".".join(line) for line in PRESETS[preset].lines}:
            self.add_error(
                "preset", _("The table says something else than this choice. To use the table, choose «myself».")
            )
        blind = labels_of(unreadable([*self.chosen_lines(), *self.given])).values()
        if blind:
            words_ = gettext("Without the summary nobody finds the rest. Tick the summary too for: %(names)s.")
            self.add_error("lines", words_ % {"names": ", ".join(blind)})

    def chosen_lines(self) -> list[Line]:
        """What is consented to, as (element, purpose, audience), without what stands already."""
        preset = self.cleaned_data.get("preset", OWN_CHOICE)
        if preset == OWN_CHOICE:
            lines = [tuple(one.split(".")) for one in self.cleaned_data.get("lines", [])]
        else:
            lines = [tuple(map(str, line)) for line in PRESETS[preset].lines]
        return [line for line in lines if line not in self.given]

    def ends_at(self):
        """The end of the last day in the zone of the State's office, or None."""
        until = self.cleaned_data.get("until")
        return datetime.combine(until + timedelta(days=1), time.min, ZoneInfo(self.zone)) if until else None

    def fingerprint(self) -> str:
        """Changes with anything that is consented to: what was looked at is what is signed."""
        left_out = sorted(body.pk for body in self.cleaned_data.get("excluded", []))
        chosen = (sorted(self.chosen_lines()), left_out, str(self.cleaned_data.get("until")), self.data.get("edit_no"))
        return hashlib.sha256(repr(chosen).encode()).hexdigest()

    def was_looked_at(self) -> bool:
        """A preset explains itself above the form; one's own choice is looked at before it is signed."""
        return self.cleaned_data["preset"] != OWN_CHOICE or self.cleaned_data["looked"] == self.fingerprint()

    def consent(self) -> dict:
        """The words of the act, as the services take them."""
        return {
            "lines": self.chosen_lines(),
            "until": self.ends_at(),
            "excluded": list(self.cleaned_data.get("excluded", [])),
        }

    def filled(self) -> dict:
        """Initial values of the same form with the table filled from the preset, to be edited."""
        preset = self.cleaned_data.get("preset", OWN_CHOICE)
        kept = self.cleaned_data.get("lines", [])
        lines = [".".join(map(str, line)) for line in PRESETS[preset].lines] if preset in PRESETS else kept
        kept_as_typed = {name: self.data.get(name) for name in ("until", "edit_no")}
        bodies = {name: self.cleaned_data.get(name, []) for name in ("named", "excluded")}
        return {"preset": OWN_CHOICE, "lines": lines, **bodies, **kept_as_typed}


def _lines_to(audience: str) -> list[Line]:
    return [(str(element), str(purpose), audience) for purpose, them in PURPOSE_ELEMENTS.items() for element in them]


def columns() -> list[tuple[str, list[str]]]:
    """(purpose, its elements) of the head of the table."""
    return [(Purpose(one).label, [Element(it).label for it in them]) for one, them in PURPOSE_ELEMENTS.items()]


def _group(label: str, rows, ticked: set, given) -> dict:
    cells = [{"label": name, "cells": [_cell(line, ticked, given) for line in _lines_to(to)]} for to, name in rows]
    chosen = any(cell["checked"] or cell["given"] for row in cells for cell in row["cells"])
    return {"label": label, "rows": cells, "open": chosen}


def _cell(line: Line, ticked: set, given) -> dict:
    element, purpose, _audience = line
    value = ".".join(line)
    name = f"{Purpose(purpose).label}: {Element(element).label}"
    return {"value": value, "checked": value in ticked, "given": line in given, "label": name}


class WithdrawForm(forms.Form):
    """Which consent ends: one line of one edition, one audience, or (with neither) every one of the subject."""

    edition = forms.IntegerField(required=False, min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)
    line = forms.RegexField(r"^[a-z]+\.[a-z_]+\.[a-z0-9_:-]+$", required=False, max_length=80, widget=forms.HiddenInput)
    audience = forms.RegexField(AUDIENCE_PATTERN, required=False, max_length=40, widget=forms.HiddenInput)
    confirm = forms.BooleanField(
        label=_("I may withdraw this for my State"),
        error_messages={"required": _("Please confirm before you withdraw.")},
    )

    def __init__(self, *args, looking: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        if looking:
            del self.fields["confirm"]

    def scope(self) -> dict:
        """The words of `withdraw_consent`."""
        words = self.cleaned_data
        line = tuple(words["line"].split(".", 2)) if words.get("line") else None
        return {"edition": words.get("edition"), "line": line, "audience": words.get("audience", "")}


class LiftForm(forms.Form):
    """That a body is left out no more."""

    confirm = forms.BooleanField(
        label=_("I may decide this for my State"),
        error_messages={"required": _("Please confirm before you submit.")},
    )


class EditionsForm(forms.Form):
    """Which two editions are compared; empty: the last two."""

    older = forms.TypedChoiceField(label=pgettext_lazy("an edition", "From"), coerce=int)
    newer = forms.TypedChoiceField(label=pgettext_lazy("an edition", "To"), coerce=int)

    def __init__(self, *args, editions, **kwargs):
        super().__init__(*args, **kwargs)
        self.editions = {one.number: one for one in editions}
        last = self.last_two()
        for name, preset in zip(self.fields, last, strict=True):
            self.fields[name].choices = [(number, number) for number in self.editions]
            self.fields[name].initial = preset.number if preset else None

    def last_two(self) -> tuple:
        """The newest edition and the one before it, or None."""
        newest = sorted(self.editions, reverse=True)
        return (self.editions[newest[1]] if len(newest) > 1 else None), self.editions[newest[0]]

    def chosen(self) -> tuple:
        numbers = sorted([self.cleaned_data["older"], self.cleaned_data["newer"]])
        return self.editions[numbers[0]], self.editions[numbers[1]]
