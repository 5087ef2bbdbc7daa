"""Questions and answers through the API: the same selectors and services as the pages."""

import django_filters
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.response import Response

from consent.models import Subject
from lifecycle.api import ActionsField, Acts
from questions import services
from questions.choices import QuestionStatus
from questions.lifecycles import QUESTION
from questions.models import Answer, Question
from questions.selectors import answer_shown, questions_shown_to, subjects_to_ask_about
from states.rules import body_of, is_moderator
from web.api import ScopedViewSet
from web.serializers import KeyedField, StrictModelSerializer

EDIT_NO = {"min_value": 0, "max_value": 2**31 - 1}
ASKED = {"text": {"required": True, "allow_blank": False}, "language": {"required": True}}


class QuestionWords(StrictModelSerializer):
    """What is asked, about what: the reference of a statement, a presentation or a practice that you may read."""

    subject = KeyedField(slug_field="reference", queryset=Subject.objects.none())

    class Meta:
        model = Question
        fields = ["subject", "text", "language"]
        extra_kwargs = ASKED

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "view" in self.context:
            self.fields["subject"].queryset = subjects_to_ask_about(self.context["view"].acting)


class QuestionChange(StrictModelSerializer):
    """The words of a returned question anew, with the number of the text that was seen; it is sent again."""

    edit_no = serializers.IntegerField(**EDIT_NO)

    class Meta:
        model = Question
        fields = ["text", "language", "edit_no"]
        extra_kwargs = ASKED


class AnswerWords(StrictModelSerializer):
    """The State's answer; `edit_no` of the one that it replaces, 0 for the first."""

    edit_no = serializers.IntegerField(default=0, **EDIT_NO)

    class Meta:
        model = Answer
        fields = ["text", "language", "edit_no"]
        extra_kwargs = {"language": {"required": True}}


class AnswerShown(StrictModelSerializer):
    body = serializers.CharField(source="body.name", read_only=True)

    class Meta:
        model = Answer
        fields = ["body", "text", "language", "answered_on", "edit_no"]


class QuestionSerializer(StrictModelSerializer):
    """A question; times are weeks. `screening_note` is for its author and the moderators."""

    id = serializers.CharField(source="public_id", read_only=True)
    subject = serializers.CharField(source="subject.reference", read_only=True)
    state = serializers.CharField(source="subject.state.iso3", read_only=True)
    author = serializers.CharField(source="body.name", read_only=True)
    answer = serializers.SerializerMethodField()
    screening_note = serializers.SerializerMethodField()
    actions = ActionsField(lifecycle=QUESTION)

    class Meta:
        model = Question
        fields = [
            "id", "subject", "state", "author", "text", "language", "status", "published_week", "declined_reason",
            "screening_note", "edit_no", "answer", "actions",
        ]  # fmt: skip

    @extend_schema_field(AnswerShown(allow_null=True))
    def get_answer(self, question):
        answer = answer_shown(question)
        return AnswerShown(answer).data if answer else None

    def get_screening_note(self, question) -> str:
        acting = self.context["view"].acting
        body = body_of(acting)
        return question.screening_note if is_moderator(acting) or body and body.pk == question.body_id else ""


class QuestionFilter(django_filters.FilterSet):
    subject = django_filters.CharFilter(field_name="subject__reference", max_length=60)
    state = django_filters.CharFilter(field_name="subject__state__iso3", max_length=3)
    status = django_filters.ChoiceFilter(choices=QuestionStatus.choices)

    class Meta:
        model = Question
        fields = ["subject", "state", "status"]


class QuestionViewSet(Acts, ScopedViewSet):
    selector = staticmethod(questions_shown_to)
    serializer_class = QuestionSerializer
    filterset_class = QuestionFilter
    keyset = ("public_id",)
    lookup_field = "public_id"
    lifecycle = QUESTION
    services = services.QUESTION_ACTS

    def _now(self, question):
        return self.get_serializer(self.get_queryset().get(pk=question.pk)).data

    @extend_schema(request=QuestionWords)
    def create(self, request):
        words = QuestionWords(data=request.data, context=self.get_serializer_context())
        words.is_valid(raise_exception=True)
        given = dict(words.validated_data)
        asked = services.ask_question(given.pop("subject"), by=self.acting, **given)
        return Response(self._now(asked), status=status.HTTP_201_CREATED)

    @extend_schema(request=QuestionChange)
    def partial_update(self, request, public_id):
        question = self.get_object()
        words = QuestionChange(data=request.data, context=self.get_serializer_context())
        words.is_valid(raise_exception=True)
        services.ask_again(question, by=self.acting, **words.validated_data)
        return Response(self._now(question))

    @extend_schema(request=AnswerWords, responses={201: AnswerShown})
    @action(detail=True, methods=["post"], url_path="answer", url_name="answer")
    def answer(self, request, public_id):
        question = self.get_object()
        words = AnswerWords(data=request.data, context=self.get_serializer_context())
        words.is_valid(raise_exception=True)
        told = services.answer_question(question, by=self.acting, **words.validated_data)
        return Response(AnswerShown(told).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=None, responses={204: None})
    @action(detail=True, methods=["post"], url_path="answer/back", url_name="answer-back")
    def answer_back(self, request, public_id):
        services.take_answer_back(self.get_object(), by=self.acting)
        return Response(status=status.HTTP_204_NO_CONTENT)
