"""What a process of ours says is read line by line, by both readers: on time, whole, to its end, and nothing hangs."""

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psutil
import pytest

from app.host import spoken
from app.host.companion import Companion, companion
from app.host.spoken import Collected, Spoken

PATIENCE_SECONDS = 30.0

READERS: list[Callable[[Companion], Spoken]] = [spoken.spoken]
if sys.platform != "win32":
    READERS.append(Collected)

READ = pytest.mark.parametrize("read", READERS)


@contextmanager
def saying(program: str, read: Callable[[Companion], Spoken]) -> Iterator[tuple[Companion, Spoken]]:
    """A process that runs that Python, and what it says."""
    process = companion([sys.executable, "-I", "-c", f"import os, sys, time\n{program}"], env={})
    said = read(process)
    try:
        yield process, said
    finally:
        process.kill()
        said.close(PATIENCE_SECONDS)
        process.wait()
        assert process.stdin is not None
        process.stdin.close()
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.closed
        assert process.stderr.closed


@READ
def test_lines_come_one_after_the_other_and_then_an_end(read: Callable[[Companion], Spoken]) -> None:
    with saying("os.write(1, b'one\\ntwo\\nthr'); sys.stdin.read(1); os.write(1, b'ee\\nfo')", read) as (process, said):
        assert [said.line(PATIENCE_SECONDS) for _ in range(2)] == [b"one\n", b"two\n"]
        assert process.stdin is not None
        process.stdin.write(b"x")
        assert [said.line(PATIENCE_SECONDS) for _ in range(2)] == [b"three\n", b"fo"]


@READ
def test_a_long_line_comes_whole_and_complaints_do_not_hold_it_up(read: Callable[[Companion], Spoken]) -> None:
    many = 3_000_000
    program = f"sys.stderr.write('complaint\\n' * {many // 10}); print('x' * {many}); print('last', file=sys.stderr)"
    with saying(program, read) as (process, said):
        assert said.line(PATIENCE_SECONDS) == b"x" * many + b"\n"
        process.wait()
        complaint = said.close(PATIENCE_SECONDS)
    assert complaint.endswith(b"complaint\nlast\n")
    assert len(complaint) < 100_000


@READ
def test_silence_is_told(read: Callable[[Companion], Spoken]) -> None:
    with saying("sys.stdin.read()", read) as (_, said):
        assert said.line(0.01) is None
        assert said.line(0.0) is None


@READ
def test_who_is_ended_by_another_thread_says_no_more(read: Callable[[Companion], Spoken]) -> None:
    with saying("sys.stdin.read()", read) as (process, said):
        ends = threading.Thread(target=process.kill)
        ends.start()
        assert said.line(PATIENCE_SECONDS) == b""
        ends.join()


@pytest.mark.skipif(sys.platform == "win32", reason="there a thread reads each pipe")
def test_who_inherited_the_pipes_and_stays_is_not_waited_for() -> None:
    with saying("child = os.fork()\nif child: print(child, flush=True)\nsys.stdin.read()", spoken.spoken) as (_, said):
        stays = int(said.line(PATIENCE_SECONDS) or b"")
        try:
            said.close(0.01)
            assert psutil.Process(stays).is_running()
        finally:
            os.kill(stays, signal.SIGKILL)
