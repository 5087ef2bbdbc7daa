"""Types of the words of management commands."""

from argparse import ArgumentTypeError
from collections.abc import Callable


def count(most: int) -> Callable[[str], int]:
    """A whole number from 0 to `most`; anything else is refused in one line."""

    def parse(text: str) -> int:
        if not text.isascii() or not text.isdigit() or int(text) > most:
            raise ArgumentTypeError(f"{text!r} is no whole number from 0 to {most}")
        return int(text)

    return parse
