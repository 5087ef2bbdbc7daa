"""Room for the frames of a whole request (docs/adr/0016-room-for-frames.md).

CPython (3.11 to 3.13) keeps its frames in chunks of 16 KB and gives a chunk back to the system as soon as its last
frame ends. Where a loop deep in a request happens to call across the end of a chunk, each call maps and unmaps memory:
a fifth and more of the time of our pages. A frame that is large itself begins a chunk twice its size, and what it
calls finds room there.
"""

from collections.abc import Callable
from typing import Any

SLOTS = 33_000  # 258 KB, which leave as much again: about 600 frames


def _function_with_many_locals() -> Callable:
    names = " = ".join(f"slot{number}" for number in range(SLOTS))
    found: dict[str, Any] = {}
    exec(f"def with_room(call, *args, **words):\n return call(*args, **words)\n {names} = None", found)  # noqa: S102
    return found["with_room"]


#: `with_room(call, *args, **words)` is `call(*args, **words)`
with_room = _function_with_many_locals()
