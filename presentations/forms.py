from django import forms

from consent.paper_forms import PaperForm
from presentations.models import PresentationVersion


class PresentationForm(PaperForm):
    class Meta:
        model = PresentationVersion
        fields = [
            "title", "summary", "achievements", "challenges", "obstacles", "prevention", "contact_mailbox", "themes",
        ]  # fmt: skip
        widgets = {"themes": forms.CheckboxSelectMultiple}
