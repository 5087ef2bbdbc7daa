"""What a State linked to its recommendations here and what came of it, for its own tracking database."""

from django.db.models import Count, F, OuterRef, Subquery
from django.db.models.functions import Coalesce

from accounts.acting import Acting
from consent.selectors import own
from followup.models import RecommendationMove
from matching.models import Match
from requests_app.lifecycles import OPEN_STATUSES
from requests_app.models import StatementVersion

LINK = StatementVersion.recommendations.through
STATE = "statementversion__statement__state"
AGREED = ("agreed", "active", "completed")
GIVEN = ("submitted", "noted")
#: the columns, in the order in which NRTD, SIMORE and IMPACT ask for them (docs/give-back.md)
LINKED = ("recommendation__themes", "statementversion__council_texts")
COLUMNS = (
    "state", "mechanism", "symbol", "paragraph", "cycle", "session", "recommendation", "text", "position", "themes",
    "council_texts", "statement", "title", "status", "open_since", "agreements", "completed", "moved", "reported_on",
)  # fmt: skip


def links_given_back(acting: Acting):
    """The links of the open and closed statements of the person's own State, in the words that readers see now."""
    statement = "statementversion__statement"
    shown = {f"{statement}__status__in": OPEN_STATUSES, "statementversion__edition": F(f"{statement}__subject__shown")}
    matches = Match.objects.filter(need__statement=OuterRef(statement)).order_by().values("need__statement")
    agreed, completed = (matches.filter(status__in=these) for these in (AGREED, ["completed"]))
    moves = RecommendationMove.objects.filter(
        recommendation=OuterRef("recommendation"),
        report__due__body__state=OuterRef(STATE),
        report__due__status__in=GIVEN,
    ).order_by("-report__due__submitted_at", "-pk")
    found = LINK._default_manager.filter(own(acting, STATE), **shown).annotate(
        agreements=Coalesce(Subquery(agreed.annotate(n=Count("pk")).values("n")), 0),
        completed=Coalesce(Subquery(completed.annotate(n=Count("pk")).values("n")), 0),
        moved=Subquery(moves.values("moved")[:1]),
        reported_at=Subquery(moves.values("report__due__submitted_at")[:1]),
    )
    with_them = ("recommendation__mechanism", f"{statement}__state", f"{statement}__subject")
    return found.select_related(*with_them).prefetch_related(*LINKED).order_by("-pk")


def row_of(link) -> dict:
    """One link as a row of COLUMNS: plain values, dates as ISO text."""
    one, statement = link.recommendation, link.statementversion.statement
    return {
        "state": statement.state.iso3,
        "mechanism": one.mechanism.abbreviation or one.mechanism.names["en"],
        "symbol": one.symbol,
        "paragraph": one.paragraph,
        "cycle": one.cycle,
        "session": one.session_number,
        "recommendation": one.reference,
        "text": one.text,
        "position": one.response,
        "themes": "; ".join(theme.names["en"] for theme in one.themes.all()),
        "council_texts": "; ".join(text.symbol for text in link.statementversion.council_texts.all()),
        "statement": statement.reference,
        "title": link.statementversion.title,
        "status": statement.status,
        "open_since": statement.opened_at.date().isoformat() if statement.opened_at else None,
        "agreements": link.agreements,
        "completed": link.completed,
        "moved": link.moved,
        "reported_on": link.reported_at.date().isoformat() if link.reported_at else None,
    }
