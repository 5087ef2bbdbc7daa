"""Held rows are settled by a curator, once per name."""

import pytest

from accounts.acting import ANONYMOUS
from lifecycle.models import TransitionRecord
from obligations.choices import Resolution
from obligations.models import HeldRow, Recommendation, StateAlias
from obligations.selectors import held_labels, held_rows
from obligations.services.held import decisions_on, settle
from obligations.services.imports import import_file
from states.models import State
from tests.factories.obligations import HeldRowFactory
from web.errors import FailedCheck, NotPermitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def unknown_states(reference, export) -> HeldRow:
    """Two rows wait for «Ruritania», one of them with a further unknown name."""
    import_file(export([{"From": "Ruritania"}, {"From": "Ruritania", "Response": "Perhaps"}, {}]))
    return held_rows().get(raw__Response="Accepted")


def test_held_labels_are_counted(unknown_states):
    [label] = held_labels()
    assert (label["label"], label["rows"], label["source"]) == ("Ruritania", 2, "upr-info")
    assert held_rows().filter(key=label["key"]).exists()


def test_a_name_is_mapped_once_for_all_rows(unknown_states, curator):
    romania = State.objects.get(iso3="ROU")
    assert settle(unknown_states, Resolution.MAPPED, state=romania, by=curator) == 1
    assert Recommendation.objects.filter(recommending_state=romania).count() == 1
    assert StateAlias.objects.get(label="Ruritania").state == romania
    [still] = held_rows()
    assert (still.reason, still.label) == ("unknown_response", "Perhaps")


def test_rows_are_kept_without_a_recommending_state(unknown_states, curator):
    assert settle(unknown_states, Resolution.WITHOUT_STATE, by=curator) == 1
    made = Recommendation.objects.get(recommending_state=None)
    assert made.recommending_label == "Ruritania"
    assert not StateAlias.objects.filter(label="Ruritania").exists()


def test_rows_are_left_out_and_stay_on_file(unknown_states, curator, export):
    assert settle(unknown_states, Resolution.LEFT_OUT, by=curator) == 2
    assert HeldRow.objects.filter(resolution=Resolution.LEFT_OUT).count() == 2
    again = import_file(export([{"From": "Ruritania"}, {}]))
    assert (again["created"], again["unchanged"], again["held"]) == (0, 2, 0)


def test_settling_is_on_record(unknown_states, curator):
    settle(unknown_states, Resolution.LEFT_OUT, by=curator)
    record = TransitionRecord.objects.get(subject_type="obligations.heldrow", subject_id=unknown_states.pk)
    assert (record.transition, record.actor_id) == ("settle", curator.user_id)
    assert record.facts == {"label": "Ruritania", "decision": "left_out", "state": ""}


def test_only_curators_settle(unknown_states):
    with pytest.raises(NotPermitted):
        settle(unknown_states, Resolution.LEFT_OUT, by=ANONYMOUS)


def test_settled_twice(unknown_states, curator):
    settle(unknown_states, Resolution.LEFT_OUT, by=curator)
    with pytest.raises(FailedCheck, match="settled meanwhile"):
        settle(unknown_states, Resolution.LEFT_OUT, by=curator)


def test_a_mapping_needs_its_state(unknown_states, curator):
    with pytest.raises(FailedCheck, match="Choose the State"):
        settle(unknown_states, Resolution.MAPPED, by=curator)


def test_the_state_under_review_cannot_stay_unknown(reference, curator):
    held = HeldRowFactory()
    assert Resolution.WITHOUT_STATE not in decisions_on(held)
    with pytest.raises(FailedCheck, match="cannot be decided"):
        settle(held, Resolution.WITHOUT_STATE, by=curator)
