"""The IATI file: public matches only, valid against the schema of the standard."""

import json
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.urls import reverse
from django.utils import timezone
from lxml import etree

from insights.iati import document, public_activities
from matching.models import Pledge
from tests.cast import an_open_statement
from tests.factories.followup import an_active_match

pytestmark = pytest.mark.django_db
SCHEMA = Path(__file__).resolve().parents[3] / "shared/data/formats/iati-2.03/iati-activities-schema.xsd"


@pytest.fixture
def match(cast):
    match = an_active_match(an_open_statement())
    money = {"body": match.partner, "what": "Travel of trainers", "amount": "5000.00", "currency": "NOK"}
    now = timezone.now()
    Pledge.objects.create(
        match=match, status="committed", partner_yes_at=now, confirmed_at=now, committed_at=now, **money
    )
    Pledge.objects.create(match=match, **money | {"amount": "7000.00"})
    return match


def parsed() -> etree._Element:
    return etree.fromstring(document(public_activities()))


def test_public_match_is_one_activity_with_its_commitment(match):
    (activity,) = parsed()
    assert activity.findtext("iati-identifier").endswith(match.reference)
    assert activity.findtext("title/narrative") == match.need.statement.subject.shown.statement_version.title
    assert activity.find("recipient-country").get("code") == "XV"
    assert [one.text for one in activity.findall("transaction/value")] == ["5000.00"]
    assert activity.find("transaction/value").get("currency") == "NOK"


@pytest.mark.parametrize("fields", [{"public": False}, {"partner": "undp"}])
def test_match_that_is_not_public_stands_nowhere(match, fields):
    preset = "open" if fields == {"public": False} else "working"
    an_active_match(an_open_statement(preset=preset, title="A word of its own"), **fields)
    assert len(parsed()) == 1
    assert b"A word of its own" not in document(public_activities())


def test_file_holds_to_the_schema(match):
    if not SCHEMA.exists():
        pytest.skip("The schema of IATI 2.03 stands in ../shared/data, which is absent here.")
    etree.XMLSchema(etree.parse(SCHEMA)).assertValid(parsed())


def test_cost_does_not_grow_with_the_matches(match, django_assert_num_queries):
    an_active_match(an_open_statement(), partner="undp")
    with django_assert_num_queries(3):
        document(public_activities())


def test_page_serves_the_same_file(match, client):
    answer = client.get(reverse("iati"))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/xml")
    assert len(etree.fromstring(answer.content)) == 1


def test_command_writes_the_file_and_says_so(match, tmp_path, capsys):
    call_command("export_iati", tmp_path / "iati.xml")
    assert json.loads(capsys.readouterr().out) == {
        "file": str(tmp_path / "iati.xml"),
        "activities": 1,
        "commitments": 1,
    }
    assert len(etree.parse(tmp_path / "iati.xml").getroot()) == 1


def test_command_refuses_a_place_that_is_none(match, tmp_path):
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("export_iati", tmp_path / "nowhere" / "iati.xml")
