"""Ministries and institutions that help to write: the State opens them pages of its draft, and can close them."""

import rules
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.acting import Acting
from lifecycle.engine import record_act
from requests_app.lifecycles import STATEMENT
from requests_app.models import NeedsStatement, OpenedSection
from requests_app.notices import tell_pages_opened
from states.models import Body
from web.errors import FailedCheck, NotPermitted


@transaction.atomic
def open_sections(statement: NeedsStatement, *, by: Acting, body: Body, sections) -> None:
    """`body`, an office of the same State, may write in exactly these pages (choices.Section) of the draft."""
    if not rules.has_perm("requests_app.write_statement", by, statement):
        raise NotPermitted
    if body.state_id != statement.state_id or not body.is_of_state:
        raise FailedCheck({"body": [_("Only an office of your own State can be asked.")]})
    locked = STATEMENT.lock(statement)
    locked.opened_sections.filter(body=body).exclude(section__in=sections).delete()
    rows = [OpenedSection(statement=locked, body=body, section=section) for section in sections]
    OpenedSection.objects.bulk_create(rows, ignore_conflicts=True)
    record_act(locked, "open_sections", by=by, facts={"body": body.pk, "sections": sorted(sections)})
    if sections:
        tell_pages_opened(locked, body)
