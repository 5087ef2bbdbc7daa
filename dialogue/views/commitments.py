"""A commitment and the yes of each side."""

from dialogue import services
from dialogue.forms.day import YesForm
from dialogue.lifecycles import COMMITMENT
from dialogue.selectors.commitments import commitments_shown_to, pledges_that_it_may_be, stands
from lifecycle.views import ActPage
from web.views import OnePage


class CommitmentPage(OnePage):
    template_name = "dialogue/commitment_detail.html"
    section = "sessions"
    selector = staticmethod(commitments_shown_to)
    lookup = "key"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        acts = [row for row in COMMITMENT.available(self.object, self.acting) if row.name in services.COMMITMENT_ACTS]
        return context | {"acts": acts, "stands": stands(self.object)}


class CommitmentAct(ActPage):
    form_class = YesForm
    lifecycle = COMMITMENT
    selector = staticmethod(commitments_shown_to)
    services = services.COMMITMENT_ACTS
    lookup = "key"
    section = "sessions"

    def get_form_kwargs(self):
        asked = self.transition.name == "confirm"
        return super().get_form_kwargs() | {"standing": pledges_that_it_may_be(self.object) if asked else []}
