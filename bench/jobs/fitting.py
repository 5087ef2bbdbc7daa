"""Suggestions for one need of the load, and the same choice over arrays in memory."""

import numpy as np
from django.utils import timezone

from matching.choices import Eligible
from matching.models import Offer
from matching.selectors import open_offers
from matching.selectors.fits import MOST, MOST_THEMES, POINTS, Asked, asked_of
from matching.selectors.fitting_offers import offers_fitting
from requests_app.models import Need
from states.cast import acting_as

CODES = {"XTV": "authoriser.xtv", "XKR": "authoriser.xkr", "XWD": "authoriser.xwd", "XAM": "authoriser.xam"}


def the_need() -> Asked:
    """The newest need of the load, as its State reads it."""
    need = Need.objects.select_related("statement__subject", "statement__state").order_by("-pk")[0]
    return asked_of(acting_as(CODES.get(need.statement.state.iso3, "curator")), str(need.statement.subject), 1)


def best_offers():
    """The best twenty offers for it, as its State gets them; their ids."""
    asked = the_need()
    return lambda: [fit.row.pk for fit in offers_fitting(asked)]


def in_memory():
    """The same conditions and points over all offers, as numpy has them ready: what no database could undercut."""
    need = the_need()
    rows = list(open_offers().order_by("pk"))
    shared = _shared_themes([row.pk for row in rows], need)
    facts = {
        "kind": np.array([row.support_type for row in rows]),
        "from": np.array([row.valid_from for row in rows], dtype="datetime64[D]"),
        "until": np.array([row.valid_until for row in rows], dtype="datetime64[D]"),
        "meant": np.array([bool({Eligible.ANY.value, *need.groups} & set(row.eligible)) for row in rows]),
        "group": np.array([bool(set(need.groups) & set(row.eligible)) for row in rows]),
        "there": np.array([not row.regions or need.region in row.regions for row in rows]),
        "region": np.array([need.region in row.regions for row in rows]),
        "spoken": np.array([need.language in row.languages for row in rows]),
        "language": np.array([row.language == need.language for row in rows]),
        "free": np.array([row.places > row.taken for row in rows]),
        "themes": np.minimum(np.array([shared.get(row.pk, 0) for row in rows]), MOST_THEMES),
    }
    ids = np.array([row.pk for row in rows])
    return lambda: ids[_best(facts, need)].tolist()


def _shared_themes(offers: list[int], need: Asked) -> dict[int, int]:
    links = Offer.themes.through.objects.filter(offer__in=offers, theme__in=need.themes)
    counts: dict[int, int] = {}
    for pk in links.values_list("offer", flat=True):
        counts[pk] = counts.get(pk, 0) + 1
    return counts


def _best(facts: dict, need: Asked) -> np.ndarray:
    """The places of the best twenty, ties by age."""
    begins, ends = (np.datetime64(day) for day in (need.wanted_from or timezone.localdate(), need.wanted_to))
    fits = (facts["kind"] == need.kind) & facts["meant"] & facts["there"] & facts["spoken"] & facts["free"]
    fits &= (facts["until"] >= begins) & (facts["from"] <= ends)
    score = facts["themes"] * POINTS["themes"] + (facts["until"] >= ends) * POINTS["time"]
    score += sum(facts[name] * POINTS[name] for name in ("group", "region", "language"))
    found = np.flatnonzero(fits)
    return found[np.argsort(-score[found], kind="stable")[:MOST]]
