"""Needs for an offer: one statement over the list of needs that a person may browse."""

from django.db.models import Case, Count, F, IntegerField, OuterRef, Q, Subquery, Value
from django.db.models import When as Where
from django.db.models.functions import Coalesce, Least

from accounts.acting import Acting
from matching.choices import Eligible
from matching.models import Offer
from matching.selectors.fits import MOST, MOST_THEMES, POINTS, Fit, fit_of
from requests_app.models import StatementVersion
from requests_app.selectors import STATEMENT, needs_browsed
from states.selectors import live_memberships


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
    return [fit_of(row) for row in _with_score(rows, shared, parts).order_by("-score", "need_id")[:MOST]]


def _eligible(offer: Offer) -> Q:
    meant = Q() if Eligible.ANY in offer.eligible else Q(state_pk__in=_states_of(offer.eligible))
    return meant & (Q(**{f"{STATEMENT}__state__regional_group__in": offer.regions}) if offer.regions else Q())


def _states_of(groups):
    return live_memberships().filter(group__in=groups).values("state")


def _in_time(offer: Offer) -> Q:
    begun = Q(wanted_from__isnull=True) | Q(wanted_from__lte=offer.valid_until)
    return begun & (Q(wanted_to__isnull=True) | Q(wanted_to__gte=offer.valid_from))


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
