"""Uploads: what is far too large is refused before it is read, and names of files come as they were sent."""

import html

from django.http.multipartparser import MultiPartParser
from django.shortcuts import render

from files.inspection import MOST_BYTES

MULTIPART = "multipart/form-data"
MOST_OF_A_REQUEST = MOST_BYTES + 1_000_000


class Uploads:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.content_type == MULTIPART:
            if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_OF_A_REQUEST:
                return render(request, "413.html", status=413)
            request.parse_file_upload = lambda META, post: _parsed(request, META, post)
        return self.get_response(request)


def _parsed(request, META, post):
    return NamesAsSent(META, post, request.upload_handlers, request.encoding).parse()


class NamesAsSent(MultiPartParser):
    """Django takes invisible characters out of names in silence; here they stay, and `files.names` refuses them."""

    def sanitize_file_name(self, file_name):
        if super().sanitize_file_name(file_name) is None:
            return None
        return html.unescape(file_name).replace("\\", "/").rsplit("/", 1)[-1]
