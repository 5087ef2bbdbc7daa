"""One statement as a page shows it. What hangs on it is marked at once, and asked for only where there is some."""

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef

from accounts.acting import ANONYMOUS, Acting
from consent.projections import Projection
from consent.selectors import elements_seen, granted
from followup.models import Comment, ProgressNote, ReportDue
from followup.selectors import periods_of, periods_without_voices
from matching.models import Match
from matching.selectors import UNCOVERED, answers_on, coverage_of, pledged_of, suggested_for
from questions.models import Question
from questions.selectors import questions_asked
from requests_app.models import NeedsStatement
from requests_app.previews import project
from requests_app.selectors import statements_shown_to, waiting_shown, with_shown_words, words_shown


def statement_shown(acting: Acting, reference: str) -> NeedsStatement | None:
    """The statement where the person may read it, with its words and the marks of what hangs on it; one query."""
    shown = with_shown_words(statements_shown_to(acting)).filter(subject__reference=reference)
    public = ExpressionWrapper(granted(ANONYMOUS, "subject__shown"), output_field=BooleanField())
    return shown.annotate(waiting_shown=waiting_shown(acting), is_public=public, **_marks()).first()


def _marks() -> dict[str, Exists]:
    here = OuterRef("pk")
    return {
        "has_matches": Exists(Match.objects.filter(need__statement=here)),
        "has_comments": Exists(Comment.objects.filter(statement=here)),
        "has_reports": Exists(ReportDue.objects.filter(match__need__statement=here)),
        "has_notes": Exists(ProgressNote.objects.filter(need__statement=here)),
        "has_questions": Exists(Question.objects.filter(subject=OuterRef("subject"))),
    }


def reading_of(statement: NeedsStatement, acting: Acting) -> Projection:
    """The words of one of `statement_shown`, as far as this person may have them."""
    version = words_shown(statement)
    return project(version, elements_seen(acting, version.edition))


def parts_of(statement: NeedsStatement, reading: Projection, acting: Acting) -> list[dict]:
    """The parts of the reading with `coverage`, `answers`, `pledged` and `suggested`."""
    ids = [need["need_id"] for need in reading.needs] if statement.has_matches else []
    coverage, answers, pledged = coverage_of(ids, acting), answers_on(acting, ids), pledged_of(acting, ids)
    return [
        need
        | {
            "coverage": coverage.get(need["need_id"], UNCOVERED),
            "answers": answers.get(need["need_id"], []),
            "pledged": pledged.get(need["need_id"], []),
            "suggested": suggested_for(acting, statement.subject.reference, need["number"]),
        }
        for need in reading.needs
    ]


def periods_on(statement: NeedsStatement, acting: Acting) -> list[dict]:
    has_voices = statement.has_reports or statement.has_comments or statement.has_notes
    return periods_of(acting, statement) if has_voices else periods_without_voices()


def questions_on_page(statement: NeedsStatement, acting: Acting) -> dict:
    """As `questions_asked`. What a stranger reads is public: they are led to sign in and ask."""
    if acting.is_anonymous and not statement.has_questions:
        return {"subject": statement.subject, "rows": [], "may_ask": True}
    return questions_asked(acting, statement.subject)
