"""A file as it leaves, piece by piece, and the bare COPY of the same rows."""

import io
import tracemalloc

from bench.jobs.floors import KINDS, ROWS, driver
from bench.jobs.requests import pieces_of


def file(address: str):
    """How long the file is that the whole request sends."""
    return lambda: sum(map(len, pieces_of(address)))


def copy():
    """The columns of the floor as CSV, without consent's other readers, formulas or a request."""
    connection = driver()
    connection.autocommit = True

    def run() -> int:
        out = io.BytesIO()
        with connection.cursor() as cursor:
            rows = cursor.mogrify(ROWS, {"count": 10_000, "kinds": KINDS}).decode()
            cursor.copy_expert(f"COPY ({rows}) TO STDOUT WITH (FORMAT csv, HEADER)", out)
        return out.tell()

    return run


def memory(address: str):
    """The most bytes that Python holds meanwhile; what lies on the disk is not in them."""

    def run() -> int:
        sum(map(len, pieces_of(address)))
        tracemalloc.start()
        sum(map(len, pieces_of(address)))
        _now, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return peak

    return run
