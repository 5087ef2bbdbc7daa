import rules
from django.contrib import messages
from django.http import Http404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from consent.views.papers import PaperPage
from practices.forms import AdoptForm, PracticeFilterForm
from practices.kind import PRACTICES
from practices.selectors import adoptions_of, filtered_practices, own_adoption, practice_facets, practices_shown_to
from practices.services import adopt_practice
from questions.selectors import questions_asked
from web.errors import NotPermitted
from web.views import ListPage, SubmitPage


class PracticeList(ListPage):
    template_name = "practices/practice_list.html"
    section = "practices"
    form_class = PracticeFilterForm
    kept = True

    def rows(self, filters):
        return filtered_practices(self.acting, filters)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        filters = context["filters"]
        chosen = sum(len(filters.get(name) or []) for name in ("theme", "kind", "region")) + bool(filters.get("q"))
        may_write = rules.has_perm(PRACTICES.write, self.acting, None)
        return context | {"facets": practice_facets(self.acting, filters), "chosen": chosen, "may_write": may_write}


class PracticePage(PaperPage):
    kind = PRACTICES
    template_name = "practices/practice_detail.html"
    section = "practices"

    def get_context_data(self, **kwargs):
        may_adopt = rules.has_perm("practices.adopt_practice", self.acting, self.object)
        more = {"adoptions": adoptions_of(self.object), "may_adopt": may_adopt}
        more["adopted"] = own_adoption(self.acting, self.object)
        more["asked"] = questions_asked(self.acting, self.object.subject)
        return super().get_context_data(**more, **kwargs)


class PracticeAdopt(SubmitPage):
    """An adopting State's authoriser says that it took a practice over, and whether it may be named."""

    template_name = "practices/practice_adopt.html"
    form_class = AdoptForm
    section = "practices"

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and not rules.has_perm("practices.adopt_practice", request.acting, self.card):
            raise NotPermitted
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def card(self):
        found = practices_shown_to(self.acting).filter(subject__reference=self.kwargs["reference"]).first()
        if found is None:
            raise Http404
        return found

    def get_initial(self):
        adopted = own_adoption(self.acting, self.card)
        return {"may_be_named": bool(adopted and adopted.may_be_named)}

    def get_context_data(self, **kwargs):
        return super().get_context_data(card=self.card, **kwargs)

    def perform(self, form):
        adopt_practice(self.card, by=self.acting, may_be_named=form.cleaned_data["may_be_named"])
        messages.success(self.request, _("Recorded. Thank you: it tells others that it can be copied."))
        return self.card.get_absolute_url()
