"""Which of the processes started a moment ago are worth another reading."""

import os
import subprocess
import threading
from collections.abc import Iterator

import pytest

from app.watch import procstat
from app.watch.young import YOUNG_SECONDS, Young


@pytest.fixture
def becoming() -> "Iterator[subprocess.Popen[bytes]]":
    """A shell that becomes the same shell with other words at a line, and says so."""
    script = "echo; read line; exec /bin/sh -c 'echo; read line'"
    pipe = subprocess.PIPE
    with subprocess.Popen(["/bin/sh", "-c", script], stdin=pipe, stdout=pipe, bufsize=0) as child:
        assert child.stdout is not None
        child.stdout.readline()
        yield child


def test_what_execs_is_read_again_and_what_keeps_still_is_not(becoming: "subprocess.Popen[bytes]") -> None:
    young = Young()
    young.add([becoming.pid], 0.0)
    assert [*young.changed(0.1, ())] == [becoming.pid]  # the first reading may have been early
    assert [*young.changed(0.2, ())] == []
    assert [*young.changed(0.2, {becoming.pid})] == [becoming.pid]
    assert becoming.stdin is not None
    assert becoming.stdout is not None
    becoming.stdin.write(b"go\n")
    becoming.stdout.readline()
    assert [*young.changed(0.3, ())] == [becoming.pid]
    assert [*young.changed(YOUNG_SECONDS, {becoming.pid})] == []


def test_what_ended_and_threads_are_not_read_again(becoming: "subprocess.Popen[bytes]") -> None:
    young, over = Young(), threading.Event()
    thread = threading.Thread(target=over.wait)
    thread.start()
    assert procstat.read_stat(os.getpid()).leads
    assert not procstat.read_stat(thread.native_id or 0).leads
    young.add([thread.native_id or 0, becoming.pid], 0.0)
    over.set()
    thread.join()
    becoming.kill()
    os.waitid(os.P_PID, becoming.pid, os.WEXITED | os.WNOWAIT)
    assert [*young.changed(0.1, {becoming.pid})] == []


def test_a_fork_is_not_read_before_it_execs() -> None:
    script, pipe = "exec 3<&0; (read line <&3) & echo $!; wait", subprocess.PIPE
    with subprocess.Popen(["/bin/sh", "-c", script], stdin=pipe, stdout=pipe, bufsize=0) as shell:
        assert shell.stdout is not None
        fork = int(shell.stdout.readline())
        young = Young()
        young.add([shell.pid, fork], 0.0)
        assert procstat.read_stat(fork).flags & procstat.FORKED_ONLY
        assert [*young.changed(0.1, {shell.pid, fork})] == [shell.pid]
