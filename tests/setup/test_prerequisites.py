"""What must be there, and what must be closed, is said by name; nothing is ended."""

import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.host.paths import Paths
from app.policy.recipe import Requirement
from app.setup.errors import Blocked, Cancelled, RequirementMissing
from app.setup.place import Place
from app.setup.prerequisites import asked_by, closed, required
from tests.setup.test_leftovers import installed

ENVIRONMENT = {"PATH": "/usr/bin:/bin"}


def need(paths: Paths, *requirements: Requirement, cancel: threading.Event | None = None) -> None:
    required(Place(paths, "demo"), requirements, ENVIRONMENT, cancel or threading.Event())


def program(paths: Paths, says: str) -> None:
    paths.bin.mkdir(parents=True, exist_ok=True)
    (paths.bin / "asked").write_text(f"#!/bin/sh\n{says}\n")
    (paths.bin / "asked").chmod(0o755)


def test_another_tool(paths: Paths) -> None:
    with pytest.raises(RequirementMissing, match="needs other, which"):
        need(paths, Requirement(tool="other"))
    installed(paths, tool="other", command="other")
    need(paths, Requirement(tool="other"))


def test_a_file(paths: Paths) -> None:
    with pytest.raises(RequirementMissing):
        need(paths, Requirement(file="{home}/settings"))
    (paths.home / "settings").write_text("")
    need(paths, Requirement(file="{home}/settings"), Requirement(file="/bin/sh"))
    with pytest.raises(RequirementMissing):
        need(paths, Requirement(file="{program_files}/x"))


@pytest.mark.parametrize("says", ["echo v2.3.1", "echo 'asked 2.3.1 (linux)'", "echo 2.3.1 >&2"])
def test_a_command_in_a_version(paths: Paths, says: str) -> None:
    program(paths, says)
    need(paths, Requirement(command="asked"), Requirement(command="asked", versions="vers:npm/>=2.0|<3"))
    with pytest.raises(RequirementMissing, match=r"asked \(vers:npm/>=3\)"):
        need(paths, Requirement(command="asked", versions="vers:npm/>=3"))


@pytest.mark.parametrize("says", ["echo nothing", "exit 1", "echo 2.3.1; exit 1", "echo 2"])
def test_a_command_that_does_not_say(paths: Paths, says: str) -> None:
    program(paths, says)
    with pytest.raises(RequirementMissing):
        need(paths, Requirement(command="asked", versions="vers:npm/*" if says != "echo 2" else "vers:npm/>=1"))


def test_a_command_that_is_not_there(paths: Paths) -> None:
    with pytest.raises(RequirementMissing, match="nowhere-to-be-found"):
        need(paths, Requirement(command="nowhere-to-be-found"))


def test_cancelled_while_asking(paths: Paths) -> None:
    program(paths, "sleep 60")
    cancel = threading.Event()
    cancel.set()
    with pytest.raises(Cancelled):
        need(paths, Requirement(command="asked", versions="vers:npm/>=1"), cancel=cancel)


@pytest.fixture
def named(tmp_path: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """A process whose executable has a name of its own."""
    copy = tmp_path / "signpost-blocks"
    shutil.copy("/bin/sleep", copy)
    process = subprocess.Popen([copy, "60"])
    yield process
    process.kill()
    process.wait()


def test_what_runs_is_named_and_left_alone(named: "subprocess.Popen[bytes]") -> None:
    closed("demo", ["signpost-blocks-not"])
    closed("demo", [])
    with pytest.raises(Blocked, match=rf"signpost-blocks \({named.pid}\)"):
        closed("demo", ["other", "Signpost-Blocks.exe"])
    assert named.poll() is None


def test_a_tool_that_asks_for_its_own_set_up(paths: Paths, root: Path) -> None:
    place = installed(paths)
    code = (
        "import sys; from pathlib import Path; from app.host.paths import Paths; from app.setup.place import Place;"
        "from app.setup.prerequisites import asked_by; print(asked_by(Place(Paths.below(Path(sys.argv[1])), 'demo')))"
    )
    asks = f"'{sys.executable}' -c \"{code}\" '{paths.home}'; true"
    tool = place.folder / "1.0.0/bin/run"
    tool.write_text(f"#!/bin/sh\n{asks}\n")

    def said(script: Path) -> str:
        return subprocess.run(
            ["/bin/sh", script], capture_output=True, text=True, check=True, cwd=root, env={"PYTHONPATH": str(root)}
        ).stdout.strip()

    assert said(tool) == "True"
    beside = paths.home / "script"
    beside.write_text(f"#!/bin/sh\n{asks}\n")
    assert said(beside) == "False"
    assert not asked_by(place)
