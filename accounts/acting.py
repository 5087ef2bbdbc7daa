"""Who acts: a person in one capacity. Services, predicates and the record take an Acting, never a bare user."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Acting:
    """A person in one capacity.

    `capacity` is opaque here (a floor above fills it in); `proven` tells whether the identity was proved
    recently, which binding acts ask for; `by_token` marks a caller that can never prove it; `stands_in_for` is the
    capacity on whose behalf a deputy acts, which the record keeps beside the deputy's own name; `choices` tells in how
    many capacities the person could act, where somebody looked.
    """

    user: Any = None
    capacity_id: int | None = None
    capacity_label: str = ""
    capacity: Any = field(default=None, compare=False, repr=False)
    proven: bool = False
    by_token: bool = False
    is_system: bool = False
    stands_in_for: int | None = None
    choices: int = field(default=0, compare=False)

    @property
    def user_id(self) -> int | None:
        return self.user.pk if self.user is not None else None

    @property
    def is_anonymous(self) -> bool:
        return self.user is None and not self.is_system


ANONYMOUS = Acting()
SYSTEM = Acting(capacity_label="system", is_system=True, proven=True)
