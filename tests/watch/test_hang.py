"""A process that hangs whoever reads its arguments hangs no source: it is told without them, and the rest as ever."""

import contextlib
import os
import shutil
import signal
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.watch.hang import HangGuard
from tests.support.fuse import silent_file
from tests.watch.person import PATIENCE_SECONDS, Person

pytestmark = pytest.mark.alone

SLEEP = os.path.realpath(shutil.which("sleep") or "/bin/sleep")
as_root = pytest.mark.skipif(os.getuid() != 0, reason="only root can mount a file system without its helper program")


@contextlib.contextmanager
def hostile(person: Person, folder: Path) -> Iterator[int]:
    """Such a process of that person's; its id."""
    script = person.folder / "hostile.py"
    shutil.copy(Path(__file__).with_name("hostile.py"), script)
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with person.running(person.command("-I", "-S", str(script)), **pipes) as parent, silent_file(folder) as file:
        assert parent.stdin is not None
        assert parent.stdout is not None
        parent.stdin.write(f"{file.path}\n".encode())
        pid = int(parent.stdout.readline())
        assert Path(f"/proc/{pid}").stat().st_uid == person.uid != 0
        assert file.asked.wait(PATIENCE_SECONDS)
        parent.stdin.write(b"go\n")
        assert int(parent.stdout.readline()) == pid
        try:
            yield pid
        finally:
            os.kill(pid, signal.SIGKILL)


@as_root
@pytest.mark.parametrize("source", ["connector", "counter", "poll"])
def test_a_source_opens_and_goes_on_beside_it(person: Person, source: str) -> None:
    folder = person.folder / f"silent-{source}"
    with hostile(person, folder) as pid, person.watching(source) as watching:
        with person.running(["sleep", "300"]) as child:
            assert watching.launch_of(child)["exe"] == SLEEP
            watching.order("running")
            running = watching.wait(lambda line: "running" in line)["running"]
        (hung,) = [launch for launch in running if launch["pid"] == pid]
        assert child.pid in [launch["pid"] for launch in running]
        watching.stop()
        assert watching.child.wait(PATIENCE_SECONDS) == 0
    assert (hung["argv"], hung["uid"]) == ([], person.uid)
    assert hung["exe"].startswith("/usr")
    assert "waits without end" in hung["problem"]


@as_root
def test_the_round_after_a_gap_goes_past_it(person: Person) -> None:
    with person.watching("connector") as watching, hostile(person, person.folder / "silent-gap"):
        os.kill(watching.helper, signal.SIGKILL)
        with person.running(["sleep", "300"]) as meanwhile:
            watching.gap()
            assert watching.told(meanwhile.pid)["exe"] == SLEEP


def reading(pid: int) -> str:
    return f"{pid} whole"


def glance(pid: int) -> str:
    return f"{pid} in part"


def test_what_hangs_is_left_behind_and_what_raises_raises() -> None:
    release, entered = threading.Event(), list[int]()

    def read(pid: int) -> str:
        entered.append(pid)
        if pid == os.getpid():
            release.wait()
        return reading(pid)

    guard = HangGuard(glance, hangs=0.05)
    ours = os.getpid()
    assert guard.each([1, ours, 2], read) == [reading(1), glance(ours), reading(2)]
    assert guard.each([ours, 3], read) == [glance(ours), reading(3)]
    assert entered == [1, ours, 2, 3]
    release.set()
    (left,) = [thread for _, thread in guard._left.values()]
    left.join()
    assert guard.each([ours], read) == [reading(ours)]

    def broken(_pid: int) -> str:
        raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        HangGuard(glance).each([1], broken)
