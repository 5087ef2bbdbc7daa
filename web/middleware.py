"""What every request passes: bad bytes are refused before anything reads them, failures get one plain answer."""

from urllib.parse import unquote_to_bytes

from django.core.exceptions import BadRequest, RequestDataTooBig
from django.db import OperationalError
from django.http import JsonResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers, patch_cache_control
from django.utils.translation import gettext as _

from web.errors import Conflict, FailedCheck, ProofNeeded
from web.kept import keep_typed

API = "/api/v1/"
URLENCODED = "application/x-www-form-urlencoded"


class ApiRefusals:
    """Under the API's address every refusal is JSON, also where no view was asked: an unknown address, bad bytes."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        is_page = response.status_code >= 400 and response.headers.get("Content-Type", "").startswith("text/html")
        if not (is_page and request.path_info.startswith(API)):
            return response
        kept = {name: response[name] for name in ("Retry-After", "Allow") if name in response}
        return JsonResponse({"detail": response.reason_phrase}, status=response.status_code, headers=kept)


class RefuseBadBytes:
    """400 for text that is not UTF-8, or holds NUL, in path, query, cookies or a form's body.

    A NUL inside a form's field reaches the form, which says so beside the field.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        for place, raw in _texts_of(request):
            if not _readable(raw, nul_allowed=place == "body"):
                return render(
                    request, "400.html", {"reason": _("The address or the form holds unreadable bytes.")}, status=400
                )
        return self.get_response(request)


def _texts_of(request):
    yield "path", unquote_to_bytes(request.path_info)  # Django writes what is not UTF-8 as %FF
    yield "query", unquote_to_bytes(request.META.get("QUERY_STRING", "").replace("+", " "))
    yield "cookies", request.META.get("HTTP_COOKIE", "").encode("latin-1", "replace")
    if request.method == "POST" and request.content_type == URLENCODED:
        yield "body", unquote_to_bytes(request.body.replace(b"+", b" "))


def _readable(raw: bytes, *, nul_allowed: bool) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return nul_allowed or b"\x00" not in raw


class PlainFailures:
    """Errors become answers once, for pages: 409 with what is true now, 400, 413, 503."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        try:
            return self.get_response(request)
        except RequestDataTooBig:
            return render(request, "413.html", status=413)

    def process_exception(self, request, exception):
        if isinstance(exception, Conflict):
            return render(request, "409.html", {"reason": str(exception)}, status=409)
        if isinstance(exception, FailedCheck | BadRequest):
            return render(request, "400.html", {"reason": _words_of(exception)}, status=400)
        if isinstance(exception, OperationalError):
            return _unavailable(request)
        return None


def _words_of(exception) -> str:
    return " ".join(getattr(exception, "messages", None) or [str(exception)])


def _unavailable(request):
    response = render(request, "503.html", status=503)
    response["Retry-After"] = "30"
    return response


class TextOutlivesProof:
    """What was typed into a binding form is kept while the person proves who they are; stands inside allauth's own."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if isinstance(exception, ProofNeeded) and request.method == "POST":
            keep_typed(request)


class NothingPrivateInSharedCaches:
    """An answer to somebody who is signed in is never stored by anybody."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.user.is_authenticated:
            add_never_cache_headers(response)
            patch_cache_control(response, private=True, no_store=True)
        return response
