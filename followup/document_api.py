"""Documents of a report through the API, while it is being written."""

from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.response import Response

from files.api import UploadParser, UploadWords
from files.models import Document
from followup import services
from followup.rules import can_write_report
from web.errors import NotPermitted
from web.serializers import StrictModelSerializer, StrictSerializer


class DocumentShown(StrictModelSerializer):
    """An annex of a report; `url` gives it to whoever may read the report when it is asked for."""

    url = serializers.SerializerMethodField()

    class Meta:
        model = Document
        fields = ["slug", "name", "kind", "size", "sha256", "url"]

    def get_url(self, document) -> str:
        return reverse("report_document", args=[document.slug])


class Documents:
    """Gives the reports' view set its documents."""

    @extend_schema(request={"multipart/form-data": UploadWords}, responses={201: DocumentShown})
    @action(detail=True, methods=["post"], url_path="documents", url_name="documents", parser_classes=[UploadParser])
    def documents(self, request, reference):
        due = self.get_object()
        if not can_write_report(self.acting, due):
            raise NotPermitted
        words = UploadWords(data=request.data)
        words.is_valid(raise_exception=True)
        stored = services.attach_to_report(due, upload=words.validated_data["file"], by=self.acting)
        return Response(DocumentShown(stored.document).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=StrictSerializer, responses={204: None})
    @action(
        detail=True,
        methods=["post"],
        url_path=r"documents/(?P<document>[\w-]{1,60})/remove",
        url_name="document-remove",
    )
    def document_remove(self, request, reference, document):
        """Take a document out of what is written."""
        due = self.get_object()
        StrictSerializer(data=request.data).is_valid(raise_exception=True)
        services.detach_from_report(due, slug=document, by=self.acting)
        return Response(status=status.HTTP_204_NO_CONTENT)
