from consent.views.papers import PaperPage
from presentations.kind import PRESENTATIONS
from presentations.selectors import presentations_shown_to
from questions.selectors import questions_asked
from web.views import ListPage


class PresentationList(ListPage):
    template_name = "presentations/presentation_list.html"
    section = "presentations"
    kept = True

    def rows(self, filters):
        return presentations_shown_to(self.acting)


class PresentationPage(PaperPage):
    kind = PRESENTATIONS
    template_name = "presentations/presentation_detail.html"
    section = "presentations"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {"asked": questions_asked(self.acting, self.object.subject)}
