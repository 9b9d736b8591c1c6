"""A person's settings of other tools: read, changed as text, carried over; whatever they hold."""

import contextlib
import json
import os
import shutil
from pathlib import Path
from typing import Any

from app.carryover import document, jsonc
from app.carryover.carry import CarryOver, undo
from app.carryover.document import Addition
from app.carryover.files import copied
from app.carryover.frontmatter import NEVER, Front, NotSafe
from app.carryover.permissions import is_narrow, narrow
from app.carryover.placeholders import Placeholders
from app.errors import SignpostError
from app.host.paths import Paths
from tests.fuzz.target import Run, Target, on_bytes, on_text
from tests.support.settings import shipped

_PAIR = shipped("claude-code", "qoder-cli")
_TOKEN, _OTHER = "ghp_planted9planted9planted9planted9", "ghp_planted7planted7planted7planted7"
_ADDED = {"command": "x", "args": ["-a"], "env": {"A": "${A}"}}


def _document(name: str) -> Run:
    def run(data: bytes, _box: Path) -> None:
        before = document.read(data, name)
        json.dumps(before, default=str).encode()
        additions = (Addition(("servers", "planted"), _ADDED),)
        servers = before.get("servers", {})
        if not isinstance(servers, dict) or "planted" in servers:
            return
        after = document.put_in(data, name, additions)
        assert document.read(after, name) != before
        back, kept = document.take_out(after, name, additions, data)
        assert not kept, "what was put in is found again"
        assert document.read(back, name) == before, "taking it out leaves what was there"

    return run


def _large(data: bytes) -> None:
    document._large(data.decode("utf-8", "replace"))


def _jsonc(text: str) -> None:
    node = jsonc.parse(text)
    value: Any = node.value
    with contextlib.suppress(ValueError):
        assert json.loads(text) == value, "what is plain JSON means the same to both"


def _front(text: str) -> None:
    front = Front(text)
    front.narrowed()
    once = front.text()
    again = Front(once)
    assert again.narrowed() == [], "what was narrowed is narrow"
    assert again.text() == once
    for key, _ in again.fields:
        assert key not in NEVER, "nothing that gives permissions stays"


def _rules(data: bytes) -> None:
    lists = json.loads(data)
    if not isinstance(lists, dict):
        return
    tools = {"Bash": ("Bash",), "Edit": ("Edit", "Write"), "Read": ("Read",), "mcp__*": ("mcp__*",)}
    found = narrow(lists, tools)
    assert set(found.lists) <= {"allow", "ask", "deny"}
    for rule in found.lists.get("allow", []):
        assert is_narrow(rule), "never a whole tool"


def _placeholders(text: str) -> None:
    held = Placeholders()
    once = held.text("x", f"{text}\n{_OTHER}\n")
    assert _OTHER not in once
    Placeholders().text("x", once)
    Placeholders().server("x", {"args": text.split("\n"), "url": text, "env": {"A": text}, "headers": {"B": text}})


def _agent(data: bytes) -> None:
    for item in _PAIR.items:
        if item.kind in ("agents", "commands", "skills", "memory"):
            made = copied(item, f"{item.source}/a.md", data)
            assert made.data is None or _TOKEN.encode() not in made.data


def _home(data: bytes, box: Path) -> None:
    """The first byte says which of a tool's files these bytes are; all items are looked at, carried, and undone."""
    names = (
        ".claude.json",
        ".claude/settings.json",
        ".claude/CLAUDE.md",
        ".claude/agents/a.md",
        ".qoder/settings.json",
    )
    home = box / "home"
    shutil.rmtree(home, ignore_errors=True)
    name = names[data[0] % len(names) if data else 0]
    (home / name).parent.mkdir(parents=True)
    (home / name).write_bytes(data[1:])
    before = _tree(home)
    carrying = CarryOver(_PAIR, Paths.below(home), None)
    seen = carrying.look()
    assert _tree(home) == before, "looking changes nothing"
    carrying.carry(seen, frozenset(one.id for one in seen.ready))
    after = b"".join(one for path, one in _tree(home).items() if path.startswith(".qoder") and path != name)
    assert _TOKEN.encode() not in after, "no secret comes along"
    undo(Paths.below(home), _PAIR.source, _PAIR.target)
    assert _tree(home) == before, "an undo restores every byte"


def _tree(home: Path) -> dict[str, bytes]:
    files = (Path(folder, one) for folder, _, names in os.walk(home) for one in names)
    whole = {path.relative_to(home).as_posix(): path.read_bytes() for path in files}
    return {path: data for path, data in whole.items() if not path.startswith((".local", ".run", ".cache"))}


_SETTINGS = json.dumps(
    {
        "mcpServers": {"a": {"command": "x", "args": ["--api-key", _TOKEN], "env": {"B": "c"}}},
        "permissions": {"allow": ["Bash(git status:*)", "Read"], "deny": ["Bash(rm:*)"]},
        "hooks": {"PreToolUse": [{"matcher": "Bash", "hooks": [{"type": "command", "command": "x"}]}]},
    },
    indent=2,
).encode()
_AGENT = b"---\nname: a\ndescription: b\nallowed-tools: Bash(git:*), Read\nmodel: sonnet\nhooks:\n  x: y\n---\nBody\n"
_JSON = (b'"', b"{", b"}", b"[", b"]", b",", b":", b"//", b"/*", b"*/", b"\\u", b"null", b"1e999", b"\xef\xbb\xbf",
         b"\r\n", b'"servers": {', b'"a": 1,', b'"a": 1')  # fmt: skip
_TOML = (
    b"[",
    b"]",
    b"[[a]]",
    b"=",
    b".",
    b'"""',
    b"'''",
    b"#",
    b"servers",
    b"[servers]",
    b"{",
    b"}",
    b"\r\n",
    b"1979-05-27",
)
_FRONT = (b"---\n", b"---", b"hooks:", b"allowed-tools:", b"- ", b"\n  ", b'"', b"?", b"permissionMode: x\n",
          b"\xef\xbb\xbf", b"\xe2\x80\xa8", b"\r", b"<<: *a", b"\\x68ooks")  # fmt: skip
_SECRETS = (
    b"token=",
    b"https://a:b@c/",
    b"--api-key ",
    b"Bearer ",
    b"-----BEGIN PRIVATE KEY-----",
    b"sk-ant-",
    b"${A}",
    b"://[",
)

TARGETS = (
    Target(
        "settings-json",
        _document("a.json"),
        ("app.carryover.document", "app.carryover.jsonedit"),
        (ValueError,),
        (b'{\n  // mine\n  "a": 1,\n  "servers": {"x": {}},\n}\n', b"{}", b"", b'{"a": [1, 2]}', b'{"servers": {}}'),
        _JSON,
    ),
    Target(
        "settings-toml",
        _document("a.toml"),
        ("app.carryover.document", "app.carryover.tomledit"),
        (ValueError,),
        (b'# mine\na = 1\n[servers.x]\ncommand = "y"\n[b]\nc = [1]\n', b"", b"[[a]]\nb = 1\n", b"servers = {x = 1}\n"),
        _TOML,
    ),
    Target("settings-large", on_bytes(_large), ("app.carryover.document",), (ValueError,), (_SETTINGS,), _JSON),
    Target("jsonc", on_text(_jsonc), ("app.carryover.jsonc",), (ValueError,), (_SETTINGS, b"[1, /* a */ 2,]"), _JSON),
    Target("front-matter", on_text(_front), ("app.carryover.frontmatter",), (NotSafe,), (_AGENT,), _FRONT),
    Target(
        "permission-rules",
        on_bytes(_rules),
        ("app.carryover.permissions",),
        (ValueError, RecursionError),  # json.loads is this target's own
        (b'{"allow": ["Bash(git status:*)", "mcp__a__b"], "ask": ["Edit"], "deny": ["Read(~/.ssh/**)"]}',),
        (b"Bash(", b"*)", b"mcp__", b"domain:", b'","', b"\\u00e9"),
    ),
    Target(
        "placeholders", on_text(_placeholders), ("app.carryover.placeholders",), (), (_SETTINGS, b"token: x"), _SECRETS
    ),
    Target(
        "agent-file", on_bytes(_agent), ("app.carryover.files",), (), (_AGENT, _AGENT.decode().encode("utf-16")), _FRONT
    ),
    Target(
        "settings-carried",
        _home,
        ("app.carryover.propose", "app.carryover.entries"),
        (SignpostError,),
        (b"\0" + _SETTINGS, b"\1" + _SETTINGS, b"\2# Notes\n" + _TOKEN.encode(), b"\3" + _AGENT, b"\4{}"),
        (*_JSON, *_FRONT, *_SECRETS),
    ),
)
