"""Files of a session: calendars and Word documents. They hold what may leave the platform (see calendars, papers)."""

from datetime import date

from django.contrib.auth.mixins import LoginRequiredMixin
from django.core import signing
from django.http import Http404, HttpResponse
from django.views.generic import View

from accounts.acting import ANONYMOUS
from dialogue.calendars import calendar_of
from dialogue.papers import outcome_of, summary_of
from dialogue.selectors import agenda_of, sessions_curated, sessions_list
from dialogue.selectors.tables import tables_dated
from states.selectors import acting_of_mandate

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SALT = "dialogue.calendar"


def calendar_token(acting) -> str:
    """The secret part of a person's own calendar address; it reads as their mandate does, while that lasts."""
    return signing.dumps(acting.capacity_id, salt=SALT) if acting.capacity_id else ""


class SessionFile(View):
    http_method_names = ["get", "head", "options"]

    def get_session(self, selector=sessions_list):
        found = selector(self.request.acting).filter(reference=self.kwargs["reference"]).first()
        if found is None:
            raise Http404
        return found

    def answer(self, content: bytes, kind: str, name: str) -> HttpResponse:
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return HttpResponse(content, content_type=kind, headers=headers)


class CalendarFile(SessionFile):
    """The whole session; also what calendars subscribe to: it follows every published change."""

    def get(self, request, *args, **kwargs):
        session = self.get_session()
        reader = self.reader()
        agenda = agenda_of(reader, session)
        asked = {"day": self.day(), "key": kwargs.get("key", "")}
        content = calendar_of(agenda, tables=tables_dated(reader, session), **asked) if agenda else None
        if content is None:
            raise Http404
        return self.answer(content, "text/calendar; charset=utf-8", f"{session.reference}.ics")

    def reader(self):
        token = self.kwargs.get("token")
        return self._bearer(token) if token else self.request.acting

    def _bearer(self, token: str):
        try:
            return acting_of_mandate(signing.loads(token, salt=SALT))
        except signing.BadSignature:
            return ANONYMOUS

    def day(self) -> date | None:
        try:
            return date.fromisoformat(self.kwargs["day"]) if "day" in self.kwargs else None
        except ValueError as fault:
            raise Http404 from fault


class SummaryFile(SessionFile):
    def get(self, request, *args, **kwargs):
        session = self.get_session()
        if not session.agenda_is_public:
            raise Http404
        return self.answer(summary_of(session), WORD, f"{session.reference}-agenda.docx")


class OutcomeFile(LoginRequiredMixin, SessionFile):
    """The draft of the outcome, for the session's curators to finish."""

    def get(self, request, *args, **kwargs):
        session = self.get_session(sessions_curated)
        return self.answer(outcome_of(session), WORD, f"{session.reference}-outcome.docx")
