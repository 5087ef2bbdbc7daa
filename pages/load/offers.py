"""N open offers of the demonstration's partners."""

from django.db import transaction

from matching.models import Offer
from obligations.models import Theme
from pages.load.rows import insert_select, run, without_patience
from pages.load.texts import OFFERS
from states.choices import PARTNER_KINDS
from states.models import Body, State

ELIGIBLE = ["{any}", "{SIDS,LDC}", "{LDC,LLDC}", "{SIDS}"]
REGIONS = ["{}", "{}", "{african}", "{asia_pacific,grulac}", "{eastern_european,weog}"]
LANGUAGES = ["{en,fr}", "{fr}", "{es,en}", "{ar,en}", "{en,ru}", "{en,zh-hans}"]


@transaction.atomic
def load_offers(count: int) -> int:
    """`count` more offers, open and valid today; returns how many."""
    if not count:
        return 0
    without_patience()
    start = Offer.objects.count()
    bodies = list(Body.objects.filter(kind__in=sorted(PARTNER_KINDS)).order_by("pk").values_list("pk", flat=True))
    languages, kinds, forms, titles, summaries = (list(column) for column in zip(*OFFERS, strict=True))
    params = {"start": start, "count": count, "bodies": bodies, "body_count": len(bodies), "texts": len(OFFERS)}
    params |= {"written": languages, "kinds": kinds, "forms": forms, "titles": titles, "summaries": summaries}
    params |= {"eligible": ELIGIBLE, "regions": REGIONS, "languages": LANGUAGES}
    insert_select(Offer, COLUMNS, "generate_series(%(start)s::bigint, %(start)s + %(count)s - 1) AS i", params)
    _link_themes()
    return count


def _pick(name: str, number: str, cast: str) -> str:
    return f"(%({name})s::{cast}[])[1 + {number}]"


COLUMNS = {
    "body_id": _pick("bodies", "i %% %(body_count)s", "bigint"),
    "reference": "'OFF-L' || i",
    "slug": "substr(md5('offer' || i), 1, 16)",
    "status": "'open'",
    "language": _pick("written", "i %% %(texts)s", "text"),
    "title": _pick("titles", "i %% %(texts)s", "text") + " || ' ' || i",
    "summary": _pick("summaries", "i %% %(texts)s", "text"),
    "support_type": _pick("kinds", "i %% %(texts)s", "text"),
    "form": _pick("forms", "i %% %(texts)s", "text"),
    "languages": _pick("languages", "i / 12 %% 6", "text") + "::text[]",
    "regions": _pick("regions", "i / 72 %% 5", "text") + "::text[]",
    "eligible": _pick("eligible", "i / 7 %% 4", "text") + "::text[]",
    "places": "1 + i %% 4",
    "valid_from": "current_date",
    "valid_until": "current_date + 200 + (i %% 150)::int",
    "mailbox": "'office@example.org'",
    "created_at": "now() - i * interval '5 minutes'",
    "submitted_at": "now() - i * interval '5 minutes'",
    "verified_at": "now() - i * interval '5 minutes'",
    "opened_at": "now() - i * interval '5 minutes'",
}


def _link_themes() -> None:
    """Two themes for each offer of the load that has none yet."""
    themes = list(Theme.objects.order_by("pk").values_list("pk", flat=True))
    table = Offer.themes.through._meta.db_table
    both = " UNION ".join(
        f"SELECT o.id, (%(themes)s::bigint[])[1 + o.id * {step} %% %(count)s] FROM matching_offer o"  # noqa: S608
        f" WHERE o.reference LIKE 'OFF-L%%' AND NOT EXISTS (SELECT 1 FROM {table} t WHERE t.offer_id = o.id)"
        for step in (1, 5)
    )
    if themes:
        run(f"INSERT INTO {table} (offer_id, theme_id) {both}", {"themes": themes, "count": len(themes)})


def load_states() -> int:
    """How many invented States there are to write for: none means that the demonstration stands not yet."""
    return State.objects.filter(fictitious=True).count()
