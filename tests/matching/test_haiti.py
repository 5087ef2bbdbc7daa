"""The appeal for Haiti of 2010 as needs and pledges: what the platform adds up equals what the file says."""

import csv
from collections import defaultdict
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.db.models import Sum
from django.utils import timezone

from matching import services
from matching.models import Match, MatchParty, Pledge
from matching.selectors import pledged_of
from requests_app.models import Need
from states.cast import acting_as
from states.models import Body
from tests.cast import an_open_statement
from tests.factories.matching import a_pledge, the_need, under_way

pytestmark = pytest.mark.django_db
FILES = Path(__file__).resolve().parents[3] / "shared" / "data" / "needs_offers"
PLEDGES = FILES / "haiti2010_appeal_pledges_commitments.csv"
STATUS = {"Pledge": "confirmed", "Commitment": "committed", "Paid contribution": "delivered"}

SMALL = """project_id,donor,amount,currency,status
1,Nordmark,1000,NOK,Pledge
1,Nordmark,500,NOK,Commitment
1,Amparo,700,USD,Paid contribution
2,Amparo,300.50,USD,Commitment
2,Nordmark,20,CHF,Pledge
"""


def rows_of(text: str) -> list[dict]:
    return [row for row in csv.DictReader(text.splitlines()) if Decimal(row["amount"] or 0) > 0]


def loaded(rows: list[dict]) -> dict[str, Need]:
    """One need for each project, one match for each project and donor, one pledge for each row; set-based."""
    statement = an_open_statement()
    state_body = Body.objects.get(state=statement.state, kind="mission")
    projects = sorted({row["project_id"] for row in rows})
    numbers = {project: place for place, project in enumerate(projects)}
    statements = [statement] + [an_open_statement() for _number in range(len(projects) // 90)]
    for place in range(len(projects)):
        Need.objects.get_or_create(statement=statements[place // 90], number=place % 90 + 1)
    needs = {p: Need.objects.get(statement=statements[n // 90], number=n % 90 + 1) for p, n in numbers.items()}
    donors = {row["donor"] for row in rows}
    bodies = {name: Body.objects.create(kind="bilateral", name=f"Donor {name}") for name in donors}
    now, today = timezone.now(), timezone.localdate()
    matches = {
        pair: Match(
            need=needs[pair[0]], partner=bodies[pair[1]], proposed_by_body=bodies[pair[1]], status="active", scope="x",
            starts_on=today, ends_on=today + timedelta(days=365), agreed_at=now,
        )
        for pair in {(row["project_id"], row["donor"]) for row in rows}
    }  # fmt: skip
    Match.objects.bulk_create(matches.values())
    MatchParty.objects.bulk_create(
        party
        for (_project, donor), match in matches.items()
        for party in (
            MatchParty(match=match, body=state_body, role="recipient"),
            MatchParty(match=match, body=bodies[donor], role="funder"),
        )
    )
    Pledge.objects.bulk_create(
        Pledge(
            match=matches[row["project_id"], row["donor"]], body=bodies[row["donor"]], what=row["status"],
            amount=Decimal(row["amount"]), currency=row["currency"], status=STATUS[row["status"]],
            partner_yes_at=now, confirmed_at=now,
        )
        for row in rows
    )  # fmt: skip
    return needs


def sums_by_project(rows: list[dict]) -> dict:
    sums: dict = defaultdict(Decimal)
    for row in rows:
        sums[row["project_id"], row["currency"]] += Decimal(row["amount"])
    return dict(sums)


def sums_shown(needs: dict[str, Need]) -> dict:
    pledged = pledged_of(acting_as("curator"), [need.pk for need in needs.values()])
    return {(project, one.currency): one.amount for project, need in needs.items() for one in pledged.get(need.pk, ())}


def test_sums_by_need_and_currency_equal_the_rows(cast):
    rows = rows_of(SMALL)
    assert sums_shown(loaded(rows)) == sums_by_project(rows)


@pytest.mark.skipif(not PLEDGES.exists(), reason="the appeal's file does not lie beside the project")
def test_sums_of_the_appeal_equal_its_file_in_every_currency(cast):
    rows = rows_of(PLEDGES.read_text(encoding="utf-8-sig"))
    needs = loaded(rows)
    assert sums_shown(needs) == sums_by_project(rows)
    kept = Pledge.objects.order_by().values_list("status", "currency").annotate(sum=Sum("amount"))
    told: dict = defaultdict(Decimal)
    for row in rows:
        told[STATUS[row["status"]], row["currency"]] += Decimal(row["amount"])
    assert {(status, code): amount for status, code, amount in kept} == dict(told)
    by_currency: dict = defaultdict(Decimal)
    for (_project, code), amount in sums_shown(needs).items():
        by_currency[code] += amount
    totals: dict = defaultdict(Decimal)
    for row in rows:
        totals[row["currency"]] += Decimal(row["amount"])
    assert dict(by_currency) == dict(totals)


def test_pledge_that_becomes_a_commitment_counts_once(statement):
    need, state = the_need(statement).pk, acting_as("authoriser.xtv")
    pledge = a_pledge(under_way(statement), amount=48000, currency="NOK")
    amounts = []
    partner = acting_as("signatory.xnd")
    for name, by in (("confirm", state), ("commit", partner), ("begin_delivery", partner)):
        pledge = services.PLEDGE_ACTS[name](pledge, by=by)
        amounts += [(one.currency, one.amount, one.count) for one in pledged_of(state, [need])[need]]
    assert amounts == [("NOK", 48000, 1)] * 3
