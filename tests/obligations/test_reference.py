"""The shipped lists: complete, dated, in six languages, and repeatable."""

from collections import Counter
from datetime import date

import pytest
from django.db import IntegrityError
from django.utils import translation

from obligations.importers.rows import folded
from obligations.models import AffectedGroup, Mechanism, SDGGoal, SDGTarget, StateAlias, Theme, ThemeAlias
from obligations.reference_load import load_obligations
from states.models import CountryGroupMembership, State
from states.reference_load import LANGUAGES, load_states
from states.selectors import live_memberships

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
SIX = set(LANGUAGES)


def shipped(model):
    """The rows of the lists, without the fictitious States of the cast."""
    apart = {State: {"fictitious": True}, CountryGroupMembership: {"state__fictitious": True}}
    return model.objects.exclude(**apart[model]) if model in apart else model.objects.all()


def test_counts(reference):
    assert shipped(State).filter(membership="member").count() == 193
    assert shipped(State).filter(membership="observer").count() == 2
    assert SDGGoal.objects.count() == 17
    assert SDGTarget.objects.count() == 169
    assert Counter(Mechanism.objects.values_list("kind", flat=True))["treaty_body"] == 10
    assert ThemeAlias.objects.filter(source="upr-info").count() == 54
    assert ThemeAlias.objects.filter(source="uhri").count() == 106
    assert StateAlias.objects.filter(source="upr-info").count() == 28


@pytest.mark.parametrize(("group", "count"), [("LDC", 44), ("LLDC", 32), ("SIDS", 37)])
def test_group_counts_today(reference, group, count):
    assert live_memberships(TODAY).filter(group=group, state__fictitious=False).count() == count


@pytest.mark.parametrize(
    ("iso3", "last", "first_without"),
    [("BTN", date(2023, 12, 12), date(2023, 12, 13)), ("STP", date(2024, 12, 12), date(2024, 12, 13))],
)
def test_graduated_least_developed_countries_have_their_day(reference, iso3, last, first_without):
    assert live_memberships(last).filter(group="LDC", state__iso3=iso3).exists()
    assert not live_memberships(first_without).filter(group="LDC", state__iso3=iso3).exists()


def test_scheduled_graduations_are_notes_and_not_ends(reference):
    scheduled = CountryGroupMembership.objects.filter(group="LDC", state__iso3__in=["BGD", "LAO", "NPL"])
    assert [("2026-11-24" in one.note, one.valid_to) for one in scheduled] == [(True, None)] * 3


def test_each_member_is_in_one_regional_group(reference):
    groups = Counter(shipped(State).filter(membership="member").values_list("regional_group", flat=True))
    assert groups == {"african": 54, "asia_pacific": 54, "eastern_european": 23, "grulac": 33, "weog": 29}
    assert set(State.objects.filter(membership="observer").values_list("regional_group", flat=True)) == {""}


@pytest.mark.parametrize("model", [State, Theme, AffectedGroup, Mechanism, SDGGoal, SDGTarget])
def test_names_in_six_languages(reference, model):
    lacking = [str(row) for row in shipped(model) if set(row.names) != SIX or not all(row.names.values())]
    assert lacking == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_of_states_are_unique_and_without_articles(reference, language):
    names = [state.names[language] for state in shipped(State)]
    assert len(set(names)) == 195
    assert not [name for name in names if name.endswith(("(the)", "(l')", "(le)", "(la)", "(les)", "(el)", "(los)"))]


def test_no_name_means_two_states(reference):
    owners: dict[str, set[str]] = {}
    for state in shipped(State):
        for name in state.names.values():
            owners.setdefault(folded(name), set()).add(state.iso3)
    assert {name: found for name, found in owners.items() if len(found) > 1} == {}


def test_labels_of_targets_are_short(reference):
    assert max(len(target.names["en"].split()) for target in SDGTarget.objects.all()) <= 8


def test_a_name_falls_back_to_english():
    theme = Theme(names={"en": "Food", "fr": "Alimentation"})
    with translation.override("fr"):
        assert theme.name == "Alimentation"
    with translation.override("zh-hans"):
        assert theme.name == "Food"


def test_a_name_in_english_is_compulsory():
    with pytest.raises(IntegrityError, match="theme_named_in_english"):
        Theme.objects.create(slug="nameless", names={"fr": "Alimentation"})


def test_every_row_has_source_and_date(reference):
    for model in (State, Theme, AffectedGroup, Mechanism, SDGGoal, SDGTarget, CountryGroupMembership):
        assert not shipped(model).filter(source="").exists()
        assert not shipped(model).filter(as_of=None).exists()


def test_loading_again_changes_nothing(reference):
    models = (State, CountryGroupMembership, Theme, ThemeAlias, SDGTarget, Theme.goals.through)
    before = [list(model.objects.order_by("pk").values()) for model in models]
    assert load_states() | load_obligations() == reference
    assert [list(model.objects.order_by("pk").values()) for model in models] == before


def test_an_edited_membership_stays(reference):
    decided = CountryGroupMembership.objects.filter(group="LDC", state__iso3="NPL")
    decided.update(source="General Assembly, decision", valid_to=date(2029, 11, 24))
    load_states()
    assert decided.get().valid_to == date(2029, 11, 24)


def test_an_alias_of_a_curator_stays(reference):
    elsewhere = State.objects.get(iso3="FRA")
    StateAlias.objects.filter(source="upr-info", label="Laos").update(state=elsewhere)
    load_obligations()
    assert StateAlias.objects.get(source="upr-info", label="Laos").state == elsewhere
