"""What waits for a person in this app, as rows of the desk."""

from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.acting import Acting
from requests_app.choices import StatementStatus
from requests_app.lifecycles import STATEMENT
from requests_app.selectors import statements_in_check, statements_of_own_state, version_titles
from web.desk import DeskTask

CHECK_WITHIN = timedelta(days=10)
AT_WORK = (
    StatementStatus.DRAFT,
    StatementStatus.CLEARANCE,
    StatementStatus.CLARIFICATION,
    StatementStatus.NOT_RECEIVABLE,
)


def tasks_of(acting: Acting) -> list[DeskTask]:
    """Drafts to finish, clearances, questions of the secretariat; for curators what waits for the check."""
    mine = [one for one in statements_of_own_state(acting).filter(status__in=AT_WORK) if _can_do_something(one, acting)]
    waiting = [
        one
        for one in statements_in_check(acting).exclude(status=StatementStatus.CLARIFICATION)
        if _can_do_something(one, acting)
    ]
    titles = version_titles([*mine, *waiting])
    return [_task(one, titles, _("Go on")) for one in mine] + [_task(one, titles, _("Check")) for one in waiting]


def _can_do_something(statement, acting: Acting) -> bool:
    return bool(STATEMENT.available(statement, acting))


def _task(statement, titles: dict, action: str) -> DeskTask:
    filed = statement.submitted_at if statement.status in ("submitted", "in_check") else None
    return DeskTask(
        what=titles.get(statement.pk, ""),
        where_it_stands=statement.get_status_display(),
        tone="wait" if statement.status != StatementStatus.DRAFT else "plain",
        url=reverse("statement", args=[statement.subject.slug]),
        action_label=action,
        by_date=(filed + CHECK_WITHIN).date() if filed else None,
        detail=statement.state.name,
    )
