"""Requests to the platform without a network: the same WSGI application that gunicorn serves."""

import gzip
import io
import json
import re
from collections.abc import Iterator
from importlib import import_module

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.db import connection
from django.test import Client

from platform_site.wsgi import application
from requests_app.selectors import version_for_writing
from tests.cast import a_draft
from web.public_reads import KEPT


def session_of(username: str) -> str:
    """The cookie of a session in which this member of the cast is signed in; empty for nobody."""
    if not username:
        return ""
    user = get_user_model().objects.get(username=username)
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store[SESSION_KEY], store[BACKEND_SESSION_KEY] = str(user.pk), "django.contrib.auth.backends.ModelBackend"
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.save()
    return f"{settings.SESSION_COOKIE_NAME}={store.session_key}"


def environ_of(address: str, username: str = "") -> dict:
    path, _mark, query = address.partition("?")
    return {
        "REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": query, "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8000", "HTTP_HOST": "127.0.0.1", "SERVER_PROTOCOL": "HTTP/1.1", "wsgi.url_scheme": "http",
        "HTTP_COOKIE": session_of(username), "wsgi.errors": io.StringIO(),
    }  # fmt: skip


def pieces_of(address: str) -> Iterator[bytes]:
    """The body as it leaves, none of it kept."""
    response = application(environ_of(address) | {"wsgi.input": io.BytesIO()}, lambda *_head: None)
    yield from response
    response.close()


def get(address: str, username: str = ""):
    """GET this address; gives {"status", "bytes" (compressed), "queries"}."""
    environ = environ_of(address, username)
    answered: dict = {}

    def start(status, headers, _error=None):
        answered["status"], answered["tag"] = int(status.split()[0]), dict(headers).get("ETag", "")
        answered["cookie"] = "; ".join(value.split(";")[0] for name, value in headers if name == "Set-Cookie")

    def ask() -> dict:
        response = application(environ | {"wsgi.input": io.BytesIO()}, start)
        answered["body"] = b"".join(response)
        response.close()
        return {"status": answered["status"]}

    def counted() -> dict:
        KEPT.forget()
        count = [0]

        def one_more(execute, *words):
            count[0] += 1
            return execute(*words)

        with connection.execute_wrapper(one_more):
            ask()
        body = answered["body"]
        return {"status": answered["status"], "bytes": len(gzip.compress(body, 6)), "queries": count[0]}

    def known() -> dict:
        """Asked by somebody who has it already."""
        environ["HTTP_IF_NONE_MATCH"] = answered["tag"] or environ["HTTP_IF_NONE_MATCH"]
        environ["HTTP_COOKIE"] = answered["cookie"] or environ["HTTP_COOKIE"]
        return ask()

    ask.counted, ask.known = counted, known
    return ask


def cold(address: str, username: str = ""):
    """The same where nothing is kept of what was answered before."""
    ask = get(address, username)

    def run() -> dict:
        KEPT.forget()
        return ask()

    return run


def known(address: str):
    """The same by a browser that has the answer: 304."""
    ask = get(address)
    ask()
    if ask.known()["status"] != 304:
        raise AssertionError(f"{address} does not tell that it is known")
    return ask.known


def described(address: str, username: str = ""):
    """The same, telling how large it is and how many statements it took."""
    return get(address, username).counted


def saving(username: str):
    """Change the headline of one draft, again and again, as the API lets its writers."""
    draft = a_draft(username)
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(get_user_model().objects.get(username=username))
    address, numbers = f"/api/v1/statements/{draft.subject.slug}/", [version_for_writing(draft).edit_no]

    def save() -> int:
        words = {"title": f"The courts of {len(numbers)} islands", "edit_no": numbers[-1]}
        answer = client.patch(address, json.dumps(words), content_type="application/json")
        numbers.append(answer.json()["edit_no"])
        return answer.status_code

    return save


def next_address(address: str, pages: int):
    """Follow «next page» so often: gives the address of a deep page."""

    def follow() -> str:
        current = address
        for _page in range(pages):
            current = _next_of(current) or current
        return current

    return follow


def _next_of(address: str) -> str:
    found = re.search(r'rel="next" href="([^"]+)"', Client(headers={"host": "127.0.0.1"}).get(address).content.decode())
    return found[1].replace("&amp;", "&").removeprefix("http://127.0.0.1") if found else ""
