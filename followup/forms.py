from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from followup.choices import OFFERED_MODES, Stance
from followup.models import Comment, ProgressReport, Reply
from followup.selectors import REPORT_WORDS

EDIT_NO = {"widget": forms.HiddenInput, "min_value": 0, "max_value": 2**31 - 1}


class ReportForm(forms.ModelForm):
    """One sitting: pre-filled from the report before. `edit_no` is the number of the text that the writer saw."""

    edit_no = forms.IntegerField(required=False, **EDIT_NO)

    class Meta:
        model = ProgressReport
        fields = REPORT_WORDS
        widgets = {
            name: forms.Textarea(attrs={"rows": 4})
            for name in ("delivered", "changed", "difficulties", "way_forward", "support_still_needed", "lesson")
        }

    def clean(self):
        words = super().clean()
        if words.get("difficulties") and not words.get("way_forward"):
            self.add_error("way_forward", _("Say how you want to go on, where something was difficult."))
        return words

    def words(self) -> dict:
        return {name: value for name, value in self.cleaned_data.items() if name in REPORT_WORDS}


class ReportReviewForm(forms.Form):
    """Who may read it beside the parties and the secretariat. Nothing is preselected."""

    make_public = forms.TypedChoiceField(
        label=_("May the public read it?"),
        choices=[("yes", _("Yes, everybody may read it")), ("no", _("No, only the parties and the secretariat"))],
        coerce=lambda word: word == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who may read it. Nothing is chosen for you.")},
    )
    edit_no = forms.IntegerField(**EDIT_NO)


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
