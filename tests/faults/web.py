"""The web server dies before and after the commit of a write: a repeat with the same key is one."""

import http.cookiejar
import json
import re
import urllib.error
import urllib.parse
import urllib.request
import uuid

from requests_app.models import NeedsStatement
from tests.faults.rig import Rig
from tests.journeys.test_api_journey import WORDS


class Browser:
    """Signed in by one click, keeps its cookies; `post` returns the status, 0 where the connection broke."""

    def __init__(self, rig: Rig, username: str):
        self.url = f"http://127.0.0.1:{rig.port}"
        self.opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()), urllib.request.ProxyHandler({})
        )
        form = {"username": username, "csrfmiddlewaretoken": self._token("/accounts/login/")}
        self.opener.open(f"{self.url}/accounts/demo-sign-in/", urllib.parse.urlencode(form).encode())
        self.token = self._token("/accounts/mandate/")

    def _token(self, path: str) -> str:
        page = self.opener.open(self.url + path).read().decode()
        return re.search(r'csrfmiddlewaretoken" value="(\w+)"', page)[1]

    def post(self, path: str, words: dict, key: str) -> tuple[int, dict]:
        headers = {"Content-Type": "application/json", "X-CSRFToken": self.token, "Idempotency-Key": key}
        request = urllib.request.Request(f"{self.url}/api/v1/{path}", json.dumps(words).encode(), headers)
        try:
            with self.opener.open(request, timeout=20) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as answer:
            return answer.code, json.loads(answer.read() or b"{}")
        except OSError:
            return 0, {}


def killed_around_the_commit(rig: Rig, place: str, *, times: int) -> str:
    """`before_commit` leaves nothing, `committed` leaves one; the repeat answers 201 and makes no second one."""
    rig.start_web()
    browser = Browser(rig, "authoriser.xtv")
    for number in range(times):
        title, key = f"{place} {number}", str(uuid.uuid4())
        rig.kill("web")
        rig.start_web(failpoint=f"{place}:kill:1")
        answer = browser.post("statements/", WORDS | {"title": title}, key)
        assert answer[0] == 0, f"the web server did not die: {answer}"
        left = _stored(title)
        assert left == (place == "committed"), f"{left} stored after death at {place}"
        rig.kill("web")
        rig.start_web()
        answers = [browser.post("statements/", WORDS | {"title": title}, key) for _repeat in range(2)]
        assert [status for status, _words in answers] == [201, 201], answers
        assert answers[0] == answers[1]
        assert _stored(title) == 1, f"{_stored(title)} stored"
    rig.kill("web")
    return f"{times} deaths at «{place}»: {times} statements, none twice, none lost"


def _stored(title: str) -> int:
    return NeedsStatement.objects.filter(versions__title=title).distinct().count()
