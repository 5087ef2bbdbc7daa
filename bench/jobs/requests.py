"""Requests to the platform without a network: the same WSGI application that gunicorn serves."""

import gzip
import io
import re
from importlib import import_module

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.db import connection
from django.test import Client

from platform_site.wsgi import application


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


def get(address: str, username: str = ""):
    """GET this address; gives {"status", "bytes" (compressed), "queries"}."""
    path, _mark, query = address.partition("?")
    environ = {
        "REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": query, "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8000", "HTTP_HOST": "127.0.0.1", "SERVER_PROTOCOL": "HTTP/1.1", "wsgi.url_scheme": "http",
        "HTTP_COOKIE": session_of(username), "wsgi.errors": io.StringIO(),
    }  # fmt: skip
    answered: dict = {}

    def start(status, headers, _error=None):
        answered["status"] = int(status.split()[0])

    def ask() -> dict:
        response = application(environ | {"wsgi.input": io.BytesIO()}, start)
        answered["body"] = b"".join(response)
        response.close()
        return {"status": answered["status"]}

    def counted() -> dict:
        count = [0]

        def one_more(execute, *words):
            count[0] += 1
            return execute(*words)

        with connection.execute_wrapper(one_more):
            ask()
        body = answered["body"]
        return {"status": answered["status"], "bytes": len(gzip.compress(body, 6)), "queries": count[0]}

    ask.counted = counted
    return ask


def described(address: str, username: str = ""):
    """The same, telling how large it is and how many statements it took."""
    return get(address, username).counted


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
