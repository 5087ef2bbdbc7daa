from datetime import date

from dialogue.models import AnnualSession
from obligations.models import CouncilText
from requests_app.models import Call
from states.models import State
from tests.factories.obligations import HeldRowFactory, RecommendationFactory
from tests.factories.papers import a_practice


def build(made) -> None:
    made.state = State.objects.get(iso3="XTV")
    made.recommendation = RecommendationFactory(state=made.state)
    made.held = HeldRowFactory()
    CouncilText.objects.create(symbol="A/HRC/RES/6/5", kind="resolution", title="Advisory services")
    dates = {"starts_on": date(2027, 6, 1), "ends_on": date(2027, 6, 2)}
    made.session = AnnualSession.objects.create(reference="2027", title="Annual session", place="Geneva", **dates)
    year = {"opens_on": date(2027, 1, 1), "closes_on": date(2027, 3, 1)}
    made.call = Call.objects.create(reference="CALL-2027", title="Call", year=2027, **year)
    made.practice = a_practice()
