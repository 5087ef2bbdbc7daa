"""Importing: all or nothing, repeatable, nothing dropped."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from obligations.importers.refusals import Refused
from obligations.models import HeldRow, ImportRun, Recommendation, RecommendationSource, StateAlias
from obligations.services.imports import import_file
from states.models import State
from tests.obligations.conftest import ROW, table

pytestmark = pytest.mark.django_db


def counted(read=0, created=0, unchanged=0, held=0, rejected=0) -> dict:
    return {"read": read, "created": created, "unchanged": unchanged, "held": held, "rejected": rejected}


def test_import(reference, export):
    assert import_file(export([{}])) == counted(read=1, created=1)
    made = Recommendation.objects.get()
    assert made.text == ROW["Text"]
    assert (made.state.iso3, made.recommending_state.iso3, made.recommending_label) == ("LAO", "CIV", "Cote d'Ivoire")
    assert (made.response, made.action_level, made.session_number, made.cycle) == ("accepted", 4, 8, 1)
    assert {theme.slug for theme in made.themes.all()} == {"technical-assistance", "education"}
    assert made.technical_assistance
    assert made.issue_label == ROW["Issue"]
    assert made.mechanism.slug == "upr"
    assert made.reference.startswith("REC-")


def test_import_says_what_the_file_was(reference, export):
    import_file(export([{}]))
    run = ImportRun.objects.get()
    assert (run.file_name, run.encoding, run.counts) == ("export.csv", "mac-roman", counted(read=1, created=1))
    assert len(run.sha256) == 64


def test_second_import_creates_nothing(reference, export):
    path = export([{}, {}, {"From": "Ruritania"}])
    assert import_file(path) == counted(read=3, created=2, held=1)
    assert import_file(path) == counted(read=3, unchanged=2, held=1)
    assert (Recommendation.objects.count(), HeldRow.objects.count()) == (2, 1)
    assert RecommendationSource.objects.count() == 2


def test_the_same_rows_in_utf8_are_the_same(reference, export):
    import_file(export([{}]))
    assert import_file(export([{}], "utf-8", "\n")) == counted(read=1, unchanged=1)


@pytest.mark.parametrize(
    ("row", "reason", "label"),
    [
        ({"To": "Ruritania"}, "unknown_state", "Ruritania"),
        ({"From": "&#40;Unknown&#41;"}, "unknown_recommending_state", "(Unknown)"),
        ({"From": ""}, "unknown_recommending_state", ""),
        ({"Issue": "Torture,Space travel"}, "unknown_theme", "Torture"),
        ({"Response": "Perhaps"}, "unknown_response", "Perhaps"),
        ({"Session": "eight"}, "unreadable_numbers", "eight"),
        ({"Session": "-8"}, "unreadable_numbers", "-8"),
        ({"Session": "²"}, "unreadable_numbers", "²"),
        ({"Action": "6"}, "unreadable_numbers", "6"),
        ({"Text": ""}, "no_text", ""),
        ({"Text": "Read this \u202etxet"}, "no_text", ""),
    ],
)
def test_what_cannot_be_mapped_is_held(reference, export, row, reason, label):
    assert import_file(export([row, {}], "utf-8")) == counted(read=2, created=1, held=1)
    held = HeldRow.objects.get()
    assert (held.reason, held.label) == (reason, label)
    assert held.raw == ROW | row


@pytest.mark.parametrize("label", ["", "No Response", "General response"])
def test_no_clear_response_is_no_reason_to_hold(reference, export, label):
    import_file(export([{"Response": label}]))
    assert Recommendation.objects.get().response == "unknown"


@pytest.mark.parametrize(("session", "cycle"), [("1", 1), ("12", 1), ("13", 2), ("26", 2), ("27", 3), ("41", 4)])
def test_cycle_follows_from_the_session(reference, export, session, cycle):
    import_file(export([{"Session": session}]))
    assert Recommendation.objects.get().cycle == cycle


def test_fictitious_states_are_never_imported_to(reference, export):
    assert import_file(export([{"To": "Talava"}])) == counted(read=1, held=1)


def test_rows_that_say_nothing_are_rejected(reference, export):
    assert import_file(export([dict.fromkeys(ROW, ""), {}])) == counted(read=2, created=1, rejected=1)


def test_a_held_row_is_imported_once_its_label_is_known(reference, export):
    path = export([{"To": "Ruritania"}])
    import_file(path)
    StateAlias.objects.create(source="upr-info", label="Ruritania", state=State.objects.get(iso3="ROU"))
    assert import_file(path) == counted(read=1, created=1)
    assert HeldRow.objects.get().resolution == "mapped"


def test_a_refused_file_changes_nothing(reference, tmp_path):
    path = tmp_path / "cut.csv"
    path.write_text(table([{}, {}])[:-30])
    with pytest.raises(Refused):
        import_file(path)
    assert not Recommendation.objects.exists()
    assert not ImportRun.objects.exists()


def test_command_prints_one_line_of_json(reference, export):
    out = StringIO()
    call_command("import_recommendations", str(export([{}])), stdout=out)
    assert json.loads(out.getvalue()) == counted(read=1, created=1)


def test_command_refuses_in_plain_words(tmp_path):
    with pytest.raises(CommandError, match="There is no file"):
        call_command("import_recommendations", str(tmp_path / "absent.csv"))


def test_command_without_reference_data_says_what_to_do(db, export):
    with pytest.raises(CommandError, match="load_reference"):
        call_command("import_recommendations", str(export([{}])))


def test_load_reference_prints_one_line_of_json(db):
    out = StringIO()
    call_command("load_reference", stdout=out)
    assert json.loads(out.getvalue())["states"] == 195
