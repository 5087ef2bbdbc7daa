"""Reports and comments through the API: the same selectors and services as the pages."""

import django_filters
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.response import Response

from followup import services
from followup.choices import OFFERED_MODES, CommentStatus, DueKind, Moved, ReportStatus
from followup.document_api import Documents, DocumentShown
from followup.lifecycles import COMMENT, REPORT
from followup.models import Comment, ProgressReport, Reply, ReportDue
from followup.rules import may_read_words
from followup.selectors import (
    REPORT_WORDS,
    commentable_matches,
    commentable_needs,
    commentable_statements,
    comments_shown_to,
    documents_of,
    moves_of,
    reports_shown_to,
)
from lifecycle.api import ActionsField, Acts
from states.rules import body_of, is_moderator
from web.api import ScopedViewSet
from web.serializers import StrictModelSerializer, StrictSerializer

EDIT_NO = {"min_value": 0, "max_value": 2**31 - 1}


class MovesField(serializers.DictField):
    """The reference of a recommendation → how far it moved, in the State's own view."""

    child = serializers.ChoiceField(choices=Moved.choices)


class ReportWords(StrictModelSerializer):
    """What a report says. A period and an outcome check ask different questions; those of the other are refused."""

    moves = MovesField(required=False)

    class Meta:
        model = ProgressReport
        fields = [*REPORT_WORDS, "moves"]


class ReportChange(ReportWords):
    """The words with the number of the text that the writer last saw; 0 for a blank report."""

    edit_no = serializers.IntegerField(**EDIT_NO)

    class Meta(ReportWords.Meta):
        fields = [*REPORT_WORDS, "moves", "edit_no"]


class SubmitReport(StrictSerializer):
    """What was reviewed, whether the public may read it, and whether the annual report may quote it."""

    edit_no = serializers.IntegerField(**EDIT_NO)
    make_public = serializers.BooleanField()
    in_annual_report = serializers.BooleanField(default=False)
    note = serializers.CharField(required=False, max_length=2000)


class ReportSerializer(StrictModelSerializer):
    """A due with its report; `words` is null until its side has given it, for everybody else."""

    match = serializers.CharField(source="match.reference", read_only=True)
    body = serializers.CharField(source="body.name", read_only=True)
    opened = serializers.BooleanField(source="is_opened", read_only=True)
    overdue = serializers.BooleanField(source="is_overdue", read_only=True)
    make_public = serializers.SerializerMethodField()
    edit_no = serializers.SerializerMethodField()
    words = serializers.SerializerMethodField()
    documents = serializers.SerializerMethodField()
    actions = ActionsField(lifecycle=REPORT)

    class Meta:
        model = ReportDue
        fields = [
            "reference", "kind", "match", "body", "period_start", "period_end", "due_on", "status", "opened", "overdue",
            "submitted_at", "noted_at", "waived_reason", "make_public", "edit_no", "words", "documents",
            "actions",
        ]  # fmt: skip

    def _report(self, due) -> ProgressReport | None:
        return getattr(due, "report", None) if may_read_words(self.context["view"].acting, due) else None

    def get_make_public(self, due) -> bool:
        report = self._report(due)
        return report is not None and report.make_public

    @extend_schema_field(DocumentShown(many=True))
    def get_documents(self, due):
        return DocumentShown(documents_of(due) if self._report(due) else [], many=True).data

    def get_edit_no(self, due) -> int:
        report = self._report(due)
        return report.edit_no if report else 0

    @extend_schema_field(ReportWords(allow_null=True))
    def get_words(self, due):
        report = self._report(due)
        if report is None:
            return None
        return {name: getattr(report, name) for name in REPORT_WORDS} | {"moves": moves_of(report)}


class ReportFilter(django_filters.FilterSet):
    status = django_filters.ChoiceFilter(choices=ReportStatus.choices)
    kind = django_filters.ChoiceFilter(choices=DueKind.choices)
    match = django_filters.CharFilter(field_name="match__reference", max_length=20)

    class Meta:
        model = ReportDue
        fields = ["status", "kind", "match"]


class ReportViewSet(Documents, Acts, ScopedViewSet):
    selector = staticmethod(reports_shown_to)
    serializer_class = ReportSerializer
    filterset_class = ReportFilter
    keyset = ("-due_on", "-pk")
    lifecycle = REPORT
    services = services.REPORT_ACTS | {"submit": services.submit_report, "hide": services.hide_report}
    act_serializers = {"submit": SubmitReport}

    @extend_schema(request=ReportChange)
    def partial_update(self, request, reference):
        due = self.get_object()
        words = ReportChange(data=request.data, partial=True, context=self.get_serializer_context())
        words.is_valid(raise_exception=True)
        given = dict(words.validated_data)
        services.write_report(due, by=self.acting, edit_no=given.pop("edit_no", -1), words=given)
        return Response(self.get_serializer(self.get_object()).data)


class CommentWords(StrictModelSerializer):
    """What an author writes. Only the mode `named` is offered so far."""

    mode = serializers.ChoiceField(choices=OFFERED_MODES)

    class Meta:
        model = Comment
        fields = ["mode", "stance", "text", "language"]
        extra_kwargs = {"text": {"required": True, "allow_blank": False}, "language": {"required": True}}


class CommentBegin(CommentWords):
    """The same with what it is about: a statement, and where it is meant one of its needs or a match."""

    statement = serializers.CharField(max_length=60)
    need = serializers.IntegerField(required=False, min_value=1, max_value=8, help_text="number of the need")
    match = serializers.CharField(required=False, max_length=60)

    class Meta(CommentWords.Meta):
        fields = ["statement", "need", "match", *CommentWords.Meta.fields]

    def validate(self, words):
        acting = self.context["view"].acting
        statement = commentable_statements(acting).filter(subject__reference=words["statement"]).first()
        if statement is None:
            raise serializers.ValidationError({"statement": ["There is no public statement of this reference."]})
        found = {"statement": statement}
        if "need" in words:
            found["need"] = _one(commentable_needs(statement).filter(number=words["need"]), "need")
        if "match" in words:
            found["match"] = _one(commentable_matches(statement).filter(reference=words["match"]), "match")
        return words | found


def _one(rows, name: str):
    found = rows.first()
    if found is None:
        raise serializers.ValidationError({name: ["Nothing public of this statement has this name."]})
    return found


class CommentChange(CommentWords):
    edit_no = serializers.IntegerField(**EDIT_NO)

    class Meta(CommentWords.Meta):
        fields = [*CommentWords.Meta.fields, "edit_no"]


class SubmitComment(StrictSerializer):
    """The number of the text that the author saw in its public form."""

    edit_no = serializers.IntegerField(**EDIT_NO)


class ReplyWords(StrictModelSerializer):
    class Meta:
        model = Reply
        fields = ["text", "language"]
        extra_kwargs = {"language": {"required": True}}


class ReplyShown(StrictModelSerializer):
    body = serializers.CharField(source="body.name", read_only=True)

    class Meta:
        model = Reply
        fields = ["body", "text", "language", "replied_on"]


class CommentSerializer(StrictModelSerializer):
    """A comment; times are weeks. `screening_note` is for its author and the moderators."""

    id = serializers.CharField(source="public_id", read_only=True)
    statement = serializers.CharField(source="statement.reference", read_only=True)
    state = serializers.CharField(source="statement.state.iso3", read_only=True)
    need = serializers.IntegerField(source="need.number", read_only=True, default=None)
    match = serializers.CharField(source="match.reference", read_only=True, default=None)
    author = serializers.CharField(source="body.name", read_only=True)
    reply = serializers.SerializerMethodField()
    screening_note = serializers.SerializerMethodField()
    actions = ActionsField(lifecycle=COMMENT)

    class Meta:
        model = Comment
        fields = [
            "id", "statement", "state", "need", "match", "author", "mode", "stance", "text", "language", "status",
            "published_week", "declined_reason", "screening_note", "edit_no", "reply", "actions",
        ]  # fmt: skip

    @extend_schema_field(ReplyShown(allow_null=True))
    def get_reply(self, comment):
        reply = getattr(comment, "reply", None)
        return ReplyShown(reply).data if reply else None

    def get_screening_note(self, comment) -> str:
        acting = self.context["view"].acting
        body = body_of(acting)
        return comment.screening_note if is_moderator(acting) or body and body.pk == comment.body_id else ""


class CommentFilter(django_filters.FilterSet):
    statement = django_filters.CharFilter(field_name="statement__subject__reference", max_length=60)
    state = django_filters.CharFilter(field_name="statement__state__iso3", max_length=3)
    status = django_filters.ChoiceFilter(choices=CommentStatus.choices)

    class Meta:
        model = Comment
        fields = ["statement", "state", "status"]


class CommentViewSet(Acts, ScopedViewSet):
    selector = staticmethod(comments_shown_to)
    serializer_class = CommentSerializer
    filterset_class = CommentFilter
    keyset = ("public_id",)
    lookup_field = "public_id"
    lifecycle = COMMENT
    services = services.COMMENT_ACTS | {"submit": services.submit_comment}
    act_serializers = {"submit": SubmitComment}

    @extend_schema(request=CommentBegin)
    def create(self, request):
        words = CommentBegin(data=request.data, context=self.get_serializer_context())
        words.is_valid(raise_exception=True)
        about = {name: words.validated_data.pop(name, None) for name in ("statement", "need", "match")}
        begun = services.begin_comment(by=self.acting, words=dict(words.validated_data), **about)
        return Response(self.get_serializer(begun).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=CommentChange)
    def partial_update(self, request, public_id):
        comment = self.get_object()
        words = CommentChange(data=request.data, partial=True, context=self.get_serializer_context())
        words.is_valid(raise_exception=True)
        given = dict(words.validated_data)
        services.save_comment(comment, by=self.acting, edit_no=given.pop("edit_no", -1), words=given)
        return Response(self.get_serializer(self.get_object()).data)

    @extend_schema(request=ReplyWords, responses={201: ReplyShown})
    @action(detail=True, methods=["post"], url_path="reply", url_name="reply")
    def reply(self, request, public_id):
        words = ReplyWords(data=request.data, context=self.get_serializer_context())
        comment = self.get_object()
        words.is_valid(raise_exception=True)
        told = services.reply_to_comment(comment, by=self.acting, **words.validated_data)
        return Response(ReplyShown(told).data, status=status.HTTP_201_CREATED)
