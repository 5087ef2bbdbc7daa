from requests_app.models.statements import LAST_NUMBER, MOST_NEEDS, Call, Need, NeedsStatement, OpenedSection
from requests_app.models.words import NeedVersion, StatementVersion, typed_columns

__all__ = [
    "LAST_NUMBER",
    "MOST_NEEDS",
    "Call",
    "Need",
    "NeedVersion",
    "NeedsStatement",
    "OpenedSection",
    "StatementVersion",
    "typed_columns",
]
