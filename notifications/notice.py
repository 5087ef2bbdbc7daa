"""What can be told. Each app registers its notices at start; sending asks them again whether it is still right."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Notice:
    """`find(object_id)` the object or None; `still_right(obj, person)` at sending; `context(obj, person)` its data.

    The words are `templates/<app>/email/<name>.subject.txt` and `.body.txt`, in the person's language.
    `may_wait`: it can be gathered with others into one mail a day; what asks for a binding act, or is of security,
    never waits. `twice_rather_than_never`: where nobody knows whether it went, it goes again.
    `confidential`: not even the secretariat's list of troubled mails shows to whom it went.
    """

    kind: str
    find: Callable[[int], Any]
    still_right: Callable[[Any, Any], bool]
    context: Callable[[Any, Any], dict]
    may_wait: bool = False
    twice_rather_than_never: bool = False
    confidential: bool = False

    @property
    def template(self) -> str:
        app, name = self.kind.split(".")
        return f"{app}/email/{name}"


REGISTRY: dict[str, Notice] = {}


def register(*notices: Notice) -> None:
    REGISTRY.update({notice.kind: notice for notice in notices})
