"""The home page: what is asked, and whether it is answered; of fewer than three needs nothing of answers is told."""

from datetime import timedelta

import pytest
from django.test import Client

from matching.models import Match
from tests.cast import an_open_statement
from tests.factories.matching import a_proposal

pytestmark = pytest.mark.django_db


def numbers() -> dict[str, int]:
    return {figure["label"]: figure["value"] for figure in Client().get("/").context["figures"]}


def test_answers_are_counted_from_three_needs_upward(cast):
    waits = [2, 30, 9]
    for days in waits[:2]:
        answered_after(days)
    an_open_statement(title="Without an answer")
    an_open_statement(preset="quiet", title="Shown to nobody")
    assert numbers() == {"needs open to offers": 3, "State that asks": 1}
    answered_after(waits[2])
    assert numbers() == {
        "needs open to offers": 4,
        "State that asks": 1,
        "needs with an answer": 3,
        "days to a first answer (median)": 9,
    }


def answered_after(days: int) -> None:
    """An open need, answered after so many days; a second answer, later, changes nothing."""
    statement = an_open_statement()
    opened = statement.opened_at
    for who, later in (("officer.xnd", 0), ("officer.undp", 50)):
        match = a_proposal(statement, by=who)
        Match.objects.filter(pk=match.pk).update(created_at=opened + timedelta(days=days + later))
