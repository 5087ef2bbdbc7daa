"""Four people at one draft at once, over HTTP and a real database: every word of everybody is there at the end."""

import re
import threading
import urllib.error
import urllib.parse
import urllib.request
from html import unescape

import pytest
from django.db import connections
from django.test.testcases import LiveServerThread, _StaticFilesHandler
from django.urls import reverse

from requests_app import services
from requests_app.selectors import version_for_writing
from states.cast import acting_as, make_cast
from states.models import Body
from tests.cast import a_draft, sign_in
from tests.followup.conftest import own_database  # noqa: F401 the clone for what commits

ROUNDS, CSRF = 3, "f" * 32
#: two people on each of two pages
HANDS = [
    ("drafter.xtv", "support", "partners_active"),
    ("authoriser.xtv", "support", "partners_active"),
    ("nmirf.xtv", "place", "equality_note"),
    ("ministry.xtv", "place", "equality_note"),
]


@pytest.fixture
def server(own_database):  # noqa: F811
    thread = LiveServerThread("127.0.0.1", _StaticFilesHandler, connections_override={})
    thread.daemon = True
    thread.start()
    thread.is_ready.wait()
    assert thread.error is None
    yield f"http://127.0.0.1:{thread.port}"
    thread.terminate()


class Hand:
    """One person's browser: reads a page, adds a word to its text, and after a 409 adds it to the other's text."""

    def __init__(self, server: str, username: str, url: str, name: str):
        session = sign_in(username).cookies["sessionid"].value
        self.url, self.name, self.word = server + url, name, username.split(".")[0]
        self.headers = {"Cookie": f"sessionid={session}; csrftoken={CSRF}", "X-CSRFToken": CSRF}
        self.conflicts, self.answers = 0, []

    def ask(self, data: bytes | None = None) -> tuple[int, str]:
        request = urllib.request.Request(self.url, data=data, headers=self.headers)
        opener = urllib.request.build_opener(NoRedirect)
        try:
            with opener.open(request, timeout=60) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as refused:
            return refused.code, refused.read().decode()

    def write(self, word: str) -> None:
        status = 409
        while status == 409:
            _status, page = self.ask()
            text = unescape(re.search(rf'<textarea name="{self.name}"[^>]*>\s*([^<]*)', page)[1]).strip()
            seen = re.search(r'name="seen" value="([^"]*)"', page)[1]
            words = {self.name: f"{text} {word}".strip(), "seen": seen}
            status, _page = self.ask(urllib.parse.urlencode(words).encode())
            self.conflicts += status == 409
        self.answers.append(status)

    def run(self, gate: threading.Barrier) -> None:
        gate.wait()
        for number in range(ROUNDS):
            self.write(f"{self.word}-{number}")
        connections.close_all()


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args, **kwargs):
        return None


@pytest.mark.slow
def test_four_hands_at_once_lose_no_word(server):
    make_cast("a password of the tests")
    draft = a_draft()
    ministry = Body.objects.get(pk=acting_as("ministry.xtv").capacity.body_id)
    services.open_sections(draft, by=acting_as("drafter.xtv"), body=ministry, sections=["place"])
    hands = [
        Hand(server, who, reverse("statement_step", args=[draft.subject.slug, section]), name)
        for who, section, name in HANDS
    ]
    gate = threading.Barrier(len(hands))
    threads = [threading.Thread(target=hand.run, args=[gate]) for hand in hands]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    version = version_for_writing(draft)
    for hand in hands:
        text = getattr(version, hand.name)
        assert [f"{hand.word}-{number}" in text for number in range(ROUNDS)] == [True] * ROUNDS
        assert hand.answers == [302] * ROUNDS
    print(f"{sum(hand.conflicts for hand in hands)} conflicts, 0 words lost")
    assert version.edit_no == 1 + ROUNDS * len(hands)
