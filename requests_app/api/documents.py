"""Documents of a statement through the API: annexes of the edition being written, and papers of authority."""

from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.response import Response

from files.api import UploadParser, UploadWords
from files.models import Document
from requests_app import services
from requests_app.api.parts import NoWordsOfAPart
from requests_app.choices import PaperKind
from requests_app.forms import DocumentForm
from requests_app.rules import may_file_paper, may_write
from web.errors import NotPermitted
from web.serializers import StrictModelSerializer

ANNEX = DocumentForm.ANNEX


class DocumentSerializer(StrictModelSerializer):
    url = serializers.SerializerMethodField()

    class Meta:
        model = Document
        fields = ["slug", "name", "kind", "size", "sha256", "uploaded_at", "url"]

    def get_url(self, obj) -> str:
        return reverse("document", args=[obj.slug])


class DocumentWords(UploadWords):
    """A document and what it is: an annex of the edition being written, or a paper of authority."""

    kind = serializers.ChoiceField(choices=[(ANNEX, "Annex of the edition being written"), *PaperKind.choices])


class Documents:
    """Gives the statements' view set its documents."""

    @extend_schema(request={"multipart/form-data": DocumentWords}, responses={201: DocumentSerializer})
    @action(detail=True, methods=["post"], url_path="documents", url_name="documents", parser_classes=[UploadParser])
    def documents(self, request, reference):
        statement = self.get_object()
        if not may_write(self.acting, statement) and not may_file_paper(self.acting, statement):
            raise NotPermitted
        words = DocumentWords(data=request.data)
        words.is_valid(raise_exception=True)
        upload, kind = words.validated_data["file"], words.validated_data["kind"]
        if kind == ANNEX:
            stored = services.attach_document(statement, upload=upload, by=self.acting)
        else:
            stored = services.file_paper(statement, upload=upload, kind=kind, by=self.acting)
        return Response(DocumentSerializer(stored.document).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=NoWordsOfAPart, responses={204: None})
    @action(
        detail=True,
        methods=["post"],
        url_path=r"documents/(?P<document>[\w-]{1,60})/remove",
        url_name="document-remove",
    )
    def document_remove(self, request, reference, document):
        """Take an annex out of the edition being written."""
        statement = self.get_object()
        NoWordsOfAPart(data=request.data).is_valid(raise_exception=True)
        services.detach_document(statement, slug=document, by=self.acting)
        return Response(status=status.HTTP_204_NO_CONTENT)
