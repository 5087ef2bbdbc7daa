"""Acts that begin at the same moment, in threads and connections of their own."""

import threading
from collections.abc import Callable

from django.db import OperationalError, connection

from web.errors import Conflict, FailedCheck

REFUSALS = (Conflict, FailedCheck, OperationalError)  # the last: a busy machine, waited too long, 503


def at_once(*acts: Callable) -> list:
    """What each act returned, or how it was refused. Any other exception is raised."""
    gate = threading.Barrier(len(acts))
    outcomes: list = [None] * len(acts)

    def run(place: int, act: Callable) -> None:
        try:
            gate.wait()
            outcomes[place] = act()
        except Exception as refusal:
            outcomes[place] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for fault in outcomes:
        if isinstance(fault, Exception) and not isinstance(fault, REFUSALS):
            raise fault
    return outcomes
