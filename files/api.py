"""How the API takes a file: as a form of one file and its words, looked into by the same services as on pages."""

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.parsers import BaseParser, DataAndFiles

from files.inspection import MOST_BYTES
from web.serializers import StrictSerializer


class UploadParser(BaseParser):
    """multipart/form-data as `files.middleware` reads it: names of files come as they were sent."""

    media_type = "multipart/form-data"

    def parse(self, stream, media_type=None, parser_context=None):
        request = parser_context["request"]._request
        return DataAndFiles(request.POST, request.FILES)


class UploadWords(StrictSerializer):
    """One file; what is wrong with it is said beside `file`."""

    file = serializers.FileField(
        allow_empty_file=True,
        help_text=f"PDF, Word (.docx), PNG or JPEG, at most {MOST_BYTES} bytes; it may name no individuals",
    )

    def to_internal_value(self, data):
        self._refuse({name for name in data if len(data.getlist(name)) > 1}, _("It stands here more than once."))
        return super().to_internal_value(data)
