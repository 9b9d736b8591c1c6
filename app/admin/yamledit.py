"""One date put into the authored YAML by hand, as a person would: one line changes, every other byte stays.

Round-trip writers of YAML lay a document out anew. Here the place comes from the parser and the line is text; the
result is parsed again and has to say exactly what it said before, and the new date.
"""

import re
from copy import deepcopy
from datetime import datetime
from typing import Any

from app.admin import document
from app.admin.document import Document

_AFTER = ("effective", "announced", "status")
"""Behind which key of a tool the new one goes; the first that is there."""


def with_lifted(data: bytes, tool_id: str, at: datetime) -> bytes | None:
    """The YAML with `lifted: …` at that tool; None where only a person can put it in (a flow mapping, bad YAML)."""
    before, _ = document.parse(data)
    if before is None or not _is_there(before, tool_id):
        return None
    made = _edited(data, before, tool_id, f"{at:%Y-%m-%dT%H:%M:%S}Z")
    after, problems = document.parse(made) if made is not None else (None, [])
    wanted: Any = deepcopy(before.value)
    wanted["tools"][tool_id]["lifted"] = f"{at:%Y-%m-%dT%H:%M:%S}Z"
    return made if after is not None and not problems and after.value == wanted else None


def line_of(data: bytes, tool_id: str) -> int:
    """The line, from 1, where the tool begins; 1 when it is not there."""
    found, _ = document.parse(data)
    return found.mark(("tools", tool_id), at_key=True).line if found is not None else 1


def _is_there(found: Document, tool_id: str) -> bool:
    value = found.value
    tools = value.get("tools") if isinstance(value, dict) else None
    return isinstance(tools, dict) and isinstance(tools.get(tool_id), dict)


def _edited(data: bytes, found: Document, tool_id: str, written: str) -> bytes | None:
    lines = data.decode("utf-8-sig").splitlines(keepends=True)
    path = ("tools", tool_id)
    keys = {key: found.places[*path, key].key for key in found.value["tools"][tool_id]}
    if "lifted" in keys:
        number = keys["lifted"].line - 1
        lines[number], changed = re.subn(r"^(\s*lifted:\s*)[^\s#]+", rf"\g<1>{written}", lines[number])
        return _joined(data, lines) if changed else None
    behind = next((key for key in _AFTER if key in keys), None)
    if behind is None:
        return None
    mark = keys[behind]
    if lines[mark.line - 1][: mark.column - 1].strip():
        return None  # `{status: banned}`: not a line of its own
    end = "\r\n" if lines[mark.line - 1].endswith("\r\n") else "\n"
    if not lines[mark.line - 1].endswith("\n"):
        lines[mark.line - 1] += end
    lines.insert(mark.line, f"{' ' * (mark.column - 1)}lifted: {written}{end}")
    return _joined(data, lines)


def _joined(data: bytes, lines: list[str]) -> bytes:
    head = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b""
    return head + "".join(lines).encode()
