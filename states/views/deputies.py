"""Naming who stands in, saying yes to it, ending it."""

import rules
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from states import services
from states.choices import head_role
from states.forms import DeputyForm
from states.rules import body_of, manages_office
from states.selectors import bodies_all, candidates_for, deputies_reachable, posts_of, vacant_posts
from web.errors import NotPermitted
from web.views import SignedInPage, SubmitPage

ACTS = {"agree": services.agree_to_deputy, "end": services.end_deputy}


class DeputyName(SubmitPage):
    """A person names who stands in for them; the head of an office also for the others."""

    template_name = "states/deputy_form.html"
    form_class = DeputyForm
    for_curators = False

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and not rules.has_perm("states.name_deputy", request.acting, self.body):
            raise NotPermitted
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def body(self):
        body = body_of(self.acting)
        if body is None:
            raise NotPermitted
        return body

    @cached_property
    def posts(self):
        held = posts_of(self.body)
        heads = manages_office(self.acting, self.body)
        return held if heads else [one for one in held if one.pk == self.acting.capacity_id]

    @property
    def is_vacant(self) -> bool:
        """Whether it can be named for a head whom nobody is."""
        return False

    def get_form_kwargs(self):
        people = list(candidates_for(self.body))
        return super().get_form_kwargs() | {"posts": self.posts, "people": people, "vacant": self.is_vacant}

    def get_context_data(self, **kwargs):
        heads = manages_office(self.acting, self.body)
        return super().get_context_data(body=self.body, heads=heads, vacant_office=self.for_curators, **kwargs)

    def perform(self, form):
        words = form.cleaned_data
        post = next((one for one in self.posts if str(one.pk) == words["post"]), None)
        deputy = candidates_for(self.body).get(pk=words["deputy"])
        days = {name: words[name] for name in ("starts_on", "ends_on")}
        named = services.name_deputy(self.body, post=post, deputy=deputy, by=self.acting, **days)
        messages.success(self.request, _("Named, and told.") if named.agreed_at else _("Named. It waits for a yes."))
        return self.after()

    def after(self) -> str:
        return reverse("office")


class BodyDeputy(DeputyName):
    """A curator names a deputy for a post that nobody holds in practice; whoever answers for the office says yes."""

    for_curators = True

    @cached_property
    def body(self):
        found = bodies_all(self.acting).filter(pk=self.kwargs["pk"]).first()
        if found is None or not vacant_posts([found.pk]):
            raise Http404
        return found

    @cached_property
    def posts(self):
        return [one for one in posts_of(self.body) if one.role == head_role(self.body.kind)]

    @property
    def is_vacant(self) -> bool:
        return not self.posts

    def after(self) -> str:
        return reverse("body_list")


class DeputyAct(SignedInPage):
    """One click on one deputy that concerns the person; another one does not exist for them."""

    http_method_names = ["post"]

    def post(self, request, pk, act):
        named = deputies_reachable(self.acting).filter(pk=pk).first()
        if named is None or act not in ACTS:
            raise Http404
        ACTS[act](named, by=self.acting)
        messages.success(request, _("Done."))
        return redirect("office" if body_of(self.acting) == named.body else "desk")
