from datetime import date

from consent.presets import OPEN
from dialogue.models import AnnualSession
from obligations.models import CouncilText
from practices.services import publish_practice
from requests_app.models import Call
from states.cast import acting_as
from states.models import State
from tests.factories.obligations import HeldRowFactory, RecommendationFactory


def build(made) -> None:
    made.state = State.objects.get(iso3="XTV")
    made.recommendation = RecommendationFactory(state=made.state)
    made.held = HeldRowFactory()
    CouncilText.objects.create(symbol="A/HRC/RES/6/5", kind="resolution", title="Advisory services")
    dates = {"starts_on": date(2027, 6, 1), "ends_on": date(2027, 6, 2)}
    made.session = AnnualSession.objects.create(reference="2027", title="Annual session", place="Geneva", **dates)
    year = {"opens_on": date(2027, 1, 1), "closes_on": date(2027, 3, 1)}
    made.call = Call.objects.create(reference="CALL-2027", title="Call", year=2027, **year)
    told = {"title": "A circuit court", "problem": "Far islands.", "what_was_done": "A boat."}
    by = acting_as("authoriser.xam")
    amparo = State.objects.get(iso3="XAM")
    made.practice = publish_practice(state=amparo, language="en", words=told, lines=OPEN.lines, by=by)
