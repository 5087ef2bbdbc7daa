"""The Word form: out, filled in anywhere, back in; equal field by field, nothing half stored, no duplicate."""

import io
from datetime import date

import docx
import pytest
from django.urls import reverse
from docx.oxml.ns import qn

from consent.presets import PRESETS
from requests_app import services
from requests_app.choices import Section
from requests_app.models import StatementVersion
from requests_app.previews import LINK_ANSWERS, NEED_ANSWERS, STATEMENT_ANSWERS
from requests_app.selectors import version_for_writing
from requests_app.services.word_form import DoesNotFit, take_in_form
from requests_app.word.kinds import text_of
from requests_app.word.questions import questions
from requests_app.word.reading import read_form
from requests_app.word.writing import form_of
from states.cast import acting_as
from tests.cast import a_draft, sign_in
from tests.factories.obligations import RecommendationFactory, ThemeFactory
from tests.files.hostile import HOSTILE, a_docx, a_pdf
from tests.requests_app.word import changed, filled, row_of, upload
from web.errors import Conflict, FailedCheck, NotPermitted, WrongStatus

pytestmark = pytest.mark.django_db
ARABIC = "تدريب المحامين العامين في الجزر الخارجية.\n\nالسطر الثالث: 24 محامياً."
CHINESE = "为外岛培训公设辩护人。\n第二行。"
FRENCH = "Former les défenseurs publics : l'été 2027, «déjà» prévu.\nDeuxième ligne; œuvre."
OWN = dict.fromkeys(("title", "national_plan", "place", "reporting_office"), "Une ligne : «été» 中文 العربية")
LONG = {"summary": ARABIC, "gap": CHINESE, "done_at_home": FRENCH, "obstacles": "a < b & c > d"}


def draft_and_form(language: str = "en", **words) -> tuple:
    draft = a_draft(**words)
    return draft, form_of(version_for_writing(draft), sections=Section.values, language=language)


def take_in(draft, data: bytes, by: str = "drafter.xtv") -> list[str]:
    return take_in_form(draft, upload=upload(data), by=acting_as(by))


def a_part(place: int) -> dict[str, str]:
    """Answers to all questions about one part, as one types them."""
    words = {"title": f"Part {place} 第{place}部分", "institution": "لجنة المساعدة القانونية", "volume": "Deux cours"}
    words |= {"success_sign": f"{place}0 défenseurs", "wanted_from": f"2027-0{place}-01", "wanted_to": "31.12.2027"}
    words |= {"support_type": "Training", "modality": "Remote", "cooperation": "South-South"}
    words |= {"working_language": "French", "budget_band": "Not known yet", "priority": "2: soon"}
    assert set(words) == set(NEED_ANSWERS), "a new question about a part needs an answer here"
    return {f"P{place}_{name}": text for name, text in words.items()}


def whole() -> dict[str, str]:
    """Something for every question that the form asks."""
    answers = {}
    for one in questions(Section.values):
        column = one.column
        if one.part or column is None or one.is_link:
            continue
        texts = OWN | LONG
        fits = (
            str(column.flatchoices[-1][1]) if column.choices else "2028-02-29" if "_on" in one.name else "Texte.\nالنص"
        )
        fits = "office@example.org" if "mailbox" in one.name else fits
        answers[one.key] = texts.get(
            one.name, fits if column.get_internal_type() == "TextField" else fits.split("\n")[0]
        )
    for place in range(1, 9):
        answers |= a_part(place)
    return answers | {"S_language": "Arabic"}


@pytest.mark.parametrize(("language", "controls"), [("en", True), ("fr", False), ("ar", True)])
def test_round_trip_is_equal_field_by_field(cast, language, controls):
    draft, form = draft_and_form(language)
    answers = whole()
    assert take_in(draft, filled(form, answers, controls=controls))
    version = version_for_writing(draft)
    for name in STATEMENT_ANSWERS:
        stored = text_of(StatementVersion._meta.get_field(name), getattr(version, name))
        assert stored == answers[f"S_{name}"].strip(), name
    parts = list(version.need_versions.all())
    assert len(parts) == 8
    assert [part.title for part in parts] == [f"Part {place} 第{place}部分" for place in range(1, 9)]
    assert {(part.support_type, part.modality, part.priority, part.working_language) for part in parts} == {
        ("training", "remote", 2, "fr")
    }
    assert [(part.wanted_from, part.wanted_to) for part in parts] == [
        (date(2027, place, 1), date(2027, 12, 31)) for place in range(1, 9)
    ]
    assert (version.edition.language, version.summary) == ("ar", ARABIC)
    again = form_of(version, sections=Section.values, language=language)
    assert take_in(draft, again) == [], "what goes out comes back as it was"


def test_every_question_of_the_map_stands_in_the_form(cast):
    _draft, form = draft_and_form()
    asked = set(read_form(form).answers)
    assert asked == {one.key for one in questions(Section.values)}
    assert {key.removeprefix("S_") for key in asked if key.startswith("S_")} == {
        *STATEMENT_ANSWERS, *LINK_ANSWERS, "language"
    }  # fmt: skip


def test_second_upload_changes_nothing(cast):
    draft, form = draft_and_form()
    data = filled(form, {"S_gap": CHINESE} | a_part(2))
    assert len(take_in(draft, data)) > 2
    before = version_for_writing(draft)
    assert take_in(draft, data) == []
    after = version_for_writing(draft)
    assert (after.edit_no, after.need_versions.count()) == (before.edit_no, 2)


def test_somebody_elses_save_is_a_conflict_with_both_texts(cast):
    draft, form = draft_and_form()
    services.save_version(draft, by=acting_as("authoriser.xtv"), words={"gap": "Their words"}, edit_no=1)
    with pytest.raises(Conflict) as conflict:
        take_in(draft, filled(form, {"S_gap": "My words"}))
    assert ["Their words", "My words"] in conflict.value.current.values()
    assert version_for_writing(draft).gap == "Their words"


def test_save_of_another_page_is_no_conflict_and_stays(cast):
    draft, form = draft_and_form(gap="As it was")
    theirs = {"gap": "Their words", "place": "Their place"}
    services.save_version(draft, by=acting_as("authoriser.xtv"), words=theirs, edit_no=1)
    changed = take_in(draft, filled(form, {"S_national_plan": "My plan", "P1_institution": "My office"}))
    version = version_for_writing(draft)
    assert len(changed) == 2
    assert (version.gap, version.place, version.national_plan) == ("Their words", "Their place", "My plan")
    assert version.need_versions.get().institution == "My office"


def test_same_words_by_two_hands_are_no_conflict(cast):
    draft, form = draft_and_form()
    services.save_version(draft, by=acting_as("authoriser.xtv"), words={"gap": "Our words"}, edit_no=1)
    assert take_in(draft, filled(form, {"S_gap": "Our words"})) == []


def test_form_without_marks_conflicts_with_any_save_of_a_page_that_it_changes(cast):
    draft, form = draft_and_form()
    slug = draft.subject.slug
    old = filled(form, {"FORM": f"{slug}/1/en", "S_gap": "My words"})
    services.save_version(draft, by=acting_as("authoriser.xtv"), words={"place": "Theirs"}, edit_no=1)
    with pytest.raises(Conflict):
        take_in(draft, old)


MISFITS = {
    "choice": ({"P1_support_type": "Lighthouse"}, "none of the choices"),
    "date": ({"P1_wanted_from": "next spring"}, "no date"),
    "day": ({"P1_wanted_from": "2027-02-30"}, "no such day"),
    "long": ({"S_title": "x" * 121}, "it has 121"),
    "mailbox": ({"S_contact_mailbox": "nobody"}, "valid email"),
    "theme": ({"S_themes": "Lighthouses"}, "«Lighthouses» is not in the list"),
    "language": ({"S_language": "Klingon"}, "six languages"),
    "order": ({"P1_wanted_from": "2027-05-01", "P1_wanted_to": "2027-04-01"}, "before the beginning"),
    "title": ({"S_title": ""}, "cannot be left empty"),
    "override": ({"S_gap": "read \u202ebackwards"}, "reverse the reading direction"),
}


@pytest.mark.parametrize("name", MISFITS)
def test_what_does_not_fit_is_listed_and_nothing_is_stored(cast, name):
    answers, reason = MISFITS[name]
    draft, form = draft_and_form()
    before = version_for_writing(draft).content()
    with pytest.raises(DoesNotFit) as refused:
        take_in(draft, filled(form, answers | {"S_obstacles": "This would fit"}))
    assert [misfit.question for misfit in refused.value.misfits] != []
    assert any(reason in misfit.reason for misfit in refused.value.misfits), refused.value.misfits
    assert version_for_writing(draft).content() == before


def test_text_beside_no_question_is_listed(cast):
    draft, form = draft_and_form("fr")
    stray = changed(form, lambda document: document.add_paragraph("Une remarque"))
    with pytest.raises(DoesNotFit) as refused:
        take_in(draft, stray)
    assert [(misfit.text, misfit.question) for misfit in refused.value.misfits] == [("Une remarque", "")]


def test_question_that_was_copied_is_listed(cast):
    draft, form = draft_and_form()

    def copy(document):
        row = row_of(document, "S_gap")
        row.addnext(docx.oxml.parse_xml(docx.oxml.xmlchemy.serialize_for_reading(row)))

    with pytest.raises(DoesNotFit, match="Nothing was stored"):
        take_in(draft, changed(form, copy))


def test_question_that_was_deleted_keeps_its_answer(cast):
    draft, form = draft_and_form()
    kept = version_for_writing(draft).done_at_home
    data = changed(
        form, lambda document: row_of(document, "S_done_at_home").getparent().remove(row_of(document, "S_done_at_home"))
    )
    assert take_in(draft, filled(data, {"S_gap": "New"})) == ["Which gap or weakness is behind it?"]
    assert version_for_writing(draft).done_at_home == kept


def test_part_left_empty_is_taken_out_and_numbers_stay(cast):
    draft, form = draft_and_form()
    take_in(draft, filled(form, a_part(2) | a_part(3)))
    form = form_of(version_for_writing(draft), sections=Section.values, language="en")
    take_in(draft, filled(form, dict.fromkeys(a_part(2), "")))
    assert [part.need.number for part in version_for_writing(draft).need_versions.all()] == [1, 3]


def test_lists_are_taken_by_name_in_any_language_and_by_code(cast):
    theme = ThemeFactory(
        slug="torture", names={"en": "Torture", "fr": "Torture et mauvais traitements", "ar": "التعذيب"}
    )
    draft = a_draft()
    one = RecommendationFactory(state=draft.state, text="Train judges")
    one.themes.add(ThemeFactory(slug="justice", names={"en": "Justice"}))
    form = form_of(version_for_writing(draft), sections=Section.values, language="ar")
    data = filled(form, {"S_themes": "التعذيب", "S_recommendations": f"{one.reference} – Train"})
    take_in(draft, data)
    version = version_for_writing(draft)
    assert list(version.recommendations.all()) == [one]
    assert set(version.themes.all()) == {theme, *one.themes.all()}
    assert take_in(draft, data) == [], "the second upload changes nothing, though the recommendation brought a theme"


def test_recommendation_of_another_state_is_not_in_the_list(cast):
    draft, form = draft_and_form()
    other = RecommendationFactory()
    with pytest.raises(DoesNotFit):
        take_in(draft, filled(form, {"S_recommendations": other.reference}))


def test_choices_are_taken_in_arabic_digits_and_marks(cast):
    draft, form = draft_and_form("ar")
    take_in(draft, filled(form, {"P1_wanted_from": "\u200f٢٠٢٧-٠٣-٠١", "P1_budget_band": "\u200funder_25k"}))
    part = version_for_writing(draft).need_versions.get()
    assert (part.wanted_from, part.budget_band) == (date(2027, 3, 1), "under_25k")


def test_arabic_form_is_set_right_to_left(cast):
    _draft, form = draft_and_form("ar", summary=ARABIC)
    body = docx.Document(io.BytesIO(form)).element.body
    assert all(table.find(qn("w:tblPr")).find(qn("w:bidiVisual")) is not None for table in body.iter(qn("w:tbl")))
    assert body.find(qn("w:sectPr")).find(qn("w:bidi")) is not None
    arabic = [run for run in body.iter(qn("w:r")) if "تدريب" in "".join(run.itertext())]
    assert arabic
    assert all(run.find(qn("w:rPr")).find(qn("w:rtl")) is not None for run in arabic)


def test_other_documents_are_refused(cast):
    draft, form = draft_and_form()
    other = draft_and_form(title="Another")[1]
    for data, words in ((a_docx(), "no form of this platform"), (other, "another statement")):
        with pytest.raises(FailedCheck, match=words):
            take_in(draft, data)
    for name in ("macros", "external entity", "bomb"):
        with pytest.raises(FailedCheck):
            take_in(draft, HOSTILE[name][0])
    with pytest.raises(FailedCheck):
        take_in_form(draft, upload=upload(a_pdf(), "form.pdf"), by=acting_as("drafter.xtv"))


def test_form_is_for_those_who_may_write(cast):
    draft, form = draft_and_form()
    data = filled(form, {"S_gap": "New"})
    for name in ("authoriser.xkr", "curator", "ministry.xtv", "nhri.xtv"):
        with pytest.raises(NotPermitted):
            take_in(draft, data, name)
    done = services.submit_statement(
        draft, by=acting_as("authoriser.xtv"), lines=PRESETS["quiet"].lines, edit_no=version_for_writing(draft).edit_no
    )
    with pytest.raises(WrongStatus):
        take_in(done, data)


def test_pages_give_the_form_and_take_it_back(cast):
    draft, client = a_draft(), sign_in("drafter.xtv")
    page, download = (reverse(name, args=args) for name, args in (
        ("statement_word", [draft.subject.slug]), ("statement_word_download", [draft.subject.slug, "ar"])
    ))  # fmt: skip
    form = client.get(download)
    assert form["Content-Disposition"].endswith('-ar.docx"')
    bad = client.post(page, {"file": upload(filled(form.content, {"P1_budget_band": "Plenty"}))})
    assert (bad.status_code, "Plenty" in bad.content.decode()) == (400, True)
    good = client.post(page, {"file": upload(filled(form.content, {"S_gap": ARABIC}))})
    assert good.status_code == 302
    late = client.post(page, {"file": upload(filled(form.content, {"S_gap": CHINESE}))})
    assert late.status_code == 409
    assert {"第二行。", "السطر"} <= set(late.content.decode().replace("<br>", " ").split()) | {"第二行。", "السطر"}
    assert version_for_writing(draft).gap == ARABIC
