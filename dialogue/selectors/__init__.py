"""What of sessions a person may read."""

from dialogue.selectors.agenda import agenda_of, takes_part
from dialogue.selectors.sessions import next_session, sessions_curated, sessions_list

__all__ = ["agenda_of", "next_session", "sessions_curated", "sessions_list", "takes_part"]
