"""Sessions: planned, written, cloned from last year's, moved through their cycle. Calls come with them."""

from datetime import date

import rules
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.acting import Acting
from dialogue.choices import SessionScope, SessionStatus
from dialogue.lifecycles import SESSION
from dialogue.models import LONGEST_DAYS, AnnualSession, Segment
from lifecycle.engine import record_act
from requests_app.models import Call
from states.models import Region
from web.errors import Conflict, FailedCheck, NotPermitted, WrongStatus

WORDS = (
    "title", "place", "time_zone", "languages", "agenda_opens_on", "agenda_due_on", "starts_on", "ends_on",
    "report_due_on", "about",
)  # fmt: skip
DATES = ("agenda_opens_on", "agenda_due_on", "starts_on", "ends_on", "report_due_on")
WRITABLE = (SessionStatus.PLANNED, SessionStatus.AGENDA_OPEN, SessionStatus.AGENDA_PUBLISHED)


@transaction.atomic
def plan_session(*, by: Acting, words: dict, region: Region | None = None) -> AnnualSession:
    """A new session: global for the secretariat, regional for the host of `region`. `words` are WORDS.

    With `call_opens_on` and `call_closes_on` among them its call for needs is made too. Raises NotPermitted,
    ValidationError.
    """
    scope = SessionScope.REGIONAL if region else SessionScope.GLOBAL
    session = AnnualSession(scope=scope, region=region, reference=_new_reference("SES", region, words["starts_on"]))
    if not rules.has_perm("dialogue.curate_session", by, session):
        raise NotPermitted
    _write(session, words)
    _set_call(session, words)
    record_act(session, "plan", by=by)
    return session


def _new_reference(prefix: str, region: Region | None, starts_on: date) -> str:
    """SES-2027, or SES-PACIFIC-2027; a second one of the year gets its number."""
    stem = "-".join([prefix, *([region.slug.upper().replace("_", "-")[:10]] if region else []), str(starts_on.year)])
    model = {"SES": AnnualSession, "CALL": Call}[prefix]
    taken = set(model.objects.filter(reference__startswith=stem).values_list("reference", flat=True))
    return next(name for name in (stem, *(f"{stem}-{n}" for n in range(2, 99))) if name not in taken)


def _write(session: AnnualSession, words: dict) -> None:
    for name in WORDS:
        if name in words:
            setattr(session, name, words[name])
    if session.starts_on and session.ends_on and (session.ends_on - session.starts_on).days >= LONGEST_DAYS:
        raise FailedCheck({"ends_on": [_("A session has at most %(days)s days.") % {"days": LONGEST_DAYS}]})
    session.full_clean(exclude=["call"])
    try:
        with transaction.atomic():
            session.save()
    except IntegrityError as fault:
        raise Conflict(_("Another session has this reference already. Please try again.")) from fault


def _set_call(session: AnnualSession, words: dict) -> None:
    """The call for needs that the session follows: made, or its days moved."""
    opens_on, closes_on = words.get("call_opens_on"), words.get("call_closes_on")
    if not opens_on and not closes_on:
        return
    if not opens_on or not closes_on or closes_on <= opens_on:
        raise FailedCheck({"call_closes_on": [_("A call has both days, and closes after it opens.")]})
    if closes_on > session.starts_on:
        raise FailedCheck({"call_closes_on": [_("The call closes before the session begins.")]})
    call = session.call or Call(reference=_new_reference("CALL", session.region, session.starts_on))
    call.title, call.year = session.title, session.starts_on.year
    call.opens_on, call.closes_on = opens_on, closes_on
    call.full_clean()
    call.save()
    session.call = call
    session.save(update_fields=["call"])


@transaction.atomic
def write_session(session: AnnualSession, *, by: Acting, words: dict) -> AnnualSession:
    """Change what the session says of itself. Segments must stay inside its days. Raises also WrongStatus."""
    locked = may_write(session, by)
    _write(locked, words)
    _set_call(locked, words)
    outside = [one for one in locked.segments.filter(removed_at__isnull=True) if not is_inside(locked, one)]
    if outside:
        raise FailedCheck({"starts_on": [_("Some segments of the agenda would lie outside these days.")]})
    record_act(locked, "write", by=by)
    return locked


def may_write(session: AnnualSession, by: Acting) -> AnnualSession:
    """The locked session, if the person curates it and it is not over."""
    locked = SESSION.lock(session)
    if not rules.has_perm("dialogue.curate_session", by, locked):
        raise NotPermitted
    if locked.status not in WRITABLE:
        raise WrongStatus(locked, _("Write"))
    return locked


def is_inside(session: AnnualSession, segment: Segment) -> bool:
    """Whether the segment lies in the session's days, as they are where it takes place."""
    first, last = (moment.astimezone(session.zone) for moment in (segment.starts_at, segment.ends_at))
    return session.starts_on <= first.date() and last.date() <= session.ends_on


@transaction.atomic
def clone_session(session: AnnualSession, *, by: Acting, starts_on: date, **_words) -> AnnualSession:
    """Next year's session like this one, every day of its calendar moved; segments come along, items never."""
    moved = starts_on - session.starts_on
    if moved.days <= 0:
        raise FailedCheck({"starts_on": [_("The next session begins after this one.")]})
    words = {name: getattr(session, name) for name in WORDS}
    words |= {name: words[name] + moved for name in DATES if words[name]}
    words["title"] = words["title"].replace(str(session.starts_on.year), str(starts_on.year))
    if session.call:
        words |= {"call_opens_on": session.call.opens_on + moved, "call_closes_on": session.call.closes_on + moved}
    clone = plan_session(by=by, words=words, region=session.region)
    clone.previous = session
    clone.save(update_fields=["previous"])
    _clone_segments(session, clone)
    record_act(clone, "clone", by=by, facts={"from": session.reference})
    return clone


def _clone_segments(session: AnnualSession, clone: AnnualSession) -> None:
    """The same hours on the clock of the place: summer time may begin in between."""
    days = clone.starts_on - session.starts_on
    for one in session.segments.filter(removed_at__isnull=True):
        times = ((moment.astimezone(session.zone) + days) for moment in (one.starts_at, one.ends_at))
        starts_at, ends_at = times
        copied = {name: getattr(one, name) for name in ("title", "theme", "kind", "room", "languages")}
        Segment.objects.create(session=clone, starts_at=starts_at, ends_at=ends_at, **copied)


def _act(name: str):
    @transaction.atomic
    def act(session: AnnualSession, *, by: Acting, note: str = "", **_words) -> AnnualSession:
        return SESSION.apply(session, name, by=by, note=note)

    return act


open_agenda, hold, report = (_act(name) for name in ("open_agenda", "hold", "report"))
