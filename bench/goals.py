"""A goal and its figure, as one line and as one row of bench/results.md."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Goal:
    """`figure` is compared with `budget` in `unit`; with `at_least` it has to reach it instead of staying below.

    `number` is that of the design's table of goals; a figure without a budget is only told.
    """

    number: str
    work: str
    figure: float
    budget: float | None = None
    unit: str = "×"
    at_least: bool = False
    detail: str = ""

    @property
    def is_met(self) -> bool:
        if self.budget is None:
            return True
        return self.figure >= self.budget if self.at_least else self.figure <= self.budget

    @property
    def verdict(self) -> str:
        if self.budget is None:
            return "told"
        return "ok" if self.is_met else "over"

    @property
    def asked(self) -> str:
        if self.budget is None:
            return "–"
        return f"{'≥' if self.at_least else '≤'} {shown(self.budget)} {self.unit}"

    def line(self) -> str:
        figure = f"{shown(self.figure)} {self.unit}"
        return f"{self.verdict:<5}{self.number:>3}  {self.work:<58} {figure:>12}  goal {self.asked:<10} {self.detail}"

    def row(self) -> str:
        cells = [self.number, self.work, f"{shown(self.figure)} {self.unit}", self.asked, self.verdict, self.detail]
        return "| " + " | ".join(cells) + " |"


def shown(figure: float) -> str:
    """Three figures that matter: 0.00213, 3.87, 152."""
    return f"{figure:,.0f}" if abs(figure) >= 100 or float(figure).is_integer() else f"{figure:.3g}"
