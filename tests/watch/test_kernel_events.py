"""What the kernel does with its process events, where we rely on it: listeners that go, process ids given again."""

import contextlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from app.watch import netlink, procstat
from tests.watch.person import PATIENCE_SECONDS, Person

pytestmark = pytest.mark.alone

SLEEP = os.path.realpath(shutil.which("sleep") or "/bin/sleep")


def test_who_ignores_hears_no_more() -> None:
    """The kernel counts listeners; one that only closes its socket leaves every fork and exec dearer until reboot."""
    stopped, going = (netlink.EventSocket((), others=True) for _ in range(2))
    with contextlib.closing(stopped), contextlib.closing(going):
        for source in (stopped, going):
            source.listen(netlink.EXEC)
            source.wait_at_most(PATIENCE_SECONDS)
        subprocess.run(["/bin/true"], check=True)
        while netlink.decode(stopped.receive())[1] != netlink.EXEC:  # all sorts, until the kernel has read the mask
            pass
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
        with started_as(first.pid, person):
            watching.thaw()
            known = watching.launch(lambda one: one["pid"] == first.pid and "problem" not in one)
            while not watching.launches(first.pid)[1:]:
                watching.launch_of(first)
        reused = [launch for launch in watching.launches(first.pid) if "problem" in launch]
    assert reused  # each program that had the id meanwhile, whoever's
    for launch in reused:
        assert "given to another" in launch["problem"]
        assert (launch["exe"], launch["argv"], launch["start_time"]) == ("", [], 0)
    assert (known["exe"], known["argv"]) == (SLEEP, ["sleep", "300"])
    assert "previous_exe" not in known


_STARTED_AS = """
import ctypes, os, signal, struct, sys
wanted = (ctypes.c_int * 1)(int(sys.argv[1]))
words = struct.pack("=11Q", 0, 0, 0, 0, signal.SIGCHLD, 0, 0, 0, ctypes.addressof(wanted), 1, 0)
pid = ctypes.PyDLL(None, use_errno=True).syscall(435, words, len(words))
if pid == 0:
    os.chdir(sys.argv[3])
    os.setgroups([])
    os.setgid(int(sys.argv[2]))
    os.setuid(int(sys.argv[2]))
    os.execve(sys.argv[4], ["sleep", "300"], {})
print(pid if pid > 0 else os.strerror(ctypes.get_errno()), flush=True)
sys.stdin.read()
os.kill(pid, signal.SIGKILL)
os.waitpid(pid, 0)
"""


@contextlib.contextmanager
def started_as(pid: int, person: Person) -> Iterator[None]:
    """A program that got that very process id, which is free; others get theirs as ever (clone3(2), `set_tid`)."""
    argv = [sys.executable, "-I", "-S", "-c", _STARTED_AS, str(pid), str(person.uid), str(person.home), SLEEP]
    with subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdin is not None
        assert parent.stdout is not None
        assert parent.stdout.readline() == f"{pid}\n"
        try:
            yield
        finally:
            parent.stdin.close()
