"""What makes a policy wrong although it has the right shape: references, dates, package names, bans that never fire."""

import itertools
import re
import zoneinfo
from collections.abc import Iterator
from typing import Any

from packageurl import PackageURL

from app.admin.draft import Draft, items, mapping, moment
from app.admin.problems import Location, Problem, error, warning
from app.admin.schema import meant
from app.policy import inherited, signer, versions
from app.policy.address import host_of
from app.policy.model import Shape
from app.policy.purl import TYPES, canonical, type_of

DATES = ("announced", "effective", "lifted")

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?(-[a-z0-9]{5,8})*")
"""BCP 47 as policies use it: language, script, region, variants, in their usual capitals (RFC 5646, 2.1.1)."""


def errors(draft: Draft) -> Iterator[Problem]:
    """Everything that keeps the document from being published, beyond the schema."""
    yield from _company(draft)
    yield from _requests(draft)
    yield from _events(draft)
    yield from _texts(draft)
    owners: dict[str, str] = {}
    for tool_id, tool in draft.tools():
        yield from _alternatives(draft, tool_id, tool)
        yield from _dates(draft, tool_id, tool)
        yield from _closing(tool_id, tool)
        yield from _match(draft, tool_id, tool)
        for path, shape in draft.shapes(tool_id):
            yield from _shape(path, shape)
            yield from _owner(path, shape, tool_id, owners)


def _company(draft: Draft) -> Iterator[Problem]:
    zone = mapping(draft.value.get("company")).get("timezone")
    if not isinstance(zone, str):
        return
    known = zoneinfo.available_timezones()  # empty on a machine without a time zone database, which cannot judge
    if known and zone not in known:
        hint = meant(zone, sorted(known))
        yield error(("company", "timezone"), f"{zone!r} is no time zone (IANA: Asia/Shanghai){hint}")


def _requests(draft: Draft) -> Iterator[Problem]:
    asking = mapping(draft.value.get("exception_requests"))
    ways = [way for way in ("mail", "webhook", "events") if asking.get(way) not in (None, False)]
    if asking and len(ways) != 1:
        yield error(("exception_requests",), "needs exactly one of mail, webhook, events", at_key=True)
    if "events" in ways:
        events = mapping(draft.value.get("events"))
        if asking["events"] is not True:
            yield error(("exception_requests", "events"), "is true; the address is that under events")
        if "url" not in events:
            yield error(("exception_requests", "events"), "needs events, which say where they go")
        elif "send" in events and "exceptions" not in items(events["send"]):
            yield error(("exception_requests", "events"), "needs exceptions under events.send")
    if isinstance(url := asking.get("webhook"), str) and (wrong := _wrong_address(url)):
        yield error(("exception_requests", "webhook"), wrong)


def _events(draft: Draft) -> Iterator[Problem]:
    """What is sent needs somebody who takes it, and what is named twice may be a slip for something else."""
    events = mapping(draft.value.get("events"))
    if isinstance(url := events.get("url"), str) and (wrong := _wrong_address(url)):
        yield error(("events", "url"), wrong)
    for field in ("send", "include"):
        named = [one for one in items(events.get(field)) if isinstance(one, str)]
        for number, one in enumerate(named):
            if one in named[:number]:
                yield error(("events", field, number), f"{one!r} is named twice")
    if "send" in events and not items(events["send"]):
        yield warning(("events", "send"), "names nothing, so nothing is sent")


def _wrong_address(url: str) -> str:
    """What is wrong with an https address, or ""."""
    try:
        host_of(url)
    except ValueError as wrong:
        return str(wrong)
    return "has a fragment, which no server is sent" if "#" in url else ""


def _texts(draft: Draft) -> Iterator[Problem]:
    for path, text in draft.texts():
        for language, words in text.items():
            if not _LANGUAGE.fullmatch(language):
                message = f"{language!r} is no language tag (BCP 47: en, zh-Hans, pt-BR)"
                yield error((*path, language), message, at_key=True)
            if isinstance(words, str) and not words.strip():
                yield error((*path, language), "is empty")


def _alternatives(draft: Draft, tool_id: str, tool: dict[str, Any]) -> Iterator[Problem]:
    known = [key for key, _ in draft.tools()]
    for number, alternative in enumerate(items(tool.get("alternatives"))):
        path = ("tools", tool_id, "alternatives", number)
        found = draft.tool(alternative)
        if not isinstance(alternative, str):
            continue
        if found is None:
            yield error(path, f"{alternative!r} is not defined under tools{meant(alternative, known)}")
        elif found.get("status") != "approved":
            yield error(path, f"{alternative!r} is {found.get('status')}, so it cannot be an alternative")


def _dates(draft: Draft, tool_id: str, tool: dict[str, Any]) -> Iterator[Problem]:
    for field in DATES:
        try:
            moment(tool.get(field))
        except ValueError as wrong:
            yield error(("tools", tool_id, field), str(wrong))
    known = [(field, at) for field in DATES if (at := draft.moment(tool_id, field)) is not None]
    for (earlier, first), (later, second) in itertools.pairwise(known):
        if second < first and later == "lifted" and second <= draft.now:
            yield warning(("tools", tool_id, later), f"is before {earlier} ({tool[earlier]}), so it never holds")
        elif second < first:
            yield error(("tools", tool_id, later), f"is before {earlier} ({tool[earlier]})")


def _closing(tool_id: str, tool: dict[str, Any]) -> Iterator[Problem]:
    """Only what is banned is asked to close, and only what is known by more than a name or a variable."""
    if tool.get("close_after") is None:
        return
    path = ("tools", tool_id, "close_after")
    shapes = [shape for shape in items(tool.get("match")) if isinstance(shape, dict)]
    if tool.get("status") != "banned":
        yield error(path, f"is for banned tools only; this one is {tool.get('status')}")
    elif shapes and all(any(condition in shape for condition in Shape.WEAK) for shape in shapes):
        yield error(path, "would close nothing: what is known only by a name or a variable is left running")


def _match(draft: Draft, tool_id: str, tool: dict[str, Any]) -> Iterator[Problem]:
    """A banned or restricted tool has to be recognisable."""
    shapes = list(draft.shapes(tool_id))
    if tool.get("status") in ("banned", "restricted"):
        if not shapes:
            message = f"is {tool['status']} but has no match, so it would never be recognised"
            yield error(("tools", tool_id), message, at_key=True)
        elif all(_is_weak(shape) for _, shape in shapes):
            message = "has only names and variables, which do not count alone; add a purl, or sufficient: true"
            yield error(("tools", tool_id, "match"), message, at_key=True)
    seen: dict[object, int] = {}
    for path, shape in shapes:
        if shape.get("id") in seen:
            yield error((*path, "id"), f"{shape['id']!r} is already the id of match[{seen[shape['id']]}]")
        elif isinstance(shape.get("id"), str):
            seen[shape["id"]] = int(path[-1])


def _shape(path: Location, shape: dict[str, Any]) -> Iterator[Problem]:
    named = [condition for condition in Shape.CONDITIONS if shape.get(condition) is not None]
    if len(named) != 1:
        choice = ", ".join(Shape.CONDITIONS)
        yield error(path, f"needs exactly one of {choice}; has {', '.join(named) or 'none'}")
    for field, fault in (("purl", wrong_purl), ("signer", signer.fault), ("environment", inherited.fault)):
        if isinstance(shape.get(field), str) and (wrong := fault(shape[field])):
            yield error((*path, field), wrong)
    if isinstance(shape.get("versions"), str) and (wrong := _wrong_range(shape["versions"], shape.get("purl"))):
        yield error((*path, "versions"), wrong)
    if shape.get("signer") and shape.get("platforms") == ["linux"]:
        yield error((*path, "signer"), "can match nothing: programs on Linux carry no signature")
    glob = shape.get("path")
    if isinstance(glob, str) and not re.match(r"~[/\\]|/|\*\*/|[A-Za-z]:[/\\]", glob):
        yield error((*path, "path"), f"{glob!r} can match nothing: begin it with ~/, / or **/")


def _is_weak(shape: dict[str, Any]) -> bool:
    return any(condition in shape for condition in Shape.WEAK) and shape.get("sufficient") is not True


def _owner(path: Location, shape: dict[str, Any], tool_id: str, owners: dict[str, str]) -> Iterator[Problem]:
    """One fact must not name two tools: which of them would be alerted would be left to chance.

    One package may, by ranges of versions that IT keeps apart.
    """
    for condition in ("purl", "sha256", "signer", "marker", "path", "environment"):
        value = shape.get(condition)
        if isinstance(value, str):
            narrowed = f" {shape['versions']}" if condition == "purl" and shape.get("versions") else ""
            fact = f"{condition} {canonical(value) if condition == 'purl' else value}{narrowed}"
            other = owners.setdefault(fact, tool_id)
            if other != tool_id:
                yield error((*path, condition), f"already stands for the tool {other!r}")


def _wrong_range(text: str, purl: object) -> str:
    """What is wrong with a shape's version range, or ""."""
    if not isinstance(purl, str):
        return "narrows a purl, and there is none"
    try:
        scheme = versions.parse(text).scheme
    except versions.RangeUnreadable as wrong:
        return str(wrong)
    if scheme != type_of(purl) and type_of(purl) in versions.SCHEMES:
        return f"is a range of {scheme} for a package of {type_of(purl)}; write vers:{type_of(purl)}/"
    return ""


def wrong_purl(purl: str) -> str:
    """What is wrong with a shape's package URL, or ""."""
    try:
        read = PackageURL.from_string(purl)
    except ValueError as wrong:
        return f"{purl!r} is no package URL (pkg:npm/%40scope/name): {wrong}"
    if read.type not in TYPES:
        return f"{read.type!r} is no package type{meant(read.type, sorted(TYPES))}"
    if read.version or read.qualifiers or read.subpath:
        return f"names more than a package; leave out everything after {canonical(purl)}"
    return ""
