"""What came of a session: its confirmed commitments in figures and in the words of the reports, as far as one reader
may have each of them."""

from collections import Counter, defaultdict
from decimal import Decimal
from typing import Any

from django.db.models import Q

from accounts.acting import Acting
from dialogue.models import AnnualSession
from dialogue.selectors.commitments import commitments_of
from followup.rules import may_read_words
from followup.selectors import bars, matches_with_progress, reports_shown_to
from matching.choices import COUNTED, PledgeStatus
from matching.models import Pledge
from matching.selectors import matches_of


def session_progress(acting: Acting, session: AnnualSession) -> dict[str, Any]:
    """`rows` ({commitment, stands, tone, report, match}), how many were promised and kept, how many stand where
    (`bars`), and the pledged and delivered sums by currency, never added across them.
    """
    rows = commitments_of(acting, session)
    reports, matches = _reports(acting, rows), _matches(acting, rows)
    for row in rows:
        row["report"] = reports.get(row["commitment"].due_id)
        row["match"] = matches.get(row["commitment"].match_id)
    counts = Counter(str(row["stands"]) for row in rows)
    return {
        "rows": rows,
        "promised": len(rows),
        "kept": sum(row["tone"] == "good" for row in rows),
        "bars": bars({label: label for label in counts}, counts),
        "sums": _sums(acting, rows),
    }


def _reports(acting: Acting, rows: list[dict]) -> dict[int, Any]:
    """The given reports that commitments became, whose words the reader may read, by due."""
    wanted = [row["commitment"].due_id for row in rows if row["commitment"].due_id]
    dues = reports_shown_to(acting).filter(pk__in=wanted) if wanted else []
    return {due.pk: due.report for due in dues if due.is_given and may_read_words(acting, due)}


def _matches(acting: Acting, rows: list[dict]) -> dict[int, Any]:
    """The matches of the commitments whose progress the reader may open."""
    wanted = [row["commitment"].match_id for row in rows if row["commitment"].match_id]
    return {one.pk: one for one in matches_with_progress(acting).filter(pk__in=wanted)} if wanted else {}


def _sums(acting: Acting, rows: list[dict]) -> list[dict]:
    """{currency, pledged, delivered} of the pledges that the reader may know: of the own matches, or of public ones."""
    wanted = [row["commitment"].pledge_id for row in rows if row["commitment"].pledge_id]
    public = Q(match__state_public=True, match__partner_public=True)
    mine = Q(match__in=matches_of(acting).order_by().values("pk"))
    pledges = Pledge.objects.filter(mine | public, pk__in=wanted, status__in=COUNTED, amount__isnull=False)
    found: dict[str, dict[str, Decimal]] = defaultdict(lambda: {"pledged": Decimal(0), "delivered": Decimal(0)})
    for currency, amount, status in pledges.order_by("currency").values_list("currency", "amount", "status"):
        found[currency]["pledged"] += amount
        found[currency]["delivered"] += amount if status == PledgeStatus.DELIVERED else 0
    return [{"currency": currency, **sums} for currency, sums in found.items()]
