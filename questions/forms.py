from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from questions.models import Answer, Question


class WrittenForm(forms.ModelForm):
    """A text in a language; `edit_no` is the number of the one that the writer saw."""

    language = forms.ChoiceField(label=_("Language of this text"), choices=settings.LANGUAGES)
    edit_no = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].required = True

    def words(self) -> dict:
        return {name: self.cleaned_data[name] for name in ("text", "language")}


class QuestionForm(WrittenForm):
    safe = forms.BooleanField(
        label=_("It names no person who has not agreed to it, and nobody can be found by what it tells"),
        error_messages={"required": _("Please read it again with this in mind.")},
    )

    class Meta:
        model = Question
        fields = ["text", "language"]
        widgets = {"text": forms.Textarea(attrs={"rows": 5})}


class AnswerForm(WrittenForm):
    class Meta:
        model = Answer
        fields = ["text", "language"]
        widgets = {"text": forms.Textarea(attrs={"rows": 6})}
