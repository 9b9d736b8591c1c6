"""A table of figures with the goal beside each."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One row: what was measured, how much (in `unit`), the most it may be (None: there is no goal), and a word."""

    name: str
    value: float
    unit: str
    goal: float | None
    note: str = ""

    @property
    def met(self) -> bool:
        """Whether it is no more than it may be."""
        return self.goal is None or self.value <= self.goal


def table(figures: Iterable[Figure]) -> str:
    """The table, as lines."""
    lines = [f"{'':42}{'measured':>14}{'goal':>14}"]
    for one in figures:
        digits = 0 if one.unit == "ms" else 2 if one.unit in ("/s", "%") else 1
        goal = "" if one.goal is None else f"{one.goal:g} {one.unit}"
        verdict = "" if one.met else "MISSED"
        amount = f"{one.value:.{digits}f} {one.unit}"
        lines.append(f"{one.name:42}{amount:>14}{goal:>14}  {verdict:7}{one.note}".rstrip())
    return "\n".join(lines)
