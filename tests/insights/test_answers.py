"""Aggregates on answers betray no single need."""

import csv
from datetime import timedelta
from io import StringIO

import pytest
from django.test import Client
from django.utils import timezone

from insights.answers import answer_figures
from matching.models import Match
from requests_app.models import NeedsStatement
from tests.cast import an_open_statement
from tests.factories.matching import a_proposal

pytestmark = pytest.mark.django_db


def rows_of(name: str) -> dict:
    return {row.label: row for one in answer_figures() if one.name == name for row in one.rows}


def opened_days_ago(statements, days: int) -> None:
    pks = [one.pk for one in statements]
    NeedsStatement.objects.filter(pk__in=pks).update(opened_at=timezone.now() - timedelta(days=days))


def test_days_and_share_are_told_from_three_upward(cast):
    answered = [an_open_statement() for _number in range(3)]
    open_ones = [an_open_statement() for _number in range(3)]
    opened_days_ago(answered + open_ones, 20)
    for statement in answered:
        a_proposal(statement)
    Match.objects.update(created_at=timezone.now() - timedelta(days=8))
    row = rows_of("group")["Small island developing State"]
    assert (row.needs, row.unanswered, row.share, row.days) == (6, 3, 50, 12)


@pytest.mark.parametrize(("answers", "others"), [(1, 3), (3, 1)])
def test_one_or_two_answered_or_not_are_a_dash(cast, answers, others):
    statements = [an_open_statement() for _number in range(answers + others)]
    for statement in statements[:answers]:
        a_proposal(statement)
    row = rows_of("group")["Small island developing State"]
    assert (row.needs, row.unanswered, row.share) == (4, None, None)


def test_two_needs_are_no_group_and_quiet_ones_are_not_counted(cast):
    for _number in range(2):
        an_open_statement()
    an_open_statement(preset="working")
    assert rows_of("group") == {}


def test_figures_are_drawn_with_their_table_and_given_as_csv(cast):
    for _number in range(3):
        an_open_statement()
    page = Client().get("/figures/").content.decode()
    assert "<svg" in page
    assert "<desc>" in page
    lines = list(csv.reader(StringIO(Client().get("/figures/answers.csv").content.decode("utf-8-sig"))))
    assert lines[0][0] == "figure"
    assert ["group", "Small island developing State", "3", "3", "100", ""] in lines


def test_a_region_that_must_be_hidden_hides_what_it_could_be_computed_from(cast):
    for by, count in (("authoriser.xtv", 3), ("authoriser.xkr", 1)):
        for _number in range(count):
            an_open_statement(by)
    assert rows_of("region") == {}
    assert rows_of("group") != {}


def test_what_is_too_few_to_show_is_said_in_words_and_not_drawn(cast):
    statements = [an_open_statement() for _number in range(4)]
    a_proposal(statements[0])
    page = Client().get("/figures/").content.decode().split("<main")[1]
    assert page.count("too few to show") == 1  # the group
    assert "Too few needs to show" in page  # the region, which would tell of the group
    assert "wait-bar" not in page


def test_the_title_of_the_page_holds_no_markup(cast):
    page = Client().get("/figures/").content.decode()
    assert page.split("<title>")[1].split("</title>")[0] == "Figures – Voluntary Platform"
