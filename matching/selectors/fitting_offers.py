"""Offers for a need: one statement over arrays. It is written in SQL because a page and each mail wait for it: put
together by the ORM each time, the same statement took 4.7 ms among 10,000 offers, of which the database had 0.9.
"""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from django.db import connection
from django.db.models import Q
from django.utils import timezone

from consent.choices import Audience, Element, Purpose
from consent.models import Exclusion
from consent.selectors import live_grants
from matching.choices import Eligible
from matching.models import Offer
from matching.selectors.fits import CONDITIONS, MOST, MOST_THEMES, POINTS, Asked, Fit, fit_of
from matching.selectors.offers import open_offers
from states.models import Body

#: condition of `CONDITIONS` → how an offer `o` meets it
MET = {
    "kind": "o.support_type = %(kind)s",
    "eligible": "o.eligible && %(meant)s::varchar[] AND (o.regions = '{}' OR o.regions @> %(region)s::varchar[])",
    "dates": "o.valid_until >= %(begins)s AND (%(ends)s::date IS NULL OR o.valid_from <= %(ends)s)",
    "spoken": "o.languages @> %(languages)s::varchar[]",
    "capacity": "o.taken < o.places",
}
FLAGS = [f"({MET[name]}) AS is_{name}" for name in CONDITIONS]
MOST_NEAR = 5
OF_BODIES = "o.body_id = ANY(%(bodies)s::bigint[])"
SHARED = "SELECT count(*) FROM matching_offer_themes t WHERE t.offer_id = o.id AND t.theme_id = ANY(%(themes)s::int[])"
#: part of the score → how often an offer `o` has its points
EARNED = {
    "themes": f"least({MOST_THEMES}, ({SHARED}))",
    "group": "(o.eligible && %(groups)s::varchar[])::int",
    "region": "(o.regions @> %(region)s::varchar[])::int",
    "language": "(o.language = ANY(%(languages)s))::int",
    "time": "coalesce(o.valid_until >= %(ends)s::date, false)::int",
}


def offers_fitting(need: Asked, *, readers_only: bool = False) -> list[Fit]:
    """The best twenty offers for a need. With `readers_only` of partners to whom the State shows it."""
    return _for(need, [f"({MET[name]})" for name in CONDITIONS], readers_only)


def near_misses(need: Asked, *, readers_only: bool = False) -> list[Fit]:
    """Up to five offers of the same kind of support for which one other condition fails, the best first."""
    failing = " + ".join(f"(NOT ({met}))::int" for name, met in MET.items() if name != "kind")
    return _for(need, [MET["kind"], f"{failing} = 1"], readers_only, FLAGS)[:MOST_NEAR]


def own_offers_against(need: Asked, body: Body) -> list[Fit]:
    """How each open offer of one partner fits, the best first; those that do not, with what is missing."""
    fits = _best(need, [OF_BODIES], FLAGS, bodies=[body.pk])
    return sorted(fits, key=lambda fit: (len(fit.failing), -fit.score))


def _for(need: Asked, where: list[str], readers_only: bool, flags: Iterable[str] = ()) -> list[Fit]:
    if not readers_only:
        return _best(need, where, flags)
    bodies = list(bodies_reading(need.edition_id).values_list("pk", flat=True))
    return _best(need, [*where, OF_BODIES], flags, bodies=bodies)


def _best(need: Asked, where: Iterable[str], flags: Iterable[str] = (), **more) -> list[Fit]:
    points = [f"{POINTS[name]} * {earned} AS points_{name}" for name, earned in EARNED.items()]
    wanted = ", ".join(["o.*", *flags, *points])
    rows = f"SELECT {wanted} FROM ({_open()}) o WHERE {' AND '.join(where)}"  # noqa: S608 texts of this file only
    score = " + ".join(f"points_{name}" for name in EARNED)
    best = f"SELECT fitting.*, {score} AS score FROM ({rows}) fitting ORDER BY score DESC, id LIMIT {MOST}"  # noqa: S608
    return [fit_of(offer) for offer in Offer.objects.raw(best, _words(need) | more).prefetch_related("body")]


def _words(need: Asked) -> dict:
    return {
        "kind": need.kind,
        "groups": need.groups,
        "meant": [Eligible.ANY.value, *need.groups],
        "region": [need.region],
        "begins": need.wanted_from or timezone.localdate(),
        "ends": need.wanted_to,
        "languages": [need.language],
        "themes": need.themes,
    }


def _open() -> str:
    return _open_on(timezone.localdate())


@lru_cache(maxsize=1)
def _open_on(day: date) -> str:
    """`open_offers` as text, since who may read an offer is said there alone; put together once a day."""
    text, words = open_offers(day).select_related(None).order_by().query.sql_with_params()
    with connection.cursor() as cursor:
        return cursor.mogrify(text, words).decode().replace("%", "%%")


def bodies_reading(edition_id: int):
    """The partners to whom the State shows the summary: by the ledger's audiences, without those excluded."""
    grants = live_grants().filter(edition=edition_id, element=Element.SUMMARY, purpose=Purpose.READ)
    tokens = set(grants.values_list("audience", flat=True))
    bodies = Body.objects.exclude(pk__in=Exclusion.objects.filter(edition=edition_id).values("body"))
    if tokens & {Audience.PUBLIC, Audience.PARTNERS}:
        return bodies
    kinds = [token.removeprefix("partners:") for token in tokens if token.startswith("partners:")]
    named = [int(token.removeprefix("body:")) for token in tokens if token.startswith("body:")]
    return bodies.filter(Q(kind__in=kinds) | Q(pk__in=named))
