"""How a document leaves: to be saved, never to be opened by the browser, never kept by anybody in between."""

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header

from files import storage
from files.choices import CONTENT_TYPES
from files.models import Document

SANDBOX = "default-src 'none'; sandbox"


def sent(document: Document) -> HttpResponse:
    """The bytes of a document (at most 10 MB). Whoever calls has asked the permission of its owner."""
    try:
        content = storage.path_of(document.place).read_bytes()
    except FileNotFoundError as fault:
        raise Http404 from fault
    headers = {
        "Content-Disposition": content_disposition_header(True, document.name),
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Content-Security-Policy": SANDBOX,
    }
    return HttpResponse(content, content_type=CONTENT_TYPES[document.kind], headers=headers)
