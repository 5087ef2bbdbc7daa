"""On the day, for two people: the live desk, outcomes, the run-sheet."""

import uuid

from django.contrib import messages
from django.http import Http404, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogue import services
from dialogue.forms.day import OutcomeForm
from dialogue.selectors.commitments import loose_ends
from dialogue.selectors.day import can_promise, desk_of
from dialogue.selectors.registration import hands_up, registrations_shown_to
from dialogue.selectors.sessions import item_at, items_to_promise_in
from dialogue.selectors.tables import tables_booked
from dialogue.views.curating import Curating
from web.views import SignedInPage, SubmitPage


class LiveDesk(Curating, SubmitPage):
    """Now, next, over time; the lamp; outcomes typed here stay in the browser while the line is down."""

    keeps_typed = False  # the browser keeps outcomes itself
    template_name = "dialogue/live_desk.html"
    form_class = OutcomeForm

    def get_initial(self):
        return {"client_key": uuid.uuid4()}

    def rows(self):
        if not hasattr(self, "_rows"):
            self._rows = desk_of(self.acting, self.session)
        return self._rows

    def get_form_kwargs(self):
        labels = {
            one.line.item.pk: f"{one.line.starts_at.astimezone(self.session.zone):%H:%M} {one.line.shown.title}"
            for one in self.rows()
            if one.line.shown
        }
        known = {
            "items": items_to_promise_in(self.session, labels),
            "bodies": can_promise(self.session),
            "labels": labels,
        }
        return super().get_form_kwargs() | known

    def get_context_data(self, **kwargs):
        rows = self.rows()
        return super().get_context_data(
            rows=rows,
            running=[one for one in rows if one.runs],
            next=next((one for one in rows if one.waits), None),
            loose=loose_ends(self.acting, self.session),
            hands=hands_up(self.acting, self.session),
            tables=tables_booked(self.acting, self.session).filter(ends_at__gt=timezone.now()),
            zone=self.session.zone,
            **kwargs,
        )

    def perform(self, form):
        given = dict(form.cleaned_data)
        services.type_outcome(given.pop("item"), by=self.acting, **given)
        messages.success(self.request, _("Written down: announced, unconfirmed. Both sides are asked."))
        return reverse("live_desk", args=[self.session.reference])

    def form_valid(self, form):
        """The script asks for JSON: 201 tells it that the words are safe here, whatever page follows."""
        answer = super().form_valid(form)
        return JsonResponse({}, status=201) if self._by_script() and answer.status_code == 302 else answer

    def form_invalid(self, form):
        if self._by_script():
            return JsonResponse({"errors": form.errors}, status=400)
        return super().form_invalid(form)

    def _by_script(self) -> bool:
        return self.request.headers.get("Accept") == "application/json"


class DayAct(Curating, SignedInPage):
    """One press on the live desk: an item begins, ends, is skipped or changes places with the next one."""

    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        item = item_at(self.session, kwargs["key"])
        if item is None:
            raise Http404
        if kwargs["act"] == "swap":
            services.move_item(item, by=self.acting, step=1)
        elif kwargs["act"] in services.DAY_ACTS:
            services.DAY_ACTS[kwargs["act"]](item, by=self.acting)
        else:
            raise Http404
        return redirect("live_desk", self.session.reference)


class RunSheet(Curating, SignedInPage):
    """The day on paper, for those who run it: every item with its speakers and their minutes."""

    template_name = "dialogue/run_sheet.html"

    def get_context_data(self, **kwargs):
        rows = desk_of(self.acting, self.session)
        offices = registrations_shown_to(self.acting).filter(session=self.session, status="confirmed")
        tables = tables_booked(self.acting, self.session)
        return super().get_context_data(rows=rows, offices=offices, tables=tables, zone=self.session.zone, **kwargs)
