import re

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from obligations.choices import Resolution, Response
from obligations.selectors import linkable_lists, state_choices, theme_choices
from states.models import State
from web.fields import RowsField, no_control_characters

ASSISTANCE = [("yes", _("Technical assistance and capacity-building"))]


class TypedLinksField(RowsField):
    """Symbols, references or codes (`to_field_name`) as somebody types them: one to a line or after commas."""

    widget = forms.Textarea

    def __init__(self, *args, fold=str.upper, **kwargs):
        super().__init__(*args, **kwargs)
        self.fold = fold  # how the list writes its letters

    default_error_messages = {
        "invalid_choice": _("«%(value)s» is not in the list that this question takes from."),
    }

    def clean(self, value):
        typed = self.fold(value) if isinstance(value, str) else ""
        return super().clean(list(dict.fromkeys(filter(None, re.split(r"[\s,;]+", typed)))))

    def prepare_value(self, value):
        """What stands in the box: the text as it was typed, or the stored ones by what they are called."""
        stored = list(value) if isinstance(value, list | models.QuerySet) else []
        named = [str(getattr(one, self.to_field_name)) for one in stored if isinstance(one, models.Model)]
        return "\n".join(named) if named else value if isinstance(value, str | list) else ""


def sdg_targets_field() -> TypedLinksField:
    """Targets of the 2030 Agenda by number, for a paper."""
    return TypedLinksField(
        label=_("Targets of the 2030 Agenda"),
        queryset=linkable_lists()["sdg_targets"][1],
        to_field_name="code",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "ltr"}),
        help_text=_("By number, for example: 16.3, 5.2."),
        fold=str.lower,
    )


def own_recommendations_field() -> TypedLinksField:
    """Recommendations by reference, for a paper; the form narrows them to those made to its own State."""
    return TypedLinksField(
        label=_("Recommendations that it starts from, if you like"),
        queryset=linkable_lists()["recommendations"][1],
        to_field_name="reference",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "ltr"}),
        help_text=_(
            "By reference, one to a line, as the list of recommendations gives them. Only those to your State."
        ),
    )


class RecommendationFilterForm(forms.Form):
    """The filters of the list of recommendations, all in the address."""

    q = forms.CharField(
        label=_("Search in the texts"),
        max_length=100,
        required=False,
        validators=[no_control_characters],
        widget=forms.TextInput(attrs={"type": "search", "dir": "auto"}),
    )
    state = forms.ChoiceField(label=_("To which State"), required=False)
    theme = forms.ChoiceField(label=_("Theme"), required=False)
    assistance = forms.MultipleChoiceField(label=_("Asks for"), choices=ASSISTANCE, required=False)
    response = forms.MultipleChoiceField(label=_("Response of the State"), choices=Response.choices, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = [("", _("All States")), *state_choices()]
        self.fields["theme"].choices = [("", _("All themes")), *theme_choices()]


def narrowing(filters: dict) -> dict:
    """The words of `recommendations_list` for the cleaned data of the form, which is empty where nothing is asked."""
    return {
        "q": filters.get("q", ""),
        "state": filters.get("state", ""),
        "theme": filters.get("theme", ""),
        "responses": filters.get("response", []),
        "technical_assistance": True if filters.get("assistance") else None,
    }


class SettleForm(forms.Form):
    """What to do with rows that an import could not map."""

    decision = forms.ChoiceField(label=_("Decision"), widget=forms.RadioSelect)
    state = forms.ModelChoiceField(
        label=_("State that this name means"),
        queryset=State.objects.filter(fictitious=False),
        to_field_name="iso3",
        required=False,
        empty_label=_("Choose a State"),
    )

    def __init__(self, *args, decisions: list[Resolution], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["decision"].choices = [(one.value, DECISIONS[one]) for one in decisions]
        if Resolution.MAPPED not in decisions:
            del self.fields["state"]

    def clean(self):
        words = super().clean()
        if words.get("decision") == Resolution.MAPPED and not words.get("state") and "state" not in self.errors:
            self.add_error("state", _("Choose the State that this name means."))
        return words


DECISIONS = {
    Resolution.MAPPED: _("This name means a State: remember it and import the rows"),
    Resolution.WITHOUT_STATE: _("Nobody knows who recommended it: import the rows without a recommending State"),
    Resolution.LEFT_OUT: _("Leave the rows out; they stay on file"),
}


def facets_of(filters: dict, counts: dict) -> list[dict]:
    """The facets with counts: technical assistance first, then the response."""
    chosen = filters.get("assistance") or []
    assistance = [_option("yes", ASSISTANCE[0][1], counts["assistance"], chosen)]
    chosen = filters.get("response") or []
    responses = [_option(value, label, counts["responses"].get(value, 0), chosen) for value, label in Response.choices]
    return [
        {"name": "assistance", "label": _("Asks for"), "options": assistance, "open": True},
        {"name": "response", "label": _("Response of the State"), "options": responses, "open": True},
    ]


def _option(value: str, label, count: int, chosen: list[str]) -> dict:
    return {"value": value, "label": label, "count": count, "checked": value in chosen}
