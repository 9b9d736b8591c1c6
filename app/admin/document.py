"""The authored YAML as plain values, with the line and column of everything in it.

Built from the node tree, not from constructed objects: scalars that look like dates stay the text that was written,
two keys of one name are both seen, and nothing of YAML's own types can run. Anchors and aliases are refused: they
allow a few lines to grow into gigabytes, and a policy is read by people.
"""

from collections.abc import Iterator
from typing import Any

import msgspec
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import AliasEvent, CollectionEndEvent, CollectionStartEvent, NodeEvent
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from app.admin.problems import Location, Mark, Problem

LARGEST_BYTES = 2_000_000
DEEPEST = 40
MOST_NODES = 100_000

_INT, _FLOAT, _BOOL, _NULL = (f"tag:yaml.org,2002:{kind}" for kind in ("int", "float", "bool", "null"))


class Place(msgspec.Struct, frozen=True):
    """Where an entry's key and its value begin (for a list's item both are the item)."""

    key: Mark
    value: Mark


class Document(msgspec.Struct, frozen=True):
    """A parsed document: plain values (dict, list, str, int, float, bool, None) and the place of each by its path."""

    value: Any
    places: dict[Location, Place]

    def mark(self, path: Location, *, at_key: bool) -> Mark:
        """Where `path` is, or its nearest parent that is there."""
        for length in range(len(path), -1, -1):
            place = self.places.get(path[:length])
            if place is not None:
                return place.key if at_key or length < len(path) else place.value
        return Mark(1, 1)


def parse(data: bytes) -> tuple[Document | None, list[Problem]]:
    """Read one document. None when it is not YAML at all, or more than a policy may be."""
    if len(data) > LARGEST_BYTES:
        return None, [Problem(message=f"is larger than {LARGEST_BYTES} bytes")]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return None, [Problem(message="is not UTF-8 text", mark=Mark(line, 1))]
    try:
        bounds = _out_of_bounds(text)
        if bounds is not None:
            return None, [bounds]
        node = _yaml().compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = Mark(mark.line + 1, mark.column + 1) if mark else Mark(1, 1)
        said = "; ".join(str(part) for part in (error.context, error.problem) if part)
        return None, [Problem(message=f"is not YAML: {said}", mark=where)]
    except (YAMLError, ValueError) as error:  # ValueError: an escape beyond Unicode, `\U00110000`
        return None, [Problem(message=f"is not YAML: {str(error).splitlines()[0]}")]
    if node is None:
        return None, [Problem(message="is empty")]
    reader = _Reader()
    value = reader.read(node, ())
    reader.places[()] = Place(_mark(node), _mark(node))
    return Document(value, reader.places), reader.problems


def _yaml() -> YAML:
    return YAML(typ="safe", pure=True)


def _out_of_bounds(text: str) -> Problem | None:
    """Walk the events, without building anything, until the document proves harmless."""
    depth = 0
    for count, event in enumerate(_yaml().parse(text)):
        mark = Mark(event.start_mark.line + 1, event.start_mark.column + 1)
        if isinstance(event, AliasEvent) or (isinstance(event, NodeEvent) and event.anchor):
            return Problem(message="anchors (&) and aliases (*) are not supported; write it out", mark=mark)
        depth += isinstance(event, CollectionStartEvent)
        depth -= isinstance(event, CollectionEndEvent)
        if depth > DEEPEST or count > MOST_NODES:
            return Problem(message="is nested too deeply or has too many entries", mark=mark)
    return None


class _Reader:
    """Turns nodes into values, noting places and what cannot be a value."""

    def __init__(self) -> None:
        self.places: dict[Location, Place] = {}
        self.problems: list[Problem] = []

    def read(self, node: Node, path: Location) -> Any:
        if isinstance(node, MappingNode):
            return dict(self._entries(node, path))
        if isinstance(node, SequenceNode):
            return [self._entry(number, _mark(item), item, path) for number, item in enumerate(node.value)]
        return _scalar(node) if isinstance(node, ScalarNode) else None

    def _entries(self, node: MappingNode, path: Location) -> Iterator[tuple[str, Any]]:
        seen: dict[str, Mark] = {}
        for key, value in node.value:
            mark = _mark(key)
            if not isinstance(key, ScalarNode):
                self.problems.append(Problem(path=path, message="has a key that is not text", mark=mark))
                continue
            name = str(key.value)
            if name in seen:
                message = f"is defined twice, first in line {seen[name].line}"
                self.problems.append(Problem(path=(*path, name), message=message, mark=mark))
                continue
            seen[name] = mark
            yield name, self._entry(name, mark, value, path)

    def _entry(self, name: str | int, mark: Mark, value: Node, path: Location) -> Any:
        here = (*path, name)
        # The mark of a value that is not there is wherever the next token was found.
        self.places[here] = Place(mark, mark if _is_missing(value) else _mark(value))
        return self.read(value, here)


def _scalar(node: ScalarNode) -> Any:
    text = str(node.value)
    if node.style in ("'", '"', "|", ">"):
        return text
    tag = str(node.tag)
    try:
        if tag == _INT:
            return int(text.replace("_", ""), 0)
        if tag == _FLOAT:
            return float(text.replace("_", ""))
    except ValueError:
        return text  # 0123 and the like: what was written, and the schema says what belongs here
    if tag == _BOOL:
        return text.lower() == "true"
    return None if tag == _NULL else text


def _is_missing(node: Node) -> bool:
    return isinstance(node, ScalarNode) and not node.value and node.style is None


def _mark(node: Node) -> Mark:
    return Mark(node.start_mark.line + 1, node.start_mark.column + 1)
