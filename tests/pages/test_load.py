import json

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from accounts.acting import ANONYMOUS
from consent.digests import broken_editions
from followup.models import ReportDue
from matching.selectors import open_offers
from obligations.models import Theme
from pages.load.rows import without_guards
from requests_app.models import NeedVersion, StatementVersion
from requests_app.selectors import needs_shown_to
from states.cast import acting_as

pytestmark = pytest.mark.django_db


@pytest.fixture
def load(settings, cast, capsys):
    def run(**numbers) -> dict:
        settings.DEMO = True
        call_command("seed_load", **numbers)
        return json.loads(capsys.readouterr().out.splitlines()[-1])

    return run


def test_load_makes_what_was_asked_and_says_so(load):
    made = load(needs=200, offers=10, reports=12)
    assert (made["needs"], made["offers"], made["reports"]) == (200, 10, 12)
    assert open_offers().count() == 10
    assert ReportDue.objects.count() == 12
    assert load(needs=1)["needs"] == 1


def test_load_is_granted_as_its_presets_say(load):
    load(needs=180)
    counts = [needs_shown_to(who).count() for who in (ANONYMOUS, acting_as("officer.xnd"), acting_as("curator"))]
    assert counts == [108, 162, 180]


def test_load_is_sealed_under_true_hashes(load, capsys):
    load(needs=40)
    call_command("verify_history")
    assert json.loads(capsys.readouterr().out.splitlines()[-1])["faults"] == 0


def test_seals_of_many_statements_are_checked_in_a_few_queries(load, django_assert_max_num_queries):
    load(needs=60)
    with django_assert_max_num_queries(30):
        assert broken_editions() == []


TAMPERED = [
    "UPDATE requests_app_needversion SET volume = 'more' WHERE version_id = %(version)s",
    "INSERT INTO requests_app_statementversion_themes (statementversion_id, theme_id) SELECT %(version)s, %(theme)s",
]


@pytest.mark.parametrize("statement", TAMPERED)
def test_changed_part_of_a_sealed_statement_is_found_among_many(load, statement):
    load(needs=3)
    version = StatementVersion.objects.select_related("edition").latest("pk")
    theme = Theme.objects.create(slug="zibeth", names={"en": "Zibeth"})
    with without_guards(NeedVersion), connection.cursor() as cursor:
        cursor.execute(statement, {"version": version.pk, "theme": theme.pk})
    assert broken_editions() == [f"edition {version.edition}: its words were changed after sealing"]


@pytest.mark.parametrize("words", [["--needs", "-1"], ["--offers", "x"], ["--needs", "9999999999"]])
def test_bad_number_is_refused_in_one_line(settings, cast, words):
    settings.DEMO = True
    with pytest.raises(CommandError, match="whole number"):
        call_command("seed_load", *words)


def test_load_is_refused_without_demonstration(settings, cast):
    settings.DEMO = False
    with pytest.raises(CommandError):
        call_command("seed_load", needs=1)


def test_reports_without_needs_are_refused(load):
    with pytest.raises(CommandError, match="needs"):
        load(reports=5)
