"""What of needs a person may read. Lists use summary fields of the shown edition only."""

from django.db.models import Exists, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, NullIf

from accounts.acting import Acting
from consent.choices import Audience, Purpose
from consent.selectors import editions_filed_with, granted, granted_at, is_granted, own, tokens_of
from lifecycle.selectors import history_of
from obligations.models import AffectedGroup, CouncilText, Recommendation, SDGTarget
from obligations.selectors import themes_list
from requests_app.choices import StatementStatus
from requests_app.clocks import CONFIRMED_FOR, REMINDED_BEFORE
from requests_app.lifecycles import OPEN_STATUSES
from requests_app.models import AWAITS_CHECK, Call, Need, NeedsStatement, NeedVersion
from states.rules import body_of
from web.fields import CODE

MOST_OFFERED = 12
_WITH = ("subject__shown", "state")


def _shown(acting: Acting) -> Q:
    """A condition on statements: open or closed, and the person may read the summary."""
    readable = granted(acting, "subject__shown") | own(acting)
    return readable & Q(status__in=OPEN_STATUSES, subject__shown__isnull=False)


def _in_check(acting: Acting) -> Q:
    """A condition on statements: filed with the secretariat and granted to it, not open yet."""
    if not _checks(acting):
        return Q(pk__in=[])
    filed = editions_filed_with(acting).filter(subject=OuterRef("subject"))
    waiting = [StatementStatus.SUBMITTED, StatementStatus.IN_CHECK, StatementStatus.CLARIFICATION]
    return Q(status__in=waiting) & Q(Exists(filed.order_by()))


def statements_shown_to(acting: Acting):
    """Open and closed statements of which the person may read the summary."""
    return NeedsStatement.objects.filter(_shown(acting))


def needs_shown_to(acting: Acting):
    """Needs of shown statements with the summary columns of their shown words: `title`, `summary`, `support_type`,
    `language`, `opened_at`, `checked`, `wanted_from`, `wanted_to`, `waiting_shown`. One query, whatever their number.
    """
    shown = statements_shown_to(acting)
    words = NeedVersion.objects.filter(need=OuterRef("pk"), version__edition=OuterRef("statement__subject__shown"))
    columns = {
        "opened_at": F("statement__opened_at"),
        "checked": Q(statement__checked_at__isnull=False) | ~Q(statement__status=StatementStatus.OPEN),
        "language": F("statement__subject__shown__language"),
        "statement_title": F("statement__subject__shown__statement_version__title"),
        "summary": F("statement__subject__shown__statement_version__summary"),
        "own_title": Subquery(words.values("title")[:1]),
        "support_type": Subquery(words.values("support_type")[:1]),
        "wanted_from": Subquery(words.values("wanted_from")[:1]),
        "wanted_to": Subquery(words.values("wanted_to")[:1]),
    }
    needs = Need.objects.filter(statement__in=shown).annotate(**columns).filter(support_type__isnull=False)
    needs = needs.annotate(title=Coalesce(NullIf("own_title", Value("")), "statement_title"))
    needs = needs.annotate(waiting_shown=waiting_shown(acting, "statement__"))
    return needs.select_related("statement__subject", "statement__state")


def waiting_shown(acting: Acting, path: str = ""):
    """A true or false column: the State lets this person see for how many days it has been waiting."""
    return is_granted(acting, f"{path}subject__shown", f"{path}state", Purpose.WAITING_TIME)


def statements_of_own_state(acting: Acting):
    """Everything of one's own State, drafts included."""
    return NeedsStatement.objects.filter(own(acting)).select_related(*_WITH)


def statements_in_check(acting: Acting):
    """What is filed with the secretariat and granted to it, not open yet; newest first."""
    return NeedsStatement.objects.filter(_in_check(acting)).select_related(*_WITH)


def statements_to_check(acting: Acting):
    """What the secretariat's check waits for: filed, or opened by its State without it; oldest first."""
    if not _checks(acting):
        return NeedsStatement.objects.none()
    waiting = NeedsStatement.objects.filter(AWAITS_CHECK, _in_check(acting) | _shown(acting))
    return waiting.select_related(*_WITH).order_by("submitted_at", "pk")


def is_stale(now) -> Q:
    """A condition on statements: open, and within the month in which their State must confirm them."""
    due = Q(confirmed_at__lte=now - CONFIRMED_FOR + REMINDED_BEFORE)
    return Q(status=StatementStatus.OPEN) & due


def questions_of(acting: Acting, statement: NeedsStatement) -> list[dict]:
    """[{asked_at, question, answered_at, answer}] of the check: for the State and the secretariat alone."""
    body = body_of(acting)
    if body is None or not (body.state_id == statement.state_id and body.is_of_state or _checks(acting)):
        return []
    found: list[dict] = []
    for one in history_of(statement).filter(transition__in=("ask_clarification", "refuse_receipt", *_ANSWERS)):
        if one.transition not in _ANSWERS:
            found.append({"asked_at": one.at, "question": one.note, "answered_at": None, "answer": ""})
        elif found and one.note:
            found[-1] |= {"answered_at": one.at, "answer": one.note}
    return found


_ANSWERS = ("answer_clarification", "file_again")


def _checks(acting: Acting) -> bool:
    return Audience.SECRETARIAT in tokens_of(acting)


def statements_reachable(acting: Acting, where: Q | None = None):
    """Every statement that the person can open a page of: shown, of their State, or filed with them; all or `where`.

    One condition on each row, never three sets put together: a page is found without finding all.
    """
    reached = own(acting) | _shown(acting) | _in_check(acting)
    return NeedsStatement.objects.filter(where or Q(), reached).select_related(*_WITH)


def tombstones_for(acting: Acting):
    """Withdrawn statements whose summary the person could read until then: a dated tombstone, no word more."""
    seen = granted_at(acting, "subject__shown", "withdrawn_at") | own(acting)
    return NeedsStatement.objects.filter(seen, status=StatementStatus.WITHDRAWN, opened_at__isnull=False)


def own_recommendations(acting: Acting):
    """The recommendations made to the person's own State: a statement can link no other."""
    body = acting.capacity.body if acting.capacity is not None else None
    return Recommendation.objects.filter(state_id=body.state_id if body else None)


def recommendations_offered(acting: Acting, chosen: list[str]):
    """What a statement can start from: the State's recommendations on technical assistance, and any chosen already
    (`chosen` as an address or a form gives them: what is no code names nothing).
    """
    mine = own_recommendations(acting)
    newest = mine.filter(technical_assistance=True).order_by("-pk").values("pk")[:MOST_OFFERED]
    named = Q(reference__in=filter(CODE.fullmatch, chosen))
    return mine.filter(Q(pk__in=list(newest.values_list("pk", flat=True))) | named)


def helpers_of(statement: NeedsStatement) -> list[dict]:
    """[{body, pages}] of the offices that may write in pages of the draft, with the names of the pages."""
    pages: dict = {}
    for one in statement.opened_sections.select_related("body").order_by("body__name", "pk"):
        pages.setdefault(one.body.name, []).append(one.get_section_display())
    return [{"body": name, "pages": labels} for name, labels in pages.items()]


def linkable(name: str):
    """What a statement can be linked to under this name of SETS, the reference lists that everybody may read."""
    if name == "themes":
        return themes_list()
    models = {"affected_groups": AffectedGroup, "sdg_targets": SDGTarget, "council_texts": CouncilText}
    return models[name].objects.all()


def linkable_to(statement: NeedsStatement, name: str):
    """The same for one statement, the recommendations to its State among them."""
    if name == "recommendations":
        return Recommendation.objects.filter(state=statement.state_id)
    return linkable(name)


def calls_list(acting: Acting | None = None):
    return Call.objects.all()


def statements_under_way(acting: Acting):
    """What one's own State has sent and that is not ended, newest first."""
    ended = (StatementStatus.DRAFT, StatementStatus.CLOSED, StatementStatus.WITHDRAWN)
    return statements_of_own_state(acting).exclude(status__in=ended)
