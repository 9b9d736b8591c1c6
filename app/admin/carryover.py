"""Carry-over as IT writes it: pairs that ship with Signpost, by name, and pairs of its own; checked and made whole.

What is published is always whole pairs, signed with the recipes: a client takes nothing from its own disk.
"""

import functools
from collections.abc import Iterator
from typing import Any

import msgspec

from app.admin import document
from app.admin.draft import Draft, items, mapping
from app.admin.problems import Location, Problem, error
from app.admin.schema import meant
from app.host.paths import resources
from app.policy.carryover import Item, Pair


class Offered(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """`shipped` names pairs that come with Signpost (`claude-code--qoder-cli`); `pairs` are written out."""

    shipped: tuple[str, ...] = ()
    pairs: tuple[Pair, ...] = ()


@functools.cache
def library() -> tuple[str, ...]:
    """The names of the pairs that ship with Signpost."""
    return tuple(sorted(path.stem for path in (resources() / "carry-over").glob("*.yaml")))


def build(offered: dict[str, Any]) -> tuple[Pair, ...]:
    """The pairs of a checked document, whole. Raises ValueError for one that is wrong."""
    found = msgspec.convert(offered, Offered)
    return (*(_shipped(name) for name in found.shipped), *found.pairs)


def findings(draft: Draft) -> Iterator[Problem]:
    """What is wrong with the carry-over beyond its shape: names nobody knows, items that reach too far."""
    offered = mapping(draft.value.get("carry_over"))
    seen: set[tuple[object, object]] = set()
    for number, name in enumerate(items(offered.get("shipped"))):
        path: Location = ("carry_over", "shipped", number)
        if name not in library():
            yield error(path, f"{name!r} ships with no Signpost{meant(name, list(library()))}")
        else:
            pair = _shipped(name)
            yield from _pair(draft, path, pair.source, pair.target, seen, at_key=False)
    for number, raw in enumerate(items(offered.get("pairs"))):
        path = ("carry_over", "pairs", number)
        pair_as_written = mapping(raw)
        yield from _pair(draft, path, pair_as_written.get("from"), pair_as_written.get("to"), seen, at_key=True)
        yield from _items(path, pair_as_written)


def _pair(
    draft: Draft, path: Location, source: object, target: object, seen: set[tuple[object, object]], *, at_key: bool
) -> Iterator[Problem]:
    known = [tool_id for tool_id, _ in draft.tools()]
    for field, tool_id in (("from", source), ("to", target)):
        here = (*path, field) if at_key else path
        tool = draft.tool(tool_id)
        if isinstance(tool_id, str) and tool is None:
            yield error(here, f"{tool_id!r} is not defined under tools{meant(tool_id, known)}")
        elif tool is not None and field == "to" and tool.get("status") != "approved":
            yield error(here, f"{tool_id!r} is {tool.get('status')}; settings come along to approved tools only")
    if (source, target) in seen:
        yield error(path, f"{source} to {target} is there twice")
    seen.add((source, target))


def _items(path: Location, pair: dict[str, Any]) -> Iterator[Problem]:
    ids: dict[object, Location] = {}
    for field in ("items", "stays"):
        for number, raw in enumerate(items(pair.get(field))):
            here = (*path, field, number)
            name = mapping(raw).get("id")
            if isinstance(name, str) and name in ids:
                yield error((*here, "id"), f"{name!r} is already the id of another item")
            ids.setdefault(name, here)
            if field == "items" and (wrong := _fault(raw)):
                yield error(here, wrong)


def _fault(raw: object) -> str:
    """What the item's own rules say; its shape is the schema's to report."""
    try:
        msgspec.convert(raw, Item)
    except msgspec.ValidationError as wrong:
        return str(wrong.__cause__) if isinstance(wrong.__cause__, ValueError) else ""
    return ""


@functools.cache
def _shipped(name: str) -> Pair:
    if name not in library():
        raise ValueError(f"{name!r} ships with no Signpost")
    parsed, problems = document.parse((resources() / "carry-over" / f"{name}.yaml").read_bytes())
    if parsed is None or problems:
        raise ValueError(f"the shipped pair {name} is damaged: {problems}")
    return msgspec.convert(parsed.value, Pair)
