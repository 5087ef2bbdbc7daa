"""The State's own ledger: every grant it ever gave; narrow it, widen it."""

from django.contrib import messages
from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from consent import services
from consent.audiences import labels_of
from consent.choices import Audience
from consent.forms import LiftForm, WithdrawForm
from consent.kinds import kind_of, titles_of
from consent.rules import can_consent
from consent.selectors import (
    exclusions_of,
    grants_chosen,
    last_sealed,
    lines_in_force,
    subjects_of_own_state,
    subjects_with_grants,
)
from consent.views.pages import ConsentPage
from states.rules import body_of
from web.errors import Conflict, NotPermitted
from web.views import ListPage, SignedInPage, SubmitPage


class ConsentLedger(SignedInPage, ListPage):
    """Every grant that this State ever gave, by subject and edition: to whom, for what, by whom, until when."""

    template_name = "consent/ledger.html"
    section = "desk"
    page_size = 10

    def rows(self, filters):
        body = body_of(self.acting)
        if body is None or not body.is_of_state:
            raise Http404
        return subjects_with_grants(self.acting)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        subjects = list(context["page"].rows)
        titles = titles_of(subjects)
        labels = labels_of(grant.audience for grant in _grants_of(subjects))
        rows = [_subject_row(one, titles, labels) for one in subjects]
        return context | {"subjects": rows, "may_change": can_consent(self.acting, None)}


def _grants_of(subjects):
    return (grant for one in subjects for edition in one.sealed for grant in edition.grants.all())


def _subject_row(subject, titles: dict, labels: dict) -> dict:
    editions = [
        {
            "edition": edition,
            "grants": [(grant, labels[grant.audience]) for grant in edition.grants.all()],
            "left_out": list(edition.exclusions.all()),
        }
        for edition in subject.sealed
    ]
    kind = kind_of(subject)
    return {
        "subject": subject,
        "title": titles.get(subject.pk, ""),
        "url": kind.address(subject),
        "editions": editions,
        "audiences": [{"audience": one, "label": labels[one], "uses": uses} for one, uses in _in_force(subject)],
        "ended": kind.ended(subject),
    }


def _in_force(subject) -> list[tuple[str, dict[str, list[str]]]]:
    """(audience, {purpose in words: [element in words]}) of what stands now, whichever edition it was given for."""
    found: dict[str, dict[str, list[str]]] = {}
    for grant in _grants_of([subject]):
        if grant.is_live:
            elements = found.setdefault(grant.audience, {}).setdefault(grant.get_purpose_display(), [])
            if grant.get_element_display() not in elements:
                elements.append(grant.get_element_display())
    return sorted(found.items())


class OwnSubject:
    """Finds the subject among those of one's own State, by its unguessable slug."""

    @cached_property
    def subject(self):
        found = subjects_of_own_state(self.request.acting).filter(slug=self.kwargs["slug"]).first()
        if found is None:
            raise Http404
        return found

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and not can_consent(request.acting, self.subject):
            raise NotPermitted
        if request.user.is_authenticated:
            self.refuse_if_impossible()
        return super().dispatch(request, *args, **kwargs)

    def refuse_if_impossible(self) -> None:
        """Raises Conflict where the act makes no sense for this subject now."""


class ConsentWithdraw(OwnSubject, SubmitPage):
    """Withdraw one line, one audience, or everything: a page that says what ends and what follows, then the act."""

    keeps_typed = False
    template_name = "consent/withdraw.html"
    form_class = WithdrawForm

    def get_initial(self):
        return {name: self.request.GET.get(name, "") for name in ("edition", "line", "audience")}

    def chosen(self):
        """The grants asked for in the address or in the form; a bad address chooses nothing."""
        form = WithdrawForm(self.request.POST if self.request.method == "POST" else self.request.GET, looking=True)
        if not form.is_valid():
            raise Http404
        return list(grants_chosen(self.subject, **form.scope()))

    def get_context_data(self, **kwargs):
        grants = self.chosen()
        labels = labels_of(grant.audience for grant in grants)
        ending = [(grant, labels[grant.audience]) for grant in grants]
        more = {"subject": self.subject, "ending": ending, "title": titles_of([self.subject]).get(self.subject.pk, "")}
        more["secretariat"] = any(grant.audience == Audience.SECRETARIAT for grant in grants)
        return super().get_context_data(**more, **kwargs)

    def perform(self, form):
        ended = services.withdraw_consent(self.subject, by=self.acting, **form.scope())
        done = ngettext(
            "%(count)s consent withdrawn. Nothing of it is shown any more.",
            "%(count)s consents withdrawn. Nothing of them is shown any more.",
            ended,
        )
        messages.success(self.request, done % {"count": ended})
        return reverse("grant_ledger")


class ExclusionLift(OwnSubject, SubmitPage):
    """A body that was left out of one edition has again what its audiences have: said on one page, then done."""

    keeps_typed = False
    template_name = "consent/lift.html"
    form_class = LiftForm

    @cached_property
    def exclusion(self):
        found = exclusions_of(self.acting).filter(edition__subject=self.subject, pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404
        return found

    def refuse_if_impossible(self):
        if kind_of(self.exclusion.edition.subject).ended(self.subject):
            raise Conflict(_("This was withdrawn: nothing of it is shown to anybody."))

    def get_context_data(self, **kwargs):
        title = titles_of([self.subject]).get(self.subject.pk, "")
        return super().get_context_data(exclusion=self.exclusion, title=title, **kwargs)

    def perform(self, form):
        services.lift_exclusion(self.exclusion, by=self.acting)
        messages.success(self.request, _("Lifted. From now on it is shown what its audiences are shown."))
        return reverse("grant_ledger")


class ConsentWiden(OwnSubject, ConsentPage):
    """Further grants for the edition that readers see, in the same form as the first ones."""

    follows = gettext_lazy("What you add is shown at once to those whom you add. What stands already stays as it is.")

    def refuse_if_impossible(self):
        if kind_of(self.subject).ended(self.subject) or self.edition is None:
            raise Conflict(_("This was withdrawn, or nothing of it is finished: there is nothing to consent to."))

    @cached_property
    def edition(self):
        return last_sealed(self.subject)

    @cached_property
    def version(self):
        return kind_of(self.subject).words(self.edition)

    @cached_property
    def given(self):
        return frozenset(lines_in_force(self.edition))

    def get_initial(self):
        return {"edit_no": self.edition.number}

    def get_context_data(self, **kwargs):
        return super().get_context_data(back_url=reverse("grant_ledger"), widening=True, **kwargs)

    def perform(self, form):
        if form.cleaned_data["edit_no"] != self.edition.number:
            raise Conflict(_("Another edition is shown by now. Please look at it first."))
        services.widen_consent(self.subject, by=self.acting, **form.consent())
        messages.success(self.request, _("Added. Those whom you chose see it from now on."))
        return reverse("grant_ledger")
