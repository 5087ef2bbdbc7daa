"""Answers to readers who are nobody, kept in this process under the version of everything that the public may read.

The version is read before anything else: it moves in the very transaction that withdraws a consent, and by itself when
a grant ends. An answer of another version is neither sent nor called fresh, and is forgotten (docs/adr/0019).
"""

import hashlib
import re
import threading
from collections import OrderedDict
from dataclasses import dataclass

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.db import connection
from django.http import HttpResponse, HttpResponseNotModified
from django.middleware.csrf import get_token
from django.utils import timezone
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.http import parse_etags
from django.utils.translation import get_language

#: seconds: what changes by the clock alone (days of waiting, what is next) is at most so old; days begin in time
LIFETIME = 300
MOST_BYTES = 16_000_000
#: so many rows are summed before they become one
MOST_CHANGES = 200
VARIES_BY = ["Cookie", "Accept-Language", "HX-Request", "Authorization"]
_TOKEN_FIELD = b'name="csrfmiddlewaretoken" value="'
_TOKEN, _ANY_TOKEN = re.compile(_TOKEN_FIELD + rb"\w+"), _TOKEN_FIELD + b"@"

_SUM = "SELECT COALESCE(sum(weight), 0), count(*) FROM web_publicchange WHERE due IS NULL OR due <= %s"
_FOLD = """
    WITH past AS (SELECT id FROM web_publicchange WHERE due IS NULL OR due <= %s FOR UPDATE SKIP LOCKED),
         gone AS (DELETE FROM web_publicchange c USING past WHERE c.id = past.id RETURNING c.weight)
    INSERT INTO web_publicchange (weight) SELECT sum(weight) FROM gone HAVING count(*) > 0
"""


@dataclass(frozen=True)
class Version:
    """`changes` of what is public so far, and the five minutes (`moment`) of the clock."""

    changes: int
    moment: int


def version_now() -> Version:
    """One query. Many small rows are made one on the way, without waiting for anybody."""
    now = timezone.now()
    with connection.cursor() as cursor:
        cursor.execute(_SUM, [now])
        changes, rows = cursor.fetchone()
        if rows > MOST_CHANGES:
            cursor.execute(_FOLD, [now])
    return Version(int(changes), int(now.timestamp()) // LIFETIME)


@dataclass(frozen=True)
class Answer:
    body: bytes
    headers: tuple[tuple[str, str], ...]


class Kept:
    """Answers of one version alone, the least read forgotten first; for all threads of the process."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self.most_bytes = most_bytes
        self.lock = threading.Lock()
        self.forget()

    def forget(self) -> None:
        self.version: Version | None = None
        self.answers: OrderedDict[tuple, Answer] = OrderedDict()
        self.bytes = 0

    def find(self, version: Version, key: tuple) -> Answer | None:
        with self.lock:
            self._only(version)
            if key in self.answers:
                self.answers.move_to_end(key)
            return self.answers.get(key)

    def keep(self, version: Version, key: tuple, answer: Answer) -> None:
        with self.lock:
            if self.version != version or key in self.answers or len(answer.body) > self.most_bytes:
                return
            self.answers[key] = answer
            self.bytes += len(answer.body)
            while self.bytes > self.most_bytes:
                self.bytes -= len(self.answers.popitem(last=False)[1].body)

    def _only(self, version: Version) -> None:
        if self.version != version:
            self.forget()
            self.version = version


KEPT = Kept()


class PublicRead:
    """For views of pages and of the API: with `kept = True` answers to nobody in particular are kept."""

    kept = False

    def dispatch(self, request, *args, **kwargs):
        if not (self.kept and is_nobody(request)):
            return super().dispatch(request, *args, **kwargs)
        return answered(request, lambda: super(PublicRead, self).dispatch(request, *args, **kwargs))


def is_nobody(request) -> bool:
    """Whether nothing that was sent tells who asks: no session, no token, no message that waits."""
    told = (settings.SESSION_COOKIE_NAME, CookieStorage.cookie_name)
    return (
        request.method == "GET"
        and "Authorization" not in request.headers
        and not any(name in request.COOKIES for name in told)
    )


def answered(request, make):
    """What was kept for this address, or what `make()` answers; 304 where the reader has it already."""
    version, key = version_now(), _key_of(request)
    if _tag_of(request, version) in parse_etags(request.headers.get("If-None-Match", "")):
        return _marked(HttpResponseNotModified(), request, version)
    found = KEPT.find(version, key)
    if found is not None:
        return _marked(_sent(found, request), request, version)
    response = make()
    if hasattr(response, "render"):
        response.render()
    if not _can_be_kept(request, response):
        return response
    KEPT.keep(version, key, Answer(_TOKEN.sub(_ANY_TOKEN, response.content), tuple(response.headers.items())))
    return _marked(response, request, version)


def _key_of(request) -> tuple:
    htmx = request.headers.get("HX-Request", ""), request.headers.get("HX-Boosted", "")
    return request.build_absolute_uri(), get_language(), request.headers.get("Accept", ""), *htmx


def _tag_of(request, version: Version) -> str:
    """Forms in a page hold a token for this reader's cookie: with another cookie the page is another."""
    named = [version.changes, version.moment, get_language(), request.META.get("CSRF_COOKIE", "")]
    return f'W/"{hashlib.sha256(repr(named).encode()).hexdigest()[:32]}"'


def _can_be_kept(request, response) -> bool:
    """Not what was made for one reader alone: a nonce, a cookie, a message."""
    alone = hasattr(request, "_csp_nonce") or response.cookies or getattr(request._messages, "used", False)
    return response.status_code == 200 and not response.streaming and not alone


def _sent(answer: Answer, request) -> HttpResponse:
    body = answer.body
    if _ANY_TOKEN in body:
        body = body.replace(_ANY_TOKEN, _TOKEN_FIELD + get_token(request).encode())
    return HttpResponse(body, headers=dict(answer.headers))


def _marked(response, request, version: Version):
    """Whoever stores it must ask each time whether it still holds."""
    response["ETag"] = _tag_of(request, version)
    patch_vary_headers(response, VARIES_BY)
    patch_cache_control(response, private=True, no_cache=True)
    return response
