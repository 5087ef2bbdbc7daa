"""What one reader may have of the words of an edition: nothing else of it leaves towards a template, API or mail."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from consent.choices import Element


@dataclass(frozen=True)
class Line:
    """One answer as a reader sees it: its label, its value, and whether somebody typed it."""

    name: str
    label: str
    value: object
    typed: bool = True


@dataclass(frozen=True)
class Projection:
    """The permitted elements of one version."""

    language: str
    direction: str
    title: str
    lines: list[Line]
    needs: list[dict] = field(default_factory=list)
    sets: dict = field(default_factory=dict)
    documents: list = field(default_factory=list)

    def flat(self) -> dict[str, tuple[str, str]]:
        """Every answer as key → (label, value as text), in order: what two editions are compared by."""
        found = {"title": ("", self.title)} if self.title else {}
        found |= {line.name: (str(line.label), str(line.value)) for line in self.lines}
        for need in self.needs:
            place = f"{need['number']} · "
            found |= {f"need{need['number']}": (place.strip(" ·"), need["title"])} if need["title"] else {}
            rows = ((f"need{need['number']}.{one.name}", f"{place}{one.label}", one.value) for one in need["lines"])
            found |= {key: (label, str(value)) for key, label, value in rows}
        return found | {name: (name, "\n".join(map(str, rows))) for name, rows in self.sets.items() if rows}


def lines_of(row, elements: dict, seen: Collection[str], labels: dict | None = None) -> list[Line]:
    """The filled columns of `row` whose element is seen, in the order of `elements` (column → element)."""
    lines = []
    for name, element in elements.items():
        column = row._meta.get_field(name)
        value = _in_words(row, column)
        if element in seen and value not in ("", None) and name != "title":
            label = str((labels or {}).get(name, column.verbose_name))
            lines.append(
                Line(
                    name,
                    label,
                    value,
                    typed=not (column.choices or column.is_relation or hasattr(column, "base_field")),
                )
            )
    return lines


def _in_words(row, column):
    """The value of a column, coded ones by their labels."""
    if column.is_relation:
        return str(getattr(row, column.name) or "")
    if hasattr(column, "base_field"):
        labels = dict(column.base_field.choices or ())
        return ", ".join(str(labels.get(one, one)) for one in getattr(row, column.name))
    return getattr(row, f"get_{column.name}_display")() if column.choices else getattr(row, column.name)


def project_paper(version, elements: Iterable[str]) -> Projection:
    """The permitted elements of a version of a paper."""
    seen = frozenset(elements)
    sets = {name: list(getattr(version, name).all()) for name, element in version.SETS.items() if element in seen}
    return Projection(
        language=version.edition.language,
        direction=version.edition.direction,
        title=version.title if Element.SUMMARY in seen else "",
        lines=lines_of(version, version.ELEMENTS, seen, version.LABELS),
        sets=sets,
    )
