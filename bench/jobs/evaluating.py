"""How good suggestions are, beside a plain text search over the same offers: the five best of each for each need."""

from datetime import timedelta

from django.db import connection, transaction
from django.utils import timezone

from bench.labelled import GROUPS, labelled, of_the_sector, real, serves
from matching.models import Offer
from matching.selectors.fits import Asked
from matching.selectors.fitting_offers import offers_fitting
from obligations.models import Theme
from states.models import Body, State

BEST = 5
#: the words of the need, any of them, the best first: what a search box with ranking gives at most
_SEARCH = """
    SELECT o.id FROM matching_offer o, (SELECT replace(web_query(%s)::text, ' & ', ' | ')::tsquery AS words) AS asked
    WHERE o.id = ANY(%s) AND o.terms @@ asked.words ORDER BY ts_rank(o.terms, asked.words) DESC, o.id LIMIT %s
"""


def on_labels():
    return lambda: evaluated(*labelled(), serves)


def on_real_rows():
    """None where the files are not there."""
    rows = real()
    return lambda: None if rows is None else evaluated(*rows, of_the_sector)


@transaction.atomic
def evaluated(needs, offers, is_relevant) -> dict:
    """For suggestions and for search: precision at 5 (a missing place is a miss), the share of needs with anything at
    all, and with something relevant among the five. Only needs that some offer serves count; nothing stays.
    """
    stored = _stored(offers)
    served = [need for need in needs if any(is_relevant(offer, need) for offer in offers)]
    found = {"needs": len(needs), "served": len(served), "offers": len(offers)}
    for name, best in (("suggested", _suggested), ("searched", _searched)):
        lists = [[stored[pk] for pk in best(need, stored)] for need in served]
        hits = [sum(is_relevant(offer, need) for offer in row) for need, row in zip(served, lists, strict=True)]
        most = [min(BEST, sum(is_relevant(offer, need) for offer in offers)) for need in served]
        found[name] = {
            "precision": sum(hits) / (BEST * len(served)),
            "reached": sum(hits) / sum(most),
            "any": sum(bool(row) for row in lists) / len(served),
            "relevant": sum(bool(hit) for hit in hits) / len(served),
        }
    transaction.set_rollback(True)
    return found


def _stored(offers) -> dict:
    """The offers as open ones of one partner, alone in the database: id → row of the set."""
    today, body = timezone.localdate(), Body.objects.filter(kind="bilateral").first()
    past = today - timedelta(days=2)
    Offer.objects.update(valid_from=past, valid_until=past)
    themes = dict(Theme.objects.values_list("slug", "pk"))
    days = {"valid_from": today, "valid_until": today + timedelta(days=300), "opened_at": timezone.now()}
    rows = [
        Offer(
            body=body, status="open", reference=f"OFF-EV-{place}", title=one.title, summary=one.summary,
            support_type=one.kind, form="expertise", languages=list(one.languages), eligible=list(one.eligible),
            mailbox="office@example.org", language=one.languages[0], places=50, **days,
        )
        for place, one in enumerate(offers)
    ]  # fmt: skip
    Offer.objects.bulk_create(rows)
    links = [
        Offer.themes.through(offer_id=row.pk, theme_id=themes[slug])
        for row, one in zip(rows, offers, strict=True)
        for slug in one.themes
    ]
    Offer.themes.through.objects.bulk_create(links)
    return {row.pk: one for row, one in zip(rows, offers, strict=True)}


def _suggested(need, stored) -> list[int]:
    state = State.objects.get(iso3=need.state)
    themes = sorted(Theme.objects.filter(slug__in=need.themes).values_list("pk", flat=True))
    asked = Asked(0, state.pk, need.kind, need.language, state.regional_group, GROUPS[need.state], themes, None, None)
    return [fit.row.pk for fit in offers_fitting(asked)[:BEST]]


def _searched(need, stored) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(_SEARCH, [need.text, list(stored), BEST])
        return [pk for (pk,) in cursor.fetchall()]
