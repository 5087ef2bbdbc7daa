"""The secretariat writes down a statement that came on paper."""

from django import forms
from django.contrib import messages
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from requests_app import services
from requests_app.forms import ExpressForm
from requests_app.rules import may_transcribe
from requests_app.selectors import recommendations_offered
from states.selectors import states_list
from web.errors import NotPermitted
from web.views import SubmitPage


class TranscriptionForm(ExpressForm):
    """The ten fields, with the State whose paper it is and the paper's number and date."""

    state = forms.ModelChoiceField(label=gettext_lazy("State"), queryset=None, to_field_name="iso3")
    clearance_document = forms.CharField(label=gettext_lazy("Note verbale: number and date"), max_length=120)

    asked_at_once = ExpressForm.asked_at_once | {"state", "clearance_document"}

    def __init__(self, *args, states, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["state"].queryset = states
        del self.fields["recommendations"]  # linking is the State's own choice
        self.order_fields(["state", "clearance_document", "language"])

    def words(self) -> dict:
        words = super().words()
        words.pop("state")
        return words


class StatementTranscribe(SubmitPage):
    template_name = "requests_app/statement_transcribe.html"
    form_class = TranscriptionForm

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and not may_transcribe(self.acting):
            raise NotPermitted
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        more = {"offered": recommendations_offered(self.acting, []), "states": states_list(), "as_draft": True}
        return super().get_form_kwargs() | more

    def get_initial(self):
        return {"language": self.request.LANGUAGE_CODE}

    def perform(self, form):
        state, language = form.cleaned_data["state"], form.cleaned_data["language"]
        services.transcribe_statement(state, by=self.acting, words=form.words(), language=language)
        messages.success(self.request, _("The State is told. From now on only the State reads it."))
        return reverse("desk")
