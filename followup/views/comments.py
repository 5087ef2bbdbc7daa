"""Comments: written with the rules on top, shown in their public form, sent; screened; replied to."""

from django.contrib import messages
from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from followup import services
from followup.choices import CommentMode
from followup.forms import CommentForm, CommentReviewForm, ReplyForm
from followup.lifecycles import COMMENT
from followup.rules import can_comment
from followup.selectors import (
    commentable_matches,
    commentable_needs,
    commentable_statements,
    comments_of_own_body,
    comments_shown_to,
    comments_to_screen,
    may_reply,
)
from lifecycle.views import ActPage
from states.rules import is_moderator
from web.errors import NotPermitted
from web.two_hands import TwoHands
from web.views import ListPage, OnePage, SignedInPage, SubmitPage


class CommentNew(SubmitPage):
    """What is public and what is not stands before the first field."""

    keeps_typed = False  # see web.kept
    template_name = "followup/comment_form.html"
    form_class = CommentForm

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            self.statement = self.get_statement()
            if not can_comment(self.acting):
                raise NotPermitted
        return super().dispatch(request, *args, **kwargs)

    def get_statement(self):
        found = commentable_statements(self.acting).filter(subject__reference=self.kwargs["reference"]).first()
        if found is None:
            raise Http404
        return found

    @cached_property
    def things(self) -> dict[str, dict]:
        """The parts and public matches that a comment can be about, by the word that stands in the form."""
        needs = {f"need-{one.number}": {"need": one, "label": one.title} for one in commentable_needs(self.statement)}
        matches = commentable_matches(self.statement)
        return needs | {one.reference: {"match": one, "label": one.reference} for one in matches}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"things": [(word, one["label"]) for word, one in self.things.items()]}

    def get_initial(self):
        about = self.request.GET.get("about")
        return {"language": self.request.LANGUAGE_CODE, "mode": CommentMode.NAMED, "about": about}

    def get_context_data(self, **kwargs):
        return super().get_context_data(statement=self.statement, **kwargs)

    def perform(self, form):
        about = {k: v for k, v in self.things.get(form.cleaned_data.get("about"), {}).items() if k != "label"}
        comment = services.begin_comment(by=self.acting, statement=self.statement, words=form.words(), **about)
        messages.success(self.request, _("Saved as a draft. Only your organisation can see it."))
        return reverse("comment_review", args=[comment.public_id])


class OwnComment:
    """Finds the comment among those of one's own body."""

    def get_comment(self):
        found = comments_of_own_body(self.request.acting).filter(public_id=self.kwargs["public_id"]).first()
        if found is None:
            raise Http404
        return found


class CommentEdit(OwnComment, TwoHands, SubmitPage):
    """The same form over a draft or a returned comment; what it is about stays."""

    keeps_typed = False  # see web.kept
    template_name = "followup/comment_form.html"
    form_class = CommentForm

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            self.comment = self.get_comment()
            COMMENT.refuse_if_impossible(COMMENT.table["submit"], self.comment, self.acting)
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self):
        return {name: getattr(self.comment, name) for name in ("mode", "stance", "text", "language", "edit_no")}

    def get_context_data(self, **kwargs):
        return super().get_context_data(statement=self.comment.statement, comment=self.comment, **kwargs)

    def perform(self, form):
        edit_no = form.cleaned_data["edit_no"] or 0
        services.save_comment(self.comment, by=self.acting, words=form.words(), edit_no=edit_no)
        return reverse("comment_review", args=[self.comment.public_id])


class CommentReview(OwnComment, SubmitPage):
    """The exact public form, shown for confirmation; then it is sent."""

    keeps_typed = False  # see web.kept
    template_name = "followup/comment_review.html"
    form_class = CommentReviewForm

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            self.comment = self.get_comment()
            COMMENT.refuse_if_impossible(COMMENT.table["submit"], self.comment, self.acting)
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self):
        return {"edit_no": self.comment.edit_no}

    def get_context_data(self, **kwargs):
        follows = COMMENT.table["submit"].follows
        return super().get_context_data(comment=self.comment, follows=follows, **kwargs)

    def perform(self, form):
        services.submit_comment(self.comment, by=self.acting, edit_no=form.cleaned_data["edit_no"])
        messages.success(self.request, COMMENT.table["submit"].done)
        return self.comment.get_absolute_url()


class CommentPage(OnePage):
    """One comment as this person may have it: everybody once it is published, before that its author and moderators."""

    template_name = "followup/comment_detail.html"
    section = "progress"
    selector = staticmethod(comments_shown_to)
    lookup = "public_id"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        comment = self.object
        rows = COMMENT.available(comment, self.acting)
        screens = is_moderator(self.acting)
        own = comments_of_own_body(self.acting).filter(pk=comment.pk).exists()
        return context | {
            "comment": comment,
            "is_own": own,
            "sees_screening": own or screens,
            "may_submit": any(row.name == "submit" for row in rows),
            "may_reply": may_reply(self.acting, comment),
            "acts": [row for row in rows if row.name in services.COMMENT_ACTS],
        }


class CommentAct(ActPage):
    """The author's withdrawal and the moderators' acts."""

    keeps_typed = False  # see web.kept
    lifecycle = COMMENT
    selector = staticmethod(comments_shown_to)
    services = services.COMMENT_ACTS
    lookup = "public_id"

    def next_url(self, obj) -> str:
        shown = comments_shown_to(self.acting).filter(pk=obj.pk).exists()
        return obj.get_absolute_url() if shown else reverse("desk")


class CommentList(SignedInPage, ListPage):
    """What one's own body wrote, and where each stands."""

    template_name = "followup/comment_list.html"
    section = "desk"
    keyset = ("public_id",)

    def rows(self, filters):
        return comments_of_own_body(self.acting)


class Screening(SignedInPage, ListPage):
    """The moderators' queue, oldest week first."""

    template_name = "followup/screening.html"
    section = "desk"
    keyset = ("submitted_week", "public_id")

    def rows(self, filters):
        if not is_moderator(self.acting):
            raise Http404
        return comments_to_screen(self.acting)


class CommentReply(SubmitPage):
    """The State's one reply."""

    template_name = "followup/comment_reply.html"
    form_class = ReplyForm

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            self.comment = comments_shown_to(self.acting).filter(public_id=kwargs["public_id"]).first()
            if self.comment is None:
                raise Http404
            if not may_reply(self.acting, self.comment):
                raise NotPermitted
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self):
        return {"language": self.request.LANGUAGE_CODE}

    def get_context_data(self, **kwargs):
        return super().get_context_data(comment=self.comment, **kwargs)

    def perform(self, form):
        services.reply_to_comment(self.comment, by=self.acting, **form.cleaned_data)
        messages.success(self.request, _("Your reply stands under the comment."))
        return self.comment.get_absolute_url()
