from accounts.acting import Acting
from consent.choices import Purpose
from consent.selectors.papers import papers_shown_to
from presentations.kind import PRESENTATIONS


def presentations_shown_to(acting: Acting):
    """Presentations of which the person may read the summary, newest first by `-pk`."""
    return papers_shown_to(PRESENTATIONS, acting)


def presentations_listed_for(acting: Acting):
    """Presentations that their States let the session list for this person."""
    return papers_shown_to(PRESENTATIONS, acting, purpose=Purpose.SESSION_LISTING)
