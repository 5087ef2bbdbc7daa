"""Single parts of a statement, and pages lent to another office, through the API."""

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.exceptions import NotFound
from rest_framework.response import Response

from requests_app import services
from requests_app.choices import Section
from requests_app.models import NeedVersion
from requests_app.previews import NEED_FIELDS
from requests_app.rules import may_write, sections_open_to
from requests_app.selectors import helpers_of, part_words, seen_of, version_for_writing
from states.models import Body
from states.selectors import bodies_of_state
from web.errors import NotPermitted
from web.serializers import StrictModelSerializer, StrictSerializer

OWED = ("support_type", "institution", "success_sign", "budget_band")
PART = r"parts/(?P<number>[0-9]{1,3})"
PART_ACT = PART + r"/(?P<change>remove|up|down)"


class PartWords(StrictModelSerializer):
    """The answers of one part; a draft may owe any of them."""

    class Meta:
        model = NeedVersion
        fields = NEED_FIELDS
        extra_kwargs = dict.fromkeys(OWED, {"required": False, "allow_blank": True})


class PartChange(PartWords):
    """The same, with the digest of the part as it was last seen."""

    seen = serializers.CharField(max_length=20)

    class Meta(PartWords.Meta):
        fields = ["seen", *NEED_FIELDS]


class PartShown(StrictModelSerializer):
    """One part of the text being written, for those who may write it; `seen` goes back with a change."""

    number = serializers.IntegerField(source="need.number", read_only=True)
    seen = serializers.SerializerMethodField()

    class Meta:
        model = NeedVersion
        fields = ["number", "position", "seen", *NEED_FIELDS]
        read_only_fields = fields

    def get_seen(self, part) -> str:
        return seen_of(part_words(part))


class NoWordsOfAPart(StrictSerializer):
    """An act that takes no words."""


class LendPages(StrictSerializer):
    """Exactly these pages of the draft are open to this office of the State; none closes them again."""

    body = serializers.PrimaryKeyRelatedField(
        queryset=Body.objects.none(), help_text=_("the number of an office of your State")
    )
    sections = serializers.ListField(child=serializers.ChoiceField(choices=Section.choices), max_length=len(Section))

    def __init__(self, *args, statement=None, **kwargs):
        super().__init__(*args, **kwargs)
        if statement is not None:
            self.fields["body"].queryset = bodies_of_state(statement.state_id)


class HelperShown(serializers.Serializer):
    body = serializers.CharField()
    pages = serializers.ListField(child=serializers.CharField())


class Parts:
    """Gives the statements' view set its parts; what is not being written has none here."""

    def _parts(self, statement):
        version = version_for_writing(statement)
        if Section.PARTS not in sections_open_to(self.acting, statement):
            raise NotPermitted
        if version is None:
            raise NotFound
        return version.need_versions.select_related("need", "version").order_by("position")

    def _answer(self, statement, code=status.HTTP_200_OK) -> Response:
        return Response(PartShown(self._parts(statement), many=True).data, status=code)

    @extend_schema(methods=["GET"], responses=PartShown(many=True))
    @extend_schema(methods=["POST"], request=PartWords, responses={201: PartShown(many=True)})
    @action(detail=True, methods=["get", "post"], url_path="parts", url_name="parts", pagination_class=None)
    def parts(self, request, reference):
        statement = self.get_object()
        if request.method == "GET":
            return self._answer(statement)
        words = PartWords(data=request.data)
        words.is_valid(raise_exception=True)
        services.add_part(statement, by=self.acting, words=dict(words.validated_data))
        return self._answer(statement, status.HTTP_201_CREATED)

    @extend_schema(request=PartChange, responses=PartShown(many=True))
    @action(detail=True, methods=["patch"], url_path=PART, url_name="part")
    def part(self, request, reference, number):
        statement = self.get_object()
        words = PartChange(data=request.data, partial=True)
        words.is_valid(raise_exception=True)
        given = dict(words.validated_data)
        services.save_part(statement, by=self.acting, number=int(number), seen=given.pop("seen", ""), words=given)
        return self._answer(statement)

    @extend_schema(operation_id="v1_statements_part_act", request=NoWordsOfAPart, responses=PartShown(many=True))
    @action(detail=True, methods=["post"], url_path=PART_ACT, url_name="part-act", pagination_class=None)
    def part_act(self, request, reference, number, change):
        statement = self.get_object()
        NoWordsOfAPart(data=request.data).is_valid(raise_exception=True)
        if change == "remove":
            services.remove_part(statement, by=self.acting, number=int(number))
        else:
            services.move_part(statement, by=self.acting, number=int(number), up=change == "up")
        return self._answer(statement)

    @extend_schema(request=LendPages, responses=HelperShown(many=True))
    @action(detail=True, methods=["post"], url_path="helpers", url_name="helpers")
    def helpers(self, request, reference):
        statement = self.get_object()
        if not may_write(self.acting, statement):
            raise NotPermitted
        words = LendPages(data=request.data, statement=statement)
        words.is_valid(raise_exception=True)
        services.open_sections(statement, by=self.acting, **words.validated_data)
        return Response(HelperShown(helpers_of(statement), many=True).data)
