"""Suggestions for one need of the load."""

from matching.selectors.fitting import asked_of, offers_fitting
from requests_app.models import Need
from states.cast import acting_as


def best_offers():
    """The best twenty offers for the first need of the load, as its State gets them."""
    need = Need.objects.select_related("statement__subject", "statement__state").order_by("-pk")[0]
    codes = {"XTV": "authoriser.xtv", "XKR": "authoriser.xkr", "XWD": "authoriser.xwd", "XAM": "authoriser.xam"}
    asked = asked_of(acting_as(codes.get(need.statement.state.iso3, "curator")), str(need.statement.subject), 1)
    return lambda: len(offers_fitting(asked))
