from django import forms
from django.conf import settings
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from consent.presets import PRESETS
from followup.choices import OFFERED_MODES, Change, Moved, Stance
from followup.models import Comment, NoteVersion, ProgressReport, Reply
from followup.selectors import (
    NOTE_WORDS,
    REPORT_WORDS,
    lines_for_note,
    recommendations_behind,
    words_asked,
    words_to_start_from,
)
from web.folding import FoldedForm

LONG = (
    "delivered", "changed", "difficulties", "way_forward", "support_still_needed", "lesson", "unplanned", "to_a_peer",
)  # fmt: skip
MORE = ("changes", "people_reached", "indicator_value", "evidence", "unplanned", "other_report", "joint")
MOVED, LONGEST_LABEL = "moved-", 240
LATER = "later"
PUBLIC_CHOICES = [("yes", _("Yes, everybody may read it")), ("no", _("No, only the parties and the secretariat"))]
EDIT_NO = {"widget": forms.HiddenInput, "min_value": 0, "max_value": 2**31 - 1}


class ReportForm(FoldedForm, forms.ModelForm):
    """One section of a sitting: the questions of one due, pre-filled from the report before and from the agreement.

    `edit_no` is the number of the text that the writer saw. What is not asked of every side at every time is folded.
    """

    edit_no = forms.IntegerField(required=False, **EDIT_NO)
    changes = forms.MultipleChoiceField(
        label=ProgressReport._meta.get_field("changes").verbose_name,
        choices=Change.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = ProgressReport
        fields = REPORT_WORDS
        widgets = {name: forms.Textarea(attrs={"rows": 4}) for name in LONG}

    def __init__(self, *args, due, **kwargs):
        kwargs["initial"] = (kwargs.get("initial") or {}) | words_to_start_from(due)
        kwargs.setdefault("instance", ProgressReport(due=due))
        super().__init__(*args, **kwargs)
        asked = (*words_asked(due), "edit_no")
        for name in [name for name in self.fields if name not in asked]:
            del self.fields[name]
        for one in recommendations_behind(due):
            self.fields[MOVED + one.reference] = _moved_field(one, self.initial.get("moves", {}))
        more = (name for name in self.fields if name in MORE or name.startswith(MOVED))
        self.folded = ((_("Say more"), tuple(more)),)

    def clean(self):
        words = super().clean()
        if words.get("difficulties") and not words.get("way_forward"):
            self.add_error("way_forward", _("Say how you want to go on, where something was difficult."))
        return words

    def words(self) -> dict:
        words = {name: value for name, value in self.cleaned_data.items() if name in REPORT_WORDS}
        moves = {name.removeprefix(MOVED): value for name, value in self.cleaned_data.items() if name.startswith(MOVED)}
        asks = any(name.startswith(MOVED) for name in self.fields)
        return words | ({"moves": {name: value for name, value in moves.items() if value}} if asks else {})


def _moved_field(recommendation, moves: dict[str, str]) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=Truncator(recommendation.text).chars(LONGEST_LABEL),
        choices=[("", _("Not said")), *Moved.choices],
        required=False,
        initial=moves.get(recommendation.reference, ""),
        help_text=_("How far did this recommendation move, in your State's own view?"),
    )


class ReportReviewForm(forms.Form):
    """Who may read it beside the parties and the secretariat. Nothing is preselected."""

    make_public = forms.TypedChoiceField(
        label=_("May the public read it?"),
        choices=PUBLIC_CHOICES,
        coerce=lambda word: word == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who may read it. Nothing is chosen for you.")},
    )
    in_annual_report = forms.BooleanField(
        label=_("The secretariat's annual report may quote it"),
        required=False,
        help_text=_("You can take both back at any time."),
    )
    edit_no = forms.IntegerField(**EDIT_NO)


class SittingReviewForm(ReportReviewForm):
    """The same for one of several: it may also wait."""

    make_public = forms.ChoiceField(
        label=_("May the public read it?"),
        choices=[*PUBLIC_CHOICES, (LATER, _("Do not submit this one yet"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who may read it. Nothing is chosen for you.")},
    )


class NoteForm(forms.ModelForm):
    """A note; how far a recommendation moved is asked only where it is on one."""

    language = forms.ChoiceField(label=_("Language of this text"), choices=settings.LANGUAGES)
    edit_no = forms.IntegerField(required=False, **EDIT_NO)

    class Meta:
        model = NoteVersion
        fields = NOTE_WORDS
        widgets = {name: forms.Textarea(attrs={"rows": 5}) for name in ("done", "changed")}

    def __init__(self, *args, on_recommendation, **kwargs):
        super().__init__(*args, **kwargs)
        if not on_recommendation:
            del self.fields["moved"]

    def words(self) -> dict:
        return {name: value for name, value in self.cleaned_data.items() if name in NOTE_WORDS}


class NoteReviewForm(forms.Form):
    """Who may read it. Nothing is preselected."""

    preset = forms.ChoiceField(
        label=_("Who may read it?"),
        choices=[(preset.name, preset.label) for preset in PRESETS.values()],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who may read it. Nothing is chosen for you.")},
    )
    in_annual_report = forms.BooleanField(label=_("The secretariat's annual report may quote it"), required=False)
    edit_no = forms.IntegerField(**EDIT_NO)

    def lines(self) -> list[tuple]:
        """The lines of consent that were chosen."""
        return lines_for_note(self.cleaned_data["preset"], self.cleaned_data["in_annual_report"])


class CommentForm(forms.ModelForm):
    """What the comment is about, how it is given, what it says. `about` is empty for the whole statement."""

    about = forms.ChoiceField(label=_("What is it about?"), required=False)
    mode = forms.ChoiceField(label=_("How do you want to comment?"), choices=OFFERED_MODES, widget=forms.RadioSelect)
    stance = forms.ChoiceField(label=_("Where do you stand?"), choices=Stance.choices, widget=forms.RadioSelect)
    safe = forms.BooleanField(
        label=_("It names no person who has not agreed to it, and nobody can be found by what it tells"),
        error_messages={"required": _("Please read it again with this in mind.")},
    )
    edit_no = forms.IntegerField(required=False, **EDIT_NO)

    class Meta:
        model = Comment
        fields = ["mode", "stance", "text", "language"]
        widgets = {"text": forms.Textarea(attrs={"rows": 8})}

    field_order = ["about", "mode", "stance", "text", "language", "safe", "edit_no"]

    def __init__(self, *args, things=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].required = True
        self.fields["about"].choices = [("", _("The whole statement")), *things]
        if not things:
            del self.fields["about"]

    def words(self) -> dict:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class CommentReviewForm(forms.Form):
    """That the author saw the exact public form."""

    confirm = forms.BooleanField(
        label=_("I have seen exactly what will be public, and I may say it for my organisation"),
        error_messages={"required": _("Please confirm before you send it.")},
    )
    edit_no = forms.IntegerField(**EDIT_NO)


class ReplyForm(forms.ModelForm):
    language = forms.ChoiceField(label=_("Language of this text"), choices=settings.LANGUAGES)

    class Meta:
        model = Reply
        fields = ["text", "language"]
        widgets = {"text": forms.Textarea(attrs={"rows": 6})}
