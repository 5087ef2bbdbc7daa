"""The other half of the subjects, in a file of its own: the same words, asked by another worker."""

import pytest

from tests.access.test_channels import (
    FIRST_HALF,
    hear,
    test_documents_of_a_report_reach_exactly_those_who_may_read_its_words,
    test_outcomes_and_registrations_reach_exactly_those_whom_they_concern,
    test_private_words_reach_exactly_those_who_may_read_them,
    test_questions_and_answers_reach_exactly_those_who_may_read_the_thing,
    test_words_of_a_paper_reach_all_who_may_read_them,
    test_words_of_a_paper_reach_nobody_who_may_not_read_them,
    test_words_of_a_region_reach_exactly_those_who_may_read_them,
    test_words_of_an_agenda_reach_exactly_those_who_may_read_them,
    test_words_of_work_reach_exactly_those_who_may_read_them,
)
from tests.access.world import SUBJECTS

pytestmark = pytest.mark.django_db

__all__ = [
    "test_documents_of_a_report_reach_exactly_those_who_may_read_its_words",
    "test_outcomes_and_registrations_reach_exactly_those_whom_they_concern",
    "test_private_words_reach_exactly_those_who_may_read_them",
    "test_questions_and_answers_reach_exactly_those_who_may_read_the_thing",
    "test_words_of_a_paper_reach_all_who_may_read_them",
    "test_words_of_a_paper_reach_nobody_who_may_not_read_them",
    "test_words_of_a_region_reach_exactly_those_who_may_read_them",
    "test_words_of_an_agenda_reach_exactly_those_who_may_read_them",
    "test_words_of_work_reach_exactly_those_who_may_read_them",
]


@pytest.fixture(scope="module")
def heard(built_world) -> dict[str, str]:
    return hear(built_world, set(SUBJECTS) - set(FIRST_HALF))


def test_both_halves_are_everybody(heard):
    assert not heard.keys() & set(FIRST_HALF)
    assert heard.keys() | set(FIRST_HALF) == set(SUBJECTS)
    assert all(heard.values())
