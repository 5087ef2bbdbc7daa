"""Races at the services, with real threads and connections; each gives how often a thing came out twice or was lost."""

import os
from datetime import timedelta

from django.db import OperationalError
from django.utils import timezone

from matching import services
from matching.models import Match, Pledge
from requests_app.models import NeedsStatement
from requests_app.services import withdraw_statement
from states.cast import acting_as
from tests.cast import an_open_statement
from tests.races import at_once
from web.errors import Conflict

SCOPE, ASKED, AT_ONCE = "Two circuits of training.", 25_000, 20
ROUNDS = int(os.environ.get("RACE_ROUNDS", "200"))


def the_talks(statement) -> Match:
    match = services.propose(statement.needs.get(), by=acting_as("officer.xnd"), scope=SCOPE)
    return services.say_yes_to_talks(match, by=acting_as("authoriser.xtv"))


def card() -> dict:
    return {"starts_on": timezone.localdate(), "ends_on": timezone.localdate() + timedelta(days=99)}


def twenty_pledges() -> int:
    """Confirmed at once: more than the need asks for, or less where there was more."""
    match, partner = the_talks(an_open_statement(budget_band="under_25k")), acting_as("signatory.xnd")
    words = {"what": "Two trainers", "amount": 2500, "currency": "USD"}
    pledges = [services.announce_pledge(match, by=partner, words=words, beside=True) for _number in range(AT_ONCE)]
    state, confirm = acting_as("authoriser.xtv"), services.PLEDGE_ACTS["confirm"]
    outcomes = at_once(*(lambda one=one: confirm(Pledge.objects.get(pk=one.pk), by=state) for one in pledges))
    confirmed = Pledge.objects.filter(match=match, status="confirmed").values_list("amount", flat=True)
    tired = any(isinstance(one, OperationalError) for one in outcomes)  # a busy machine: waited too long, 503
    return int(sum(confirmed) > ASKED or not tired and sum(confirmed) < ASKED)


def two_acceptances() -> int:
    """Two agreements on the whole of one need."""
    statement, state = an_open_statement(), acting_as("authoriser.xtv")
    matches = []
    for name in ("officer.xnd", "officer.xam"):
        match = services.propose(statement.needs.get(), by=acting_as(name), scope=SCOPE)
        match = services.say_yes_to_talks(match, by=state)
        match = services.write_card(match, by=acting_as(name), covers_all=True, **card())
        match.parties.exclude(role="recipient").update(agreed_yes_at=timezone.now(), agreed_yes_by="a signatory")
        matches.append(match)
    at_once(*(lambda one=one: services.say_yes_to_agreement(one, by=state) for one in matches))
    return int(statement.needs.get().matches.filter(status="agreed").count() != 1)


def accept_against_withdraw() -> int:
    """Talks on a statement that is withdrawn."""
    statement, state = an_open_statement(), acting_as("authoriser.xtv")
    match = services.propose(statement.needs.get(), by=acting_as("officer.xnd"), scope=SCOPE)
    at_once(
        lambda: services.say_yes_to_talks(Match.objects.get(pk=match.pk), by=state),
        lambda: withdraw_statement(NeedsStatement.objects.get(pk=statement.pk), by=state),
    )
    match.refresh_from_db()
    return int(match.status != "declined")


def two_hands_on_the_card() -> int:
    """A text of the card that was lost in silence."""
    match = the_talks(an_open_statement())
    names = ("authoriser.xtv", "officer.xnd")
    outcomes = at_once(
        *(
            lambda name=name: services.write_card(
                Match.objects.get(pk=match.pk), by=acting_as(name), outputs=name, terms_no=0, **card()
            )
            for name in names
        )
    )
    kept = {one.current["outputs"] if isinstance(one, Conflict) else one.outputs for one in outcomes}
    told = sum(isinstance(one, Conflict) for one in outcomes)
    match.refresh_from_db()
    return int(told != 1 or kept != {match.outputs} or match.terms_no != 1)


def two_signatories() -> int:
    """One agreement that was agreed twice."""
    match = services.write_card(the_talks(an_open_statement()), by=acting_as("officer.xnd"), **card())
    names = ("authoriser.xtv", "signatory.xnd")
    at_once(
        *(
            lambda name=name: services.say_yes_to_agreement(Match.objects.get(pk=match.pk), by=acting_as(name))
            for name in names
        )
    )
    match.refresh_from_db()
    return int(match.status != "agreed")


RACES = {
    race.__name__: race
    for race in (twenty_pledges, two_acceptances, accept_against_withdraw, two_hands_on_the_card, two_signatories)
}


def rounds_of(name: str):
    """[rounds, violations] of one race."""
    return lambda: [ROUNDS, sum(RACES[name]() for _round in range(ROUNDS))]
