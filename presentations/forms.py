from django import forms
from django.utils.translation import gettext_lazy as _

from consent.paper_forms import PaperForm, prose_boxes
from obligations.forms import own_recommendations_field, sdg_targets_field
from presentations.models import PresentationVersion


class PresentationForm(PaperForm):
    sdg_targets = sdg_targets_field()
    recommendations = own_recommendations_field()
    own_sets = ("recommendations",)
    folded = (
        (_("Obstacles, prevention and resilience"), ("obstacles", "prevention")),
        (_("What it goes back to"), ("sdg_targets", "recommendations")),
        (_("Whom to ask"), ("contact_mailbox",)),
    )

    class Meta:
        model = PresentationVersion
        fields = [
            "title", "summary", "achievements", "challenges", "themes", "obstacles", "prevention", "sdg_targets",
            "recommendations", "contact_mailbox",
        ]  # fmt: skip
        widgets = {"themes": forms.CheckboxSelectMultiple} | prose_boxes(
            "summary", "achievements", "challenges", "obstacles", "prevention"
        )
