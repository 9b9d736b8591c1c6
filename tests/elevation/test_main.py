"""The helper as a program: its closed grammar, its exit codes, what it says; killed at each thing it says."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from app.host.files import exclusive
from tests.elevation.conftest import TARGET, Machine

DRIVER = str(Path(__file__).with_name("driver.py"))
MAIN = (sys.executable, "-I", "-m", "app.elevation.main")


def _run(*argv: str, **options: object) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(argv, capture_output=True, text=True, check=False, timeout=60, **options)  # type: ignore[call-overload, no-any-return]


def _helper(machine: Machine, verb: str, target: str = TARGET) -> "subprocess.CompletedProcess[str]":
    return _run(sys.executable, "-I", DRIVER, str(machine.folder), verb, target)


HOSTILE = [
    (),
    ("install",),
    ("install", TARGET, "more"),
    ("upgrade", TARGET),
    ("--install", TARGET),
    ("install", ""),
    ("install", "/etc/passwd"),
    ("install", "artifacts/../../etc/passwd"),
    ("install", "artifacts/good/..deb"),
    ("install", "artifacts//good.deb"),
    ("install", "artifacts/good/"),
    ("install", TARGET + "\n"),
    ("install", "artifacts/good/a\nb.deb"),
    ("install", "artifacts/good/a b.deb"),
    ("install", "artifacts/good/$(id).deb"),
    ("install", "policy.json"),
    ("install", "https://evil.example/good.deb"),
    ("install", "artifacts/" + "a" * 300),
    ("install", "artifacts/good/gööd.deb"),
]


@pytest.mark.parametrize("words", HOSTILE)
def test_what_is_no_order_is_refused_before_anything_else(words: tuple[str, ...]) -> None:
    ended = _run(*MAIN, *words)
    assert ended.returncode == 64
    assert json.loads(ended.stdout)["error"] == "bad-order"
    assert ended.stderr == ""


def test_whoever_is_not_root_is_refused() -> None:
    code = (
        "import os, sys, app.elevation.run, app.elevation.main as it;"
        "os.setgid(54321); os.setuid(54321); sys.exit(it.main())"  # loaded before: a checkout may be root's alone
    )
    ended = _run(sys.executable, "-I", "-c", code, "install", TARGET)
    assert ended.returncode == 77, ended.stderr
    assert json.loads(ended.stdout)["error"] == "not-administrator"


def test_a_python_that_listens_to_the_environment_is_refused() -> None:
    ended = _run(sys.executable, *MAIN[2:], "install", TARGET)
    assert ended.returncode == 64
    assert "isolated" in json.loads(ended.stdout)["what"]


def test_a_hostile_environment_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text("raise SystemExit(3)")
    (tmp_path / "json.py").write_text("raise SystemExit(3)")
    hostile = dict.fromkeys(("PYTHONPATH", "PYTHONSTARTUP", "PYTHONHOME", "PATH", "APT_CONFIG"), str(tmp_path))
    ended = _run(*MAIN, "install", "/etc/passwd", env=hostile, cwd=tmp_path)
    assert ended.returncode == 64


def test_it_says_what_it_does_and_what_came_of_it(machine: Machine) -> None:
    ended = _helper(machine, "install")
    said = [json.loads(line) for line in ended.stdout.splitlines()]
    assert ended.returncode == 0, ended.stdout
    assert said[0] == {"phase": "refreshing"}
    assert said[-1] == {"phase": "done"}
    assert machine.installed == "1.0.0"
    assert _helper(machine, "remove").returncode == 0
    again = _helper(machine, "remove")
    assert again.returncode == 1
    assert json.loads(again.stdout)["error"] == "not-put-there"


def test_a_second_one_is_told_so_by_its_exit_code(machine: Machine) -> None:
    machine.state.mkdir(mode=0o700)
    with exclusive(machine.state / "lock"):
        assert _helper(machine, "install").returncode == 75


def test_no_setting_is_said(machine: Machine) -> None:
    with (machine.etc / "config.toml").open("a") as file:
        file.write('token = "s3cr3t-t0ken"\nunknown = [\n')
    ended = _helper(machine, "install")
    assert ended.returncode == 78
    assert "s3cr3t" not in ended.stdout + ended.stderr


@pytest.mark.parametrize("phase", ["refreshing", "downloading", "verifying", "installing", "done"])
def test_killed_at_any_moment_the_next_one_brings_it_to_its_end(machine: Machine, phase: str) -> None:
    argv = [sys.executable, "-I", DRIVER, str(machine.folder), "install", TARGET]
    with subprocess.Popen(argv, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        for line in child.stdout:
            if json.loads(line).get("phase") == phase:
                os.kill(child.pid, signal.SIGKILL)
                break
    ended = _helper(machine, "install")
    assert ended.returncode == 0, ended.stdout
    assert machine.installed == "1.0.0"
    assert list((machine.state / "packages").iterdir()) == []
    assert _helper(machine, "remove").returncode == 0
    assert machine.installed == ""


def test_nothing_is_installed_for_somebody_who_is_gone(machine: Machine) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    argv = [sys.executable, "-I", DRIVER, str(machine.folder), "install", TARGET]
    with subprocess.Popen(argv, stdout=writing, stderr=subprocess.DEVNULL) as child:
        os.close(writing)
        assert child.wait(60) == 1
    assert machine.installed == ""
