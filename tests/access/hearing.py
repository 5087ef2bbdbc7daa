"""Asking for thousands of pages in one go: what is the same for all of them is found out once.

No answer says anything of it. Who asks is found anew for each request, on every route, in `test_table.py`.
"""

import logging
from contextlib import contextmanager

import pytest
from django.contrib.auth import middleware as users
from django.db import connection

from states import middleware as states

#: the planner takes the joins as they are written: for a handful of rows, looking for a better order costs most
AS_WRITTEN = "SET LOCAL join_collapse_limit = {0}; SET LOCAL from_collapse_limit = {0}"


@contextmanager
def asking_much():
    """Inside, a session's person and capacity are looked up at its first request, plans are made in a hurry, and the
    thousands of refusals are not written down; faults are.
    """
    with pytest.MonkeyPatch.context() as patch, connection.cursor() as cursor:
        cursor.execute(AS_WRITTEN.format(1))
        patch.setattr(users.auth, "get_user", _once_for_each_session(users.auth.get_user))
        patch.setattr(states, "_acting", _once_for_each_session(states._acting))
        logging.disable(logging.WARNING)
        try:
            yield
        finally:
            logging.disable(logging.NOTSET)
        cursor.execute(AS_WRITTEN.format("DEFAULT"))


def _once_for_each_session(found):
    known: dict = {}

    def find(request):
        key = request.session.session_key
        if key not in known:
            known[key] = found(request)
        return known[key]

    return find
