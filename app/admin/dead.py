"""Rules that can never decide anything: shadowed by another rule, or looking for what their platforms do not have."""

import re
from collections.abc import Iterator

import msgspec

from app.admin.draft import Draft, items
from app.admin.problems import Location, Problem, error
from app.policy.model import Shape
from app.policy.purl import canonical
from app.policy.verdict import SEVERITY, glob_to_regex

_PLATFORMS = ("linux", "windows", "macos")
_WILD = re.compile(r"[*?\[]")


class _Rule(msgspec.Struct, frozen=True, kw_only=True):
    """One shape of the document with what decides who wins: its place in the order of severity, then in the file."""

    path: Location
    condition: str
    value: str
    versions: str
    platforms: frozenset[str]
    everyone: bool
    decides: bool
    severity: int


def errors(draft: Draft) -> Iterator[Problem]:
    """Every dead rule, once."""
    rules = list(_rules(draft))
    for rule in rules:
        yield from _nowhere(rule)
    for number, rule in enumerate(rules):
        shadow = next((one for place, one in enumerate(rules) if _shadows(one, place, rule, number)), None)
        if shadow is not None:
            where = f"{shadow.path[1]}.match[{shadow.path[3]}]"
            yield error((*rule.path, rule.condition), f"can never decide: {where} comes first wherever this is found")


def _rules(draft: Draft) -> Iterator[_Rule]:
    ranks = {status.value: rank for rank, status in enumerate(SEVERITY)}
    for tool_id, tool in draft.tools():
        for path, shape in draft.shapes(tool_id):
            named = [name for name in Shape.CONDITIONS if isinstance(shape.get(name), str)]
            if len(named) == 1 and isinstance(tool.get("status"), str) and tool["status"] in ranks:
                value = shape[named[0]]
                platforms = [one for one in items(shape.get("platforms")) if isinstance(one, str)]
                yield _Rule(
                    path=path,
                    condition=named[0],
                    value=canonical(value) if named[0] == "purl" else value,
                    versions=str(shape.get("versions") or ""),
                    platforms=frozenset(platforms or _PLATFORMS),
                    everyone=not tool.get("applies_to"),
                    decides=named[0] not in Shape.WEAK or shape.get("sufficient") is True,
                    severity=ranks[tool["status"]],
                )


def _shadows(one: _Rule, place: int, other: _Rule, number: int) -> bool:
    """Whether `one` wins wherever `other` is found: it covers it whole, and is graver or, as grave, comes first."""
    if one is other or not one.decides or not other.decides or not one.everyone:
        return False
    if (one.severity, place) > (other.severity, number) or one.condition != other.condition:
        return False
    if not other.platforms <= one.platforms or (one.versions and one.versions != other.versions):
        return False
    same = one.value == other.value
    if same and one.path[1] != other.path[1] and one.versions == other.versions:
        return False  # told by rules.py, as one fact that stands for two tools
    return same or (one.condition == "path" and _covers(one.value, other.value, other.platforms))


def _covers(glob: str, path: str, platforms: frozenset[str]) -> bool:
    """Whether a pattern matches a path that is written out."""
    if _WILD.search(path):
        return False
    written = re.sub(r"^~(?=[/\\])", "/home/person", path).replace("\\", "/")
    ignore_case = "linux" not in platforms
    try:
        return re.fullmatch(glob_to_regex(glob), written, re.IGNORECASE if ignore_case else 0) is not None
    except re.error:
        return False


def _nowhere(rule: _Rule) -> Iterator[Problem]:
    """A condition that none of the rule's platforms can meet."""
    here = (*rule.path, rule.condition)
    names = " and ".join(sorted(rule.platforms))
    if rule.condition == "path" and re.match(r"[A-Za-z]:[/\\]", rule.value) and "windows" not in rule.platforms:
        yield error(here, f"begins with a drive, which {names} does not have")
    if rule.condition == "path" and rule.value.startswith("/") and rule.platforms == {"windows"}:
        yield error(here, "begins with /, which no path on windows does")
