"""Rows in columns, as wide as the screen they are for; pure.

A column that is too wide has its cells broken at spaces, the widest column first, so that a table stays one on 60
columns. A word is broken only where not even the longest ones fit.
"""

import unicodedata
from collections.abc import Iterator, Sequence

_GAP = 2
_NARROWEST = 8


def lines(rows: Sequence[Sequence[str]], width: int | None) -> Iterator[str]:
    """The table's lines, in `width` columns of a terminal; None: each row is one line, however long."""
    widths = [max(map(columns, column)) for column in zip(*rows, strict=True)]
    if width is not None:
        widths = _fitted(rows, widths, width)
    for row in rows:
        cells = [_broken(cell, allowed) for cell, allowed in zip(row, widths, strict=True)]
        for number in range(max(map(len, cells))):
            parts = [cell[number] if number < len(cell) else "" for cell in cells]
            padded = [part + " " * (allowed - columns(part)) for part, allowed in zip(parts, widths, strict=True)]
            yield (" " * _GAP).join(padded).rstrip()


def columns(text: str) -> int:
    """How many a terminal takes for it: East Asian characters are two wide (Unicode Annex 11)."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _fitted(rows: Sequence[Sequence[str]], widths: Sequence[int], width: int) -> list[int]:
    """Narrower columns: first down to their longest words, then below that."""
    words = [
        max(columns(word) for cell in column for word in cell.split() or [""]) for column in zip(*rows, strict=True)
    ]
    found, room = list(widths), width - _GAP * (len(widths) - 1)
    for floor in (words, [min(_NARROWEST, word) for word in words]):
        while sum(found) > room:
            shrinkable = [number for number, least in enumerate(floor) if found[number] > least]
            if not shrinkable:
                break
            found[max(shrinkable, key=found.__getitem__)] -= 1
    return found


def _broken(cell: str, width: int) -> list[str]:
    """The cell's lines, none wider than that."""
    if columns(cell) <= width:
        return [cell]
    found, line = [], ""
    for word in cell.split():
        if line and columns(line) + 1 + columns(word) > width:
            found.append(line)
            line = ""
        line = f"{line} {word}".lstrip()
        while columns(line) > width:
            fits = next(length for length in range(len(line), 0, -1) if length == 1 or columns(line[:length]) <= width)
            found.append(line[:fits])
            line = line[fits:]
    return [*found, line] if line else found
