from datetime import date, timedelta
from types import SimpleNamespace

from django.utils import timezone

from dialogue.models import AnnualSession
from obligations.models import CouncilText
from requests_app.models import Call
from states.cast import acting_as
from states.models import Body, Mandate, State
from states.services import invite, name_deputy
from tests.factories.obligations import HeldRowFactory, RecommendationFactory
from tests.factories.papers import a_practice


def build(made) -> None:
    made.state = State.objects.get(iso3="XTV")
    made.recommendation = RecommendationFactory(state=made.state)
    made.held = HeldRowFactory()
    made.mandate = Mandate.objects.get(user__username="drafter.xtv")
    made.office = Body.objects.get(kind="mission", state=made.state)
    invited = {"email": "next@example.org", "role": "drafter"}
    made.invitation = invite(made.office, by=acting_as("authoriser.xtv"), **invited)
    made.vacant = Body.objects.get(kind="ministry", state=made.state)
    week = {"starts_on": timezone.localdate(), "ends_on": timezone.localdate() + timedelta(days=7)}
    stand_in = Mandate.objects.select_related("user").get(user__username="nmirf.xtv")
    made.deputy = name_deputy(made.office, post=made.mandate, deputy=stand_in, by=acting_as("drafter.xtv"), **week)
    made.invitation_link = SimpleNamespace(key=made.invitation.token)
    CouncilText.objects.create(symbol="A/HRC/RES/6/5", kind="resolution", title="Advisory services")
    dates = {"starts_on": date(2027, 6, 1), "ends_on": date(2027, 6, 2)}
    made.session = AnnualSession.objects.create(reference="2027", title="Annual session", place="Geneva", **dates)
    year = {"opens_on": date(2027, 1, 1), "closes_on": date(2027, 3, 1)}
    made.call = Call.objects.create(reference="CALL-2027", title="Call", year=2027, **year)
    made.practice = a_practice()
