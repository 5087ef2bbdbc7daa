from django import forms
from django.utils.translation import gettext_lazy as _


class MandateChoiceForm(forms.Form):
    """Which of one's own mandates to act in."""

    mandate = forms.ChoiceField(label=_("Act as"), widget=forms.RadioSelect)

    def __init__(self, *args, mandates, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["mandate"].choices = [(one.pk, one.label) for one in mandates]
