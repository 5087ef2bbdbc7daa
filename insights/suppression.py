"""Tables in which no small number can be read, nor computed from the totals beside it."""

from dataclasses import dataclass, field
from typing import Any

SMALLEST_SHOWN = 3


@dataclass
class Table:
    """Whole numbers by row and column, with totals; after `suppress` a hidden number is None.

    `cells[i][j]` belongs to `rows[i]` and `columns[j]`; the last row and the last column are the totals.
    """

    title: Any
    rows: list
    columns: list
    cells: list[list[int | None]] = field(default_factory=list)

    @property
    def lines(self) -> list[tuple]:
        """(label, numbers) for a page, the total last."""
        return list(zip(self.rows, self.cells, strict=True))

    @property
    def is_empty(self) -> bool:
        return not any(number or number is None for line in self.cells for number in line)


def table_of(title, rows: list, columns: list, counts: dict, total: str) -> Table:
    """A table of `counts` ((row, column) → number); rows and columns are (value, label). Small numbers are hidden."""
    cells = [[counts.get((row, column), 0) for column, _label in columns] for row, _label in rows]
    cells = [[*line, sum(line)] for line in cells]
    cells.append([sum(column) for column in zip(*cells, strict=True)] if cells else [0] * (len(columns) + 1))
    labels = [label for _value, label in rows], [label for _value, label in columns]
    return Table(title, [*labels[0], total], [*labels[1], total], suppress(cells))


def suppress(cells: list[list[int]]) -> list[list[int | None]]:
    """The same numbers with None for each that is small, and for as many more that none of those can be computed.

    In every row and column (totals included) at least two are hidden or none; where the total stands and the hidden
    ones are all 1 another goes too, since their sum would tell. Several lines together tell a number exactly where it
    lies on no closed way of hidden numbers, along rows and columns in turn: then one that closes the way goes too.
    """
    height, width = range(len(cells)), range(len(cells[0]))
    hidden = {(i, j) for i in height for j in width if 0 < cells[i][j] < SMALLEST_SHOWN}
    lines = [[(i, j) for j in width] for i in height] + [[(i, j) for i in height] for j in width]
    while more := _beside_in_a_line(lines, cells, hidden) or _closing_a_way(cells, hidden):
        hidden.add(more)
    return [[None if (i, j) in hidden else cells[i][j] for j in width] for i in height]


def _beside_in_a_line(lines, cells, hidden: set) -> tuple[int, int] | None:
    """The first line in which the hidden numbers would tell: its smallest number that is not nothing."""
    for line in lines:
        gone = [cell for cell in line if cell in hidden]
        all_ones = line[-1] not in hidden and sum(cells[i][j] for i, j in gone) == len(gone)
        if gone and (len(gone) == 1 or all_ones) and len(gone) < len(line):
            return _cheapest(cells, (cell for cell in line if cell not in hidden))
    return None


def _closing_a_way(cells, hidden: set) -> tuple[int, int] | None:
    for i, j in sorted(hidden):
        reached = _reached_from(("row", i), hidden - {(i, j)})
        if ("column", j) in reached:
            continue
        beyond = _reached_from(("column", j), hidden - {(i, j)})
        everywhere = ((row, column) for row in range(len(cells)) for column in range(len(cells[0])))
        closing = [
            (row, column)
            for row, column in everywhere
            if (row, column) not in hidden
            and (
                ("row", row) in reached
                and ("column", column) in beyond
                or ("row", row) in beyond
                and ("column", column) in reached
            )
        ]
        if closing:
            return _cheapest(cells, closing)
    return None


def _reached_from(start: tuple, hidden: set) -> set[tuple]:
    """The rows and columns that hidden numbers join to `start`."""
    reached, waiting = {start}, [start]
    while waiting:
        kind, number = waiting.pop()
        for i, j in hidden:
            here, there = (("row", i), ("column", j)) if kind == "row" else (("column", j), ("row", i))
            if here == (kind, number) and there not in reached:
                reached.add(there)
                waiting.append(there)
    return reached


def _cheapest(cells, candidates) -> tuple[int, int]:
    return min(candidates, key=lambda cell: (cells[cell[0]][cell[1]] == 0, cells[cell[0]][cell[1]], cell))


def shown(number: int | None) -> int | None:
    """A single number, None where it is small."""
    return None if number is None or 0 < number < SMALLEST_SHOWN else number
