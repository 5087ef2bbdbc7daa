from django import forms
from django.utils.translation import gettext_lazy as _

from consent.paper_forms import PaperForm, prose_boxes
from obligations.choices import SupportType
from obligations.forms import own_recommendations_field, sdg_targets_field
from obligations.selectors import theme_choices
from practices.models import PracticeVersion
from states.choices import RegionalGroup
from web.fields import no_control_characters


class PracticeForm(PaperForm):
    sdg_targets = sdg_targets_field()
    recommendations = own_recommendations_field()
    own_sets = ("recommendations", "shared_by")
    folded = (
        (
            _("For those who want to copy it"),
            ("cost", "time_needed", "what_made_it_work", "what_failed_first", "conditions"),
        ),
        (_("What it goes back to"), ("sdg_targets", "recommendations")),
        (_("Whom to ask, and whether you offer it"), ("contact_mailbox", "shared_by")),
    )
    kinds = forms.MultipleChoiceField(
        label=_("Kinds of support that it can be"),
        choices=SupportType.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = PracticeVersion
        fields = [
            "title", "problem", "what_was_done", "kinds", "themes", "cost", "time_needed", "what_made_it_work",
            "what_failed_first", "conditions", "sdg_targets", "recommendations", "contact_mailbox", "shared_by",
        ]  # fmt: skip
        widgets = {"themes": forms.CheckboxSelectMultiple} | prose_boxes(
            "problem", "what_was_done", "cost", "what_made_it_work", "what_failed_first", "conditions"
        )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.fields["shared_by"].queryset.exists():
            self.fields["shared_by"].help_text = _("Your State has no South-South office here yet.")


class PracticeFilterForm(forms.Form):
    """The filters of the list, all in the address."""

    q = forms.CharField(
        label=_("Search"),
        max_length=100,
        required=False,
        validators=[no_control_characters],
        widget=forms.TextInput(attrs={"type": "search", "dir": "auto"}),
    )
    theme = forms.MultipleChoiceField(label=_("Theme"), choices=theme_choices, required=False)
    kind = forms.MultipleChoiceField(label=_("Kind of support"), choices=SupportType.choices, required=False)
    region = forms.MultipleChoiceField(label=_("Region"), choices=RegionalGroup.choices, required=False)


class AdoptForm(forms.Form):
    may_be_named = forms.BooleanField(label=_("My State may be named among those who adopted it"), required=False)
