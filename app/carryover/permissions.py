"""Permission rules, only ever narrowed on their way: pure.

A rule is `Tool` or `Tool(what)` (Claude Code documentation, "Permission rule syntax"; qodercli 1.1.52 reads the same).
What is allowed travels word for word, and only where both tools take these words to mean the same; a whole tool is
never allowed. What is denied or asked about always travels, in every way the target may take it; where the target has
no word for it, nothing of that tool is allowed either.

Of paths, both tools ask rules of `Read` and `Edit` only. `//x` and `~/x` mean the same to both; `x`, `./x` and `/x` do
not: Claude Code begins at the project, Qoder CLI compares the last part alone or begins at the home folder, and Cursor
takes `/x` for the root. So these are never allowed, and denied wherever they may lie.
"""

import re
from collections.abc import Mapping
from typing import Any

import msgspec

from app.carryover.placeholders import Placeholders

Tools = Mapping[str, tuple[str, ...]]

_RULE = re.compile(r"(?P<tool>mcp__[A-Za-z0-9_.-]*\*|[A-Za-z_][A-Za-z0-9_.:-]*)(?:\((?P<what>[^\r\n]*)\))?")
_SERVER_TOOL = re.compile(r"mcp__[A-Za-z0-9_.-]+?__[A-Za-z0-9_.-]+")
_ANY_TOOL_OF_A_SERVER = "mcp__*"
_DOMAIN = re.compile(r"domain:[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_PLACED = re.compile(r"(//|~/)[^!]*")
_PATHS = ("Read", "Edit")
_COMMANDS = ("Bash", "Shell")
_MOST = 2000


class Narrowed(msgspec.Struct, frozen=True):
    """The lists that travel (allow, ask, deny; empty ones are left out) and the rules that do not, with why."""

    lists: dict[str, list[str]]
    too_broad: tuple[str, ...]
    unknown: tuple[str, ...]


def narrow(lists: Mapping[str, Any], tools: Tools) -> Narrowed:
    """The rules of allow, ask and deny as the target may have them. Raises ValueError: they are no lists of texts."""
    rules = {name: _texts(name, lists.get(name, [])) for name in ("deny", "ask", "allow")}
    found: dict[str, list[str]] = {"allow": [], "ask": [], "deny": []}
    too_broad: list[str] = []
    unknown: list[str] = []
    shut: set[str] = set()
    for name in ("deny", "ask"):
        for rule in rules[name]:
            tool, what = _read(rule)
            there = _names(tool, tools)
            if not there or _holds_secret(rule):
                unknown.append(rule)
                shut.add(tool)
            else:
                if tool.startswith("mcp__") and not _SERVER_TOOL.fullmatch(tool):
                    shut.add(_ANY_TOOL_OF_A_SERVER)  # nobody documents how the target reads a whole server
                found[name] += [said for one in there for said in _widely(tool, one, what)]
    for rule in rules["allow"]:
        tool, what = _read(rule)
        closed = {tool, "", _ANY_TOOL_OF_A_SERVER if tool.startswith("mcp__") else tool} & shut
        if closed or tool not in _names(tool, tools) or _holds_secret(rule):
            unknown.append(rule)
        elif not _is_narrow(tool, what):
            too_broad.append(rule)
        elif _means_the_same(tool, what):
            found["allow"].append(rule)
        else:
            unknown.append(rule)
    lists_found = {name: list(dict.fromkeys(some)) for name, some in found.items() if some}
    return Narrowed(lists_found, tuple(too_broad), tuple(unknown))


def is_narrow(rule: str) -> bool:
    """Whether a rule, in the words of one tool, allows less than a whole tool."""
    tool, what = _read(rule)
    return bool(tool) and _is_narrow(tool, what)


def _read(rule: str) -> tuple[str, str | None]:
    """The tool and what of it; the tool is "" for what is no rule."""
    match = _RULE.fullmatch(rule)
    return (match["tool"], match["what"]) if match else ("", None)


def _names(tool: str, tools: Tools) -> tuple[str, ...]:
    if tool.startswith("mcp__"):
        return (tool,) if _ANY_TOOL_OF_A_SERVER in tools else ()
    return tools.get(tool, ())


def _is_narrow(tool: str, what: str | None) -> bool:
    """Something definite is named: a command's word, a path, a domain, one tool of a server."""
    if tool.startswith("mcp__"):
        return what is None and _SERVER_TOOL.fullmatch(tool) is not None
    rest = re.sub(r"^(domain|prefix|regex):", "", what or "")
    start = re.split(r"[*?\[{]", rest, maxsplit=1)[0] if tool in _COMMANDS else rest
    return any(one.isalnum() for one in start)


def _means_the_same(tool: str, what: str | None) -> bool:
    """Whether a narrow rule allows in both tools the same; of other tools than these nobody documents what is meant."""
    if tool in _PATHS:
        return _PLACED.fullmatch(what or "") is not None
    if tool == "WebFetch":
        return _DOMAIN.fullmatch(what or "") is not None
    return tool == "Bash" or tool.startswith("mcp__")


def _widely(tool: str, there: str, what: str | None) -> list[str]:
    """The rules by which the target denies, or asks about, all that this rule does."""
    if what is None:
        return [there]
    if tool == "Shell":  # Cursor's: a command's first word, or `word:what follows`
        word, _, rest = (part.strip() for part in what.partition(":"))
        if not word.strip("*"):
            return [there]
        if rest.strip("*"):
            return [f"{there}({word} {rest.rstrip('*')}*)"]
        return [f"{there}({word.rstrip('*')}*)" if "*" in word else f"{there}({word}:*)"]
    if there in _PATHS and not _PLACED.fullmatch(what):
        return [f"{there}({what})", f"{there}(//**/{re.sub(r'^(?:[.]?/)+', '', what)})"]
    if there in _PATHS and what in ("//**", "~/**"):  # Qoder CLI cuts /** off, and nothing is left to compare with
        return [f"{there}({what})", f"{there}({what.removesuffix('*')})"]
    return [f"{there}({what})"]


def _holds_secret(rule: str) -> bool:
    return Placeholders().line("rule", rule) != rule


def _texts(name: str, found: object) -> list[str]:
    if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
        raise ValueError(f"{name} is no list of rules")
    if len(found) > _MOST:
        raise ValueError(f"{name} has more than {_MOST} rules")
    return [one.strip() for one in found]
