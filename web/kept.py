"""Text that somebody was typing when their session ended, or when they had to prove who they are: kept in the same
browser's session until it is saved.

Only the page's own address gives it back, and that page asks for sign-in and rights first; it goes when it is saved,
when the person signs out, or with the session. Pages say `keeps_typed = False` where nothing is typed, or
where whoever sits down next at the same machine must not find the text: comments.
"""

from django.http import QueryDict

KEPT = "kept_text"
MOST_CHARACTERS, MOST_PAGES = 60_000, 5


def keep_typed(request) -> bool:
    """Keep what this POST carries; False where it is too much to keep."""
    typed = request.POST.copy()
    typed.pop("csrfmiddlewaretoken", None)
    words = typed.urlencode()
    if len(words) > MOST_CHARACTERS:
        return False
    others = [(path, text) for path, text in request.session.get(KEPT, {}).items() if path != request.path]
    request.session[KEPT] = dict([*others[1 - MOST_PAGES :], (request.path, words)])
    return True


def typed_before(request) -> QueryDict | None:
    words = request.session.get(KEPT, {}).get(request.path)
    return QueryDict(words) if words else None


def forget_typed(request) -> None:
    kept = request.session.get(KEPT, {})
    if kept.pop(request.path, None) is not None:
        request.session[KEPT] = kept
