"""Pieces that several sections of the page are made of: tables, plots with their tables, marks of a legend."""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from app.admin.report.charts import NARROW, WIDE
from app.admin.report.drawing import draw
from app.admin.report.markup import tag
from app.admin.report.words import Words

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

Cell = "Element | str"


def section(heading: str, *children: "Element | None", note: str = "") -> "Element":
    """A box of the page, with its heading."""
    head = tag("div", tag("h2", heading), tag("p", note, class_="note") if note else None)
    return tag("section", head, *children)


def plot(make: Callable[[int], dict[str, Any]], label: str, wide: int = WIDE, narrow: int = NARROW) -> "Element":
    """A drawing for a screen of a computer, and one for a telephone's; `make` gets the width."""
    return tag(
        "div",
        tag("div", draw(make(wide), label), class_="broad"),
        tag("div", draw(make(narrow), label), class_="narrow"),
        class_="plot",
    )


def table(
    head: Sequence[str], rows: "Iterable[Sequence[Element | str]]", numbers: Sequence[int] = (), text: int = -1
) -> "Element":
    """A table whose first cell heads its row; `numbers` are the columns of numbers, `text` the one of sentences."""

    def kind(column: int) -> str | None:
        return "n" if column in numbers else "sentence" if column == text else None

    def cells(row: "Sequence[Element | str]") -> "Iterable[Element]":
        yield tag("th", row[0], scope="row")
        for column, cell in enumerate(row[1:], 1):
            yield tag("td", cell, class_=kind(column))

    heads = [tag("th", title, scope="col", class_=kind(column)) for column, title in enumerate(head)]
    body = [tag("tr", *cells(row)) for row in rows]
    return tag("table", tag("thead", tag("tr", *heads)), tag("tbody", *body))


def listed(shown: "Element", label: str) -> "Element":
    """A table that may be wider than the screen: it scrolls, by keyboard, too."""
    return tag("div", shown, class_="wide", role="region", aria_label=label, tabindex="0")


def unfolded(words: Words, shown: "Element", label: str) -> "Element":
    """The table behind a plot."""
    region = tag("div", shown, class_="scroll", role="region", aria_label=label, tabindex="0")
    return tag("details", tag("summary", words("as-table")), region)


def swatch(colour: str) -> "Element":
    """A mark of a legend."""
    square = tag("rect", x="0", y="0", width="12", height="12", rx="3", fill=f"var(--{colour})")
    return tag("svg", square, viewBox="0 0 12 12", aria_hidden="true", focusable="false")


def legend(entries: Sequence[tuple[str, str, str]]) -> "Element":
    """Colour, words and figure of each."""
    items = [tag("li", swatch(colour), said, tag("b", figure)) for colour, said, figure in entries]
    return tag("ul", *items, class_="legend")
