"""A day with secrets everywhere, and none of them in anything that came of it: no file, log, event, argv or report.

Each place where one may be found all the same is a row of `ALLOWED`, with the reason.
"""

import base64
import contextlib
import json
import os
import re
import signal
import subprocess
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote

import pytest

from app.host.paths import Paths
from tests.host.test_keychain import Person
from tests.support import leaky, product, settings
from tests.support.bus import private_bus
from tests.support.collector import Collector, Post, Reply, collecting
from tests.support.desktop import wait_until
from tests.support.eavesdropper import Overheard, listening
from tests.support.planted import Planted

pytestmark = [pytest.mark.journey, pytest.mark.timeout(300)]

ALLOWED: Mapping[str, str] = {
    "etc/signpost/config.toml": "IT's own file, which says them",
    ".npmrc": "the person's own file, which is planted",
    ".claude": "the tool's own settings, which are planted",
    ".claude.json": "the same",
    ".qoder/settings.json": "the person's own settings of the other tool, which are planted",
    ".local/state/signpost/carry-over": "what a file held before a carry-over, 0600, to undo it byte for byte",
}
"""By the beginning of the path below the home folder."""

ALLOWED_SAID: Mapping[tuple[str, str], str] = {
    ("carry-over", "settings of the other tool"): "the diff of the person's own file has the lines beside what comes",
}
"""On standard output: by command, and where the secret was planted."""

MANAGERS = re.compile(r"\bnpm\b|npm-cli\.js")
"""Package managers get the person's variables: a token that their npmrc takes from one has to stay readable."""

ASK = "/ask"
_POLICY = """
events:
  url: {events}
  include: [command_line, paths, user, device]
"""


class Desk(Collector):
    """IT's receiver, which takes requests for exceptions, too."""

    def answer(self, post: Post) -> Reply:
        if post.path != ASK:
            return super().answer(post)
        with self.changed:
            self.posts.append(post)
            self.changed.notify_all()
        return Reply()


class Day:
    """One person's computer, with everything planted, and what came of the day."""

    def __init__(self, folder: Path, planted: Planted, servers: tuple[Collector, leaky.Host], heard: Overheard) -> None:
        self.folder, self.planted, self.heard = folder, planted, heard
        self.collector, self.host = servers
        self.paths = Paths.below(folder / "home")
        self.root = folder / "acme/root.json"
        self.errors = folder / "stderr"
        self.said: list[str] = []
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "npm_"))},
            **{name: planted.token(f"variable {name}", shape) for name, shape in _VARIABLES.items()},
            "HOME": str(self.paths.home),
            "DB_PASSWORD": planted.password("variable DB_PASSWORD"),
            "DATABASE_URL": f"postgres://me:{planted.token('variable DATABASE_URL')}@127.0.0.1:9/x",
        }

    def lay_out(self) -> None:
        """The machine's configuration and the person's files."""
        planted, home = self.planted, self.paths.home
        self.paths.machine_config.mkdir(parents=True)
        proxy = f"http://me:{planted.token('proxy')}@127.0.0.1:9"
        told = {
            "url": self.host.url,
            "root": str(self.root),
            "token": self.host.token,
            "enrol_code": planted.token("enrolment code"),
            "events_url": self.collector.url,
            "events_token": next(iter(self.collector.tokens)),
            "proxy": proxy,
            "ca_bundle": self.collector.ca_bundle,
            "npm_registry": f"{self.host.url}npm/",
        }
        lines = [f"{name} = {json.dumps(value)}" for name, value in told.items()]
        (self.paths.machine_config / "config.toml").write_text("\n".join([*lines, "poll_seconds = 1"]))
        registry = self.host.url.removeprefix("http:")
        (home / ".npmrc").write_text(f"{registry}npm/:_authToken={planted.token('npmrc', 'npm_{}')}\n")
        settings.claude_code(home, home / "work/shop")
        for name, value in settings.SECRETS.items():
            planted.adopt(f"settings: {name}", value)
        key = planted.token("settings of the other tool")
        settings.put(home / ".qoder/settings.json", {"mcpServers": {"mine": {"env": {"KEY": key}}}})

    @contextlib.contextmanager
    def agent(self) -> Iterator[product.Running]:
        """The real agent."""
        with product.agent(
            self.paths.home, self.host.url, self.root, "--headless", env=self.environment, errors=self.errors
        ) as running:
            self.heard.roots.add(running.process.pid)
            yield running
        self.said.append(json.dumps(running.seen))

    def signpost(self, *words: str | Path, codes: tuple[int, ...] = (0,)) -> str:
        """One of the commands. What it says has no secret but for `ALLOWED_SAID`."""
        command = [product.BIN / "signpost", *words, "--home", self.paths.home]
        pipe, none = subprocess.PIPE, subprocess.DEVNULL
        with subprocess.Popen(
            command, env=self.environment, text=True, stdout=pipe, stderr=pipe, stdin=none
        ) as process:
            self.heard.roots.add(process.pid)
            out, err = process.communicate(timeout=120)
        for where in self.planted.found_in(out.encode()):
            assert (words[0], where) in ALLOWED_SAID, f"{words[0]} says what was planted in {where}"
        self.said.append(err)
        assert process.returncode in codes, out + err
        return out

    def start(self, script: Path, *words: str) -> contextlib.AbstractContextManager[object]:
        """A tool of the person's, with a secret on its command line and in its variables."""
        return subprocess.Popen([script, *words], env=self.environment, stdin=subprocess.PIPE)


_VARIABLES = {
    "ANTHROPIC_API_KEY": "sk-ant-api03-{}",
    "GITHUB_TOKEN": "ghp_{}",
    "AWS_SECRET_ACCESS_KEY": "{}",
    "NPM_TOKEN": "npm_{}",
    "UV_INDEX_ACME_PASSWORD": "pypi-{}",
    "SESSION_JWT": "eyJhbGciOiJIUzI1NiJ9.{}.x",
    "SIGNPOST_PASSPHRASE": "{}",
}


@pytest.fixture
def day(tmp_path: Path) -> Iterator[Day]:
    planted = Planted()
    token, secret = planted.token("policy token"), planted.token("the host's answers", "sk-ant-api03-{}")
    events = planted.token("events token")
    with collecting(tmp_path / "collector", made=Desk()) as collector:
        collector.tokens = {events}
        public = _published(tmp_path, collector)
        with leaky.hosting(leaky.Host(public, token, secret)) as host, listening() as heard:
            made = Day(tmp_path, planted, (collector, host), heard)
            made.paths.home.mkdir()
            made.lay_out()
            yield made


def _published(folder: Path, collector: Collector) -> Path:
    """The example company, with events to that receiver and a small bundle as an approved tool."""
    import shutil

    example = shutil.copytree(product.POLICY.parent, folder / "example")
    content = folder / "content"
    (content / "bin").mkdir(parents=True)
    program = content / "bin/paint"
    program.write_text('#!/bin/sh\n[ "$1" = --version ] && echo 1.0.0\n')
    program.chmod(0o755)
    about = ("--name", "paint", "--version", "1.0.0", "--command", "paint=bin/paint", "--level", "1")
    product.admin("bundle", "dir", content, *about, "--out", example / "bundles")
    (recipe,) = (example / "bundles").glob("*.recipe.yaml")
    (archive,) = (example / "bundles").glob("*.tar.zst")
    policy = example / "policy.yaml"
    text = policy.read_text()
    tool = "tools:\n  paint:\n    name: Paint\n    status: approved\n    summary: {en: Paints}\n"
    text = text.replace("tools:\n", tool, 1)
    text = text.replace("{mail: it-security@acme.example}", f"{{webhook: {collector.url.rstrip('/')}{ASK}}}")
    offered = recipe.read_text().replace(f"artifact: {archive.name}", f"artifact: bundles/{archive.name}")
    text = text.replace("recipes:\n", f"recipes:\n  paint:\n{offered}\n", 1)
    policy.write_text(text + _POLICY.format(events=collector.url))
    return product.publish_example(folder / "acme", policy)


def test_a_day_leaves_no_secret_anywhere(day: Day) -> None:
    planted, folder = day.planted, day.folder
    banned = product.stand_in(folder / "banned", "@anthropic-ai/claude-code", "claude")
    listed = product.stand_in(folder / "listed", "@qoder-ai/qodercli", "qodercli")
    unlisted = folder / "own-script"
    unlisted.write_text("#!/bin/sh\nread line\n")
    unlisted.chmod(0o755)
    words = {
        script: ["--api-key", planted.token(f"argv {number}"), f"--password={planted.password(f'password {number}')}"]
        for number, script in enumerate((banned, listed, unlisted))
    }
    words[banned] += ["-H", f"Authorization: Bearer {planted.token('argv: header')}"]
    words[banned] += [f"https://me:{planted.token('argv: address')}@h.example/x"]

    with day.agent() as agent:
        agent.wait_for("policy", state="fresh")
        for script, some in words.items():
            with day.start(script, *some) as running:
                if script is banned:
                    assert agent.wait_for("alert")["tool"] == "claude-code"
                assert isinstance(running, subprocess.Popen)
                running.communicate(b"\n", timeout=60)
        day.host.trouble = True
        assert agent.wait_for("policy", state="stale")
        day.host.trouble = False
        assert agent.wait_for("policy", state="fresh")
        day.collector.wait_for(lambda: bool(day.collector.got))
        agent.process.send_signal(signal.SIGSEGV)
        agent.process.wait(30)
    with day.agent() as agent:  # which makes a report of the crash
        agent.wait_for("policy", state="fresh")
        day.signpost("setup", "paint", "--json")
        day.signpost("setup", "qoder-cli", "--json", codes=(1,))  # the registry refuses
        day.signpost("carry-over", "claude-code", "qoder-cli", "--json")
        day.signpost("status", "--json")
        day.signpost("doctor", "--json", codes=(0, 3))
        day.signpost("log", "--json")
        day.signpost("ledger", "--json")
        until = f"{datetime.now(UTC) + timedelta(days=9):%Y-%m-%d}"
        day.signpost("ask", "claude-code", "--reason", "A customer's project.", "--until", until, "--json")
        wait_until((day.paths.state / "requests.json").exists, "the request is taken up")
        day.signpost("ledger", "--export", folder / "home/export.zip")
        day.signpost("diagnostics", "--out", folder / "home/diagnostics.zip")
    assert list(day.paths.state.rglob("crash-*.json")), "the crash is on record"
    assert any(path.startswith("/npm/") for path in day.host.asked), "the registry was asked"

    found = planted.found_below(day.paths.home)
    rows = {name: next((one for one in ALLOWED if f"{name}/".startswith(f"{one}/")), "") for name in found}
    assert not {name: where for name, where in found.items() if not rows[name]}
    assert {*rows.values()} == ALLOWED.keys(), "every row is needed, and what is planted there is found"
    assert not planted.found_in("".join(day.said).encode()), "nothing is in the stream, nor on standard error"
    assert not planted.found_in(day.errors.read_bytes()), "nothing is on the agent's standard error"
    for post in day.collector.posts:
        told = {**post.headers, "Authorization": ""}
        assert not planted.found_in(json.dumps([post.path, told]).encode() + post.body), "nothing is sent"
    assert any("npm" in program for program in day.heard.argv), "programs were seen"
    assert any("look-around" in program for program in day.heard.environ), "and what they were given"
    for program, texts in day.heard.argv.items():
        assert not planted.found_in(b"\n".join(texts)), f"{program} has a secret on its command line"
    given = {program: planted.found_in(b"\n".join(texts)) for program, texts in day.heard.environ.items()}
    assert not {program: where for program, where in given.items() if where and not MANAGERS.search(program)}


FALLBACK = ".local/state/signpost/token.json"
"""Where the token lies for a person who has no keyring: 0600, and IT can revoke it (`app.enrol.tokens`)."""


@pytest.mark.parametrize("where", ["keyring", "file"])
def test_a_token_a_person_was_given_is_where_it_belongs_and_nowhere_else(where: str, tmp_path: Path) -> None:
    planted = Planted()
    host = leaky.Host(product.publish_example(tmp_path / "acme"), planted.token("token"), planted.token("answers"))
    home = tmp_path / "person"
    home.mkdir()
    with private_bus(tmp_path) as address, leaky.hosting(host):
        person = Person(home, address)
        in_file = ("--file",) if where == "file" else ()
        company: list[str | Path] = ["--url", host.url, "--root", tmp_path / "acme/root.json"]
        with person.keyring(unlocked=True):
            for words, given in ((("token", "set", *in_file), host.token), (("setup", "--list"), "")):
                done = subprocess.run(
                    [product.BIN / "signpost", *words, *company],
                    env=person.environment,
                    input=given,
                    check=True,
                    capture_output=True,
                    text=True,
                    timeout=60,
                )
                assert not planted.found_in((done.stdout + done.stderr).encode())
    assert any(path.endswith("timestamp.json") for path in host.asked), "the token was used"
    found = planted.found_below(home)
    assert found == ({FALLBACK: {"token"}} if where == "file" else {})
    assert (home / FALLBACK).stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "written",
    [
        lambda value: value.encode(),
        lambda value: json.dumps({"a": value}).encode(),
        lambda value: f"{value!r}".encode(),
        lambda value: quote(value, safe="").encode(),
        lambda value: base64.b64encode(f"user:{value}@x".encode()),
        lambda value: base64.urlsafe_b64encode(f"me:{value}".encode()),
        lambda value: f"a{value}b".encode("utf-16-le"),
        lambda value: value.upper().encode(),
        lambda value: value.encode().hex().encode(),
    ],
)
def test_the_search_finds_a_secret_however_it_is_written(written: Callable[[str], bytes]) -> None:
    planted = Planted()
    for value in (planted.password("one"), planted.token("two", "ghp_{}")):
        assert planted.found_in(b"before " + written(value) + b" after")
    assert not planted.found_in(written(Planted().password("another")))
