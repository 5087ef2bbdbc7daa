from django import forms
from django.conf import settings
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from consent.presets import PRESETS
from obligations.models import Recommendation
from requests_app.models import NeedVersion, StatementVersion
from requests_app.previews import NEED_FIELDS

LONGEST_LABEL = 240


class NeedPartForm(forms.ModelForm):
    class Meta:
        model = NeedVersion
        fields = NEED_FIELDS
        widgets = {name: forms.DateInput(attrs={"type": "date"}) for name in ("wanted_from", "wanted_to")}


class WordsForm(forms.ModelForm):
    class Meta:
        model = StatementVersion
        fields = ["title", "summary", "done_at_home", "contact_mailbox"]
        widgets = {"summary": forms.Textarea(attrs={"rows": 4}), "done_at_home": forms.Textarea(attrs={"rows": 4})}


class RecommendationsField(forms.ModelMultipleChoiceField):
    """Ticks beside the words of each recommendation, not beside its number."""

    def label_from_instance(self, obj) -> str:
        return Truncator(obj.text).chars(LONGEST_LABEL)


class ExpressForm(forms.Form):
    """The express form: ten fields that make a need answerable, built from the models' own fields.

    `edit_no` carries the number of the text that the writer saw, so that two hands never overwrite each other.
    """

    title = WordsForm.base_fields["title"]
    summary = WordsForm.base_fields["summary"]
    support_type = NeedPartForm.base_fields["support_type"]
    institution = NeedPartForm.base_fields["institution"]
    success_sign = NeedPartForm.base_fields["success_sign"]
    wanted_from = NeedPartForm.base_fields["wanted_from"]
    wanted_to = NeedPartForm.base_fields["wanted_to"]
    budget_band = NeedPartForm.base_fields["budget_band"]
    done_at_home = WordsForm.base_fields["done_at_home"]
    contact_mailbox = WordsForm.base_fields["contact_mailbox"]
    language = forms.ChoiceField(label=_("Language of this text"), choices=settings.LANGUAGES)
    recommendations = RecommendationsField(
        label=_("Recommendations that it starts from, if you like"),
        queryset=Recommendation.objects.none(),
        to_field_name="reference",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Linking is your State's choice. Nothing is linked publicly before you consent."),
    )
    edit_no = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=2**31 - 1)

    def __init__(self, *args, offered, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["recommendations"].queryset = offered

    def clean(self):
        words = super().clean()
        begins, ends = words.get("wanted_from"), words.get("wanted_to")
        if begins and ends and ends < begins:
            self.add_error("wanted_to", _("The end lies before the beginning."))
        return words

    def words(self) -> dict:
        """The cleaned words without what belongs to no column."""
        apart = {"language", "recommendations", "edit_no"}
        return {name: value for name, value in self.cleaned_data.items() if name not in apart}


class ConsentForm(forms.Form):
    """Who may read what. Nothing is preselected."""

    preset = forms.ChoiceField(
        label=_("Who may read it?"),
        choices=[(preset.name, preset.label) for preset in PRESETS.values()],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who may read it. Nothing is chosen for you.")},
    )
    confirm = forms.BooleanField(
        label=_("I have read it as it stands above, and I may consent for my State"),
        error_messages={"required": _("Please confirm before you submit.")},
    )
    edit_no = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
