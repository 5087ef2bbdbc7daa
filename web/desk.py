from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class DeskTask:
    """One row of somebody's desk: by when, what, where it stands, and the one thing to do. Words are ready to show."""

    what: str
    where_it_stands: str
    tone: str
    url: str
    action_label: str
    by_date: date | None = None
    detail: str = ""
