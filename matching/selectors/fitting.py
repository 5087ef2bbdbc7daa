"""What fits together: hard conditions, and a score in whole numbers whose parts are told in words.

Offers for a need come from one statement over arrays, needs for an offer from one over the list of needs. A low score
hides nothing; equal scores stand in the order of their ids. Whoever asks sees only what they may read anyway.
"""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import BooleanField, Case, Count, ExpressionWrapper, F, IntegerField, OuterRef, Q, Subquery, Value
from django.db.models import When as Where
from django.db.models.functions import Coalesce, Least
from django.utils import timezone
from django.utils.translation import gettext_lazy as _lazy

from accounts.acting import Acting
from consent.choices import Audience, Element, Purpose
from consent.models import Exclusion
from consent.selectors import live_grants
from matching.choices import Eligible
from matching.models import Offer
from matching.rules import may_offer, sees_as_secretariat
from matching.selectors.offers import open_offers
from requests_app.models import StatementVersion
from requests_app.selectors import STATEMENT, needs_browsed
from states.models import Body
from states.rules import body_of
from states.selectors import live_memberships

MOST = 20
#: what each part of the score is worth
POINTS = {"themes": 10, "group": 10, "region": 5, "language": 5, "time": 5}
MOST_THEMES = 3
#: condition → what it says where it holds, and where it fails
CONDITIONS = {
    "kind": (_lazy("the same kind of support"), _lazy("another kind of support")),
    "eligible": (_lazy("meant for this State"), _lazy("not meant for this State")),
    "dates": (_lazy("the time fits"), _lazy("it is not valid at that time")),
    "spoken": (_lazy("a common language"), _lazy("no common language")),
    "capacity": (_lazy("a place is free"), _lazy("all places are taken")),
}
REASONS = {
    "themes": _lazy("shared themes"),
    "group": _lazy("meant for a group of this State"),
    "region": _lazy("meant for this region"),
    "language": _lazy("written in the same language"),
    "time": _lazy("valid the whole time"),
}


@dataclass(frozen=True)
class Fit:
    """One suggestion. `reasons` are the parts of the score: (words, points); `failing` the conditions that fail."""

    row: object
    score: int
    reasons: list[tuple] = field(default_factory=list)
    failing: list = field(default_factory=list)

    @property
    def is_viable(self) -> bool:
        return not self.failing


@dataclass(frozen=True)
class Asked:
    """What of a need decides: summary fields only."""

    edition_id: int
    state_id: int
    kind: str
    language: str
    region: str
    groups: list[str]
    themes: list[int]
    wanted_from: date | None
    wanted_to: date | None


def asked_of(acting: Acting, reference: str, number: int) -> Asked | None:
    """The need as this person may read it, or None."""
    rows = needs_browsed(acting).filter(reference=reference, number=number, status="open")
    facts = {"edition_pk": F("version__edition"), "region": F(f"{STATEMENT}__state__regional_group")}
    row = rows.annotate(**facts).values(*FACTS).first()
    return None if row is None else _asked(row)


FACTS = [
    "edition_pk", "state_pk", "region", "support_type", "language", "groups", "version_id", "wanted_from", "wanted_to",
]  # fmt: skip


def _asked(row: dict) -> Asked:
    links = StatementVersion.themes.through.objects.filter(statementversion=row["version_id"])
    return Asked(
        row["edition_pk"],
        row["state_pk"],
        row["support_type"],
        row["language"],
        row["region"],
        row["groups"],
        sorted(links.values_list("theme", flat=True)),
        row["wanted_from"],
        row["wanted_to"],
    )


def offers_fitting(need: Asked, *, readers_only: bool = False):
    """The best twenty offers for a need, as Fits. With `readers_only` of partners to whom the State shows it."""
    offers = open_offers().filter(*_conditions_on_offers(need).values())
    if readers_only:
        offers = offers.filter(body__in=bodies_reading(need.edition_id))
    return [_fit(offer) for offer in _scored(offers, need).order_by("-score", "pk")[:MOST]]


def own_offers_against(need: Asked, body: Body) -> list[Fit]:
    """How each open offer of one partner fits, the best first; those that do not, with what is missing."""
    flags = {
        f"is_{name}": ExpressionWrapper(condition, BooleanField())
        for name, condition in _conditions_on_offers(need).items()
    }
    offers = _scored(open_offers().filter(body=body), need).annotate(**flags).order_by("-score", "pk")[:MOST]
    fits = [_fit(offer) for offer in offers]
    return sorted(fits, key=lambda fit: (len(fit.failing), -fit.score))


def _conditions_on_offers(need: Asked) -> dict[str, Q]:
    begins = need.wanted_from or timezone.localdate()
    in_time = Q(valid_until__gte=begins)
    if need.wanted_to:
        in_time &= Q(valid_from__lte=need.wanted_to)
    in_region = Q(regions=[]) | Q(regions__contains=[need.region])
    return {
        "kind": Q(support_type=need.kind),
        "eligible": Q(eligible__overlap=[Eligible.ANY, *need.groups]) & in_region,
        "dates": in_time,
        "spoken": Q(languages__contains=[need.language]),
        "capacity": Q(taken__lt=F("places")),
    }


def _scored(offers, need: Asked):
    """With `score` and its parts `points_…`."""
    links = Offer.themes.through.objects.filter(offer=OuterRef("pk"), theme__in=need.themes).order_by().values("offer")
    shared = Coalesce(Subquery(links.annotate(count=Count("pk")).values("count")), 0)
    covered = Q(valid_until__gte=need.wanted_to) if need.wanted_to else Q(pk__in=[])
    return _with_score(
        offers,
        shared,
        {
            "group": Q(eligible__overlap=need.groups) if need.groups else Q(pk__in=[]),
            "region": Q(regions__contains=[need.region]),
            "language": Q(language=need.language),
            "time": covered,
        },
    )


def _with_score(rows, shared, parts: dict[str, Q]):
    points = {
        f"points_{name}": Case(
            Where(condition, then=Value(POINTS[name])), default=Value(0), output_field=IntegerField()
        )
        for name, condition in parts.items()
    }
    points["points_themes"] = Least(shared, Value(MOST_THEMES), output_field=IntegerField()) * POINTS["themes"]
    rows = rows.annotate(**points)
    return rows.annotate(score=sum((F(name) for name in points), start=Value(0)))


def _value(row, name: str, default):
    return row.get(name, default) if isinstance(row, dict) else getattr(row, name, default)


def _fit(row) -> Fit:
    reasons = [(words, _value(row, f"points_{name}", 0)) for name, words in REASONS.items()]
    failing = [no for name, (_yes, no) in CONDITIONS.items() if _value(row, f"is_{name}", True) is False]
    return Fit(row, _value(row, "score", 0), [pair for pair in reasons if pair[1]], failing)


def needs_fitting(acting: Acting, offer: Offer) -> list[Fit]:
    """The best twenty open needs for an offer, among those that the person may read. Rows as of `needs_browsed`."""
    rows = needs_browsed(acting).filter(status="open", support_type=offer.support_type)
    rows = rows.filter(language__in=offer.languages).filter(_eligible(offer), _in_time(offer))
    links = StatementVersion.themes.through.objects.filter(
        statementversion=OuterRef("version_id"), theme__in=offer.themes.all()
    )
    counted = links.order_by().values("statementversion").annotate(count=Count("pk")).values("count")
    shared = Coalesce(Subquery(counted), 0)
    region = Q(**{f"{STATEMENT}__state__regional_group__in": offer.regions})
    parts = {
        "group": Q(state_pk__in=_states_of([group for group in offer.eligible if group != Eligible.ANY])),
        "region": region,
        "language": Q(version__edition__language=offer.language),
        "time": Q(wanted_to__lte=offer.valid_until),
    }
    return [_fit(row) for row in _with_score(rows, shared, parts).order_by("-score", "need_id")[:MOST]]


def _eligible(offer: Offer) -> Q:
    meant = Q() if Eligible.ANY in offer.eligible else Q(state_pk__in=_states_of(offer.eligible))
    return meant & (Q(**{f"{STATEMENT}__state__regional_group__in": offer.regions}) if offer.regions else Q())


def _states_of(groups):
    return live_memberships().filter(group__in=groups).values("state")


def _in_time(offer: Offer) -> Q:
    begun = Q(wanted_from__isnull=True) | Q(wanted_from__lte=offer.valid_until)
    return begun & (Q(wanted_to__isnull=True) | Q(wanted_to__gte=offer.valid_from))


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


@dataclass(frozen=True)
class Suggested:
    """What one person is told about one need: a partner of its own offers, the State and the secretariat of all."""

    fits: list[Fit]
    is_own: bool


def suggested_for(acting: Acting, reference: str, number: int) -> Suggested | None:
    """None where the person may not read the need, or has nothing to do with offers on it."""
    body = body_of(acting)
    need = asked_of(acting, reference, number) if body is not None else None
    if need is None:
        return None
    if may_offer(acting):
        return Suggested(own_offers_against(need, body), is_own=True)
    if sees_as_secretariat(acting):
        return Suggested(offers_fitting(need, readers_only=True), is_own=False)
    return Suggested(offers_fitting(need), is_own=False) if is_of_state(body, need) else None


def is_of_state(body: Body, need: Asked) -> bool:
    return body.is_of_state and body.state_id == need.state_id
