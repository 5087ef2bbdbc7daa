from django import forms
from django.conf import settings
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from files.forms import UploadForm
from obligations.forms import TypedLinksField
from obligations.models import Recommendation
from requests_app.choices import PaperKind, Section
from requests_app.models import ClinicHour, NeedVersion, StatementVersion
from requests_app.previews import LINKED_BY, NEED_FIELDS, SETS
from states.models import Body
from web.fields import RowsField

LONGEST_LABEL = 240


def day_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def time_input() -> forms.DateTimeInput:
    return forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


class NeedPartForm(forms.ModelForm):
    """One part of a statement, as a page of its own."""

    class Meta:
        model = NeedVersion
        fields = NEED_FIELDS
        widgets = {name: day_input() for name in ("wanted_from", "wanted_to")}


class WordsForm(forms.ModelForm):
    class Meta:
        model = StatementVersion
        fields = ["title", "summary", "done_at_home", "contact_mailbox"]
        widgets = {"summary": forms.Textarea(attrs={"rows": 4}), "done_at_home": forms.Textarea(attrs={"rows": 4})}


def refuse_end_before_beginning(form, words: dict) -> None:
    begins, ends = words.get("wanted_from"), words.get("wanted_to")
    if begins and ends and ends < begins:
        form.add_error("wanted_to", _("The end lies before the beginning."))


class SeenField(forms.CharField):
    """The digest of the answers as they were when the page was opened (`selectors.seen_of`)."""

    def __init__(self):
        super().__init__(widget=forms.HiddenInput, required=False, max_length=20)


class NamedField(RowsField):
    """Ticks beside names; a target of the 2030 Agenda shows its number too."""

    def label_from_instance(self, obj) -> str:
        code = getattr(obj, "code", "")
        return f"{code} {obj.name}".strip() if code else obj.name


class RecommendationsField(RowsField):
    """Ticks beside the words of each recommendation, not beside its number."""

    def label_from_instance(self, obj) -> str:
        return Truncator(obj.text).chars(LONGEST_LABEL)


def _linking_field(name: str):
    """The kind of field that links are chosen in, and how it looks."""
    if name == "council_texts":
        return TypedLinksField, forms.Textarea(attrs={"rows": 3, "dir": "ltr"})
    return (RecommendationsField if name == "recommendations" else NamedField), forms.CheckboxSelectMultiple()


EXPRESS_ANSWERS = (
    "title",
    "summary",
    "support_type",
    "institution",
    "success_sign",
    "wanted_from",
    "wanted_to",
    "budget_band",
    "done_at_home",
    "contact_mailbox",
    "recommendations",
)


class ExpressForm(forms.Form):
    """The express form: ten fields that make a need answerable, built from the models' own fields.

    `seen` carries the digest of the answers that the writer saw, so that two hands never overwrite each other. Saved
    `as_draft` it may owe all but the title.
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
    seen = SeenField()

    asked_at_once = frozenset({"title", "language"})

    def __init__(self, *args, offered, as_draft=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["recommendations"].queryset = offered
        for name in set(self.fields) - self.asked_at_once if as_draft else ():
            self.fields[name].required = False

    def clean(self):
        words = super().clean()
        refuse_end_before_beginning(self, words)
        return words

    def words(self) -> dict:
        """The cleaned words without what belongs to no column."""
        apart = {"language", "recommendations", "seen"}
        return {name: value for name, value in self.cleaned_data.items() if name not in apart}


class PartForm(NeedPartForm):
    """The same for a draft: it may owe everything until it is submitted."""

    seen = SeenField()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = False

    def clean(self):
        words = super().clean()
        refuse_end_before_beginning(self, words)
        return words

    def _post_clean(self):
        """The service validates the part with its own State's rules; a draft may be incomplete here."""


class SectionForm(forms.Form):
    """One page of the statement form: the answers that the map puts there, with what a draft may owe left optional."""

    seen = SeenField()

    def __init__(self, *args, names, offered, **kwargs):
        super().__init__(*args, **kwargs)
        self.names = list(names)
        for name in self.names:
            self.fields[name] = self._links(name, offered) if name in SETS else self._answer(name)

    @staticmethod
    def _answer(name: str) -> forms.Field:
        column = StatementVersion._meta.get_field(name)
        more = {"widget": day_input()} if column.get_internal_type() == "DateField" else {}
        field = column.formfield(**more)
        field.required = name == "title"
        if isinstance(field.widget, forms.Textarea):
            field.widget.attrs["rows"] = 4
        return field

    @staticmethod
    def _links(name: str, offered: dict) -> forms.Field:
        column = StatementVersion._meta.get_field(name)
        kind, widget = _linking_field(name)
        return kind(
            label=str(column.verbose_name)[:1].upper() + str(column.verbose_name)[1:],
            queryset=offered[name],
            to_field_name=LINKED_BY[name],
            required=False,
            widget=widget,
            help_text=column.help_text,
        )

    def given(self) -> tuple[dict, dict]:
        """(words, sets) as the service takes them."""
        words = {name: self.cleaned_data[name] for name in self.names if name not in SETS}
        return words, {name: self.cleaned_data[name] for name in self.names if name in SETS}


class AskHourForm(forms.ModelForm):
    """Whom the State asks for an hour of writing help, and with what."""

    class Meta:
        model = ClinicHour
        fields = ["helper", "wish", "language"]
        widgets = {"wish": forms.Textarea(attrs={"rows": 4, "dir": "auto"})}

    def __init__(self, *args, helpers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["helper"].queryset = helpers


class SlotsForm(forms.Form):
    """One to three times at which the helper has an hour, in UTC."""

    slot_1 = forms.DateTimeField(label=_("First time (UTC)"), widget=time_input())
    slot_2 = forms.DateTimeField(label=_("Second time (UTC)"), widget=time_input(), required=False)
    slot_3 = forms.DateTimeField(label=_("Third time (UTC)"), widget=time_input(), required=False)

    def slots(self) -> list:
        return list(self.cleaned_data.values())


class HelpersForm(forms.Form):
    """The pages that an office of the State may write in."""

    body = forms.ModelChoiceField(label=_("Office"), queryset=Body.objects.none())
    sections = forms.MultipleChoiceField(
        label=_("Pages that it may write in"),
        choices=Section.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Leave all empty to close them again. Your authorisers decide what is submitted."),
    )

    def __init__(self, *args, offices, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = offices


class DocumentForm(UploadForm):
    """A document and what it is: an annex of the edition being written, or a paper of authority."""

    ANNEX = "annex"
    kind = forms.ChoiceField(label=_("What is it?"), widget=forms.RadioSelect)

    def __init__(self, *args, may_attach: bool, **kwargs):
        super().__init__(*args, **kwargs)
        annex = [(self.ANNEX, _("Annex, for those to whom you grant documents"))] if may_attach else []
        self.fields["kind"].choices = [*annex, *PaperKind.choices]
