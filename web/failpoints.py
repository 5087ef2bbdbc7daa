"""Faults placed exactly, for `make faults`. Inert unless FAILPOINT names a place: `name:kill|raise|stall[:nth]`."""

import os
import signal
import time

NAME, _colon, _REST = os.environ.get("FAILPOINT", "").partition(":")
ACT, _colon, _NTH = _REST.partition(":")
STALL_SECONDS = 30
_passed = 0


class Failpoint(RuntimeError):
    pass


def failpoint(name: str) -> None:
    """At the nth pass (the first one, where none is said) this process dies, raises or stalls; otherwise nothing."""
    global _passed
    if name != NAME:
        return
    _passed += 1
    if _passed == int(_NTH or 1):
        _fail()


def _fail() -> None:
    if ACT == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    if ACT == "stall":
        time.sleep(STALL_SECONDS)
    if ACT == "raise":
        raise Failpoint(NAME)
