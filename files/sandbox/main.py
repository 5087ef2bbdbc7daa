import contextlib
import json
import resource
import sys

from files.sandbox.faults import Fault
from files.sandbox.kinds import cleaned

MEMORY, SECONDS = 250 * 2**20, 9


def cap() -> None:
    """From here on the kernel refuses more memory, more time, and any writing to a disk."""
    for what, most in {
        resource.RLIMIT_AS: MEMORY,
        resource.RLIMIT_CPU: SECONDS,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
    }.items():
        with contextlib.suppress(ValueError, OSError):  # some systems know no such limit
            resource.setrlimit(what, (most, most))


def main(most_unpacked: int) -> None:
    cap()
    try:
        kind, data = cleaned(sys.stdin.buffer.read(), most_unpacked)
        head: dict = {"kind": kind}
    except Fault as fault:
        head, data = {"fault": fault.code, "detail": fault.detail}, b""
    except MemoryError:
        head, data = {"fault": "too_much"}, b""
    except Exception:  # whatever a reader stumbles over is a damaged file
        head, data = {"fault": "damaged"}, b""
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + data)
