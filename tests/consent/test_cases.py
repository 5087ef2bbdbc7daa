"""Forty cases of consent over one world: what is expected stands here by hand, and every channel must agree with it."""

import time
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from consent.services import widen_consent, withdraw_consent
from notifications.models import OutboxMessage
from notifications.words import words_of
from requests_app.services import withdraw_statement
from states.cast import acting_as, make_cast
from states.models import Body
from tests.cast import an_open_statement, sign_in
from tests.factories.followup import an_active_match
from tests.factories.matching import a_proposal

pytestmark = pytest.mark.django_db

WORDS = {
    "title": "Title zibethtitle",
    "summary": "Summary zibethsummary of what is needed.",
    "institution": "Office zibethdetails",
    "contact_mailbox": "zibethcontact@example.org",
    "support_type": "equipment",
}
CANARIES = {"summary": ("zibethtitle", "zibethsummary"), "details": ("zibethdetails",), "contact": ("zibethcontact",)}
S, D, C = "summary", "details", "contact"
LISTED, WAITING = "session_listing", "waiting_time"
READERS = {
    "public": None, "kr": "authoriser.xkr", "wd": "authoriser.xwd", "fund": "fund", "undp": "officer.undp",
    "nd": "signatory.xnd", "nhri": "nhri.xtv", "cso": "cso.xtv", "curator": "curator", "own": "drafter.xtv",
    "admin": "admin",
}  # fmt: skip


def read(audience: str, *elements: str) -> list[tuple[str, str, str]]:
    return [(element, "read", audience) for element in elements]


PUBLIC, STATES, PARTNERS = read("public", S, D), read("states", S, D), read("partners", S, D, C)
#: (reader, lines beside the secretariat's, what else happens, what the reader has in the end)
CASES = [
    # audience × element
    ("public", [], {}, ""),
    ("public", read("public", S), {}, S),
    ("public", PUBLIC, {}, f"{S} {D}"),
    ("kr", PUBLIC, {}, f"{S} {D}"),
    ("kr", STATES, {}, f"{S} {D}"),
    ("kr", PARTNERS, {}, ""),
    ("fund", STATES, {}, ""),
    ("fund", PARTNERS, {}, f"{S} {D} {C}"),
    ("fund", read("partners", S), {}, S),
    ("nhri", PARTNERS, {}, ""),
    ("nhri", read("participants", S, D), {}, f"{S} {D}"),
    ("cso", read("participants", S), {}, S),
    ("public", read("participants", S), {}, ""),
    ("curator", [], {}, f"{S} {D} {C}"),
    ("own", [], {}, f"{S} {D} {C}"),
    ("admin", PARTNERS, {}, ""),
    ("admin", PUBLIC, {}, f"{S} {D}"),
    # a set, not a ladder: one kind, one body, one region
    ("fund", read("partners:fund", S, D), {}, f"{S} {D}"),
    ("undp", read("partners:fund", S, D), {}, ""),
    ("fund", read("body:fund", S), {}, S),
    ("undp", read("body:fund", S), {}, ""),
    ("kr", read("body:mission.xkr", S, D), {}, f"{S} {D}"),
    ("wd", read("region:asia_pacific", S), {}, S),
    ("kr", read("region:asia_pacific", S), {}, ""),
    ("fund", read("region:asia_pacific", S), {}, ""),
    ("fund", [*read("partners", S), *read("body:fund", D)], {}, f"{S} {D}"),
    # purpose: listing at the session, or counting days, lets nobody read
    ("public", [(S, LISTED, "public")], {}, ""),
    ("public", [(S, WAITING, "public")], {}, ""),
    ("public", [*read("public", S), (D, LISTED, "public")], {}, S),
    # exclusion
    ("fund", PARTNERS, {"excluded": "fund"}, ""),
    ("undp", PARTNERS, {"excluded": "fund"}, f"{S} {D} {C}"),
    ("fund", read("body:fund", S), {"excluded": "fund"}, ""),
    ("kr", STATES, {"excluded": "mission.xkr"}, ""),
    # expiry
    ("public", PUBLIC, {"days": 3}, f"{S} {D}"),
    ("public", PUBLIC, {"expired": True}, ""),
    ("fund", [*PARTNERS], {"expired": True}, ""),
    # withdrawal: a line, an audience, everything, the statement itself
    ("public", PUBLIC, {"line": (D, "read", "public")}, S),
    ("public", PUBLIC, {"audience": "public"}, ""),
    ("kr", [*PUBLIC, *STATES], {"audience": "public"}, f"{S} {D}"),
    ("curator", PUBLIC, {"everything": True}, ""),
    ("public", PUBLIC, {"statement": True}, ""),
    ("own", PUBLIC, {"statement": True}, f"{S} {D} {C}"),
]


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker):
    """One statement that only the secretariat reads, with a public match of UNDP, and a proposal of Nordmark."""
    with django_db_blocker.unblock(), transaction.atomic():
        make_cast("a password of the tests")
        statement = an_open_statement(preset="quiet", **WORDS)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
        an_active_match(statement, partner="undp")
        widen_consent(statement.subject, by=acting_as("authoriser.xtv"), lines=PUBLIC)
        a_proposal(statement)
        withdraw_consent(statement.subject, by=acting_as("authoriser.xtv"), audience="public")
        yield statement, {name: sign_in(user) if user else Client() for name, user in READERS.items()}
        transaction.set_rollback(True)


@pytest.fixture
def world(built, db):
    return built


def named(audience: str) -> str:
    kind, _colon, key = audience.partition(":")
    return f"body:{Body.objects.get(mailbox=f'{key}@example.org').pk}" if kind == "body" else audience


def consent(statement, lines, more: dict) -> None:
    by, subject = acting_as("authoriser.xtv"), statement.subject
    lines = [(element, purpose, named(audience)) for element, purpose, audience in lines]
    left_out = [Body.objects.get(mailbox=f"{more['excluded']}@example.org")] if "excluded" in more else []
    until = timezone.now() + timedelta(days=more["days"]) if "days" in more else None
    until = timezone.now() + timedelta(seconds=1.5) if "expired" in more else until
    if lines or left_out:
        widen_consent(subject, by=by, lines=lines, until=until, excluded=left_out)
    if "expired" in more:
        time.sleep(1.5)
    if "line" in more:
        withdraw_consent(subject, by=by, edition=1, line=more["line"])
    if "audience" in more or "everything" in more:
        withdraw_consent(subject, by=by, audience=more.get("audience", ""))
    if "statement" in more:
        withdraw_statement(statement, by=by)


def heard_on(statement, client, reader: str) -> dict[str, str]:
    """Everything that one reader gets to read, by channel."""
    reference = statement.subject.reference
    urls = {
        "page": reverse("need", args=[reference]),
        "list": reverse("need_list"),
        "search": reverse("need_list") + "?q=zibeth",
        "facet": reverse("need_list") + "?support_type=equipment",
        "state": reverse("state", args=["XTV"]),
        "editions": reverse("editions", args=[reference]),
        "export": reverse("iati"),
        "api list": reverse("api-need-list"),
        "api state": reverse("api-need-list") + "?state=XTV",
        "api": reverse("api-statement-detail", args=[reference]),
        "api listing": reverse("api-statement-list"),
    }
    heard = {channel: client.get(url).content.decode() for channel, url in urls.items()}
    mails = OutboxMessage.objects.filter(person__username=READERS[reader] or "")
    return heard | {"mail": "\n".join(str(words_of(message)) for message in mails)}


def seen_in(text: str) -> set[str]:
    return {element for element, words in CANARIES.items() if any(word in text for word in words)}


@pytest.mark.parametrize(("reader", "lines", "more", "expected"), CASES)
def test_every_channel_agrees_with_the_case(world, reader, lines, more, expected):
    statement, clients = world
    consent(statement, lines, more)
    wanted = set(expected.split())
    heard = {channel: seen_in(text) for channel, text in heard_on(statement, clients[reader], reader).items()}
    ended = "statement" in more
    assert heard["page"] == (set() if ended else wanted)
    assert heard["api"] == wanted
    summary = wanted & {S} if not ended else set()
    for channel in ("list", "facet", "state", "api list", "api state"):
        assert heard[channel] == summary, channel
    assert S not in heard["search"] or summary
    assert heard["api listing"] == wanted
    assert heard["mail"] <= wanted
    assert (S in heard["export"]) <= (S in seen_in(clients["public"].get(reverse("need_list")).content.decode()))


@pytest.mark.parametrize("reader", ["public", "fund", "curator", "nhri"])
def test_answer_from_before_a_withdrawal_is_never_confirmed(world, reader):
    """Whatever a browser kept is asked for anew: no 304, and nobody between may store what was for one reader."""
    statement, clients = world
    consent(statement, [*PUBLIC, *PARTNERS], {})
    urls = [reverse("need", args=[statement.subject.reference]), reverse("api-need-list"), reverse("need_list")]
    before = [clients[reader].get(url) for url in urls]
    withdraw_statement(statement, by=acting_as("authoriser.xtv"))
    for url, old in zip(urls, before, strict=True):
        kept = {name: old[header] for name, header in (("If-None-Match", "ETag"),) if header in old}
        again = clients[reader].get(url, headers=kept or {"If-Modified-Since": "Tue, 01 Jan 2030 00:00:00 GMT"})
        assert again.status_code in (200, 410)
        assert seen_in(again.content.decode()) == set()
