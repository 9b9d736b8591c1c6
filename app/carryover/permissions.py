"""Permission rules, only ever narrowed on their way: pure.

A rule is `Tool` or `Tool(what)` (Claude Code documentation, "Permission rule syntax"; qodercli 1.1.52 reads the same).
An allowing rule travels when the target says it just as narrowly; one that allows a whole tool never does. What is
denied or asked about always travels; where the target has no word for it, nothing of that tool is allowed either.
"""

import re
from collections.abc import Mapping
from typing import Any

import msgspec

from app.carryover.placeholders import Placeholders

Tools = Mapping[str, tuple[str, ...]]

_RULE = re.compile(r"(?P<tool>[A-Za-z_][A-Za-z0-9_.:-]*)(?:\((?P<what>[^\r\n]*)\))?")
_SERVER_TOOL = re.compile(r"mcp__[A-Za-z0-9_.-]+?__[A-Za-z0-9_.-]+")
_ANY_TOOL_OF_A_SERVER = "mcp__*"
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
            found[name] += [_said(one, what) for one in there if not _holds_secret(rule)]
    for rule in rules["allow"]:
        tool, what = _read(rule)
        there = _names(tool, tools)
        if not there or tool in shut or "" in shut or _holds_secret(rule):
            unknown.append(rule)
        elif not _is_narrow(tool, what):
            too_broad.append(rule)
        else:
            found["allow"].append(_said(there[0], what))
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
    start = re.split(r"[*?\[{]", rest, maxsplit=1)[0] if tool in ("Bash", "Shell") else rest
    return any(one.isalnum() for one in start)


def _said(tool: str, what: str | None) -> str:
    return tool if what is None else f"{tool}({what})"


def _holds_secret(rule: str) -> bool:
    return Placeholders().text("rule", rule) != rule


def _texts(name: str, found: object) -> list[str]:
    if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
        raise ValueError(f"{name} is no list of rules")
    if len(found) > _MOST:
        raise ValueError(f"{name} has more than {_MOST} rules")
    return [one.strip() for one in found]
