from practices.selectors import practices_shown_to
from web.views import ListPage


class PracticeList(ListPage):
    template_name = "practices/practice_list.html"
    section = "practices"

    def rows(self, filters):
        return practices_shown_to(self.acting)
