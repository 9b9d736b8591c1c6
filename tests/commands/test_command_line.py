"""The employee's command line: every command is there, and none is paid for by another."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from app import __version__
from app.main import main

ROOMS = """
import sys
from app.main import main
try:
    main(sys.argv[1:])
except SystemExit:
    pass
print(*sorted({name.split(".")[1] for name in sys.modules if name.startswith("app.")}))
"""
EVERY = [
    *(
        "run",
        "watch",
        "setup",
        "carry-over",
        "remove",
        "status",
        "settings",
        "enrol",
        "token",
        "ledger",
        "log",
        "doctor",
        "diagnostics",
    ),
    *("ask", "explain", "simulate", "scan", "gallery"),
]


def rooms(*words: str) -> set[str]:
    """The parts of the program that a command line loads."""
    said = subprocess.run([sys.executable, "-c", ROOMS, *words], capture_output=True, check=True, text=True)
    return set(said.stdout.splitlines()[-1].split())


def test_the_version_loads_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert rooms("--version") == {"main"}
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"signpost {__version__}\n"


def test_help_names_every_command_and_loads_none(capsys: pytest.CaptureFixture[str]) -> None:
    assert rooms("--help") <= {"commands", "errors", "host", "main"}
    with pytest.raises(SystemExit):
        main(["--help"])
    said = capsys.readouterr().out
    assert re.findall(r"^    ([a-z-]+)\s", said, re.MULTILINE) == EVERY


def test_each_commands_own_help_says_what_it_does(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["run", "--help"])
    assert "\nWatch, warn and keep the policy in sync (what starts at login).\n" in capsys.readouterr().out


@pytest.mark.parametrize("command", EVERY)
def test_each_command_explains_its_options(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])
    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith(f"usage: signpost {command}")


@pytest.mark.parametrize(
    ("command", "of_others"),
    [
        ("status", {"admin", "agent", "desktop", "identify", "runtime", "setup", "trial"}),
        ("ledger", {"admin", "agent", "desktop", "identify", "runtime", "setup", "sync", "trial", "watch"}),
        ("watch", {"admin", "agent", "desktop", "identify", "runtime", "setup", "sync", "trial"}),
        ("run", {"admin", "desktop", "trial"}),
    ],
)
def test_a_command_does_not_load_the_rooms_of_others(command: str, of_others: set[str]) -> None:
    assert not rooms(command, "--help") & of_others


@pytest.mark.parametrize("words", [[], ["no-such-command"], ["ledger", "--no-such-option"]])
def test_a_wrong_command_line_is_said_and_ends_with_2(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2
    assert "usage: signpost" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform != "linux", reason="nobody makes a folder in Linux' /proc")
def test_a_home_that_cannot_be_made_is_said_and_ends_with_1(tmp_path: Path) -> None:
    root = tmp_path / "root.json"
    root.write_text('{"signed": {"_type": "root"}}')
    words = ["run", "--headless", "--home", "/proc", "--url", "http://127.0.0.1:9/", "--root", str(root)]
    said = subprocess.run(
        [sys.executable, "-m", "app.main", *words], capture_output=True, text=True, check=False, timeout=60
    )
    assert said.returncode == 1
    first, *_ = said.stderr.splitlines()
    assert re.fullmatch(r"signpost: /proc/\S+ cannot be written \(No such file or directory\)\.", first)
    assert "Traceback" not in said.stderr
