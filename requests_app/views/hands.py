"""What the pages of one draft share: found among one's own State's, and never overwriting another hand."""

from django.http import Http404

from requests_app.models import NeedVersion, StatementVersion
from requests_app.previews import ALL_ANSWERS, label_of
from requests_app.selectors import seen_of, statements_of_own_state
from web.errors import Conflict


class OwnStatement:
    """Finds the statement among those of one's own State by its unguessable slug."""

    def get_statement(self):
        found = statements_of_own_state(self.request.acting).filter(subject__slug=self.kwargs["slug"]).first()
        if found is None:
            raise Http404
        return found


class TwoHands:
    """409 with both texts where somebody else saved the same answers meanwhile. `stored()` reads them anew."""

    def stored(self) -> dict:
        raise NotImplementedError

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except Conflict as conflict:
            if not conflict.current or "status" in conflict.current:
                raise
            return self.show_both(form, conflict)

    def show_both(self, form, conflict):
        now = self.stored()
        form.data = form.data.copy() | {"seen": seen_of(now)}
        form.add_error(None, str(conflict))
        context = self.get_context_data(form=form, two_hands=True, stored=readable(now))
        return self.render_to_response(context, status=409)


def readable(stored: dict) -> list[dict]:
    """[{label, value}] of stored answers, for a person to compare; what is empty is left out."""
    return [{"label": _label(name), "value": _words(name, value)} for name, value in stored.items() if value]


def _column(name: str):
    model = StatementVersion if hasattr(StatementVersion, name) else NeedVersion
    return model._meta.get_field(name)


def _label(name: str) -> str:
    return label_of(ALL_ANSWERS[name], _column(name))


def _words(name: str, value) -> str:
    if isinstance(value, list):
        return "; ".join(map(str, value))
    return str(dict(_column(name).flatchoices).get(value, value))
