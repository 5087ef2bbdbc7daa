"""The base of every page where a State consents: choose, look at what each would read, sign. Without scripts."""

from consent.choices import Element
from consent.forms import CONSENT, FILL, LOOK, ConsentForm, columns
from consent.kinds import kind_of
from consent.presets import PRESETS
from consent.previews import previews
from states.rules import body_of
from web.views import SubmitPage


class ConsentPage(SubmitPage):
    """Give `subject` and `version` (its words); `perform(form)` calls one service with `form.consent()`."""

    keeps_typed = False
    template_name = "consent/consent_form.html"
    form_class = ConsentForm
    given: frozenset = frozenset()
    follows = ""

    @property
    def subject(self):
        """What is consented to; each page says it."""
        raise NotImplementedError

    @property
    def version(self):
        """Its words as they would be read; each page says it."""
        raise NotImplementedError

    def get_form_kwargs(self):
        step = self.request.POST.get("step", CONSENT)
        zone = body_of(self.acting).time_zone
        words = {"state": self.subject.state, "zone": zone, "given": self.given}
        return super().get_form_kwargs() | words | {"step": step if step in (FILL, LOOK) else CONSENT}

    def form_valid(self, form):
        if form.step == FILL:
            kwargs = self.get_form_kwargs() | {"data": None, "files": None, "initial": form.filled()}
            return self.render_to_response(self.get_context_data(form=ConsentForm(**kwargs), filled=True))
        if form.step == LOOK or not form.was_looked_at():
            return self.look(form)
        return super().form_valid(form)

    def look(self, form):
        """What each chosen audience would read, before it is signed."""
        form.data = form.data.copy()
        form.data["looked"] = form.fingerprint()
        seen = previews([*form.chosen_lines(), *self.given], self.project)
        context = self.get_context_data(form=form, seen=seen, hurried=form.step == CONSENT)
        return self.render_to_response(context)

    def project(self, elements):
        return kind_of(self.subject).project(self.version, elements)

    def get_context_data(self, **kwargs):
        offered = [{"preset": one, "seen": previews(one.lines, self.project)} for one in PRESETS.values()]
        more = {"subject": self.subject, "version": self.version, "offered": offered, "follows": self.follows}
        more |= {"columns": columns(), "reading_template": kind_of(self.subject).template}
        more["whole"] = self.project(frozenset(Element.values))
        return super().get_context_data(**more, **kwargs)
