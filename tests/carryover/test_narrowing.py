"""Whatever rules a person has: what Claude Code or Cursor would not do unasked, Qoder CLI does not do unasked either.

Both sides are modelled on their own: Claude Code as its documentation says ("Configure permissions"), Qoder CLI as its
program does (1.1.52, `sEe`, `T9e`, `sSc` and `Nie` in bundle/qodercli.js), Cursor as it documents its `cli.json`.
"""

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import NamedTuple

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pathspec import GitIgnoreSpec

from app.carryover.permissions import narrow
from app.policy.carrysteps import NarrowPermissions
from tests.support.settings import shipped

HOME, PROJECT = "/home/ana", "/home/ana/work/shop"
Rules = Mapping[str, list[str]]


class Call(NamedTuple):
    """What an assistant wants to do: a tool's family, and with what."""

    family: str
    what: str


def parts(rule: str) -> tuple[str, str | None]:
    match = re.fullmatch(r"([A-Za-z_][A-Za-z0-9_.:*-]*)(?:\((.*)\))?", rule)
    assert match is not None
    return match[1], match[2]


@cache
def ignored(pattern: str, path: str) -> bool:
    return GitIgnoreSpec.from_lines([pattern]).match_file(path)


def below(root: str, path: str) -> str | None:
    return path.removeprefix(root).lstrip("/") if path.startswith(f"{root.rstrip('/')}/") else None


def runs(what: str, command: str) -> bool:
    """`x:*` is x alone or x and more words; a star is anything (`\\*` is one); ` *` at the end may be missing."""
    if what.endswith(":*"):
        return command == what[:-2] or command.startswith(what[:-2] + " ")
    read = re.findall(r"\\[*\\]|.", what.strip(), re.DOTALL)
    if "*" not in read:
        return command == what
    pattern = "".join(".*" if one == "*" else re.escape(one[-1]) for one in read)
    if read[-2:] == [" ", "*"] and read.count("*") == 1:
        pattern = pattern.removesuffix(re.escape(" ") + ".*") + "( .*)?"
    return re.fullmatch(pattern, command, re.DOTALL) is not None


About = Callable[[str, Call], bool]

FAMILIES = {
    "run": ("Bash",),
    "read": ("Read",),
    "edit": ("Edit",),
    "write": ("Write",),
    "fetch": ("WebFetch",),
    "call": ("mcp__a__b",),
}


def claude(rule: str, call: Call) -> bool:
    """Whether a rule of a person's own settings is about that, for Claude Code."""
    tool, what = parts(rule)
    names = {"write": ("Write", "Edit")}.get(call.family, FAMILIES[call.family])
    if call.family == "call":
        return tool in ("mcp__a", "mcp__a__*", call.what)
    if tool not in names or what in (None, "*"):
        return tool in names
    if call.family == "run":
        return runs(what or "", call.what)
    if call.family == "fetch":
        return what == f"domain:{call.what}"
    return tool in ("Read", "Edit") and claude_path(what or "", call.what)


def claude_path(what: str, path: str) -> bool:
    root, pattern = PROJECT, what.removeprefix("./")
    if what.startswith("//"):
        root, pattern = "/", what[1:]
    elif what.startswith("~/"):
        root, pattern = HOME, what[1:]
    inside = below(root, path)
    return inside is not None and ignored(pattern, inside)


def cursor(rule: str, call: Call) -> bool:
    """Whether a rule of a project's cli.json is about that, for Cursor."""
    tool, what = parts(rule)
    names = {"run": "Shell", "read": "Read", "edit": "Write", "write": "Write", "fetch": "WebFetch"}
    if tool != names.get(call.family) or what is None:
        return tool == names.get(call.family)
    if call.family == "run":
        word, colon, rest = what.partition(":")
        said, _, more = call.what.partition(" ")
        return star(word, said) and (not colon or star(rest, more))
    if call.family == "fetch":
        return what == f"domain:{call.what}"
    root = "" if what.startswith("/") else PROJECT
    return star(what.replace("**/", "*"), call.what if not root else below(root, call.what) or "\n")


def star(pattern: str, text: str) -> bool:
    return re.fullmatch(".*".join(map(re.escape, pattern.split("*"))), text, re.DOTALL) is not None


def qoder_of(root_of_settings: str) -> Callable[[str, Call], bool]:
    """Whether a rule is about that, for Qoder CLI; a path with one slash begins at that folder."""

    def qoder(rule: str, call: Call) -> bool:
        tool, what = parts(rule)
        names = {"write": ("Write", "Edit")}.get(call.family, FAMILIES[call.family])
        if call.family == "call":
            return tool == call.what
        if tool not in names or what is None:
            return tool in names
        if call.family == "run":
            return runs(what, call.what)
        if call.family == "fetch":
            return what == f"domain:{call.what}"
        return tool in ("Read", "Edit") and path(what, call.what)

    def path(what: str, given: str) -> bool:
        if what.startswith("//"):
            root, pattern = "/", what[1:]
        elif what.startswith("~/"):
            root, pattern = HOME, what[1:]
        elif what.startswith("/"):
            root, pattern = root_of_settings, what
        else:
            return ignored(f"/{what}".removesuffix("/**"), given.rpartition("/")[2])
        inside = below(root, given)
        return inside is not None and ignored(pattern.removesuffix("/**"), inside)

    return qoder


def decided(rules: Rules, about: Callable[[str, Call], bool], call: Call) -> str:
    """deny before ask before allow; else the tool asks, or goes by its mode."""
    return next((one for one in ("deny", "ask", "allow") if any(about(rule, call) for rule in rules.get(one, ()))), "")


CALLS = [
    *(Call("run", one) for one in ("git", "git status", "git push", "git push -f", "gitk", "rm -rf /", "npm run test")),
    *(
        Call(family, path)
        for family in ("read", "edit", "write")
        for path in (
            f"{PROJECT}/notes.txt",
            f"{PROJECT}/src/notes.txt",
            f"{PROJECT}/src/deep/a.key",
            f"{PROJECT}/.env",
            f"{HOME}/notes.txt",
            f"{HOME}/src/a.key",
            "/src/a.key",
            "/etc/notes.txt",
            "/etc/.env",
        )
    ),
    *(Call("fetch", one) for one in ("example.com", "evil.example.com")),
    Call("call", "mcp__a__b"),
]
COMMANDS = ("git", "git:*", "git status", "git push:*", "git *", "git*", "npm run *", "* /", "rm*", "*", "git\\*")
PLACES = (
    *("notes.txt", "./notes.txt", "src/**", "./src/**", "/src/**", "**/*.key", "*.key", ".env", "./.env", "/etc/**"),
    *("//etc/**", "~/notes.txt", "~/src/**", "//src/*.key", "//**/.env", "src", "/", "/**", "~/**", "//**"),
)
DOMAINS = ("domain:example.com", "domain:*", "domain:*.example.com", "example.com")
TOOLS = ("Read", "Edit", "Write", "MultiEdit", "NotebookEdit", "Glob", "Grep", "Agent", "Task", "Skill", "WebSearch")
said = st.one_of(
    st.sampled_from(COMMANDS).map("Bash({})".format),
    st.tuples(st.sampled_from(TOOLS), st.sampled_from(PLACES)).map(lambda one: f"{one[0]}({one[1]})"),
    st.sampled_from(DOMAINS).map("WebFetch({})".format),
    st.sampled_from(("Bash", "Edit", "Read", "WebFetch", "Zap(x)", "mcp__a", "mcp__a__b", "mcp__a__*", "mcp__b__c")),
)
lists = st.fixed_dictionaries({name: st.lists(said, max_size=5) for name in ("allow", "ask", "deny")})


def tools_of(pair: tuple[str, str], item: str) -> dict[str, tuple[str, ...]]:
    steps = next(one.steps for one in shipped(*pair).items if one.id == item)
    return next(step.tools for step in steps if isinstance(step, NarrowPermissions))


def never_broader(
    before: Rules, of: Callable[[str, Call], bool], after: Rules, to: Callable[[str, Call], bool]
) -> None:
    for call in CALLS:
        was, now = decided(before, of, call), decided(after, to, call)
        if was != "allow":
            assert now != "allow", f"{call} was {was or 'open'}: {before} -> {after}"


@settings(max_examples=200, deadline=None)
@given(lists)
@example({"allow": ["Read(notes.txt)"], "ask": [], "deny": []})
@example({"allow": ["Read(/src/**)", "Edit(./src/**)", "Write(src/**)"], "ask": [], "deny": []})
@example({"allow": ["Read(//**)"], "ask": [], "deny": ["Read(src/**)", "Read(./.env)", "Read(/etc/**)"]})
@example({"allow": ["mcp__a__b", "Bash(git:*)"], "ask": ["mcp__a__*"], "deny": ["Bash(git push:*)"]})
def test_claude_codes_rules_are_never_broader_there(rules: dict[str, list[str]]) -> None:
    found = narrow(rules, tools_of(("claude-code", "qoder-cli"), "permissions"))
    never_broader(rules, claude, found.lists, qoder_of(HOME))
    for call in CALLS:
        if decided(rules, claude, call) == "deny" and call.family != "call" and not found.unknown:
            assert decided(found.lists, qoder_of(HOME), call) == "deny", f"{call}: {rules} -> {found.lists}"


SHELL = ("git", "git:*", "git:push*", "git:*push*", "g*", "*", "rm", "npm:run test")
shell = st.one_of(
    st.sampled_from(("git", "git:*", "git:push*", "git:*push*", "g*", "*", "rm", "npm:run test")).map(
        "Shell({})".format
    ),
    st.tuples(st.sampled_from(("Read", "Write")), st.sampled_from(("src/**", "**/*.key", "/etc/**", ".env"))).map(
        lambda one: f"{one[0]}({one[1]})"
    ),
    st.sampled_from(("WebFetch(domain:example.com)", "Shell", "Read")),
)


@settings(max_examples=100, deadline=None)
@given(st.lists(shell, max_size=5))
def test_what_cursor_forbids_is_forbidden_there(denied: list[str]) -> None:
    found = narrow({"deny": denied}, tools_of(("cursor-agent", "qoder-cli"), "project-permissions"))
    for call in CALLS:
        if decided({"deny": denied}, cursor, call) == "deny":
            assert decided(found.lists, qoder_of(PROJECT), call) == "deny", f"{call}: {denied} -> {found.lists}"


names = st.sampled_from(("Bash", "Read", "Edit", "Write", "WebFetch", "Agent", "Shell", "mcp__*", "mcp__a__b"))


@settings(max_examples=100, deadline=None)
@given(lists, st.dictionaries(names, st.lists(names, min_size=1, max_size=3).map(tuple)))
def test_no_table_of_a_policy_allows_more(rules: dict[str, list[str]], table: dict[str, tuple[str, ...]]) -> None:
    found = narrow(rules, table)
    assert set(found.lists.get("allow", ())) <= set(rules["allow"])
    for call in CALLS:
        if decided({"allow": rules["allow"]}, claude, call) != "allow":
            assert decided({"allow": found.lists.get("allow", [])}, qoder_of(HOME), call) != "allow", call


@pytest.mark.parametrize("rule", ["Read(x)", "Task(x)", "Write(//x)", "MultiEdit(~/x)"])
def test_another_tools_rule_is_never_taken_for_one_that_runs(rule: str) -> None:
    tool = rule.partition("(")[0]
    found = narrow({"allow": [rule]}, {tool: ("Bash", "Edit", "Read")})
    assert "Bash(x)" not in found.lists.get("allow", [])
    assert set(found.lists.get("allow", [])) <= {rule}
