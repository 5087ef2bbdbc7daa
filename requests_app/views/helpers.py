"""The State opens pages of its draft to its ministries and institutions."""

from django.contrib import messages
from django.urls import reverse
from django.utils.translation import gettext as _

from requests_app import services
from requests_app.forms import HelpersForm
from requests_app.rules import may_write
from requests_app.selectors import helpers_of
from requests_app.views.hands import OwnStatement
from states.selectors import bodies_of_state
from web.errors import NotPermitted
from web.views import SubmitPage


class StatementHelpers(OwnStatement, SubmitPage):
    template_name = "requests_app/statement_helpers.html"
    form_class = HelpersForm

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            self.statement = self.get_statement()
            if not may_write(self.acting, self.statement):
                raise NotPermitted
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        offices = bodies_of_state(self.statement.state_id).exclude(pk=self.acting.capacity.body_id)
        return super().get_form_kwargs() | {"offices": offices}

    def get_context_data(self, **kwargs):
        helpers = helpers_of(self.statement)
        return super().get_context_data(statement=self.statement, helpers=helpers, **kwargs)

    def perform(self, form):
        body, sections = form.cleaned_data["body"], form.cleaned_data["sections"]
        services.open_sections(self.statement, by=self.acting, body=body, sections=sections)
        messages.success(self.request, _("Changed. The office is told which pages are open to it."))
        return reverse("statement_helpers", args=[self.kwargs["slug"]])
