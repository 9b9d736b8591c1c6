"""Tokens of forty kinds in every place where settings hold any: none arrives, none is shown, none is kept on record."""

import string
from random import Random

import pytest

from app.carryover import diff
from app.carryover.carry import CarryOver
from app.carryover.placeholders import Placeholders
from app.carryover.proposal import Change
from app.host.paths import Paths
from tests.support.settings import put, shipped

_ODD = Random(8)  # noqa: S311 - made-up tokens


def some(length: int, letters: str = string.ascii_letters + string.digits) -> str:
    """So many characters, digits among them, as machines make them."""
    return "7" + "".join(_ODD.choice(letters) for _ in range(length - 3)) + "4a"


HEX, UPPER = "0123456789abcdef", string.ascii_uppercase + string.digits
KNOWN = {
    "anthropic": f"sk-ant-api03-{some(60)}",
    "openai": f"sk-proj-{some(48)}",
    "openai-old": f"sk-{some(48)}",
    "stripe": f"sk_live_{some(24)}",
    "stripe-restricted": f"rk_test_{some(24)}",
    "github": f"ghp_{some(36)}",
    "github-app": f"ghs_{some(36)}",
    "github-fine": f"github_pat_{some(40)}",
    "gitlab": f"glpat-{some(20)}",
    "gitlab-ci": f"glptt-{some(40, HEX)}",
    "slack": f"xoxb-{some(12, string.digits)}-{some(24)}",
    "slack-app": f"xapp-1-{some(40)}",
    "aws": f"AKIA{some(16, UPPER).upper()}",
    "aws-session": f"ASIA{some(16, UPPER).upper()}",
    "google": f"AIza{some(35)}",
    "google-oauth": f"ya29.{some(40)}",
    "google-client": f"GOCSPX-{some(28)}",
    "npm": f"npm_{some(36)}",
    "pypi": f"pypi-AgEIcHlwaS5vcmc{some(40)}",
    "hugging-face": f"hf_{some(34)}",
    "digitalocean": f"dop_v1_{some(64, HEX)}",
    "sendgrid": f"SG.{some(22)}.{some(43)}",
    "jwt": f"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIx{some(20)}.{some(43)}",
    "linear": f"lin_api_{some(40)}",
    "notion": f"ntn_{some(44)}",
    "tavily": f"tvly-{some(32)}",
    "figma": f"figd_{some(40)}",
    "firecrawl": f"fc-{some(32, HEX)}",
    "vault": f"hvs.{some(90)}",
    "atlassian": f"ATATT3x{some(60)}",
    "sentry": f"sntrys_{some(60)}",
    "databricks": f"dapi{some(32, HEX)}",
    "groq": f"gsk_{some(52)}",
    "perplexity": f"pplx-{some(48)}",
    "replicate": f"r8_{some(37)}",
    "xai": f"xai-{some(80)}",
    "shopify": f"shpat_{some(32, HEX)}",
    "postman": f"PMAK-{some(24, HEX)}-{some(34, HEX)}",
    "telegram": f"{some(10, string.digits)[:-1]}1:AA{some(33)}",
    "discord": f"MT{some(24)}.G{some(5)}.{some(38)}",
    "doppler": f"dp.pt.{some(43)}",
    "age": f"AGE-SECRET-KEY-1{some(58, UPPER).upper()}",
    "hex": some(40, HEX),
    "uuid": f"{some(8, HEX)}-{some(4, HEX)}-{some(4, HEX)}-{some(4, HEX)}-{some(12, HEX)}",
    "random": some(40),
}
"""Tokens as their issuers make them; most say what they are."""


UNNAMED = ("hex", "uuid", "random")
"""Those that say nothing: what is one, and what a checksum or a name, only its place tells."""


def test_there_are_forty_kinds() -> None:
    assert len(KNOWN) >= 40


@pytest.mark.parametrize("kind", KNOWN)
def test_a_token_arrives_nowhere(paths: Paths, kind: str) -> None:
    token = KNOWN[kind]
    home, shop = paths.home, paths.home / "shop"
    server = {
        "command": "serve",
        "args": ["--port", "80", "--token", token, f"--api-key={token}", f"-k{token}", f"auth:{token}", token],
        "env": {"X": token, "PLAIN": f"a {token} b"},
        "headers": {"X-Odd": token, "Authorization": f"Bearer {token}", "Cookie": f"s={token}; a=b"},
        "cwd": "/srv" if kind in UNNAMED else f"/srv/{token}",  # there it is a folder's name
        "timeout": 5,
        "description": f"uses {token}",
        "x-unusual": {"deep": [token]},
    }
    urls = [
        f"https://{token}@a.example/mcp",
        f"https://u:{token}@a.example/mcp",
        f"https://a.example/mcp?k={token}&b=1",
        f"https://a.example/{token}/mcp",
        f"https://a.example/mcp#{token}",
    ]
    inner = ["sh", "-c", f"KEY={token} serve --token {token} | curl -H 'Authorization: Bearer {token}' -u a:{token} x"]
    servers = {"one": server, "shell": {"command": "env", "args": inner}} | {
        f"url{number}": {"type": "http", "url": url} for number, url in enumerate(urls)
    }
    put(home / ".claude.json", {"mcpServers": servers, "projects": {str(shop): {"mcpServers": servers}}})
    command = f"curl -H 'X-Key: {token}' https://u:{token}@b.example/?t={token}"
    hooks = {"Stop": [{"hooks": [{"type": "command", "command": command}, {"type": "http", "url": urls[2]}]}]}
    settings = {
        "hooks": hooks,
        "statusLine": {"type": "command", "command": f"line --key {token}"},
        "permissions": {"allow": [f"Bash(curl -u {token}:*)"], "deny": [f"Bash(x {token})"], "ask": [f"Read({token})"]},
    }
    for folder in (home, shop):
        put(folder / ".claude/settings.json", settings)
        put(
            folder / ".claude/agents/a.md", f"---\nname: a\ndescription: uses {token}\nx: '{token}'\n---\nSay {token}\n"
        )
        put(folder / ".claude/commands/c.md", f"---\nallowed-tools: Bash(curl {token}:*)\n---\n!`curl -u {token} x`\n")
        put(folder / ".claude/skills/s/SKILL.md", f"---\nname: s\ndescription: d\n---\n{token}\n")
        put(folder / ".claude/skills/s/run.sh", f"#!/bin/sh\nexport T='{token}'\ncurl -H \"X: {token}\" x\n")
        put(folder / ".claude/skills/s/data.txt", f"a: {token}")
        put(folder / ".claude/rules/r.md", f"[link]({urls[2]}) `{token}`\n")
    put(home / ".claude/CLAUDE.md", f"The key is {token}.\n")
    put(shop / "CLAUDE.md", f"token={token}\n")
    put(home / ".claude/.credentials.json", {"t": token})
    before = {path for path in home.rglob("*") if path.is_file()}

    carrying = CarryOver(shipped("claude-code", "qoder-cli"), paths, shop)
    seen = carrying.look()
    assert [str(one.error) for one in seen.items if one.error] == []
    hashed = kind in ("hex", "uuid")  # in a text they may be a commit or a checksum
    shown = [repr(item.notes) for item in seen.items]
    for change in (change for item in seen.items for change in item.changes):
        shown += [] if hashed and not change.path.endswith("json") else _shown(change)
    carrying.carry(seen, frozenset(one.id for one in seen.ready))
    leaks = [f"shown: {_around(text, token)}" for text in shown if token in text]
    for path in {path for path in home.rglob("*") if path.is_file()} - before:
        if hashed and path.suffix != ".json":
            continue
        text = path.read_text(errors="replace")
        leaks += [f"{path.relative_to(home)}: {_around(text, token)}"] if token in text else []
    assert leaks == []
    assert len(seen.ready) >= 15, "and yet everything came along"


def _shown(change: Change) -> list[str]:
    return [diff.unified(change, change.path), *(line.text for line in diff.shown(change).lines)]


def _around(text: str, token: str) -> str:
    at = text.index(token)
    return text[max(0, at - 40) : at + 8]


@pytest.mark.parametrize("kind", [kind for kind in KNOWN if kind not in ("hex", "uuid")])
def test_a_token_is_known_in_the_middle_of_a_sentence(kind: str) -> None:
    assert KNOWN[kind] not in Placeholders().text("x", f"Use {KNOWN[kind]}, please.")


def test_what_is_no_secret_stays() -> None:
    said = (
        "See https://example.com/docs/getting-started?page=2#install and run `npm run test -- --watch`.\n"
        "Use python3.11, node@20.11.1, sha256 sums, UTF-8, ISO-8601 and the branch feature/ABC-1234-login-page.\n"
        "Classes: AbstractSingletonProxyFactoryBean, `snake_case_name_of_a_function`, SOME_CONSTANT_NAME.\n"
        "import react from 'react'; const x = getElementById('main-content-wrapper');\n"
    )
    held = Placeholders()
    assert held.text("memory", said) == said
    server = {"command": "npx", "args": ["-y", "@acme/server@1.2.3", "--port", "80", "/srv/data-2026-11-23/reports"]}
    assert held.server("s", server) == server
