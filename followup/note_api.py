"""Progress notes through the API: the same selectors and services as the pages."""

import django_filters
from django.conf import settings
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.exceptions import NotFound
from rest_framework.response import Response

from consent.presets import PRESETS
from followup import services
from followup.choices import NoteStatus
from followup.lifecycles import NOTE
from followup.models import NoteVersion, ProgressNote
from followup.selectors import (
    NOTE_WORDS,
    lines_for_note,
    needs_to_note_on,
    notes_in_full,
    notes_reachable,
    recommendations_to_note_on,
)
from lifecycle.api import ActionsField, Acts
from requests_app.selectors import needs_shown_to
from web.api import ScopedViewSet
from web.serializers import StrictModelSerializer, StrictSerializer

EDIT_NO = {"min_value": 0, "max_value": 2**31 - 1}


class ProgressNoteWords(StrictModelSerializer):
    """What a State writes on one of its needs, or on one recommendation to it."""

    language = serializers.ChoiceField(choices=settings.LANGUAGES)

    class Meta:
        model = NoteVersion
        fields = [*NOTE_WORDS, "language"]


class NoteBegin(ProgressNoteWords):
    """The words with what they are about: `statement` and `need` (its number), or `recommendation`."""

    statement = serializers.CharField(max_length=60, required=False)
    need = serializers.IntegerField(min_value=1, max_value=8, required=False, help_text="number of the need")
    recommendation = serializers.CharField(max_length=60, required=False)

    class Meta(ProgressNoteWords.Meta):
        fields = ["statement", "need", "recommendation", *ProgressNoteWords.Meta.fields]

    def validate(self, words):
        acting = self.context["view"].acting
        named = {name: words.pop(name) for name in ("statement", "need", "recommendation") if name in words}
        about: dict = {}
        if "recommendation" in named:
            rows = recommendations_to_note_on(acting).filter(reference=named["recommendation"])
            about["recommendation"] = _one(rows, "recommendation")
        if "statement" in named or "need" in named:
            of = {"statement__subject__reference": named.get("statement", ""), "number": named.get("need", 1)}
            about["need"] = _one(needs_to_note_on(acting).filter(**of), "statement")
        return words | {"about": about}


def _one(rows, name: str):
    found = rows.first()
    if found is None:
        raise serializers.ValidationError({name: ["Nothing of your State that was opened has this name."]})
    return found


class NoteChange(ProgressNoteWords):
    edit_no = serializers.IntegerField(**EDIT_NO)

    class Meta(ProgressNoteWords.Meta):
        fields = [*ProgressNoteWords.Meta.fields, "edit_no"]


class GiveNote(StrictSerializer):
    """What was reviewed, who may read it (nothing is chosen for you), and whether the annual report may quote it."""

    edit_no = serializers.IntegerField(**EDIT_NO)
    preset = serializers.ChoiceField(choices=[(one.name, one.label) for one in PRESETS.values()])
    in_annual_report = serializers.BooleanField(default=False)


class NeedNamed(serializers.Serializer):
    statement = serializers.CharField()
    number = serializers.IntegerField()


class ProgressNoteSerializer(StrictModelSerializer):
    """A note as the person may have it; `need` is null where its statement is not for this reader."""

    reference = serializers.CharField(source="subject", read_only=True)
    state = serializers.CharField(source="state.iso3", read_only=True)
    recommendation = serializers.CharField(source="recommendation.reference", read_only=True, default=None)
    need = serializers.SerializerMethodField()
    language = serializers.SerializerMethodField()
    edit_no = serializers.SerializerMethodField()
    words = serializers.SerializerMethodField()
    actions = ActionsField(lifecycle=NOTE)

    class Meta:
        model = ProgressNote
        fields = [
            "reference", "state", "recommendation", "need", "status", "given_at", "language", "edit_no", "words",
            "actions",
        ]  # fmt: skip

    def _readable_needs(self) -> dict:
        """The needs of the whole page that this reader may read, asked for once."""
        if "needs" not in self.context:
            page = self.parent.instance if self.parent else [self.instance]
            wanted = [note.need_id for note in page if note.need_id]
            shown = needs_shown_to(self.context["view"].acting).filter(pk__in=wanted)
            self.context["needs"] = {need.pk: need for need in shown}
        return self.context["needs"]

    @extend_schema_field(NeedNamed(allow_null=True))
    def get_need(self, note):
        need = self._readable_needs().get(note.need_id)
        return need and {"statement": str(need.statement.subject), "number": need.number}

    def _version(self, note) -> NoteVersion:
        return note.versions.all()[0]

    def get_language(self, note) -> str:
        return self._version(note).edition.language

    def get_edit_no(self, note) -> int:
        return self._version(note).edit_no

    @extend_schema_field(serializers.DictField(child=serializers.CharField()))
    def get_words(self, note):
        return {name: getattr(self._version(note), name) for name in NOTE_WORDS}


class ProgressNoteFilter(django_filters.FilterSet):
    state = django_filters.CharFilter(field_name="state__iso3", max_length=3)
    status = django_filters.ChoiceFilter(choices=NoteStatus.choices)
    recommendation = django_filters.CharFilter(field_name="recommendation__reference", max_length=60)
    statement = django_filters.CharFilter(method="on_statement", max_length=60)

    class Meta:
        model = ProgressNote
        fields = ["state", "status", "recommendation", "statement"]

    def on_statement(self, notes, _name, reference):
        """Only by a statement that the person may read: a filter tells no more than the page."""
        shown = needs_shown_to(self.request._request.acting).filter(statement__subject__reference=reference)
        return notes.filter(need__in=shown.order_by().values("pk"))


def _give(note: ProgressNote, *, by, edit_no: int, preset: str, in_annual_report: bool) -> ProgressNote:
    return services.give_note(note, by=by, edit_no=edit_no, lines=lines_for_note(preset, in_annual_report))


class ProgressNoteViewSet(Acts, ScopedViewSet):
    selector = staticmethod(lambda acting: notes_in_full(notes_reachable(acting)))
    serializer_class = ProgressNoteSerializer
    filterset_class = ProgressNoteFilter
    lifecycle = NOTE
    services = services.NOTE_ACTS | {"give": _give}
    act_serializers = {"give": GiveNote}

    def get_object(self):
        """By reference, or for its State by the slug that a draft has before it is given."""
        wanted, notes = self.kwargs["reference"], self.get_queryset()
        found = notes.filter(subject__reference=wanted).first()
        found = found or notes.filter(subject__slug=wanted, subject__reference=None).first()
        if found is None:
            raise NotFound
        return found

    def _answer(self, note: ProgressNote, code: int) -> Response:
        return Response(self.get_serializer(self.get_queryset().get(pk=note.pk)).data, status=code)

    @extend_schema(request=NoteBegin)
    def create(self, request):
        words = NoteBegin(data=request.data, context=self.get_serializer_context())
        words.is_valid(raise_exception=True)
        given = dict(words.validated_data)
        about, language = given.pop("about"), given.pop("language")
        note = services.begin_note(by=self.acting, words=given, language=language, **about)
        return self._answer(note, status.HTTP_201_CREATED)

    @extend_schema(request=NoteChange)
    def partial_update(self, request, reference):
        note = self.get_object()
        words = NoteChange(data=request.data, partial=True, context=self.get_serializer_context())
        words.is_valid(raise_exception=True)
        given = dict(words.validated_data)
        apart = {"edit_no": given.pop("edit_no", -1), "language": given.pop("language", "")}
        services.save_note(note, by=self.acting, words=given, **apart)
        return self._answer(note, status.HTTP_200_OK)
