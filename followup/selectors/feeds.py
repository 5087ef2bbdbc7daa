"""The calendar behind a private address: the right is asked at each fetch, as for the pages."""

from datetime import timedelta

from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from accounts.acting import Acting
from followup.choices import OWED
from followup.models import CalendarFeed, ReportDue
from followup.selectors.reports import dues_of
from states.models import Mandate
from states.selectors import acting_in

MOST_EVENTS = 500


def reader_of(digest: str) -> Acting | None:
    """Who reads by the address whose secret has this hash: its mandate, while that and its person are live."""
    feed = CalendarFeed.objects.filter(digest=digest, revoked_at__isnull=True, mandate__user__is_active=True).first()
    mandate = feed and Mandate.objects.live().select_related("body__state", "user").filter(pk=feed.mandate_id).first()
    return acting_in(mandate) if mandate else None


def feed_of(acting: Acting) -> CalendarFeed | None:
    """The live address of the person's mandate."""
    return CalendarFeed.objects.filter(mandate=acting.capacity_id, revoked_at__isnull=True).first()


def calendar_of(acting: Acting, *, site: str) -> bytes:
    """What the person's side owes, as an iCalendar: days and references, no word of anybody else. `site` is the address
    of the platform.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Voluntary Platform//Reports due//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _("Reports due"))
    for due in dues_of(acting).filter(status__in=OWED)[:MOST_EVENTS]:
        calendar.add_component(_event(due, site))
    return calendar.to_ical()


def _event(due: ReportDue, site: str) -> Event:
    event = Event()
    event.add("uid", f"{due.reference}@{site.split('//')[-1]}")
    event.add("summary", _("Report due on %(match)s") % {"match": due.match.reference})
    event.add("dtstart", due.due_on)
    event.add("dtend", due.due_on + timedelta(days=1))
    event.add("dtstamp", due.match.agreed_at or due.match.created_at)
    event.add("transp", "TRANSPARENT")
    event.add("url", site + due.get_absolute_url())
    return event
