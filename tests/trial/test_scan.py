"""`signpost scan` and `signpost-admin try`: what lies on a laid-out machine is found, and only the listed is told."""

import argparse
import hashlib
import json
import os
import subprocess
import sys
import zipfile
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from app.host import clock
from app.host.patience import Patience
from app.policy.exceptions import Exceptions, Granted, digest
from app.policy.launch import Launch
from app.policy.model import Shape, Status, Tool
from app.policy.person import Person
from app.trial import command
from app.trial.command import left_behind
from app.trial.installed import Scan
from app.trial.judge import Judge, Opened, is_listed, warns
from app.trial.now import Trial
from app.trial.places import Places, places
from tests.admin.conftest import Admin
from tests.identify.machine import ELF, Machine
from tests.support.fuse import silent_file
from tests.trial.conftest import APPROVED, BANNED, NOW, POLICY, Signpost

NOWHERE = Places((), (), (), (), (), ())
MARK = b"the mark of paint" + bytes(16)


@pytest.fixture
def found(machine: Machine) -> "Found":
    return Found(machine)


class Found:
    """Scans a machine."""

    def __init__(self, machine: Machine) -> None:
        self.machine = machine

    def __call__(self, *folders_on_path: str, **env: str) -> dict[str, tuple[str, str]]:
        """Rule and place of what lies there, by its path below the root."""
        path = ":".join(str(self.machine.root / folder) for folder in folders_on_path)
        judge = Judge(Opened(POLICY), "linux", lambda: NOW)
        environment, root = {"PATH": path, **env}, f"{self.machine.root}/"
        there = places(self.machine.root, environment, Patience())
        own = {  # the rest of the computer that runs the tests is not laid out by them
            name: tuple(folder for folder in getattr(there, name) if folder.startswith(root))
            for name in there.__struct_fields__
        }
        scan = Scan(judge, Places(**own), self.machine.root, environment, speaks=warns)
        hits = {one.path.removeprefix(root): (one.verdict.rule, one.place) for one in scan.found()}
        assert not scan.cut_short
        return hits


@pytest.mark.parametrize(
    "modules",
    [
        ".npm-global/lib",
        ".nvm/versions/node/v22.1.0/lib",
        ".local/share/fnm/node-versions/v22/installation/lib",
        ".volta/tools/image/packages/paint/lib",
        ".volta/tools/image/packages/@acme/paint/lib",
        ".bun/install/global",
        ".local/share/pnpm/global/5",
        ".npm/_npx/0123456789",
    ],
)
def test_global_npm_packages(machine: Machine, found: Found, modules: str) -> None:
    machine.npm(modules, "@acme/paint", "cli.js", bin={"paint": "./cli.js"})
    machine.npm(modules, "innocent", "cli.js", bin={"paint": "cli.js"})
    assert found() == {f"{modules}/node_modules/@acme/paint/cli.js": ("paint/npm", "npm package")}


def test_a_prefix_named_by_npmrc_or_beside_a_folder_on_path(machine: Machine, found: Found) -> None:
    machine.npm("own/lib", "@acme/paint", "cli.js", bin={"paint": "cli.js"})
    assert found() == {}
    (machine.root / "own/bin").mkdir()
    assert list(found("own/bin")) == ["own/lib/node_modules/@acme/paint/cli.js"]
    machine.file(".npmrc", "prefix=${HOME}/own\n")
    assert list(found()) == ["own/lib/node_modules/@acme/paint/cli.js"]


@pytest.mark.parametrize("place", [".local/share/pipx/venvs/brush", ".local/share/uv/tools/brush", "venvs/mine"])
def test_python_environments(machine: Machine, found: Found, place: str) -> None:
    venv = machine.venv(place)
    machine.dist(venv, "brush", {"brush": "brush.cli:main"}, "brush/__init__.py")
    on_path = (f"{place}/bin",) if place == "venvs/mine" else ()
    assert found(*on_path) == {f"{place}/bin/brush": ("brush/pypi", "command")}


def test_a_tool_folder_that_a_variable_moved(machine: Machine, found: Found) -> None:
    machine.dist(machine.venv("moved/brush"), "brush", {"brush": "brush.cli:main"}, "brush/__init__.py")
    assert found() == {}
    assert list(found(UV_TOOL_DIR=str(machine.root / "moved"))) == ["moved/brush/bin/brush"]


def test_editor_extensions(machine: Machine, found: Found) -> None:
    manifest = {"name": "paint", "publisher": "Acme", "version": "2.0.0", "engines": {"vscode": "*"}}
    machine.file(".vscode/extensions/acme.paint-2.0.0/package.json", json.dumps(manifest))
    other = json.dumps({**manifest, "publisher": "innocent"})
    machine.file(".vscode/extensions/innocent.paint-2.0.0/package.json", other)
    assert found() == {".vscode/extensions/acme.paint-2.0.0": ("paint/extension", "editor extension")}


def test_the_bytes_of_a_copy_tell(machine: Machine, found: Found) -> None:
    machine.file(".local/bin/editor", ELF + MARK, 0o755)
    machine.file(".local/bin/other", ELF, 0o755)
    assert found() == {".local/bin/editor": ("paint/content", "command")}


def test_a_banned_file_is_found_inside_what_is_allowed(machine: Machine) -> None:
    cli = machine.npm("lib", "pencil", "bin/native", bin={"pencil": "bin/native"}) / "bin/native"
    launch = Launch(pid=1, exe=str(cli), argv=("pencil",))
    digest = Shape(id="build", sha256=hashlib.sha256(ELF).hexdigest())
    banned = msgspec.structs.replace(BANNED, match=(*BANNED.match, digest))
    for policy, rule in (
        (POLICY, "pencil/npm"),
        (msgspec.structs.replace(POLICY, tools=(banned, APPROVED)), "paint/build"),
    ):
        judge = Judge(Opened(policy), "linux", lambda: NOW)
        assert judge.judge(launch).verdict.rule == rule
        where = msgspec.structs.replace(NOWHERE, commands=(str(cli.parent),))
        scan = Scan(judge, where, machine.root, {}, speaks=is_listed)
        assert [one.verdict.rule for one in scan.found() if one.path == str(cli)] == [rule]


def test_a_link_and_its_file_are_one(machine: Machine, found: Found) -> None:
    script = machine.npm(".npm-global/lib", "@acme/paint", "cli.js", bin={"paint": "cli.js"}) / "cli.js"
    machine.link(".npm-global/bin/paint", script)
    machine.link(".local/bin/paint", script)
    assert len(found()) == 1


def test_strange_files_stop_nothing(machine: Machine, found: Found) -> None:
    machine.link(".local/bin/cycle", machine.root / ".local/bin/cycle")
    machine.file(".local/bin/empty", b"", 0o755)
    machine.file(".local/bin/binary", bytes(range(256)), 0o755)
    machine.file(".npm-global/lib/node_modules/broken/package.json", "{" * 1000)
    machine.npm(".npm-global/lib", "far", bin={"x": "../../../../../../../../etc/passwd"})
    machine.link(".vscode/extensions/loop", machine.root / ".vscode/extensions")
    assert found() == {}


def test_the_command_prints_what_is_listed_and_nothing_else(
    machine: Machine, policy_file: Path, signpost: Signpost, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(machine.root / "bin"))
    machine.npm(".npm-global/lib", "@acme/paint", "cli.js", bin={"paint": "cli.js"})
    machine.npm(".npm-global/lib", "private-thing", "cli.js", bin={"thing": "cli.js"})
    machine.npm(".npm-global/lib", "pencil", "cli.js", bin={"pencil": "cli.js"})
    said = signpost("scan", "--json", "--home", machine.root, "--policy", policy_file)
    assert said.code == 0, said.err
    (line,) = [json.loads(line) for line in said.out.splitlines() if str(machine.root) in line]
    assert (line["tool"], line["verdict"], line["place"]) == ("paint", "banned", "npm package")
    assert "thing" not in said.out + said.err
    assert "pencil" not in said.out + said.err


def test_what_an_exception_allows_is_listed_as_allowed_until(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(machine.root / "bin"))
    machine.npm(".npm-global/lib", "@acme/paint", "cli.js", bin={"paint": "cli.js"})
    until = clock.now() + timedelta(days=30)
    granted = Granted(subject=digest("key", "user:ana"), tool="paint", until=until, id="EX-1")
    opened = Opened(POLICY, Exceptions("key", [granted])), Person("ana")
    options = argparse.Namespace(policy=None, json=True, thorough=False)
    assert command.scan(options, lambda *_: opened, machine.root) == 0
    said = capsys.readouterr()
    (line,) = [json.loads(line) for line in said.out.splitlines() if str(machine.root) in line]
    assert (line["exception"], line["allowed_until"]) == ("EX-1", until.isoformat())
    assert "of them allowed to you by an exception" in said.err
    options.json = False
    assert command.scan(options, lambda *_: opened, machine.root) == 0
    assert f"Paint: banned since 10 July 2026; you may use it until {until:%d %B %Y}" in capsys.readouterr().out


def test_a_policy_is_tried_on_what_runs_and_what_lies_here(
    machine: Machine, policy_file: Path, admin: Admin, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(machine.root))
    monkeypatch.setenv("PATH", str(machine.root / "bin"))
    machine.npm(".npm-global/lib", "pencil", "cli.js", bin={"pencil": "cli.js"})
    said = admin("try", policy_file, "--json")
    assert said.code == 0, said.err
    lines = [json.loads(line) for line in said.out.splitlines()]
    assert ("approved", "pencil/npm") in [(line["verdict"], line["rule"]) for line in lines]
    assert "paint/npm" in said.err  # matched nothing here


def test_a_running_process_matches(machine: Machine) -> None:
    own = Shape(id="path", path=str(Path(sys.executable).resolve()))
    python = Tool(id="python", name="Python", status=Status.BANNED, match=(own,))
    policy = msgspec.structs.replace(POLICY, tools=(python,))
    process = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    try:
        trial = Trial(Judge(Opened(policy), "linux", lambda: NOW), NOWHERE, machine.root, {}, Patience())
        matches = [match for match in trial.matches() if match.pid == process.pid]
        assert [(match.place, match.verdict.rule) for match in matches] == [("running", "python/path")]
        assert trial.silent() == []
    finally:
        process.communicate(b"\n", timeout=20)


@pytest.mark.skipif(sys.platform != "linux" or os.getuid() != 0, reason="only root can mount such a file system")
def test_what_answers_no_more_is_left_and_all_else_is_found(machine: Machine, tmp_path: Path) -> None:
    """A command and a running script on a dead file server: neither a scan nor a trial waits for it."""
    machine.npm(".npm-global/lib", "@acme/paint", "cli.js", bin={"paint": "cli.js"})
    machine.npm("zoo/lib", "pencil", "cli.js", bin={"pencil": "cli.js"})
    where = msgspec.structs.replace(
        NOWHERE,
        applications=(str(machine.root / "apps"),),
        modules=(str(machine.root / ".npm-global/lib/node_modules"),),
        commands=(str(machine.root / "zoo/lib/node_modules/pencil"),),
    )
    (machine.root / "zoo/lib/node_modules/pencil/cli.js").chmod(0o755)
    judge, patience = Judge(Opened(POLICY), "linux", lambda: NOW), Patience(2.0)
    with silent_file(tmp_path / "dead", mode=0o755) as file:
        machine.link("apps/dead", file.path)
        file.read_by("/bin/sh")
        trial = Trial(judge, where, machine.root, {}, patience)
        rules = [match.verdict.rule for match in trial.matches() if not match.pid]
    assert rules == ["paint/npm", "pencil/npm"]
    assert patience.hung >= 2
    assert "answer no more" in left_behind(patience)


def test_a_homebrew_cask(machine: Machine, found: Found) -> None:
    machine.file("opt/homebrew/Caskroom/paint/2.1/paint", ELF, 0o755)
    machine.link("bin/paint", machine.root / "opt/homebrew/Caskroom/paint/2.1/paint")
    assert found("bin") == {"bin/paint": ("paint/brew", "command")}


@pytest.mark.parametrize("place", ["miniforge3/envs/art", "micromamba/envs/art", ".pixi/envs/art", "moved"])
def test_a_conda_environment(machine: Machine, found: Found, place: str) -> None:
    machine.file(f"{place}/conda-meta/paint-kit-2.1-h0_0.json", '{"files": ["bin/easel", "bin/paint"]}')
    machine.file(f"{place}/bin/easel", ELF, 0o755)
    moved = {"CONDA_PREFIX": str(machine.root / place)} if place == "moved" else {}
    assert found(**moved) == {f"{place}/bin/easel": ("paint/conda", "command")}


def test_a_flatpak(machine: Machine, found: Found) -> None:
    app = ".local/share/flatpak/app"
    for name in ("org.acme.Paint", "org.acme.Other"):
        machine.file(f"{app}/{name}/x86_64/stable/0123abcd/metadata", "[Application]\n")
        machine.link(f"{app}/{name}/x86_64/stable/active", machine.root / f"{app}/{name}/x86_64/stable/0123abcd")
        machine.link(f"{app}/{name}/current", machine.root / f"{app}/{name}/x86_64/stable")
    assert found() == {f"{app}/org.acme.Paint/x86_64/stable/0123abcd": ("paint/flatpak", "application")}


def test_jetbrains_plug_ins(machine: Machine, found: Found) -> None:
    folder = ".local/share/JetBrains/IdeaIC2025.2"
    for place in ("paint/lib/paint.jar", "alone.jar", "other/lib/other.jar"):
        name = "other" if "other" in place else "com.acme.paint"
        with zipfile.ZipFile(machine.file(f"{folder}/{place}"), "w") as jar:
            jar.writestr("META-INF/plugin.xml", f"<idea-plugin><id>{name}</id><version>2</version></idea-plugin>")
    machine.file(f"{folder}/damaged.jar", b"PK")
    rule = ("paint/jetbrains", "editor extension")
    assert found() == {f"{folder}/paint": rule, f"{folder}/alone.jar": rule}


@pytest.mark.skipif(not Path("/var/lib/dpkg/status").exists(), reason="needs a machine with dpkg")
def test_a_distribution_s_package_that_a_rule_names(machine: Machine) -> None:
    tool = Tool(id="core", name="Core", status=Status.BANNED, match=(Shape(id="deb", purl="pkg:deb/debian/dpkg"),))
    judge = Judge(Opened(msgspec.structs.replace(POLICY, tools=(tool,))), "linux", lambda: NOW)
    where = msgspec.structs.replace(NOWHERE, commands=("/usr/bin",))
    scan = Scan(judge, where, machine.root, {}, speaks=warns)
    hits = {one.path: one.verdict.rule for one in scan.found()}
    assert hits["/usr/bin/dpkg-query"] == "core/deb"
    assert "/usr/bin/env" not in hits
