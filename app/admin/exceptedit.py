"""Exceptions put into and taken out of the authored YAML as a person would: every other byte stays.

As in `yamledit` the place comes from the parser, the lines are text, and the result is parsed again: it has to say
exactly what it said before, and the change.
"""

import json
from copy import deepcopy
from datetime import datetime
from typing import Any

from app.admin import document
from app.admin.document import Document
from app.admin.draft import moment


def with_exception(data: bytes, entry: dict[str, Any]) -> bytes | None:
    """The YAML with one exception more, before the others; None where only a person can put it in."""
    before, _ = document.parse(data)
    if before is None or not isinstance(before.value, dict):
        return None
    wanted = deepcopy(before.value)
    held = wanted.get("exceptions")
    if held is not None and not isinstance(held, list):
        return None
    wanted["exceptions"] = [_said(entry), *(held or [])]
    lines = data.decode("utf-8-sig").splitlines(keepends=True)
    end = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
    if held:
        mark = before.places["exceptions", 0].value
        lead = lines[mark.line - 1][: mark.column - 1]
        if lead.strip() != "-":
            return None  # a flow list
        lines[mark.line - 1 : mark.line - 1] = _written(entry, lead, end)
    elif "exceptions" in wanted and "exceptions" in before.value:
        return None  # an empty one of some form
    else:
        if lines and not lines[-1].endswith("\n"):
            lines[-1] += end
        lines += [end, f"exceptions:{end}", *_written(entry, "  - ", end)]
    return _proved(data, lines, wanted)


def without_ended(data: bytes, now: datetime) -> tuple[bytes | None, list[str]]:
    """The YAML without the exceptions that are over at `now`, and their ids; None where only a person can."""
    before, _ = document.parse(data)
    held = before.value.get("exceptions") if before is not None and isinstance(before.value, dict) else None
    if before is None or not isinstance(held, list):
        return data, []
    over = [number for number, one in enumerate(held) if isinstance(one, dict) and is_over(one, now)]
    if not over:
        return data, []
    wanted = deepcopy(before.value)
    wanted["exceptions"] = [one for number, one in enumerate(held) if number not in over]
    lines: list[str | None] = list(data.decode("utf-8-sig").splitlines(keepends=True))
    for number in over:
        first, last = _lines_of(before, number)
        lines[first - 1 : last] = [None] * (last - first + 1)
    if not wanted["exceptions"]:
        del wanted["exceptions"]
        lines[before.places["exceptions",].key.line - 1] = None
    kept = [line for line in lines if line is not None]
    return _proved(data, kept, wanted), [str(held[number].get("id", number)) for number in over]


def is_over(one: dict[str, Any], now: datetime) -> bool:
    """Whether an exception as authored has ended; False where its end cannot be read."""
    try:
        until = moment(one.get("until"))
    except ValueError:
        return False
    return until is not None and until <= now


def _lines_of(found: Document, number: int) -> tuple[int, int]:
    """The first and last line of an item, counted from 1."""
    inside = [place for path, place in found.places.items() if path[:2] == ("exceptions", number)]
    marks = [mark for place in inside for mark in (place.key, place.value)]
    return min(mark.line for mark in marks), max(mark.line for mark in marks)


def _said(entry: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in entry.items() if value}


def _written(entry: dict[str, Any], lead: str, end: str) -> list[str]:
    """Its lines, one a field; JSON's strings and lists are YAML's (YAML 1.2, 1.3)."""
    fields = [f"{name}: {_scalar(value)}{end}" for name, value in _said(entry).items()]
    return [(lead if number == 0 else " " * len(lead)) + field for number, field in enumerate(fields)]


def _scalar(value: Any) -> str:
    if isinstance(value, dict):
        inside = ", ".join(f"{name}: {_scalar(one)}" for name, one in value.items())
        return f"{{{inside}}}"
    return json.dumps(value, ensure_ascii=False)


def _proved(data: bytes, lines: list[str], wanted: Any) -> bytes | None:
    head = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b""
    made = head + "".join(lines).encode()
    after, problems = document.parse(made)
    return made if after is not None and not problems and after.value == wanted else None
