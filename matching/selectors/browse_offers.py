"""The list of offers: narrowed, searched and counted. All of an open offer but its mailboxes is everybody's to read."""

from django.db.models import Q
from django.utils import timezone

from matching.choices import Eligible, OfferStatus
from matching.models import Offer
from matching.selectors.offers import open_offers
from states.choices import RegionalGroup
from web.facets import Facet
from web.search import RANKED, has_words, is_like, rank_of

OFFER_ORDERS = {"newest": ("-opened_at", "-pk"), "ending": ("valid_until", "pk"), "best": ("-rank", "-pk")}
_THEME = """JOIN matching_offer_themes t ON t.offer_id = hit.id JOIN obligations_theme h ON h.id = t.theme_id"""
#: an offer that names no region is for all of them, one for any State is for each group too
_REGION = """JOIN LATERAL unnest(
    CASE WHEN hit.regions = '{{}}' THEN ARRAY[{0}]::varchar[] ELSE hit.regions END) r(code) ON true"""
_GROUP = """JOIN LATERAL unnest(
    CASE WHEN 'any' = ANY(hit.eligible) THEN ARRAY[{0}]::varchar[] ELSE hit.eligible END) e(code) ON true"""


def _all_of(codes) -> str:
    return ", ".join(f"'{code}'" for code in codes)


OFFER_FACETS = [
    Facet("support_type", "hit.support_type"),
    Facet("form", "hit.form"),
    Facet("theme", "h.slug", _THEME, "h.names"),
    Facet("region", "r.code", _REGION.format(_all_of(RegionalGroup.values))),
    Facet("eligible", "e.code", _GROUP.format(_all_of(Eligible.values))),
    Facet("language", "l.code", "JOIN LATERAL unnest(hit.languages) l(code) ON true"),
    Facet("cooperation", "NULLIF(hit.cooperation, '')"),
    Facet("provider", "b.kind", "JOIN states_body b ON b.id = hit.body_id"),
]
_COLUMNS = ["id", "support_type", "form", "regions", "eligible", "languages", "cooperation", "body_id"]


def offer_conditions(filters: dict) -> dict[str, Q]:
    """The condition of each facet that is in use; `filters` are lists of codes by the name of the facet."""
    makers = {
        "support_type": lambda kinds: Q(support_type__in=kinds),
        "form": lambda forms: Q(form__in=forms),
        "theme": lambda slugs: Q(pk__in=Offer.themes.through.objects.filter(theme__slug__in=slugs).values("offer")),
        "region": lambda regions: Q(regions=[]) | Q(regions__overlap=regions),
        "eligible": lambda groups: Q(eligible__overlap=[Eligible.ANY, *groups]),
        "language": lambda languages: Q(languages__overlap=languages),
        "cooperation": lambda ways: Q(cooperation__in=ways),
        "provider": lambda kinds: Q(body__kind__in=kinds),
    }
    return {name: make(filters[name]) for name, make in makers.items() if filters.get(name)}


def order_of_offers(filters: dict) -> str:
    """One of OFFER_ORDERS; by fit only where there are words to fit."""
    order = filters.get("order") or "newest"
    return "newest" if order == "best" and not filters.get("q") else order


def offers_found(filters: dict):
    """Open offers, narrowed; `q` and `order` beside the facets. By fit, the newest thousand hits only."""
    q = filters.get("q", "")
    offers = open_offers().filter(*offer_conditions(filters).values())
    offers = offers.filter(has_words(q)) if q else offers
    if order_of_offers(filters) != "best":
        return offers
    newest = offers.order_by("-opened_at", "-pk").values("pk")[:RANKED]
    return open_offers().filter(pk__in=newest).annotate(rank=rank_of(q))


def offers_guessed(filters: dict):
    """For typing errors: open offers, narrowed, with words that look like those of `q`."""
    return open_offers().filter(*offer_conditions(filters).values()).filter(is_like(filters["q"]))


def offers_to_count(filters: dict):
    """Rows for the counts of OFFER_FACETS: open and valid offers with the words of `q`, not narrowed otherwise."""
    day, q = timezone.localdate(), filters.get("q", "")
    offers = Offer.objects.filter(status=OfferStatus.OPEN, valid_from__lte=day, valid_until__gte=day)
    return (offers.filter(has_words(q)) if q else offers).values(*_COLUMNS)
