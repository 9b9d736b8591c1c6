"""`exceptions:` as IT writes it, with names and reasons, and what of it is published: hashed subjects, nothing else."""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from app.admin.draft import Draft, items, mapping, moment
from app.admin.problems import Location, Problem, error, warning
from app.admin.schema import meant
from app.policy.exceptions import ExceptionId, Granted, digest
from app.policy.model import Moment, ToolId
from app.policy.person import People


class Exempt(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One exception: who may use which tool until when (exclusive), and why. `reason` is IT's note, never published."""

    id: ExceptionId
    tool: ToolId
    who: People
    until: Moment
    reason: str = ""


def build(document: dict[str, Any]) -> tuple[Exempt, ...]:
    """The exceptions of a checked document. Raises ValueError."""
    authored = [{**one, "until": moment(one["until"])} for one in document.get("exceptions") or ()]
    return msgspec.convert(authored, tuple[Exempt, ...])


def granted(exempt: Iterable[Exempt], key: str) -> Iterator[Granted]:
    """What is published of them under `key`: one entry a subject."""
    for one in exempt:
        for subject in one.who.subjects():
            yield Granted(subject=digest(key, subject), tool=one.tool, until=one.until, id=one.id)


def problems(draft: Draft) -> Iterator[Problem]:
    """What is wrong or doubtful about the exceptions, beyond the schema."""
    seen: dict[object, int] = {}
    for number, one in enumerate(items(draft.value.get("exceptions"))):
        if isinstance(one, dict):
            path = ("exceptions", number)
            yield from _tool(draft, path, one.get("tool"))
            yield from _until(draft, path, one.get("until"))
            yield from _subjects(path, one)
            if isinstance(one.get("id"), str) and seen.setdefault(one["id"], number) != number:
                yield error((*path, "id"), f"{one['id']!r} is already the id of exceptions[{seen[one['id']]}]")


def _tool(draft: Draft, path: Location, name: object) -> Iterator[Problem]:
    tool = draft.tool(name)
    if not isinstance(name, str):
        return
    if tool is None:
        hint = meant(name, [key for key, _ in draft.tools()])
        yield error((*path, "tool"), f"{name!r} is not defined under tools{hint}")
    elif tool.get("status") == "approved":
        yield error((*path, "tool"), f"{name!r} is approved; there is nothing to except anybody from")


def _until(draft: Draft, path: Location, until: object) -> Iterator[Problem]:
    try:
        end = moment(until)
    except ValueError as wrong:
        yield error((*path, "until"), str(wrong))
    else:
        if end is not None and end <= draft.now:
            yield warning((*path, "until"), "has ended; it is not published any more")


def _subjects(path: Location, one: dict[str, Any]) -> Iterator[Problem]:
    named = [
        ((*path, "who", kind, number), name)
        for kind in ("users", "groups", "devices")
        for number, name in enumerate(items(mapping(one.get("who")).get(kind)))
        if isinstance(name, str)
    ]
    if isinstance(one.get("who"), dict) and not named:
        yield error((*path, "who"), "names nobody; list users, groups or devices", at_key=True)
    for where, name in named:
        if "*" in name:
            yield error(where, "has a wildcard; subjects are published as hashes, so name a group instead")
        elif len(name) > 2 and isinstance(one.get("id"), str) and name.casefold() in one["id"].casefold():
            yield warning((*path, "id"), f"holds the name {name!r}; ids are published, names are not")
