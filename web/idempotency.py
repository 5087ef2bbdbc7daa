"""The same POST twice is one: the first answer is stored in the transaction that did the work."""

import contextlib
import functools
import hashlib
import json
from http import HTTPStatus

from django.db import transaction
from django.http import HttpResponse, JsonResponse
from rest_framework.exceptions import APIException
from rest_framework.request import Request
from rest_framework.utils.encoders import JSONEncoder

from web.failpoints import failpoint
from web.models import IdempotentAnswer

HEADER = "Idempotency-Key"
LONGEST = 100
MULTIPART = "multipart/form-data"


class Idempotent:
    """For API views: honours `Idempotency-Key` on POST. A key used for something else answers 422."""

    def dispatch(self, request, *args, **kwargs):
        key = request.headers.get(HEADER, "")
        if request.method != "POST" or not key or self._who(request).is_anonymous:
            return super().dispatch(request, *args, **kwargs)
        if len(key) > LONGEST or not key.isprintable():
            return JsonResponse({"detail": f"{HEADER}: at most {LONGEST} printable characters"}, status=400)
        act = functools.partial(super().dispatch, request, *args, **kwargs)
        with transaction.atomic():
            response = self._once(request, key, act)
            failpoint("before_commit")
        failpoint("committed")
        return response

    def _who(self, request):
        """Who acts. A session is known already; a token says so only when it is read, and what is wrong with either
        (a missing CSRF token too) is answered later, in its place.
        """
        if request.acting.is_anonymous:
            with contextlib.suppress(APIException):
                Request(request, authenticators=self.get_authenticators()).user  # noqa: B018 reading it authenticates
        return request.acting

    def _once(self, request, key: str, act):
        stored, mine = IdempotentAnswer.objects.select_for_update().get_or_create(
            user=request.acting.user, key=key, defaults={"fingerprint": _fingerprint(request)}
        )
        if not mine:
            return _repeat(stored, request)
        response = act()
        if response.status_code >= 400:
            stored.delete()
        else:
            stored.status, stored.body = response.status_code, json.loads(json.dumps(response.data, cls=JSONEncoder))
            stored.save()
        return response


def _repeat(stored, request):
    if stored.fingerprint != _fingerprint(request):
        return JsonResponse({"detail": f"This {HEADER} was used for another request."}, status=422)
    if stored.status == HTTPStatus.NO_CONTENT:
        return HttpResponse(status=stored.status)
    return JsonResponse(stored.body, status=stored.status, safe=False)


def _fingerprint(request) -> str:
    """What was asked, and in which mandate: a person with two of them is not answered in one what the other did."""
    told = hashlib.sha256(f"{request.acting.capacity_id} {request.get_full_path()}\0".encode())
    for piece in _uploaded(request) if request.content_type == MULTIPART else [request.body]:
        told.update(piece)
    return told.hexdigest()


def _uploaded(request):
    """Words and files of a form: the same ones sent anew have another boundary and are the same request."""
    for name, values in sorted(request.POST.lists()):
        yield repr((name, values)).encode()
    for name, files in sorted(request.FILES.lists()):
        for one in files:
            yield repr((name, one.name, one.size)).encode()
            yield from one.chunks()
            one.seek(0)
