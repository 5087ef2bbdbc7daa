"""What waits for a person in this app, as rows of the desk."""

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.acting import Acting
from requests_app.choices import HourStatus, StatementStatus
from requests_app.clocks import ANSWER_WITHIN, CHECK_WITHIN, UNCHECKED_AFTER
from requests_app.lifecycles import HOUR, STATEMENT
from requests_app.selectors import hours_of, is_stale, statements_of_own_state, statements_to_check, version_titles
from web.desk import DeskTask

AT_WORK = (
    StatementStatus.DRAFT,
    StatementStatus.CLEARANCE,
    StatementStatus.CLARIFICATION,
    StatementStatus.NOT_RECEIVABLE,
)
HOURS_AT_WORK = (HourStatus.ASKED, HourStatus.OFFERED)
WAITING = (StatementStatus.SUBMITTED, StatementStatus.IN_CHECK)
#: of all that waits for the check; the rest comes up as these are done
MOST_TO_CHECK = 50


def tasks_of(acting: Acting) -> list[DeskTask]:
    """Drafts to finish, clearances, questions of the secretariat, what may be opened unchecked or must be confirmed;
    for curators what waits for the check.
    """
    now = timezone.now()
    may_open = Q(status__in=WAITING, submitted_at__lte=now - UNCHECKED_AFTER)
    own = statements_of_own_state(acting).filter(Q(status__in=AT_WORK) | may_open | is_stale(now))
    checks = statements_to_check(acting)[:MOST_TO_CHECK]
    mine = [one for one in own if _can_do_something(one, acting)]
    waiting = [one for one in checks if _can_do_something(one, acting)]
    titles = version_titles([*mine, *waiting])
    hours = [
        _hour_task(one) for one in hours_of(acting).filter(status__in=HOURS_AT_WORK) if HOUR.available(one, acting)
    ]
    return (
        [_task(one, titles, _own_action(one)) for one in mine]
        + hours
        + [_task(one, titles, _("Check"), filed=one.submitted_at) for one in waiting]
    )


def _own_action(statement) -> str:
    if statement.status == StatementStatus.OPEN:
        return _("Confirm or close")
    if statement.awaits_recognition:
        return _("Say whether it is yours")
    return _("Open it yourself") if statement.status in WAITING else _("Go on")


def _can_do_something(statement, acting: Acting) -> bool:
    return bool(STATEMENT.available(statement, acting))


def _task(statement, titles: dict, action: str, filed=None) -> DeskTask:
    """A row of the desk; for the check `filed` starts its clock, and day 10 escalates."""
    overdue = filed and filed + CHECK_WITHIN < timezone.now()
    waits = statement.status != StatementStatus.DRAFT
    return DeskTask(
        what=titles.get(statement.pk, ""),
        where_it_stands=_("Overdue: %(status)s") % {"status": _where(statement)} if overdue else _where(statement),
        tone="stop" if overdue else "wait" if waits else "plain",
        url=reverse("statement", args=[statement.subject.slug]),
        action_label=action,
        by_date=(filed + CHECK_WITHIN).date() if filed else _own_date(statement),
        detail=statement.state.name,
    )


def _where(statement) -> str:
    return _("Open, not yet checked") if statement.is_unchecked else str(statement.get_status_display())


def _own_date(statement):
    if statement.status == StatementStatus.OPEN:
        return statement.confirmed_until
    if statement.status == StatementStatus.CLARIFICATION and statement.asked_at:
        return (statement.asked_at + ANSWER_WITHIN).date()
    return None


def _hour_task(hour) -> DeskTask:
    return DeskTask(
        what=_("An hour of writing help"),
        where_it_stands=str(hour.get_status_display()),
        tone="wait",
        url=hour.get_absolute_url(),
        action_label=_("Look"),
        detail=f"{hour.state.name} · {hour.helper.name}",
    )
