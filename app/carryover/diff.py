"""What a change would do, line by line, for people to read before they say yes. The person's own secrets are masked."""

import difflib
from typing import Literal

import msgspec

from app.carryover.placeholders import Placeholders
from app.carryover.proposal import Change

MOST_LINES = 1_500


class Line(msgspec.Struct, frozen=True):
    """One line: whether it is there (" "), comes (+) or goes (-); its text, and its number afterwards (0: it goes)."""

    mark: Literal[" ", "+", "-"]
    text: str
    number: int


class Shown(msgspec.Struct, frozen=True):
    """A change as lines. `left_out` counts those beyond the limit; a file that is no text has none and its `size`."""

    lines: tuple[Line, ...]
    added: int
    left_out: int = 0
    size: int = 0


def shown(change: Change) -> Shown:
    """The whole file as it would be, with what comes and goes marked."""
    before, after = _text(change.before or b""), _text(change.after)
    if before is None or after is None:
        return Shown((), 0, size=len(change.after))
    lines: list[Line] = []
    number = 0
    old, new = before.splitlines(), after.splitlines()
    if len(old) + len(new) > 2 * MOST_LINES:  # comparing grows with the square
        lines = [Line("+", text, at) for at, text in enumerate(new[:MOST_LINES], 1)]
        return Shown(tuple(lines), len(new), left_out=max(0, len(new) - MOST_LINES))
    for tag, old_from, old_to, new_from, new_to in difflib.SequenceMatcher(
        None, old, new, autojunk=False
    ).get_opcodes():
        lines += [Line("-", text, 0) for text in old[old_from:old_to] if tag != "equal"]
        for text in new[new_from:new_to]:
            number += 1
            lines.append(Line(" " if tag == "equal" else "+", text, number))
    return Shown(tuple(lines), sum(line.mark == "+" for line in lines))


def unified(change: Change, name: str) -> str:
    """The change as a unified diff with three lines around it; `name` is the file's path for people."""
    before, after = _text(change.before or b""), _text(change.after)
    if before is None or after is None:
        return f"+++ {name} ({len(change.after)} bytes, no text)"
    old = "/dev/null" if change.before is None else name
    return "\n".join(difflib.unified_diff(before.splitlines(), after.splitlines(), old, name, lineterm=""))


def _text(data: bytes) -> str | None:
    try:
        return Placeholders().text("yours", data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return None
