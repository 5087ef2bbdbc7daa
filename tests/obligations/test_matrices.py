"""OHCHR's matrices, UHRI's records and Council texts: the same rules as for UPR Info's exports."""

import json

import pytest
from django.core.management import CommandError, call_command

from obligations.importers.files import opened
from obligations.importers.refusals import Refused
from obligations.importers.registry import importer_for
from obligations.importers.rows import loose
from obligations.importers.upr_matrix import bracketed
from obligations.models import CouncilText, HeldRow, Recommendation
from obligations.services.council import import_council_texts
from obligations.services.imports import import_file
from tests.files.hostile import body, docx_with
from tests.obligations.conftest import SHARED
from tests.obligations.sources import COUNCIL, NEW_ROW, OLD_ROW, RECORD, SECOND, matrix, plain_docx, records

COUNTED = ("read", "created", "unchanged", "held", "rejected")


def counted(*numbers: int) -> dict[str, int]:
    return dict(zip(COUNTED, numbers, strict=True))


def names(many, field: str = "slug") -> set:
    return set(many.values_list(field, flat=True))


def test_matrix_of_the_third_cycle(reference, tmp_path):
    path = matrix(tmp_path, [NEW_ROW])
    assert import_file(path) == counted(1, 1, 0, 0, 0)
    made = Recommendation.objects.get()
    assert (made.state.iso3, made.session_number, made.cycle, made.response) == ("LAO", 35, 3, "accepted")
    assert (made.symbol, made.paragraph) == ("A/HRC/44/6", "121.1")
    assert made.text.startswith("Seek technical assistance")
    assert "Source of" not in made.text
    assert (made.recommending_state, made.technical_assistance) == (None, True)
    assert made.recommending_label == "France, Iran (Islamic Republic of), Peru"
    assert names(made.themes) == {"administration-of-justice", "privacy"}
    assert names(made.affected_groups) == {"judges-lawyers", "women-girls"}
    assert (names(made.goals, "number"), names(made.sdg_targets, "code")) == ({16}, {"16.3"})
    assert made.group_label == "judges, lawyers and prosecutors; Women", "the source's own words stay"


def test_matrix_of_the_second_cycle_gives_the_same_theme(reference, tmp_path):
    import_file(matrix(tmp_path, [OLD_ROW], SECOND))
    made = Recommendation.objects.get()
    assert (made.cycle, made.response, made.recommending_state.iso3) == (2, "noted", "LVA")
    assert names(made.themes) == {"privacy", "migrants"}
    assert names(made.affected_groups) == {"general-population"}
    assert made.issue_label == "D46 Right to private life, privacy; G4 Migrants"


def test_second_run_creates_nothing(reference, tmp_path):
    path = matrix(tmp_path, [NEW_ROW, OLD_ROW, NEW_ROW])
    assert import_file(path) == counted(2, 2, 0, 0, 0)
    assert import_file(path) == counted(2, 0, 2, 0, 0)


def test_unknown_label_is_held_and_imported_once_it_is_known(reference, tmp_path):
    odd = (NEW_ROW[0], NEW_ROW[1], NEW_ROW[2].replace("- Women", "- Lighthouse keepers"), "")
    assert import_file(matrix(tmp_path, [odd]))["held"] == 1
    held = HeldRow.objects.get()
    assert (held.reason, held.label) == ("unknown_group", "Lighthouse keepers")
    assert import_file(matrix(tmp_path, [NEW_ROW]))["created"] == 1
    assert HeldRow.objects.get().resolution == "mapped"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ratify it (France);", (("France",),)),
        ("Train (ICCPR) judges (France) (Peru, Chad).", (("France",), ("Peru", "Chad"))),
        ("Do so (Iran (Islamic Republic of), Peru)", (("Iran (Islamic Republic of)", "Peru"),)),
        ("No name", ()),
        ("Open ( and never closed", ()),
    ],
)  # fmt: skip
def test_names_in_brackets(text, found):
    assert bracketed(text) == found


def test_spellings_of_a_theme_become_one():
    spellings = ["- Rights related to name, identity & nationality", "D6 Rights related to name, identity, nationality"]
    assert len({loose(one) for one in spellings}) == 1


def test_records_of_the_index(reference, tmp_path):
    path = records(
        tmp_path, {}, {"AnnotationId": "b", "Countries": ["LA", "France"], "Body": "SR Torture"}, wrap="results"
    )
    assert import_file(path) == counted(3, 3, 0, 0, 0)
    assert import_file(path) == counted(3, 0, 3, 0, 0)
    made = Recommendation.objects.get(mechanism__slug="crc")
    assert (made.state.iso3, made.symbol, made.paragraph) == ("LAO", "CRC/C/LAO/CO/3-6", "12")
    assert made.text == "12. The Committee recommends that the State party train judges & clerks."
    assert str(made.published_on) == "2018-11-01"
    assert names(made.affected_groups) == {"women-girls", "children"}
    assert (names(made.goals, "number"), names(made.sdg_targets, "code")) == ({5, 16}, {"5.2"})


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"Countries": ["European Union"]}, "unknown_state"),
        ({"Countries": []}, "unknown_state"),
        ({"Themes": ["Lighthouses"]}, "unknown_theme"),
        ({"Sdgs": ["18 - MORE"]}, "unknown_goal"),
        ({"Body": "- SR Lighthouses"}, "unknown_mechanism"),
        ({"AnnotationType": "- Concerns/Observations"}, "not_a_recommendation"),
        ({"PublicationDate": "2018-13-45"}, "unreadable_date"),
        ({"Text": "<p> </p>"}, "no_text"),
        ({"Text": "read \u202ebackwards"}, "no_text"),
    ],
)
def test_record_that_cannot_be_mapped_is_held(reference, tmp_path, change, reason):
    assert import_file(records(tmp_path, change))["held"] == 1
    assert HeldRow.objects.get().reason == reason


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('{"a": 1}', "no list of records"),
        ("[]", "empty list"),
        ("[1]", "Record 1 is not an object"),
        ('[{"AnnotationId": "x"}]', "missing: PublicationDate, Countries, Body"),
        (json.dumps([RECORD | {"Countries": "Laos"}]), "Countries"),
        (json.dumps([RECORD | {"Themes": [1]}]), "Themes"),
        (json.dumps([RECORD | {"Text": "x" * 20_001}]), "Text"),
        (json.dumps([RECORD])[:-9], "damaged or cut short"),
        ('[{"AnnotationId": NaN}]', "NaN"),
        ("[" * 100_000, "damaged"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_wrong_records_are_refused_by_what_is_wrong(reference, tmp_path, text, named):
    path = tmp_path / "records.json"
    path.write_text(text)
    with pytest.raises(Refused, match=named):
        import_file(path)


def refusal(path) -> str:
    with pytest.raises(Refused) as refused:
        list(importer_for(opened(path)).rows(opened(path)))
    return str(refused.value)


def test_wrong_word_documents_are_refused_by_what_is_wrong(tmp_path):
    assert "no matrix of recommendations" in refusal(plain_docx(tmp_path, "UPR of Peru (3rd Cycle - 35th Session)"))
    assert "of which State" in refusal(matrix(tmp_path, [NEW_ROW], "A heading"))
    assert "no recommendation" in refusal(matrix(tmp_path, []))
    bad = tmp_path / "bad.docx"
    bad.write_bytes(docx_with(body("<w:p>&x;</w:p>", doctype='<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>')))
    assert "entities" in refusal(bad)
    bad.write_bytes(matrix(tmp_path, [NEW_ROW]).read_bytes()[:-40])
    assert "cut short" in refusal(bad)


def test_nothing_stays_of_a_refused_file(reference, tmp_path):
    with pytest.raises(CommandError):
        call_command("import_recommendations", str(records(tmp_path, {}, {"AnnotationId": "b", "Body": None})))
    assert not Recommendation.objects.exists()


def council(folder, *rows: str):
    path = folder / "texts.csv"
    path.write_text(COUNCIL + "\n".join(rows), encoding="utf-8")
    return path


def test_council_texts(db, tmp_path):
    rows = [
        "A/HRC/RES/6/5,Advisory services for a State : resolution /,2007-09-28,10.,http://undocs.org/A/HRC/RES/6/5",
        "A/HRC/PRST/6/1,Situation : presidential statement /,2007-09-28,10.,",
        "A/HRC/6/L.21,Draft,2007-09-28,10.,",
        "A/HRC/DEC/6/102,Follow-up,2007-99-28,10.,",
    ]
    path = council(tmp_path, *rows)
    assert import_council_texts(path) == counted(4, 2, 0, 2, 0)
    assert import_council_texts(path) == counted(4, 0, 2, 2, 0)
    made = CouncilText.objects.get(symbol="A/HRC/RES/6/5")
    assert (made.kind, made.title, made.agenda_item) == ("resolution", "Advisory services for a State", 10)
    assert {held.reason for held in HeldRow.objects.all()} == {"unreadable_symbol", "unreadable_date"}


def test_other_tables_are_no_council_texts(db, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("a,b\n1,2\n")
    with pytest.raises(Refused, match="missing: symbol, title, date"):
        import_council_texts(path)
    with pytest.raises(Refused, match="CSV"):
        import_council_texts(plain_docx(tmp_path))


@pytest.mark.parametrize(("name", "count"), [("UPR20_Slovenia", 163), ("UPR34_Slovenia", 215)])
def test_real_matrices_are_imported_whole(reference, name, count):
    path = SHARED / "upr-matrix" / f"{name}_ThematicList.docx"
    if not path.exists():
        pytest.skip("The real matrices stand in ../shared/data, which is absent here.")
    first = import_file(path)
    assert set(HeldRow.objects.values_list("reason", "label")) == set()
    assert first == counted(count, count, 0, 0, 0)
    assert import_file(path) == counted(count, 0, count, 0, 0)
    made = Recommendation.objects.filter(state__iso3="SVN")
    assert all(one.symbol and one.paragraph and one.recommending_label for one in made)
    assert not made.filter(themes=None).exists()


def test_real_council_texts_are_imported_whole(db):
    path = SHARED / "hrc_item10_resolutions_to_2020.csv"
    if not path.exists():
        pytest.skip("The real list stands in ../shared/data, which is absent here.")
    assert import_council_texts(path) == counted(160, 160, 0, 0, 0)


def test_real_symbols_of_council_texts_are_valid():
    path = SHARED / "hrc_symbols_all.txt"
    if not path.exists():
        pytest.skip("The real symbols stand in ../shared/data, which is absent here.")
    symbols = [one for one in path.read_text().split() if one.startswith("A/HRC/") and "/L." not in one]
    pattern = CouncilText._meta.get_field("symbol").validators[0].regex
    odd = [one for one in symbols if not pattern.match(one)]
    assert [one for one in odd if not one.startswith("A/HRC/DEC") or one[9] == "/"] == [], "DEC22/117 is a slip"
