"""What the kernel does with its process events, where we rely on it: listeners that go, process ids given again."""

import contextlib
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.watch import netlink, procstat
from tests.watch.person import PATIENCE_SECONDS, Person

SLEEP = os.path.realpath(shutil.which("sleep") or "/bin/sleep")


def test_who_ignores_hears_no_more() -> None:
    """The kernel counts listeners; one that only closes its socket leaves every fork and exec dearer until reboot."""
    stopped, going = (netlink.EventSocket((), others=True) for _ in range(2))
    with contextlib.closing(stopped), contextlib.closing(going):
        for source in (stopped, going):
            source.listen(netlink.EXEC)
            source.wait_at_most(PATIENCE_SECONDS)
        subprocess.run(["/bin/true"], check=True)
        assert netlink.decode(stopped.receive())[0] == netlink.EXEC
        stopped.ignore()
        with contextlib.suppress(BlockingIOError):
            while stopped.receive_now():  # what came before it was told
                pass
        child = subprocess.Popen(["/bin/true"])
        child.wait()
        while netlink.decode(going.receive())[-1] != child.pid:
            pass
        with pytest.raises(BlockingIOError):
            stopped.receive_now()
        going.ignore()


@pytest.mark.skipif(os.getuid() != 0, reason="only root can say which process id comes next")
def test_a_process_id_that_was_given_to_another_is_not_taken_for_it(person: Person) -> None:
    with person.watching("connector") as watching:
        watching.freeze()
        first = person.start(["/bin/true"])
        first.wait()
        ended = procstat.ticks_at(time.monotonic_ns())
        while procstat.ticks_at(time.monotonic_ns()) < ended + 3:
            os.sched_yield()
        with started_as(first.pid, person) as second:
            watching.thaw()
            known = watching.launch(lambda one: one["pid"] == second.pid and "problem" not in one)
            while not watching.launches(second.pid)[1:]:
                watching.launch_of(second)
        reused = [launch for launch in watching.launches(second.pid) if "problem" in launch]
    assert reused  # each program that had the id meanwhile, whoever's
    for launch in reused:
        assert "given to another" in launch["problem"]
        assert (launch["exe"], launch["argv"], launch["start_time"]) == ("", [], 0)
    assert (known["exe"], known["argv"]) == (SLEEP, ["sleep", "300"])
    assert "previous_exe" not in known


@contextlib.contextmanager
def started_as(pid: int, person: Person) -> "Iterator[subprocess.Popen[bytes]]":
    """A program that got that very process id; another that starts at the same moment may snatch it, so try again."""
    for _ in range(1000):
        Path("/proc/sys/kernel/ns_last_pid").write_text(str(pid - 1))
        with person.running(["sleep", "300"]) as child:
            if child.pid == pid:
                yield child
                return
    raise AssertionError(f"process id {pid} was never given again")
