"""A disk that is full from any step on, or read-only: said, and what was there before works on."""

import os
import subprocess
import threading
from pathlib import Path

import pytest

from app.errors import SignpostError
from app.host.files import DiskFull, NotWritable
from app.host.paths import Paths
from app.setup.engine import Setup
from app.setup.place import Place
from app.setup.plan import Progress, State
from app.setup.recovery import recover_all
from tests.setup.test_bundle import Desk

ENVIRONMENT = {"PATH": "/nowhere"}


@pytest.fixture
def desk(small_disk: Path, tmp_path: Path) -> Desk:
    """Somebody with a home on a disk of 8 MB, where the older version is set up."""
    made = Desk(Paths.below(small_disk), tmp_path)
    made.run()
    made.bundle("2.0.0")
    return made


def fill(disk: Path) -> None:
    with (disk / "filler").open("wb", buffering=0) as file:
        try:
            while file.write(bytes(65536)) == 65536:
                pass
            while file.write(b"0"):
                pass
        except OSError:
            return


def run_with(desk: Desk, state: State, trouble: str, disk: Path) -> SignpostError | None:
    """Set the newer version up; from that state on there is trouble."""

    def at(progress: Progress) -> None:
        if progress.state is state and not (disk / "filler").exists():
            if trouble.endswith("full"):
                fill(disk)
                if trouble == "nearly full":
                    os.truncate(disk / "filler", (disk / "filler").stat().st_size - 60_000)
            else:
                (disk / "filler").write_bytes(b"")
                subprocess.run(["mount", "-o", "remount,ro", disk], check=True)

    try:
        Setup(desk.paths, environment=ENVIRONMENT).run("demo", [desk.recipe()], desk.files, at, threading.Event())
    except SignpostError as error:
        return error
    finally:
        if not trouble.endswith("full"):
            subprocess.run(["mount", "-o", "remount,rw", disk], check=True)
        (disk / "filler").unlink()
    return None


@pytest.mark.parametrize(
    ("state", "trouble"),
    [
        (State.CHECKING, "full"),
        (State.DOWNLOADING, "full"),
        (State.VERIFYING, "full"),
        (State.VERIFYING, "nearly full"),  # in the middle of the largest file
        (State.INSTALLING, "full"),
        (State.CHECKING, "read-only"),  # later our own lock is open, and the kernel lets nobody make it read-only
    ],
)
def test_from_any_step_on(desk: Desk, small_disk: Path, state: State, trouble: str) -> None:
    error = run_with(desk, state, trouble, small_disk)
    assert isinstance(error, DiskFull if trouble.endswith("full") else NotWritable)
    assert recover_all(desk.paths, ENVIRONMENT, threading.Event()) == []
    installed = Place(desk.paths, "demo").read()
    assert installed is not None
    assert installed.version == "1.0.0"
    assert desk.answer() == "demo 1.0.0\n"
    assert desk.left() == ["1.0.0", "demo"]
    assert desk.run().version == "2.0.0", "once there is room again"


def test_when_only_the_record_is_missing(desk: Desk, small_disk: Path) -> None:
    """The new version has proved itself, or is not believed; either way one of the two is whole."""
    run_with(desk, State.DETECTING, "full", small_disk)
    assert recover_all(desk.paths, ENVIRONMENT, threading.Event()) == []
    installed = Place(desk.paths, "demo").read()
    assert installed is not None
    assert desk.answer() == f"demo {installed.version}\n"
    assert desk.left() == sorted([*installed.folders, "demo"])
