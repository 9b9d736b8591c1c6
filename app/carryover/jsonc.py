"""JSON with comments and trailing commas, read with the place of everything in it.

Settings are edited as text, so that the person's comments, order and spacing stay byte for byte; for that each value's
offsets are known. Hostile input ends early: nesting is bounded, two keys of one name are an error (RFC 8259, section 4
leaves them undefined: one reader would see what another does not).
"""

import json
import re
from collections.abc import Iterator
from typing import Any

import msgspec

DEEPEST = 64

_SPACE = re.compile(r"(?:[ \t\r\n]+|//[^\n]*|/\*(?:[^*]|\*(?!/))*\*/)*")
_SCALAR = re.compile(
    r'"(?:[^"\\\x00-\x1f]|\\.)*"|-?(?:0|[1-9][0-9]{0,400})(?:\.[0-9]{1,400})?(?:[eE][+-]?[0-9]{1,4})?|true|false|null'
)


class Node(msgspec.Struct, frozen=True):
    """A value and where it stands, `text[start:end]`. Members map a key to its own offset and its value."""

    start: int
    end: int
    value: Any
    members: dict[str, tuple[int, "Node"]] | None = None
    items: tuple["Node", ...] | None = None

    def children(self) -> Iterator["Node"]:
        """What a table or a list holds, in order."""
        yield from (node for _, node in (self.members or {}).values())
        yield from self.items or ()

    def at(self, path: tuple[str, ...]) -> "Node | None":
        """The value at the end of a path of keys, or None."""
        node: Node | None = self
        for key in path:
            found = (node.members or {}).get(key) if node is not None else None
            node = found[1] if found is not None else None
        return node


def parse(text: str) -> Node:
    """Read one document. Raises ValueError, whose text says what is wrong in which line."""
    node = _value(text, skip(text, 0), 0)
    end = skip(text, node.end)
    if end != len(text):
        raise _wrong(text, end, "something follows the document")
    return node


def is_blank(text: str) -> bool:
    """Whether there is nothing but space and comments."""
    return skip(text, 0) == len(text)


def _value(text: str, at: int, depth: int) -> Node:
    if depth > DEEPEST:
        raise _wrong(text, at, f"it is nested more than {DEEPEST} deep")
    if text[at : at + 1] == "{":
        return _table(text, at, depth)
    if text[at : at + 1] == "[":
        return _list(text, at, depth)
    match = _SCALAR.match(text, at)
    if match is None:
        raise _wrong(text, at, "no value stands there")
    try:
        value = json.loads(match.group())
        if isinstance(value, str):
            value.encode()
    except ValueError as error:  # an escape that is none, half a surrogate pair
        raise _wrong(text, at, "it has a text that is none") from error
    return Node(at, match.end(), value)


def _table(text: str, start: int, depth: int) -> Node:
    members: dict[str, tuple[int, Node]] = {}
    at = skip(text, start + 1)
    while text[at : at + 1] != "}":
        key = _value(text, at, depth + 1)
        if not isinstance(key.value, str):
            raise _wrong(text, at, "a key is no text")
        if key.value in members:
            raise _wrong(text, at, f"the key {key.value!r} is there twice")
        colon = skip(text, key.end)
        if text[colon : colon + 1] != ":":
            raise _wrong(text, colon, "a colon is missing")
        node = _value(text, skip(text, colon + 1), depth + 1)
        members[key.value] = (at, node)
        at = _next(text, node.end, "}")
    return Node(start, at + 1, {name: node.value for name, (_, node) in members.items()}, members=members)


def _list(text: str, start: int, depth: int) -> Node:
    items: list[Node] = []
    at = skip(text, start + 1)
    while text[at : at + 1] != "]":
        items.append(_value(text, at, depth + 1))
        at = _next(text, items[-1].end, "]")
    return Node(start, at + 1, [node.value for node in items], items=tuple(items))


def _next(text: str, end: int, close: str) -> int:
    """Where the next member stands, or the end of the table or list."""
    at = skip(text, end)
    if text[at : at + 1] == ",":
        return skip(text, at + 1)
    if text[at : at + 1] != close:
        raise _wrong(text, at, f"a comma or {close} is missing")
    return at


def skip(text: str, at: int) -> int:
    """Past space and comments."""
    match = _SPACE.match(text, at)
    return match.end() if match else at


def _wrong(text: str, at: int, detail: str) -> ValueError:
    line = text.count("\n", 0, at) + 1
    column = at - (text.rfind("\n", 0, at) + 1) + 1
    return ValueError(f"line {line}, column {column}: {detail}")
