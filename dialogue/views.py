from dialogue.selectors import sessions_list
from web.views import ListPage, OnePage


class SessionList(ListPage):
    template_name = "dialogue/session_list.html"
    section = "sessions"
    keyset = ("-starts_on", "-pk")

    def rows(self, filters):
        return sessions_list(self.acting)


class SessionPage(OnePage):
    template_name = "dialogue/session_detail.html"
    section = "sessions"
    selector = staticmethod(sessions_list)
