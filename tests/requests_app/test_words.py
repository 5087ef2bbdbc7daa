"""All of a statement: every column in the one map, parts with numbers that last, several hands at one draft."""

import pytest

from accounts.acting import ANONYMOUS
from consent.choices import Element
from consent.digests import broken_editions
from consent.presets import OPEN, PRESETS
from obligations.models import Theme
from requests_app import services
from requests_app.choices import Section
from requests_app.models import NeedVersion, OpenedSection, StatementVersion, typed_columns
from requests_app.previews import (
    ALL_ANSWERS,
    NEED_ANSWERS,
    SETS,
    STATEMENT_ANSWERS,
    names_in,
    project,
)
from requests_app.selectors import needs_shown_to, part_words, seen_of, version_for_writing, words_of
from states.cast import acting_as
from states.models import Body
from tests.cast import WORDS, a_draft, a_submitted, an_open_statement
from tests.factories.obligations import RecommendationFactory
from web.errors import Conflict, FailedCheck, NotPermitted

pytestmark = pytest.mark.django_db
PART = {"support_type": "expert", "institution": "Judiciary", "success_sign": "Ten judges", "budget_band": "none"}


def numbers(statement) -> list[int]:
    parts = version_for_writing(statement).need_versions.order_by("position")
    return list(parts.values_list("need__number", flat=True))


def test_every_column_and_link_stands_in_the_map():
    assert set(STATEMENT_ANSWERS) == set(typed_columns(StatementVersion))
    assert set(NEED_ANSWERS) == set(typed_columns(NeedVersion))
    assert set(SETS) == {column.name for column in StatementVersion._meta.many_to_many}


def test_every_answer_is_asked_for_on_one_page():
    asked = [name for section in Section for name in names_in(section)]
    assert sorted(asked) == sorted(set(ALL_ANSWERS))


def test_mailboxes_belong_to_the_contact():
    boxes = {name for name, answer in STATEMENT_ANSWERS.items() if "mailbox" in name and answer.element}
    assert boxes == {name for name, answer in STATEMENT_ANSWERS.items() if answer.element == Element.CONTACT}


def full_words() -> dict:
    """A text in every typed column that takes one."""
    columns = [StatementVersion._meta.get_field(name) for name in STATEMENT_ANSWERS]
    texts = [one.name for one in columns if not one.choices and one.get_internal_type() in ("CharField", "TextField")]
    boxes = {name: f"{name}@example.org" for name in texts if "mailbox" in name}
    return {name: f"Words of {name}." for name in texts} | boxes | {"treaty_report_on": "2027-05-01"}


def test_every_answer_is_kept_copied_sealed_and_shown(cast):
    draft = a_draft("authoriser.xtv", **full_words())
    services.add_part(draft, by=acting_as("authoriser.xtv"), words=PART | {"title": "Judges", "priority": 2})
    services.submit_statement(draft, by=acting_as("authoriser.xtv"), lines=OPEN.lines, edit_no=2)
    services.begin_check(draft, by=acting_as("curator"))
    services.refuse_receipt(draft, by=acting_as("curator"), reason="incomplete", note="Please say more.")
    services.file_again(draft, by=acting_as("authoriser.xtv"))
    first, second = draft.versions.order_by("pk")
    assert first.content() == second.content()
    assert broken_editions() == []
    shown = {line.name for line in project(second, Element.values).lines}
    assert shown >= set(full_words()) - {"title"}


def test_question_that_nobody_answered_breaks_no_older_seal(cast):
    content = version_for_writing(a_draft()).content()
    assert "obstacles" not in content
    assert "priority" not in content["needs"][0]


def test_draft_may_owe_what_submission_asks(cast):
    draft = a_draft("authoriser.xtv", summary="", institution="")
    with pytest.raises(FailedCheck) as refusal:
        services.submit_statement(draft, by=acting_as("authoriser.xtv"), lines=OPEN.lines, edit_no=1)
    words = " ".join(refusal.value.messages)
    assert "Summary" in words
    assert "Part 1" in words
    assert "Which institution" in words


def test_numbers_of_parts_outlast_removal_and_order(cast):
    statement, by = an_open_statement(), acting_as("authoriser.xtv")
    services.begin_amendment(statement, by=by)
    services.add_part(statement, by=by, words=PART | {"title": "Second"})
    services.add_part(statement, by=by, words=PART | {"title": "Third"})
    services.move_part(statement, by=by, number=3, up=True)
    assert numbers(statement) == [1, 3, 2]
    services.remove_part(statement, by=by, number=1)
    assert numbers(statement) == [3, 2]
    services.add_part(statement, by=by, words=PART)
    assert numbers(statement) == [3, 2, 4]
    assert statement.needs.filter(number=1).exists()  # the shown edition and its matches still point to it
    edit_no = version_for_writing(statement).edit_no
    services.amend_statement(statement, by=by, lines=OPEN.lines, edit_no=edit_no)
    shown = needs_shown_to(ANONYMOUS).values_list("number", flat=True)
    assert sorted(shown) == [2, 3, 4]


def test_a_statement_has_one_to_eight_parts(cast):
    draft, by = a_draft(), acting_as("drafter.xtv")
    with pytest.raises(FailedCheck):
        services.remove_part(draft, by=by, number=1)
    for _more in range(7):
        services.add_part(draft, by=by, words=PART)
    with pytest.raises(FailedCheck):
        services.add_part(draft, by=by, words=PART)
    services.remove_part(draft, by=by, number=3)
    services.add_part(draft, by=by, words=PART)
    assert len(numbers(draft)) == 8


def test_whole_list_of_parts_is_arranged_at_once(cast):
    draft, by = a_draft(), acting_as("drafter.xtv")
    services.save_version(draft, by=by, words={}, needs=[PART, PART | {"number": 1}], edit_no=1)
    assert numbers(draft) == [2, 1]
    with pytest.raises(FailedCheck):
        services.save_version(draft, by=by, words={}, needs=[PART | {"number": 9}], edit_no=2)


def seen(draft, *names) -> str:
    return seen_of(words_of(version_for_writing(draft), names))


def test_two_hands_on_two_pages_do_not_collide(cast):
    draft = a_draft()
    place, support = seen(draft, "place"), seen(draft, "partners_active")
    services.save_version(draft, by=acting_as("drafter.xtv"), words={"place": "Outer islands"}, seen=place)
    services.save_version(draft, by=acting_as("authoriser.xtv"), words={"partners_active": "None"}, seen=support)
    version = version_for_writing(draft)
    assert (version.place, version.partners_active) == ("Outer islands", "None")


def test_two_hands_on_one_page_never_overwrite_each_other(cast):
    draft = a_draft()
    before = seen(draft, "place")
    services.save_version(draft, by=acting_as("drafter.xtv"), words={"place": "North"}, seen=before)
    with pytest.raises(Conflict) as conflict:
        services.save_version(draft, by=acting_as("authoriser.xtv"), words={"place": "South"}, seen=before)
    assert conflict.value.current["place"] == "North"


def test_two_hands_on_one_part_never_overwrite_each_other(cast):
    draft = a_draft()
    before = seen_of(part_words(version_for_writing(draft).need_versions.get()))
    services.save_part(draft, by=acting_as("drafter.xtv"), number=1, words={"volume": "Two courses"}, seen=before)
    with pytest.raises(Conflict):
        services.save_part(draft, by=acting_as("authoriser.xtv"), number=1, words={"volume": "One"}, seen=before)


def test_ministry_writes_only_where_its_state_opened_a_page(cast):
    draft, ministry = a_draft(), acting_as("ministry.xtv")
    body = Body.objects.get(pk=ministry.capacity.body_id)
    with pytest.raises(NotPermitted):
        services.save_version(draft, by=ministry, words={"place": "North"}, seen=seen(draft, "place"))
    services.open_sections(draft, by=acting_as("drafter.xtv"), body=body, sections=[Section.PLACE])
    services.save_version(draft, by=ministry, words={"place": "North"}, seen=seen(draft, "place"))
    with pytest.raises(NotPermitted):
        services.save_version(draft, by=ministry, words={"title": "Ours"}, seen=seen(draft, "title"))
    services.open_sections(draft, by=acting_as("drafter.xtv"), body=body, sections=[])
    assert not OpenedSection.objects.exists()


def test_sections_are_opened_to_offices_of_the_same_state_only(cast):
    foreign = Body.objects.get(name="Permanent Mission of Karadia")
    with pytest.raises(FailedCheck):
        services.open_sections(a_draft(), by=acting_as("drafter.xtv"), body=foreign, sections=[Section.PLACE])


def test_previews_ask_the_database_once(cast, django_assert_max_num_queries):
    version = version_for_writing(a_draft())
    with django_assert_max_num_queries(8):
        for _audience in range(5):
            project(version, Element.values)


def test_submitted_words_are_those_of_the_form(cast):
    filed = a_submitted(**WORDS)
    assert filed.versions.get().digest() == filed.subject.editions.get().sha256
    assert set(PRESETS) == {"quiet", "working", "open"}


def test_newly_chosen_recommendation_fills_its_themes_and_a_theme_taken_out_stays_out(cast):
    draft, theme = a_draft(), Theme.objects.create(slug="juvenile-justice-here", names={"en": "Juvenile justice"})
    chosen = RecommendationFactory(state=draft.state)
    chosen.themes.add(theme)
    for expected in ([theme], []):
        sets = {"recommendations": [chosen], "themes": []}
        services.save_version(draft, by=acting_as("drafter.xtv"), words={}, seen=seen(draft, *sets), **sets)
        assert list(version_for_writing(draft).themes.all()) == expected
