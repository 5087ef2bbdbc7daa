"""What the consent ledger's own pages must know of needs statements."""

from django.urls import reverse

from consent.kinds import SubjectKind
from requests_app.choices import StatementStatus
from requests_app.models import NeedsStatement
from requests_app.previews import project
from requests_app.selectors import version_titles


def _titles(subjects) -> dict[int, str]:
    statements = NeedsStatement.objects.filter(subject__in=subjects)
    titles = version_titles(statements)
    return {one.subject_id: titles.get(one.pk, "") for one in statements}


STATEMENTS = SubjectKind(
    words=lambda edition: edition.statement_version,
    project=project,
    titles=_titles,
    address=lambda subject: reverse("statement", args=[subject.slug]),
    page=lambda subject: reverse("need", args=[subject.reference or subject.slug]),
    ended=lambda subject: subject.statement.status == StatementStatus.WITHDRAWN,
    template="requests_app/_whole.html",
    relation="statement",
)
