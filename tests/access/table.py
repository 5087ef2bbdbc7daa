"""Who gets which answer where: every route and channel stands in one of the tables, or the build fails."""

from tests.access.tables import consent, followup, matching, others, papers, questions, sessions, statements

TABLE = [
    *others.ROWS, *consent.ROWS, *papers.ROWS, *statements.ROWS, *matching.ROWS, *followup.ROWS, *sessions.ROWS,
    *questions.ROWS,
]  # fmt: skip

#: routes of libraries and of the machine, that show nothing of a State
NOT_IN_TABLE = {"set_language", "api-root", "schema", "api_docs"}
LIBRARIES = ("account_", "mfa_", "admin:", "socialaccount_")
