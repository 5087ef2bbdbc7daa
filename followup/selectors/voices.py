"""Three voices side by side: the State, its partners, and society. Each only as far as the reader may have it."""

from django.utils.translation import gettext as _

from accounts.acting import Acting
from followup.choices import GIVEN, CommentStatus
from followup.selectors.comments import comments_shown_to
from followup.selectors.notes import notes_shown_to
from followup.selectors.reports import reports_shown_to


def voices_of(acting: Acting, statement) -> list[dict]:
    """The newest voice of each side on a statement: heading, text; where there is one by, at, language, url, reply,
    and `more`, the earlier ones as {url, at}.
    """
    return _three(*_said_on(acting, statement))


def periods_of(acting: Acting, statement) -> list[dict]:
    """The same by reporting year, newest first: {year, voices}; one without a year where nothing has come yet."""
    return _by_year(*_said_on(acting, statement))


def periods_without_voices() -> list[dict]:
    """The same where nothing has come yet."""
    return _by_year([], [], [])


def match_periods(acting: Acting, match) -> list[dict]:
    """The same for one match (with its need)."""
    reports = _newest(reports_shown_to(acting).filter(match=match))
    comments = _published(comments_shown_to(acting).filter(statement=match.need.statement_id))
    return _by_year(reports, [one for one in comments if _is_about(one, match)], [])


def _said_on(acting: Acting, statement) -> tuple[list, list, list]:
    reports = _newest(reports_shown_to(acting).filter(match__need__statement=statement))
    comments = _published(comments_shown_to(acting).filter(statement=statement))
    return reports, comments, list(notes_shown_to(acting).filter(need__statement=statement))


def _by_year(reports: list, comments: list, notes: list) -> list[dict]:
    """A report belongs to the year in which its period ends; a comment and a note to that in which they came."""
    years: dict[int, tuple[list, list, list]] = {}
    for kind, rows in enumerate((reports, comments, notes)):
        for one in rows:
            years.setdefault(_year_of(one), ([], [], []))[kind].append(one)
    if not years:
        return [{"year": None, "voices": _three([], [], [])}]
    return [{"year": year, "voices": _three(*years[year])} for year in sorted(years, reverse=True)]


def _year_of(one) -> int:
    return next(getattr(one, name) for name in ("period_end", "published_week", "given_at") if hasattr(one, name)).year


def voices_of_matches(acting: Acting, matches) -> dict[int, list[dict]]:
    """The same for each of a page of matches (with their needs), in two queries; by the id of the match."""
    reports = _newest(reports_shown_to(acting).filter(match__in=matches))
    comments = _published(comments_shown_to(acting).filter(statement__in={one.need.statement_id for one in matches}))
    return {
        match.pk: _three(
            [due for due in reports if due.match_id == match.pk],
            [one for one in comments if _is_about(one, match)],
            [],
        )
        for match in matches
    }


def _is_about(comment, match) -> bool:
    """Said of this match, of its need, or of the whole statement."""
    about_other_match = comment.match_id not in (None, match.pk)
    about_other_need = comment.need_id not in (None, match.need_id)
    return comment.statement_id == match.need.statement_id and not about_other_match and not about_other_need


def _newest(reports) -> list:
    return list(reports.filter(status__in=GIVEN).order_by("-submitted_at"))


def _published(comments) -> list:
    return list(comments.filter(status=CommentStatus.PUBLISHED).order_by("-published_week", "public_id"))


def _three(reports: list, comments: list, notes: list) -> list[dict]:
    state = [_report_voice(due) for due in reports if due.body.is_of_state] + [_note_voice(note) for note in notes]
    partners = [_report_voice(due) for due in reports if not due.body.is_of_state]
    state.sort(key=lambda voice: voice["at"], reverse=True)
    return [
        {"heading": _("The State")} | _newest_of(state),
        {"heading": _("Partners")} | _newest_of(partners),
        {"heading": _("NHRI, civil society, mechanisms")} | _newest_of([_comment_voice(one) for one in comments]),
    ]


def _newest_of(voices: list[dict]) -> dict:
    if not voices:
        return {"text": ""}
    return voices[0] | {"more": [{"url": one["url"], "at": one["at"]} for one in voices[1:]]}


def _note_voice(note) -> dict:
    version = note.subject.shown.note_version
    return {
        "text": version.changed or version.done,
        "by": note.state.name,
        "at": note.given_at,
        "language": note.subject.shown.language,
        "url": note.get_absolute_url(),
    }


def _report_voice(due) -> dict:
    report = due.report
    text = report.changed or report.delivered or report.to_a_peer or report.other_report
    text = text or (report.get_still_in_use_display() if due.is_outcome else _("Nothing to add since the last report."))
    return {
        "text": text,
        "by": due.body.name,
        "at": due.submitted_at,
        "language": report.language,
        "url": due.get_absolute_url(),
    }


def _comment_voice(comment) -> dict:
    reply = getattr(comment, "reply", None)
    told = {"by": reply.body.name, "text": reply.text, "language": reply.language} if reply else None
    return {
        "text": comment.text,
        "by": comment.body.name,
        "at": comment.published_week,
        "language": comment.language,
        "url": comment.get_absolute_url(),
        "reply": told,
    }
