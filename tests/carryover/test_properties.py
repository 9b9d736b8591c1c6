"""What holds for whatever a person's files contain: permissions never widen, no planted secret survives, edits add."""

import json
import string
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.carryover import document, jsonc
from app.carryover.document import Addition
from app.carryover.frontmatter import NEVER, Front, NotSafe
from app.carryover.permissions import narrow
from app.carryover.placeholders import Placeholders, is_placeholder_for

_TOOLS = {
    "Bash": ("Bash",),
    "Edit": ("Edit", "Write"),
    "Read": ("Read",),
    "MultiEdit": ("Edit",),
    "Shell": ("Bash",),
    "mcp__*": ("mcp__*",),
}
_SPECS = st.one_of(
    st.sampled_from(
        ["*", ":*", "**", "", "git status:*", "/etc/**", "~/**", "//**", "domain:*", "npm run *", "*git", " "]
    ),
    st.text(max_size=12),
)
_RULES = st.one_of(
    st.sampled_from(
        ["Bash", "*", "mcp__a", "mcp__a__*", "mcp__a__b", "mcp__*", "Bash(*)", "", "Edit", "Zap", "Bash(a)(b)"]
    ),
    st.builds("{}({})".format, st.sampled_from([*_TOOLS, "Zap", "bash"]), _SPECS),
    st.text(max_size=20),
)


@given(st.fixed_dictionaries({}, optional={name: st.lists(_RULES, max_size=6) for name in ("allow", "ask", "deny")}))
@settings(max_examples=200, deadline=None)
def test_permissions_never_widen(lists: dict[str, list[str]]) -> None:
    found = narrow(lists, _TOOLS).lists
    there = {name: {rule.strip() for rule in rules} for name, rules in lists.items()}
    back = {new: {old for old, news in _TOOLS.items() if new in news} for new in ("Bash", "Edit", "Write", "Read")}
    for rule in found.get("allow", []):
        tool, bracket, what = rule.partition("(")
        olds = {f"{old}{bracket}{what}" for old in back.get(tool, {tool})}
        assert olds & there["allow"], "only what was allowed before is allowed"
        assert rule.startswith("mcp__a__b") or any(one.isalnum() for one in what), "never a whole tool"
        for name in ("deny", "ask"):
            for limit in there.get(name, set()):
                limited = limit.partition("(")[0]
                if tool in _TOOLS.get(limited, ()):
                    assert any(one.partition("(")[2] == limit.partition("(")[2] for one in found.get(name, [])), (
                        "what limited it came along"
                    )
    assert set(found) <= {"allow", "ask", "deny"}


_PLAIN = st.text(string.ascii_lowercase + " -./", min_size=1, max_size=12)
_SECRET = st.text(string.ascii_letters + string.digits, min_size=24, max_size=40).filter(
    lambda text: (
        sum(one.isdigit() for one in text) > 3
        and any(one.isupper() for one in text)
        and any(one.islower() for one in text)
        and len(set(text)) > 14
    )
)
_OPTIONS = st.sampled_from(["--api-key", "--token", "--password", "-token", "--client-secret", "--auth", "-H"])


@given(_SECRET, _PLAIN, _OPTIONS, st.sampled_from(["Authorization", "X-Api-Key", "Cookie", "X-Team"]))
@settings(max_examples=120, deadline=None)
def test_no_planted_secret_survives(secret: str, plain: str, option: str, header: str) -> None:
    server: dict[str, Any] = {
        "command": "run",
        "args": [
            plain,
            option,
            secret if option != "-H" else f"{header}: Bearer {secret}",
            f"{option}={secret}",
            secret,
            f"--url=https://u:{secret}@h.example/x?token={secret}&q=1#{secret}",
            f"https://h.example/{secret}/mcp",
            f"NAME_TOKEN={secret}",
            f"postgres://me:{secret}@db.example/x",
            json.dumps({"api_key": secret}),
        ],
        "env": {"ANYTHING": secret, "PLAIN": plain, "URL": f"https://{secret}@h.example", "D": "${D:-" + secret + "}"},
        "headers": {header: secret, "Authorization": f"Bearer {secret}"},
        "url": f"https://h.example/mcp?whatever={secret}",
        "clientSecret": secret,
    }
    held = Placeholders()
    made = json.dumps(held.server("srv", server))
    assert secret not in made
    assert all("${" + name + "}" in made for name in held.used)
    for value in (
        f"token: {secret}",
        f'API_KEY="{secret}"',
        f"Authorization: Bearer {secret}",
        f"https://a:{secret}@b.c",
    ):
        assert secret not in Placeholders().text("memory", f"Before\n{value}\nafter")
    group = [{"hooks": [{"command": f"curl -H 'Authorization: Bearer {secret}'", "headers": {"X-Token": secret}}]}]
    assert secret not in json.dumps(Placeholders().value("hook", group))


@pytest.mark.parametrize(
    "url",
    [
        "postgres://me:hun/ter2@db.example/x",
        "redis://:hun?ter2@db.example",
        "amqp://me:hun#ter2@db.example/x",
    ],
)
def test_a_password_that_breaks_its_address_does_not_survive(url: str) -> None:
    made = json.dumps(Placeholders().server("srv", {"url": url, "args": [url]}))
    assert "hun" not in made
    assert "ter2" not in made


@pytest.mark.parametrize(
    "url",
    ["http://localhost:8080/@vite", "https://h.example/@scope/x", "http://[::1]/@x", "http://localhost:${PORT}/@x"],
)
def test_an_address_without_a_password_stays(url: str) -> None:
    assert Placeholders().server("srv", {"url": url})["url"] == url


def test_a_weak_password_is_one_too() -> None:
    env = {"DB_PASSWORD": "123456", "PIN": "4711", "CLIENT_SECRET": "test", "USE_PASSWORD": "true", "MAX_TOKENS": "9"}
    made = Placeholders().server("srv", {"env": env})["env"]
    assert made == {
        "DB_PASSWORD": "${DB_PASSWORD}",
        "PIN": "${PIN}",
        "CLIENT_SECRET": "${CLIENT_SECRET}",
        "USE_PASSWORD": "true",
        "MAX_TOKENS": "9",
    }


@pytest.mark.parametrize(
    ("command", "made"),
    [
        ("guard --token hunter2hunter2 --all", "guard --token ${HOOK_TOKEN} --all"),
        ("guard --api-key 'k-7f-9 x'", "guard --api-key '${HOOK_API_KEY} x'"),
        ("db -pw s3cretive", "db -pw ${PW}"),
        ("run --max-tokens 2000000 --token-file /etc/guard/token --password required", None),
        ("run --token $TOKEN --secret ${SECRET}", None),
    ],
)
def test_a_command_line_in_one_text(command: str, made: str | None) -> None:
    assert Placeholders().text("hook", command) == (made or command)


@given(_PLAIN)
def test_what_is_no_secret_stays(plain: str) -> None:
    server = {
        "command": plain,
        "args": [plain, "-y", "@scope/some-server@2025.10.1"],
        "env": {"A": "${A}", "B": "true"},
    }
    assert Placeholders().server("srv", server) == server
    assert is_placeholder_for(server, server)


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
_TABLES = st.dictionaries(st.text(max_size=6), _VALUES, max_size=4)


@given(
    _TABLES,
    st.dictionaries(st.text(min_size=1, max_size=6), _VALUES, min_size=1, max_size=3),
    st.sampled_from([None, 2, "\t"]),
)
@settings(max_examples=120, deadline=None)
def test_an_edit_of_json_adds_and_takes_out_and_nothing_else(
    mine: dict[str, Any], ours: dict[str, Any], indent: int | str | None
) -> None:
    text = json.dumps({**mine, "box": {"own": 1}}, indent=indent, ensure_ascii=False).encode()
    additions = tuple(Addition(("box", "sub", key), value) for key, value in ours.items())
    changed = document.put_in(text, "a.json", additions)
    assert json.loads(changed)["box"] == {"own": 1, "sub": ours}
    without, kept = document.take_out(changed, "a.json", additions, text)
    assert kept == ()
    assert json.loads(without) == json.loads(text)


@given(st.text(max_size=60))
@settings(max_examples=200, deadline=None)
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        found = jsonc.parse(text).value
    except ValueError:
        return
    assert jsonc.parse(json.dumps(found)).value == found


_LINES = st.lists(
    st.one_of(
        st.sampled_from(
            [f"{name}: x" for name in NEVER]
            + ["hooks:", "  Stop:", '"hooks": 1', "'permissionMode' : bypassPermissions", "? hooks", '"\\x68ooks": 1']
            + ["{hooks: {}}", "model: sonnet", "tools: Read", "- hooks: x", "name: a", "description: see hooks: below"]
        ),
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n\r"), max_size=12),
    ),
    max_size=8,
)


@given(_LINES)
@settings(max_examples=200, deadline=None)
def test_front_matter_gives_nothing_away(lines: list[str]) -> None:
    front = Front("---\n" + "\n".join(lines) + "\n---\nBody\n")
    assert front.text() == "---\n" + "\n".join(lines) + "\n---\nBody\n", "read and written is the same"
    try:
        front.narrowed()
    except NotSafe:
        return
    for key, text in front.fields:
        assert key not in NEVER
        if key not in ("description", "name"):
            assert "hooks:" not in text.replace('"', "").replace("'", "").replace(" ", "")
