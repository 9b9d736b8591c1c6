"""The rows of the window's long lists, as values with every sentence ready; searching among them. No Qt.

A list is captions and rows; each run of rows below a caption is one box on the screen.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Caption:
    """What the rows below it share: their day."""

    text: str


@dataclass(frozen=True)
class Mark:
    """A pill: shape and word."""

    glyph: str
    text: str


@dataclass(frozen=True)
class Row:
    """One row. `text` or `code` is what unfolds beneath it ("" for nothing), `foot` what is said of that.

    `role` is the colour role of its glyph; `about` is for whoever acts on it: `action` names what can be done. `at` is
    the moment (ISO 8601), `kind` what it is narrowed down by.
    """

    key: str
    glyph: str
    title: str
    note: str
    time: str
    role: str = "ink3"
    mark: Mark | None = None
    text: tuple[str, ...] = ()
    code: str = ""
    foot: str = ""
    action: str = ""
    about: str = ""
    at: str = ""
    kind: str = ""

    @property
    def unfolds(self) -> bool:
        """Whether there is more to it."""
        return bool(self.text or self.code)

    @property
    def spoken(self) -> str:
        """The whole row, as screen readers say it."""
        parts = (self.title, self.note, self.mark.text if self.mark is not None else "", self.time)
        return ". ".join(part.rstrip(".") for part in parts if part)

    def says(self, words: str) -> bool:
        """Whether all these words (in lower case) are in it, its details included."""
        said = " ".join((self.title, self.note, self.time, *self.text, self.code)).casefold()
        return all(word in said for word in words.split())


@dataclass(frozen=True)
class More:
    """What unfolded beneath a row."""

    row: Row


def matching(
    items: Sequence[Caption | Row], words: str, wanted: Callable[[Row], bool] = lambda _: True
) -> tuple[Caption | Row, ...]:
    """The rows that hold the words and are wanted, with the captions that still have any."""
    words = words.casefold()
    kept: list[Caption | Row] = []
    for item in items:
        if isinstance(item, Row):
            if wanted(item) and item.says(words):
                kept.append(item)
        else:
            if kept and isinstance(kept[-1], Caption):
                kept.pop()
            kept.append(item)
    if kept and isinstance(kept[-1], Caption):
        kept.pop()
    return tuple(kept)
