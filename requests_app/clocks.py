"""The clocks of a statement, in days: every waiting status has one and a way out."""

from datetime import timedelta

CHECK_WITHIN = timedelta(days=10)  # then the curators are told
UNCHECKED_AFTER = timedelta(days=15)  # then the State may open it itself
ANSWER_WITHIN = timedelta(days=30)  # then a question goes back to the State as a draft
CONFIRMED_FOR = timedelta(days=365)  # then it lapses
REMINDED_BEFORE = timedelta(days=30)  # before it lapses
