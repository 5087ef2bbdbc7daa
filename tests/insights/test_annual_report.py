"""The annual report and the figures: granted items only, no small number to be read or computed."""

from io import BytesIO
from random import Random

import numpy as np
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from docx import Document

from followup import services
from insights import selectors
from insights.annual_report import draft_of
from insights.suppression import SMALLEST_SHOWN, suppress
from requests_app.services import withdraw_statement
from states.cast import acting_as
from tests.cast import an_open_statement, sign_in
from tests.factories.followup import COMMENT, REPORT, a_comment, an_active_match, the_due
from tests.factories.matching import a_proposal
from tests.factories.notes import NOTE, a_note

YEAR = timezone.now().year


def with_totals(cells: list[list[int]]) -> list[list[int]]:
    lines = [[*line, sum(line)] for line in cells]
    return [*lines, [sum(column) for column in zip(*lines, strict=True)]]


def computable(published: list[list[int | None]]) -> set[tuple[int, int]]:
    """The hidden cells that a reader could compute: those fixed by «the cells of a line make its total»."""
    gone = [(i, j) for i, line in enumerate(published) for j, number in enumerate(line) if number is None]
    if not gone:
        return set()
    height, width = len(published), len(published[0])
    lines = [[(i, j) for j in range(width)] for i in range(height)]
    lines += [[(i, j) for i in range(height)] for j in range(width)]
    known = np.array([[(cell in line) * (-1 if cell == line[-1] else 1) for cell in gone] for line in lines])
    rank = np.linalg.matrix_rank(known)
    return {
        cell
        for number, cell in enumerate(gone)
        if np.linalg.matrix_rank(np.vstack([known, np.eye(len(gone))[number]])) == rank
    }


@pytest.mark.parametrize("seed", range(40))
def test_no_small_number_can_be_computed_from_the_totals(seed):
    random = Random(seed)
    cells = with_totals([[random.choice([0, 0, 1, 2, 3, 4, 5, 30]) for _column in range(3)] for _row in range(5)])
    published = suppress(cells)
    assert not any(number is not None and 0 < number < SMALLEST_SHOWN for line in published for number in line)
    small = {(i, j) for i, line in enumerate(cells) for j, number in enumerate(line) if 0 < number < SMALLEST_SHOWN}
    assert small & computable(published) == set(), (cells, published)


def test_two_ones_under_a_total_of_two_are_not_left_alone():
    published = suppress(with_totals([[1, 1, 5], [6, 7, 8]]))
    assert published[0].count(None) > 2 or published[0][-1] is None


def test_large_numbers_are_all_shown():
    cells = with_totals([[3, 4], [0, 9]])
    assert suppress(cells) == cells


def test_hidden_cell_without_a_partner_is_caught():
    cells = with_totals([[1, 5], [4, 5]])
    careless = [[None if 0 < number < SMALLEST_SHOWN else number for number in line] for line in cells]
    assert computable(careless) == {(0, 0)}
    assert computable(suppress(cells)) == set()


def text_of(chapters) -> str:
    return "\n".join(paragraph.text for chapter in chapters for paragraph in chapter.paragraphs)


def reported(match, *, by: str, side: str, named: bool, words: str):
    due = the_due(match, side)
    services.write_report(due, by=acting_as(by), words=REPORT | {"changed": words}, edit_no=0)
    services.submit_report(due, by=acting_as(by), edit_no=1, make_public=True, in_annual_report=named)


@pytest.mark.django_db
def test_only_what_may_be_quoted_is_quoted(statement):
    match = an_active_match(statement)
    reported(match, by="nmirf.xtv", side="mission.xtv", named=True, words="The State may be quoted.")
    reported(match, by="signatory.xnd", side="agency.xnd", named=False, words="The partner may not.")
    hidden = an_active_match(an_open_statement(), public=False, partner="undp")
    reported(hidden, by="nmirf.xtv", side="mission.xtv", named=True, words="Of a match that nobody may know of.")
    a_note(need=statement.needs.get(), preset="open", named=True)
    a_note(need=statement.needs.get(), preset="open", title="Unquoted", done="Public and not to be quoted.")
    comment = a_comment(statement, status="published")
    services.reply_to_comment(comment, by=acting_as("nmirf.xtv"), text="A room opens in January.", language="en")
    a_comment(statement, status="screening", text="Nobody may know of this comment.")
    text = text_of(draft_of(YEAR))
    for words in ("The State may be quoted.", NOTE["done"], COMMENT["text"], "A room opens in January."):
        assert words in text
    for words in ("The partner may not.", "nobody may know", "Nobody may know", "Public and not to be quoted."):
        assert words not in text
    services.hide_report(the_due(match), by=acting_as("authoriser.xtv"))
    assert "The State may be quoted." not in text_of(draft_of(YEAR))


@pytest.mark.django_db
def test_needs_are_named_as_their_grants_say(cast):
    an_open_statement(title="May be named")
    an_open_statement(preset="working", title="Not for the report")
    gone = an_open_statement(title="Withdrawn meanwhile")
    withdraw_statement(gone, by=acting_as("authoriser.xtv"))
    text = text_of(draft_of(YEAR))
    assert "May be named" in text
    assert "Not for the report" not in text
    assert "Withdrawn meanwhile" not in text
    assert text_of(draft_of(YEAR - 1)).count("May be named") == 0


@pytest.mark.django_db
def test_figures_hide_what_is_small_and_what_betrays_it(cast):
    statements = [an_open_statement() for _number in range(5)]
    a_proposal(statements[0])
    table = selectors.answers_by_region()
    assert table.cells[-1][-1] == 5
    region = next(numbers for label, numbers in table.lines if None in numbers)
    assert region[:2] == [None, None]
    assert table.cells[-1][:2] == [None, None]
    page = Client().get(reverse("figures")).content.decode()
    assert ">5<" in page
    assert ">4<" not in page


@pytest.mark.django_db
def test_page_and_word_are_for_curators(statement):
    client = sign_in("curator")
    page = client.get(reverse("annual_report"), {"year": YEAR}).content.decode()
    assert "I. Introduction" in page
    word = client.get(reverse("annual_report_word"), {"year": YEAR})
    assert word["Content-Type"].endswith("wordprocessingml.document")
    paragraphs = [one.text for one in Document(BytesIO(word.content)).paragraphs]
    assert any(text.startswith("1.\tThe present report") for text in paragraphs)
    assert any("Resilience and prevention" in text for text in paragraphs)
    for who in ("authoriser.xtv", "moderator", "officer.xnd", "admin"):
        assert sign_in(who).get(reverse("annual_report")).status_code == 404
        assert sign_in(who).get(reverse("annual_report_word")).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("year", ["", "x", "1", "99999999999"])
def test_a_bad_year_is_no_failure(cast, year):
    assert sign_in("curator").get(reverse("annual_report"), {"year": year}).status_code == 200


@pytest.fixture
def statement(cast):
    return an_open_statement()
