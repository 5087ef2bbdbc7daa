"""What must hold of a locked statement before an act; each raises FailedCheck with words for the person."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from requests_app.clocks import UNCHECKED_AFTER
from requests_app.models.words import FRAME
from web.errors import FailedCheck


def has_waited_long_enough(statement) -> None:
    """From day 15 the State may open without the check; the secretariat cannot block by silence."""
    if timezone.now() - statement.submitted_at < UNCHECKED_AFTER:
        raise FailedCheck(_("The secretariat still has time to check it. After 15 days you may open it yourself."))


def is_uncontested(statement) -> None:
    """Where two authorities claim a State, nothing of it is shown newly."""
    if statement.state.contested_at:
        raise FailedCheck(_("Two authorities claim this State: until that is settled nothing of it is shown newly."))


def is_recognised(statement) -> None:
    """What the secretariat wrote down from a paper is the State's only once an authoriser says so."""
    if statement.awaits_recognition:
        raise FailedCheck(_("The secretariat wrote this down from a paper. First say that it is yours."))


def is_complete(statement) -> None:
    """Everything that the express form asks for is there: a draft may owe it, a filed statement not."""
    version = statement.versions.filter(edition__sealed_at__isnull=True).first()
    if version is None:
        return
    missing = _faults(version, "")
    for number, part in enumerate(version.need_versions.all(), 1):
        missing += _faults(part, _("Part %(number)s") % {"number": number})
    if missing:
        raise FailedCheck(missing)


def _faults(row, where: str) -> list[str]:
    """What is owed. What a stored row can never break (its frame, its constraints) the database holds already."""
    try:
        row.full_clean(exclude=FRAME, validate_unique=False, validate_constraints=False)
    except ValidationError as faults:
        return [
            " – ".join(filter(None, [where, f"{_label(row, name)}: {' '.join(words)}"]))
            for name, words in faults.message_dict.items()
        ]
    return []


def _label(row, name: str) -> str:
    columns = {column.name: column for column in row._meta.concrete_fields}
    return str(columns[name].verbose_name) if name in columns else _("This part")
