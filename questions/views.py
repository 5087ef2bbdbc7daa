"""The pages of questions: asked with the rules on top, screened, answered; and what one's own body asked."""

import rules
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import View

from consent.kinds import kind_of
from lifecycle.views import ActPage
from questions import services
from questions.forms import AnswerForm, QuestionForm
from questions.lifecycles import QUESTION
from questions.rules import can_ask_about
from questions.selectors import (
    answer_shown,
    may_answer,
    questions_of_own_body,
    questions_shown_to,
    questions_to_screen,
    subjects_to_ask_about,
)
from states.rules import is_moderator
from web.errors import NotPermitted
from web.two_hands import TwoHands
from web.views import ListPage, OnePage, SignedInPage, SubmitPage


class QuestionNew(SubmitPage):
    """Who reads it, and who never learns of it, stands before the first field."""

    template_name = "questions/question_form.html"
    form_class = QuestionForm

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            self.subject = self.get_subject()
        return super().dispatch(request, *args, **kwargs)

    def get_subject(self):
        found = subjects_to_ask_about(self.acting).filter(reference=self.kwargs["reference"]).first()
        if found is None:
            raise Http404
        if not can_ask_about(self.acting, found):
            raise NotPermitted
        return found

    def get_initial(self):
        return {"language": self.request.LANGUAGE_CODE}

    def get_context_data(self, **kwargs):
        back_url = kind_of(self.subject).page(self.subject)
        return super().get_context_data(subject=self.subject, back_url=back_url, **kwargs)

    def perform(self, form):
        asked = services.ask_question(self.subject, by=self.acting, **form.words())
        messages.success(self.request, QUESTION.table["submit"].done)
        return asked.get_absolute_url()


class QuestionEdit(TwoHands, SubmitPage):
    """The same form over a question that came back from the moderator."""

    template_name = "questions/question_form.html"
    form_class = QuestionForm

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            self.question = questions_of_own_body(self.acting).filter(public_id=kwargs["public_id"]).first()
            if self.question is None:
                raise Http404
            QUESTION.refuse_if_impossible(QUESTION.table["submit"], self.question, self.acting)
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self):
        return {name: getattr(self.question, name) for name in ("text", "language", "edit_no")}

    def get_context_data(self, **kwargs):
        more = {"subject": self.question.subject, "back_url": self.question.get_absolute_url()}
        return super().get_context_data(question=self.question, **more, **kwargs)

    def perform(self, form):
        edit_no = form.cleaned_data["edit_no"] or 0
        services.ask_again(self.question, by=self.acting, edit_no=edit_no, **form.words())
        messages.success(self.request, QUESTION.table["submit"].done)
        return self.question.get_absolute_url()


class QuestionPage(OnePage):
    """One question as this person may have it."""

    template_name = "questions/question_detail.html"
    selector = staticmethod(questions_shown_to)
    lookup = "public_id"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        question = self.object
        rows = QUESTION.available(question, self.acting)
        own = questions_of_own_body(self.acting).filter(pk=question.pk).exists()
        return context | {
            "question": question,
            "answer": answer_shown(question),
            "thing_url": kind_of(question.subject).page(question.subject) if question.is_readable else "",
            "sees_screening": own or is_moderator(self.acting),
            "may_edit": any(row.name == "submit" for row in rows),
            "may_answer": may_answer(self.acting, question),
            "may_take_back": rules.has_perm("questions.answer", self.acting, question),
            "acts": [row for row in rows if row.name in services.QUESTION_ACTS],
        }


class QuestionAct(ActPage):
    """The author's withdrawal and the moderators' acts."""

    lifecycle = QUESTION
    selector = staticmethod(questions_shown_to)
    services = services.QUESTION_ACTS
    lookup = "public_id"

    def next_url(self, obj) -> str:
        shown = questions_shown_to(self.acting).filter(pk=obj.pk).exists()
        return obj.get_absolute_url() if shown else reverse("desk")


class AskedOfOwnState:
    """Finds a published question to one's own State; 403 for people who do not answer for it."""

    def get_question(self):
        found = questions_shown_to(self.request.acting).filter(public_id=self.kwargs["public_id"]).first()
        if found is None:
            raise Http404
        if not may_answer(self.request.acting, found):
            raise NotPermitted
        return found


class QuestionAnswer(AskedOfOwnState, TwoHands, SubmitPage):
    """The State's answer; asked for again, it can be changed."""

    template_name = "questions/answer_form.html"
    form_class = AnswerForm

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            self.question = self.get_question()
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self):
        answer = answer_shown(self.question)
        if answer is None:
            return {"language": self.request.LANGUAGE_CODE, "edit_no": 0}
        return {name: getattr(answer, name) for name in ("text", "language", "edit_no")}

    def get_context_data(self, **kwargs):
        return super().get_context_data(question=self.question, **kwargs)

    def perform(self, form):
        edit_no = form.cleaned_data["edit_no"] or 0
        services.answer_question(self.question, by=self.acting, edit_no=edit_no, **form.words())
        messages.success(self.request, _("Your answer stands under the question."))
        return self.question.get_absolute_url()


class AnswerTakeBack(AskedOfOwnState, LoginRequiredMixin, View):
    http_method_names = ["post"]

    def post(self, request, public_id):
        question = self.get_question()
        services.take_answer_back(question, by=request.acting)
        messages.success(request, _("Taken back. Nobody reads it any more."))
        return redirect(question.get_absolute_url())


class QuestionList(SignedInPage, ListPage):
    """What one's own body asked, and where each stands."""

    template_name = "questions/question_list.html"
    section = "desk"
    keyset = ("public_id",)

    def rows(self, filters):
        return questions_of_own_body(self.acting)


class QuestionScreening(SignedInPage, ListPage):
    """The moderators' queue, oldest week first."""

    template_name = "questions/screening.html"
    section = "desk"
    keyset = ("submitted_week", "public_id")

    def rows(self, filters):
        if not is_moderator(self.acting):
            raise Http404
        return questions_to_screen(self.acting)
