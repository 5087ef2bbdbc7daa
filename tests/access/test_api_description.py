"""The API against its own description: whatever the table asks of it, each answer is one that OpenAPI tells of."""

import re

import pytest
from django.db import transaction
from drf_spectacular.generators import SchemaGenerator
from jsonschema import Draft202012Validator

from tests.access.addresses import address
from tests.access.table import TABLE

pytestmark = pytest.mark.django_db

ROWS = [row for row in TABLE if row.is_api]
SEEN_BY = ("An", "Au", "DM", "Cu", "CA")


@pytest.fixture(scope="module")
def described():
    return SchemaGenerator().get_schema(request=None, public=True)


def operation(described: dict, method: str, path: str) -> dict:
    """Of the paths that this address fits, the one with the fewest names in braces. Symbols of texts hold slashes."""
    patterns = {one: re.sub(r"{\w+}", "[^/]+", one.replace("{symbol}", ".+")) for one in described["paths"]}
    fitting = [one for one, pattern in patterns.items() if re.fullmatch(pattern, path)]
    return described["paths"][min(fitting, key=lambda one: one.count("{"))][method]


def faults_of(described: dict, told: dict, body) -> list[str]:
    """What in the body of an answer is otherwise than its description says."""
    shape = told.get("content", {}).get("application/json", {}).get("schema", {})
    checker = Draft202012Validator(shape | {"components": described["components"]})
    return [f"{fault.json_path}: {fault.message[:90]}" for fault in checker.iter_errors(body)]


def resolved(described: dict, told: dict) -> dict:
    name = told.get("$ref", "").removeprefix("#/components/responses/")
    return described["components"]["responses"][name] if name else told


def asked(world, subject: str, row, **headers):
    with transaction.atomic():
        answer = world.ask(subject, row.method, address(row, world), row.body, **headers)
        transaction.set_rollback(True)
    return answer


def faults_in_answer(described: dict, world, subject: str, row) -> list[str]:
    url, answer = address(row, world), asked(world, subject, row)
    told = operation(described, row.method, url.split("?")[0])["responses"].get(str(answer.status_code))
    if told is None:
        return [f"{answer.status_code} is not told of"]
    is_json = answer.headers.get("Content-Type", "").startswith("application/json")
    return faults_of(described, resolved(described, told), answer.json()) if is_json else []


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_each_answer_holds_to_its_description(world, described, row):
    found = {subject: faults_in_answer(described, world, subject, row) for subject in SEEN_BY}
    assert {subject: faults for subject, faults in found.items() if faults} == {}


@pytest.mark.parametrize("row", [row for row in ROWS if row.method == "post"], ids=str)
def test_key_that_makes_an_act_once_changes_no_answer(world, row):
    once = {"Idempotency-Key": "one"}
    answers = {subject: (asked(world, subject, row), asked(world, subject, row, **once)) for subject in SEEN_BY}
    assert {who: one.status_code for who, (one, _) in answers.items()} == {
        who: two.status_code for who, (_, two) in answers.items()
    }


def test_every_field_that_a_person_sends_has_its_limit(described):
    """Texts say how long, numbers how large: a client can tell before it asks."""
    requests = {name: one for name, one in described["components"]["schemas"].items() if name.endswith("Request")}
    endless = {
        f"{name}.{field}"
        for name, one in requests.items()
        for field, words in one.get("properties", {}).items()
        if words.get("type") == "string" and not _is_bounded(words)
    }
    assert endless == set()


def _is_bounded(words: dict) -> bool:
    """By a length, a format, a list, or a pattern that repeats nothing without end."""
    return bool({"maxLength", "format", "enum"} & set(words)) or not {"+", "*"} & set(words.get("pattern", "+"))


def test_unknown_address_of_the_api_answers_in_json(client):
    answer = client.get("/api/v1/no-such-thing/")
    assert (answer.status_code, answer.json()) == (404, {"detail": "Not Found"})
    assert client.get("/no-such-thing/").headers["Content-Type"].startswith("text/html")
