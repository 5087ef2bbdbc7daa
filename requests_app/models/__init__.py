from requests_app.models.documents import Attachment, Paper
from requests_app.models.hours import MOST_SLOTS, ClinicHour
from requests_app.models.search import NeedSearch
from requests_app.models.statements import (
    AWAITS_CHECK,
    LAST_NUMBER,
    MOST_NEEDS,
    Call,
    Need,
    NeedsStatement,
    OpenedSection,
)
from requests_app.models.words import NeedVersion, StatementVersion, typed_columns

__all__ = [
    "AWAITS_CHECK",
    "Attachment",
    "Paper",
    "MOST_SLOTS",
    "ClinicHour",
    "LAST_NUMBER",
    "MOST_NEEDS",
    "Call",
    "Need",
    "NeedSearch",
    "NeedVersion",
    "NeedsStatement",
    "OpenedSection",
    "StatementVersion",
    "typed_columns",
]
