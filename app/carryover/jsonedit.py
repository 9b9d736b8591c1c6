"""Edits of JSON settings as text: entries put in and taken out, everything else stays byte for byte.

Comments, order, spacing, line ends and a byte order mark are the person's. New entries come last in their table, in the
indentation that is there.
"""

import json
import re
from typing import Any

from app.carryover import jsonc
from app.carryover.jsonc import Node

_REST_OF_LINE = re.compile(r"[ \t]*(?://[^\n]*|/\*[^\n]*?\*/)?(?=[ \t]*\r?\n|$)")


def insert(text: str, path: tuple[str, ...], entries: dict[str, Any]) -> str:
    """`text` with these new keys in the table at `path`, which is made where it is missing.

    Raises ValueError: the text is no JSON, or something else than a table stands on the way.
    """
    if not entries:
        return text
    if jsonc.is_blank(text):
        return text + _dumped(_nested(path, entries), "  ", "\n", "") + "\n"
    root, depth = jsonc.parse(text), 0
    while depth < len(path) and root.at(path[: depth + 1]) is not None:
        depth += 1
    table = root.at(path[:depth])
    if table is None or table.members is None:
        raise ValueError(f"{'.'.join(path[:depth]) or 'the document'} is no table")
    fresh = _nested(path[depth:], entries)
    return _append(text, root, table, [(key, value) for key, value in fresh.items()])


def extend(text: str, path: tuple[str, ...], values: list[Any]) -> str:
    """`text` with these values at the end of the list at `path`. Raises ValueError: there is no list."""
    root = jsonc.parse(text)
    node = root.at(path)
    if node is None or node.items is None:
        raise ValueError(f"{'.'.join(path)} is no list")
    return _append(text, root, node, [(None, value) for value in values]) if values else text


def remove(text: str, path: tuple[str, ...]) -> str:
    """`text` without the key at the end of `path`; as it is when there is none. Raises ValueError: it is no JSON."""
    table = jsonc.parse(text).at(path[:-1])
    if table is None or path[-1] not in (table.members or {}):
        return text
    spans = [(start, node.end) for start, node in (table.members or {}).values()]
    return _cut(text, table, spans, list(table.members or {}).index(path[-1]))


def discard(text: str, path: tuple[str, ...], value: Any) -> str:
    """`text` without the last such value in the list at `path`; as it is when there is none. Raises ValueError."""
    node = jsonc.parse(text).at(path)
    places = [number for number, item in enumerate(node.items or ()) if item.value == value] if node else []
    if node is None or not places:
        return text
    return _cut(text, node, [(item.start, item.end) for item in node.items or ()], places[-1])


def _nested(path: tuple[str, ...], entries: dict[str, Any]) -> dict[str, Any]:
    for key in reversed(path):
        entries = {key: entries}
    return entries


def _append(text: str, root: Node, box: Node, fresh: list[tuple[str | None, Any]]) -> str:
    newline = "\r\n" if "\r\n" in text else "\n"
    children = list(box.children())
    inner = text[box.start + 1 : box.end - 1]
    if children and "\n" not in text[box.start : children[-1].end]:
        comma = "" if _has_comma(text, children[-1].end) else ","
        said = ", ".join(_entry(key, json.dumps(value, ensure_ascii=False)) for key, value in fresh)
        return text[: children[-1].end] + f"{comma or ','} {said}" + _without_comma(text[children[-1].end :], comma)
    outer = _indent(text, box.start)
    unit = _unit(text, root)
    indent = _indent(text, children[0].start) if children else outer + unit
    lines = [indent + _entry(key, _dumped(value, unit, newline, indent)) for key, value in fresh]
    block = newline + f",{newline}".join(lines)
    if not children:
        if inner.strip():  # comments only: they stay where they are
            return text[: box.end - 1].rstrip(" \t\r\n") + block + newline + outer + text[box.end - 1 :]
        return text[: box.start + 1] + block + newline + outer + text[box.end - 1 :]
    end = children[-1].end
    trailing = _has_comma(text, end)
    after = end if not trailing else text.index(",", jsonc.skip(text, end)) + 1
    rest = _REST_OF_LINE.match(text, after)
    line_end = rest.end() if rest else after
    closing = "" if "\n" in text[line_end : box.end - 1] else newline + outer
    comma = "" if trailing else ","
    return text[:end] + comma + text[end:line_end] + block + closing + text[line_end:]


def _cut(text: str, box: Node, spans: list[tuple[int, int]], which: int) -> str:
    """Without one child: from the end of the one before it, or up to the start of the one after it."""
    start, end = spans[which]
    if which:
        return text[: spans[which - 1][1]] + text[end:]
    if len(spans) > 1:
        return text[:start] + text[spans[1][0] :]
    stop = text.index(",", jsonc.skip(text, end)) + 1 if _has_comma(text, end) else end
    if text[box.start + 1 : start].strip() or text[stop : box.end - 1].strip():  # a comment of the person's stays
        return text[:start] + text[stop:]
    return text[: box.start + 1] + text[box.end - 1 :]


def _has_comma(text: str, end: int) -> bool:
    return text[jsonc.skip(text, end) : jsonc.skip(text, end) + 1] == ","


def _without_comma(rest: str, comma: str) -> str:
    return rest if comma else rest.replace(",", "", 1)


def _entry(key: str | None, value: str) -> str:
    return value if key is None else f"{json.dumps(key, ensure_ascii=False)}: {value}"


def _dumped(value: Any, unit: str, newline: str, indent: str) -> str:
    return json.dumps(value, ensure_ascii=False, indent=unit).replace("\n", newline + indent)


def _indent(text: str, at: int) -> str:
    """The white space that the line of `at` begins with."""
    start = text.rfind("\n", 0, at) + 1
    return text[start : len(text) - len(text[start:].lstrip(" \t"))]


def _unit(text: str, root: Node) -> str:
    for child in root.children():
        if "\n" in text[root.start : child.start]:
            return _indent(text, child.start) or "  "
    return "  "
