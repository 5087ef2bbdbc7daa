"""The need clinic: points with reasons, in six languages, never a gate. No database."""

from datetime import date

import pytest

from bench.clinic import SENTENCES, scores_of, section, spread_of
from requests_app.clinic import GOOD, NeedWords, Words, advise, counts, is_said, vague_words

GOOD_PART = NeedWords(
    support_type="training",
    institution="Legal Aid Commission",
    success_sign="24 defenders certified by December 2027",
    budget_band="under_100k",
    wanted_from=date(2027, 3, 1),
    wanted_to=date(2028, 6, 30),
)
GOOD_WORDS = Words(
    title="Train public defenders in the outer islands",
    summary="Four lawyers serve 110 islands; two regional circuits are planned from March, with 24 places in each.",
    gap="No defender lives outside the capital.",
    done_at_home="A first circuit was paid from our own budget.",
    recommendations=1,
    needs=[GOOD_PART],
)
VAGUE_WORDS = Words(
    title="Support for human rights",
    summary="Technical assistance and capacity-building to strengthen the promotion of human rights.",
    needs=[NeedWords(support_type="other", institution="to be defined", success_sign="Improved respect")],
)


def test_whole_need_gets_all_points_and_a_vague_one_few():
    assert advise(GOOD_WORDS).points == 100
    assert advise(GOOD_WORDS).missing == []
    assert advise(VAGUE_WORDS).points <= 15


def test_weights_add_up_to_a_hundred():
    assert sum(one.most for one in advise(Words()).findings) == 100
    assert advise(Words()).points == 0


def test_every_missing_thing_comes_with_a_reason_and_an_example_the_greatest_gain_first():
    missing = advise(Words()).missing
    assert [one.name for one in missing][0] == "success_sign"
    assert all(str(one.reason) and str(one.example) for one in missing)


def test_a_statement_is_as_answerable_as_its_least_clear_part():
    two = Words(**{**vars(GOOD_WORDS), "needs": [GOOD_PART, NeedWords(support_type="other")]})
    assert advise(two).points < GOOD < advise(GOOD_WORDS).points


def test_nothing_yet_counts_as_an_answer_to_what_was_tried():
    findings = {one.name: one for one in advise(Words(done_at_home="Nothing yet.")).findings}
    assert findings["done_at_home"].is_met


@pytest.mark.parametrize(
    "text",
    ["24 defenders", "٢٤ محامياً", "२४ वकील", "two courts", "deux tribunaux", "dos tribunales", "два суда", "两个法院"],
)
def test_numbers_count_in_every_script_and_as_words(text):
    assert counts(text)


def test_a_year_alone_is_no_number():
    assert not counts("by 2027")


@pytest.mark.parametrize("text", ["", "  ", "tbd", "To be defined.", "à préciser", "por definir", "待定", "n/a"])
def test_a_word_for_later_says_nothing(text):
    assert not is_said(text)


@pytest.mark.parametrize(
    "text",
    [
        "capacity-building",
        "appui à la justice",
        "fortalecer la justicia",
        "техническая помощь",
        "能力建设",
        "بناء القدرات",
    ],
)
def test_wording_that_fits_every_request_is_found(text):
    assert vague_words(text) >= 1


def test_spread_holds_the_quartiles():
    spread = spread_of([5, 10, 15, 20, 25, 30, 35])
    assert spread == {"sentences": 7, "least": 5, "lower": 10, "median": 20, "upper": 30, "most": 35}
    assert "| median | 20 |" in section(spread)


@pytest.mark.skipif(not SENTENCES.exists(), reason="the real sentences of ../shared/data are not on this machine")
def test_real_sentences_of_states_are_mostly_too_open_to_be_answered():
    spread = spread_of(scores_of())
    print(spread)
    assert spread["sentences"] == 607
    assert spread["least"] < spread["lower"] < spread["median"] < spread["upper"] < spread["most"] < GOOD
