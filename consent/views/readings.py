"""Who read what, for the State; and the two settings: a partner's that it is seen, a State's that it shows numbers."""

from itertools import groupby

import rules
from django import forms
from django.contrib import messages
from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consent import services
from consent.kinds import kind_of, titles_of
from consent.selectors import readings_of, subjects_of_own_state
from states.rules import body_of
from web.errors import NotPermitted
from web.views import ListPage, SignedInPage, SubmitPage


class ReadingList(SignedInPage, ListPage):
    """Which offices opened what is not public, on which day: for the State that it belongs to."""

    template_name = "consent/reading_list.html"
    section = "desk"
    keyset = ("-day", "-pk")
    page_size = 50

    def rows(self, filters):
        body = body_of(self.acting)
        if body is None or not body.is_of_state:
            raise Http404
        return readings_of(self.acting, slug=self.subject.slug if self.subject else "")

    @cached_property
    def subject(self):
        """The one thing that the address asks for, of one's own State; None for all."""
        if "slug" not in self.kwargs:
            return None
        found = subjects_of_own_state(self.acting).filter(slug=self.kwargs["slug"]).first()
        if found is None:
            raise Http404
        return found

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        rows = list(context["page"].rows)
        subjects = {one.edition.subject.pk: one.edition.subject for one in rows}
        titles = titles_of(subjects.values())
        body = body_of(self.acting)
        may_change = rules.has_perm("states.set_authority", self.acting, body)
        days = _by_day_and_office(rows, titles)
        return context | {"days": days, "subject": self.subject, "body": body, "may_change": may_change}


def _by_day_and_office(rows: list, titles: dict[int, str]) -> list[dict]:
    """The readings of a page by day, newest first, and by office and role: {day, offices: [{reading, things}]}."""
    rows.sort(key=lambda one: (-one.day.toordinal(), one.body.name, one.role, one.pk))
    return [
        {
            "day": day,
            "offices": [
                {"reading": first, "things": [_thing(one, titles) for one in (first, *others)]}
                for _office, (first, *others) in groupby(of_day, lambda one: (one.body_id, one.role))
            ],
        }
        for day, of_day in groupby(rows, lambda one: one.day)
    ]


def _thing(reading, titles: dict[int, str]) -> dict:
    subject = reading.edition.subject
    title = titles.get(subject.pk, "")
    return {"edition": reading.edition, "title": title, "url": kind_of(subject).address(subject)}


class ReadingSettingForm(forms.Form):
    shown = forms.BooleanField(required=False)


class ReadingSetting(SubmitPage):
    """A partner lets its reading be seen; a State lets the number of its readers be seen; each can take it back."""

    template_name = "consent/reading_setting.html"
    form_class = ReadingSettingForm
    of_partner = gettext_lazy("A State sees on which days our office read what is not public of it")
    of_state = gettext_lazy("Readers see by how many offices a thing of our State was read, from three upward")

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and not (self.body and self._may_set()):
            raise NotPermitted
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def body(self):
        return body_of(self.request.acting)

    def _may_set(self) -> bool:
        permission = "states.set_authority" if self.body.is_of_state else "states.show_reading"
        return rules.has_perm(permission, self.request.acting, self.body)

    def get_initial(self):
        body = self.body
        return {"shown": body.state.shows_readers if body.is_of_state else body.shows_reading}

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        form.fields["shown"].label = self.of_state if self.body.is_of_state else self.of_partner
        return form

    def get_context_data(self, **kwargs):
        return super().get_context_data(body=self.body, **kwargs)

    def perform(self, form):
        shown = form.cleaned_data["shown"]
        if self.body.is_of_state:
            services.show_readers(self.body.state, by=self.acting, shown=shown)
        else:
            services.show_reading(self.body, by=self.acting, shown=shown)
        messages.success(self.request, _("Changed. It holds from now on."))
        return reverse("reading_list" if self.body.is_of_state else "office")
