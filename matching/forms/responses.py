"""Forms of the secretariat: the monthly note, the calendar of the Council, what was announced aloud."""

from django import forms
from django.utils.translation import gettext_lazy as _

from matching.forms.fields import TERMS_NO, date_input
from matching.forms.pledges import PledgeForm
from matching.models import CouncilSession, ResponseNote
from states.models import Body


class NoteForm(forms.ModelForm):
    """The text of a note, with the number of the edit that the writer last saw."""

    edit_no = forms.IntegerField(**TERMS_NO)

    class Meta:
        model = ResponseNote
        fields = ["text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 24, "dir": "auto"})}


class NoteSendForm(forms.Form):
    edit_no = forms.IntegerField(**TERMS_NO)


class CouncilSessionForm(forms.ModelForm):
    class Meta:
        model = CouncilSession
        fields = ["name", "starts_on", "ends_on"]
        widgets = {"starts_on": date_input(), "ends_on": date_input()}


class AnnouncementForm(PledgeForm):
    """A pledge that a party of the match announced aloud."""

    def __init__(self, *args, bodies, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["body"] = forms.ModelChoiceField(
            Body.objects.filter(pk__in=bodies), label=_("Who announced it"), empty_label=_("Choose…")
        )
        self.order_fields(["body", "what", "amount", "currency", "beside"])
