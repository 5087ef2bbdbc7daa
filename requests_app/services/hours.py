"""The hour of writing help: asked, offered, agreed; the draft lent and taken back, each recorded."""

import rules
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.acting import Acting
from lifecycle.engine import record_act
from requests_app.lifecycles import HOUR
from requests_app.models import MOST_SLOTS, ClinicHour, NeedsStatement
from requests_app.notices import tell_hour
from requests_app.selectors import hour_helpers
from web.errors import FailedCheck, NotPermitted


@transaction.atomic
def ask_hour(statement: NeedsStatement, *, by: Acting, helper, wish: str, language: str) -> ClinicHour:
    """Ask `helper` (one of `selectors.hour_helpers`) for an hour; it reads the wish, not the draft."""
    if not rules.has_perm("requests_app.write_statement", by, statement):
        raise NotPermitted
    if not hour_helpers(statement).filter(pk=helper.pk).exists():
        raise FailedCheck({"helper": [_("This office does not help with statements.")]})
    hour = ClinicHour(statement=statement, helper=helper, wish=wish, language=language)
    hour.full_clean()
    hour.save()
    record_act(hour, "ask", by=by, facts={"helper": helper.pk})
    tell_hour("hour_asked", hour)
    return hour


@transaction.atomic
def offer_slots(hour: ClinicHour, *, by: Acting, slots) -> ClinicHour:
    """Up to three times ahead, in the order in which the helper prefers them."""
    ahead = sorted({slot for slot in slots if slot})
    if not ahead or len(ahead) > MOST_SLOTS or ahead[0] <= timezone.now():
        raise FailedCheck({"slots": [_("Give one to three times, all of them ahead.")]})
    done = HOUR.apply(hour, "offer", by=by, changes={"slots": ahead})
    tell_hour("hour_offered", done)
    return done


@transaction.atomic
def agree_slot(hour: ClinicHour, *, by: Acting, slot) -> ClinicHour:
    """The State takes one of the times that were offered."""
    if slot not in hour.slots:
        raise FailedCheck({"slot": [_("This time was not offered.")]})
    done = HOUR.apply(hour, "agree", by=by, changes={"begins_at": slot})
    tell_hour("hour_agreed", done)
    return done


@transaction.atomic
def decline_hour(hour: ClinicHour, *, by: Acting, note: str = "") -> ClinicHour:
    done = HOUR.apply(hour, "decline", by=by, note=note, changes={"lent_at": None})
    tell_hour("hour_declined", done)
    return done


@transaction.atomic
def cancel_hour(hour: ClinicHour, *, by: Acting, note: str = "") -> ClinicHour:
    """The State no longer wants it; a lent draft is taken back with it."""
    done = HOUR.apply(hour, "cancel", by=by, note=note, changes={"lent_at": None})
    tell_hour("hour_cancelled", done)
    return done


@transaction.atomic
def lend_draft(hour: ClinicHour, *, by: Acting, lend: bool) -> ClinicHour:
    """The State's authoriser lets the helper read the draft (never its mailboxes), or takes it back; both recorded."""
    if not rules.has_perm("requests_app.lend_draft", by, hour):
        raise NotPermitted
    locked = HOUR.lock(hour)
    if lend and locked.status not in HOUR.table["cancel"].sources:
        raise FailedCheck(_("The hour is over: the draft is lent to nobody."))
    locked.lent_at = timezone.now() if lend else None
    locked.save(update_fields=["lent_at"])
    record_act(locked.statement, "lend" if lend else "take_back", by=by, facts={"helper": locked.helper_id})
    return locked
