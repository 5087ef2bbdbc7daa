"""Forms whose later questions are folded: what everybody answers stands open, the rest by subject in `<details>`."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Fold:
    """A group of questions under one label (its fields are bound)."""

    label: Any
    fields: list

    @property
    def is_wrong(self) -> bool:
        return any(field.errors for field in self.fields)

    @property
    def answered(self) -> int:
        """How many of its questions hold something, so that a closed fold does not hide an answer."""
        return sum(bool(field.value()) for field in self.fields)


class FoldedForm:
    """Mixin of a form: `folded` holds (label, names of fields) for each fold, in the order of the page."""

    folded: tuple[tuple[Any, tuple[str, ...]], ...] = ()

    @property
    def later(self) -> set[str]:
        return {name for _label, names in self.folded for name in names}

    @property
    def first_fields(self) -> list:
        return [field for field in self.visible_fields() if field.name not in self.later]

    @property
    def folds(self) -> list[Fold]:
        """Those of which the form has a field."""
        own = [Fold(label, [self[name] for name in names if name in self.fields]) for label, names in self.folded]
        return [fold for fold in own if fold.fields]
