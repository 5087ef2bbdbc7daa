"""Bilateral tables: one's own, a request, the other side's answer."""

from django.contrib import messages
from django.urls import reverse
from django.utils.translation import gettext as _

from dialogue import services
from dialogue.forms.tables import TableForm, WithForm
from dialogue.lifecycles import TABLE
from dialogue.selectors.tables import (
    delegations_to_ask,
    free_times,
    other_side,
    own_tables,
    seated_registration,
    sits_at,
    tables_shown_to,
)
from dialogue.views.sessions import OfSession
from lifecycle.views import ActPage
from web.errors import NotPermitted
from web.views import OnePage, SignedInPage


class Tables(OfSession):
    """The delegation's own tables at a session; a new one in two steps: whom, then when both are free."""

    template_name = "dialogue/table_list.html"
    form_class = TableForm

    def refuse_if_impossible(self):
        if seated_registration(self.acting, self.session) is None:
            raise NotPermitted

    def other(self):
        """The delegation named in the address or in the form; None where it cannot be asked."""
        key = self.request.POST.get("asked") or self.request.GET.get("asked") or ""
        if not hasattr(self, "_other"):
            self._other = delegations_to_ask(self.acting, self.session).filter(key=key[:16]).first()
        return self._other

    def get_initial(self):
        return {"asked": self.other().key} if self.other() else {}

    def get_form_kwargs(self):
        other = self.other()
        times = free_times(self.acting, self.session, other) if other else []
        return super().get_form_kwargs() | {"times": times, "zone": self.session.zone}

    def get_context_data(self, **kwargs):
        delegations = delegations_to_ask(self.acting, self.session)
        asked = {"asked": self.request.GET["asked"]} if "asked" in self.request.GET else None
        rows = [(one, other_side(self.acting, one)) for one in own_tables(self.acting, self.session)]
        return super().get_context_data(
            rows=rows,
            other=self.other(),
            zone=self.session.zone,
            pick=WithForm(asked, delegations=delegations),
            anybody=delegations.exists(),
            **kwargs,
        )

    def perform(self, form):
        other = self.other()
        if other is None:
            raise NotPermitted
        done = services.ask_table(self.session, by=self.acting, asked=other, **form.words())
        messages.success(self.request, _("Asked. With the other delegation's yes the table is yours."))
        return done.get_absolute_url()


class TablePage(SignedInPage, OnePage):
    template_name = "dialogue/table_detail.html"
    section = "sessions"
    selector = staticmethod(tables_shown_to)
    lookup = "key"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        talk, acting = self.object, self.acting
        acts = [row for row in TABLE.available(talk, acting) if row.name in services.TABLE_ACTS]
        return context | {"acts": acts, "sits": sits_at(acting, talk), "zone": talk.session.zone}


class TableAct(ActPage):
    lifecycle = TABLE
    selector = staticmethod(tables_shown_to)
    services = services.TABLE_ACTS
    lookup = "key"
    section = "sessions"

    def next_url(self, obj) -> str:
        if sits_at(self.acting, obj):
            return obj.get_absolute_url()
        return reverse("run_sheet", args=[obj.session.reference])
