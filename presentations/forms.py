from django import forms

from consent.paper_forms import PaperForm
from obligations.forms import own_recommendations_field, sdg_targets_field
from presentations.models import PresentationVersion


class PresentationForm(PaperForm):
    sdg_targets = sdg_targets_field()
    recommendations = own_recommendations_field()
    own_sets = ("recommendations",)

    class Meta:
        model = PresentationVersion
        fields = [
            "title", "summary", "achievements", "challenges", "obstacles", "prevention", "contact_mailbox", "themes",
            "sdg_targets", "recommendations",
        ]  # fmt: skip
        widgets = {"themes": forms.CheckboxSelectMultiple}
