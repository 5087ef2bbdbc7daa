"""What saved searches found. The right to each thing is asked again when the mail is written."""

from datetime import date

from matching.models import SearchAlert
from matching.selectors import told_now
from notifications.notice import Notice, register
from notifications.outbox import enqueue_selected


def tell_found(day: date) -> int:
    """Each person for whom something was selected on `day`, once, in one statement; returns how many are new."""
    return enqueue_selected("matching.search_found", selected=_ALERTS, params={"day": day})


_ALERTS = """
    SELECT 'search_found:' || a.id AS event, a.person_id AS person_id, a.id AS object_id
    FROM matching_searchalert a WHERE a."on" = %(day)s
      AND EXISTS (SELECT 1 FROM matching_searchhit h WHERE h.alert_id = a.id)
"""


def _alert(pk: int) -> SearchAlert | None:
    return SearchAlert.objects.filter(pk=pk).first()


def _still_finds(alert: SearchAlert, person) -> bool:
    return alert.person_id == person.pk and bool(told_now(alert))


def _found_words(alert: SearchAlert, person) -> dict:
    told = told_now(alert)
    return {"told": told, "count": sum(len(one.lines) + one.more for one in told)}


#: it does not wait for the digest of the day: each search has its own rhythm, which the person chose
register(Notice("matching.search_found", _alert, _still_finds, _found_words))
