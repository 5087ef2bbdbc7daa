"""The review page that stands before every act: what follows, a reason where one is asked, yes or back."""

from django.contrib import messages
from django.http import Http404

from lifecycle.forms import ActForm
from web.views import SubmitPage


class ActPage(SubmitPage):
    """One page for all acts of a life-cycle. `services` maps the names of transitions to services.

    A service is called as `service(obj, by=…, reason=…, note=…)` with the words that the act asks for.
    """

    template_name = "lifecycle/act_confirm.html"
    form_class = ActForm
    lifecycle = None
    selector = None
    services: dict = {}
    lookup = "reference"

    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        self.transition = self.lifecycle.table.get(kwargs["act"])
        if self.transition is None or self.transition.name not in self.services:
            raise Http404
        self.object = type(self).selector(self.acting).filter(**{self.lookup: kwargs[self.lookup]}).first()
        if self.object is None:
            raise Http404
        self.lifecycle.refuse_if_impossible(self.transition, self.object, self.acting)
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"transition": self.transition}

    def get_context_data(self, **kwargs):
        back = self.object.get_absolute_url()
        return super().get_context_data(object=self.object, transition=self.transition, back_url=back, **kwargs)

    def perform(self, form):
        done = self.services[self.transition.name](self.object, by=self.acting, **form.cleaned_data)
        messages.success(self.request, self.transition.done or self.transition.label)
        return self.next_url(done or self.object)

    def next_url(self, obj) -> str:
        return obj.get_absolute_url()
