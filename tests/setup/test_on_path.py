"""Real login shells, asked whether they find a command."""

import os
import shutil
from pathlib import Path

import pytest

from app.host.paths import Paths
from app.setup import on_path
from app.setup.launchers import put_link
from app.setup.on_path import OnPath, login_shell, look_up

SHELLS = ["bash", "zsh", "fish", "dash"]


def shell(name: str) -> str:
    found = shutil.which(name, path="/usr/bin:/bin")
    assert found, f"no {name}: run `python3 build/dev.py setup`"
    return found


@pytest.fixture
def linked(paths: Paths) -> Paths:
    """A home with one command of ours."""
    prefix = paths.tools / "demo/1"
    (prefix / "bin").mkdir(parents=True)
    (prefix / "bin/demo-tool").write_text("#!/bin/sh\n")
    (prefix / "bin/demo-tool").chmod(0o755)
    put_link(paths, "demo", "demo-tool", prefix)
    return paths


def ask(paths: Paths, name: str, environment: dict[str, str] | None = None) -> OnPath:
    return look_up(paths, "demo-tool", environment or {"PATH": "/usr/bin:/bin"}, by=shell(name))


@pytest.mark.parametrize("name", SHELLS)
def test_a_bare_home_does_not_find_it(linked: Paths, name: str) -> None:
    asked = ask(linked, name)
    assert (asked.answered, asked.found, asked.ours, asked.in_session) == (True, "", False, False)


@pytest.mark.parametrize("name", ["bash", "dash"])
def test_debians_skeleton_finds_it(linked: Paths, name: str) -> None:
    shutil.copytree("/etc/skel", linked.home, dirs_exist_ok=True)
    asked = ask(linked, name)
    assert (asked.found, asked.ours) == (str(linked.bin / "demo-tool"), True)


@pytest.mark.parametrize("name", SHELLS)
def test_another_program_of_that_name_is_not_ours(linked: Paths, name: str) -> None:
    other = linked.home / "other"
    other.mkdir()
    (other / "demo-tool").write_text("#!/bin/sh\n")
    (other / "demo-tool").chmod(0o755)
    line = f"set -gx PATH {other} {linked.bin} $PATH" if name == "fish" else f"export PATH={other}:{linked.bin}:$PATH"
    start_up(linked, name, line)
    asked = ask(linked, name)
    assert (asked.found, asked.ours) == (str(other / "demo-tool"), False)


@pytest.mark.parametrize("name", SHELLS)
@pytest.mark.parametrize("noise", ["echo welcome; echo /usr/bin/demo-tool", "printf 'no newline'", "false"])
def test_chatty_start_up_files(linked: Paths, name: str, noise: str) -> None:
    start_up(linked, name, noise)
    asked = ask(linked, name)
    assert (asked.answered, asked.found) == (True, "")


@pytest.mark.parametrize(
    ("name", "trouble"),
    [*((name, "sleep 60") for name in SHELLS), *((name, "exit 3") for name in SHELLS if name != "fish")],
)
def test_start_up_files_that_end_or_hang(
    linked: Paths, name: str, trouble: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(on_path, "_SECONDS", 0.5)
    start_up(linked, name, trouble)
    asked = ask(linked, name)
    assert (asked.answered, asked.found, asked.ours) == (False, "", False)


def test_the_running_session_is_told_apart(linked: Paths) -> None:
    asked = ask(linked, "bash", {"PATH": f"/usr/bin:{linked.bin}"})
    assert (asked.in_session, asked.ours) == (True, False)


def test_the_fresh_shell_inherits_nothing(linked: Paths) -> None:
    start_up(linked, "bash", 'PATH="$SECRET_PLACE:$PATH"')
    assert ask(linked, "bash", {"PATH": str(linked.bin), "SECRET_PLACE": str(linked.bin), "BASH_ENV": "/x"}).found == ""


def test_zsh_says_where_its_files_are(linked: Paths) -> None:
    (linked.home / ".zshenv").write_text(f"ZDOTDIR={linked.home}/z\n")
    assert ask(linked, "zsh").zdotdir == f"{linked.home}/z"


@pytest.mark.parametrize("command", ["a;b", "", "-v", "$(id)", "a b", "a\n"])
def test_only_a_command_name_reaches_a_shell(paths: Paths, command: str) -> None:
    with pytest.raises(ValueError, match="no command name"):
        look_up(paths, command, {})


def test_a_shell_that_is_not_there(linked: Paths) -> None:
    asked = look_up(linked, "demo-tool", {}, by="/nowhere/zsh")
    assert (asked.answered, asked.found) == (False, "")


def test_the_login_shell() -> None:
    found = login_shell({"SHELL": "/usr/sbin/nologin"})
    assert os.access(found, os.X_OK)
    assert Path(found).name != "nologin"


def start_up(paths: Paths, name: str, line: str) -> None:
    """Put a line into the file that this shell reads at login."""
    files = {"bash": ".profile", "dash": ".profile", "zsh": ".zprofile", "fish": ".config/fish/conf.d/a.fish"}
    file = paths.home / files[name]
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"{line}\n")
