"""Looking again and again: what was told is not told a second time as it ends."""

import contextlib

import psutil
import pytest

from app.policy.launch import Launch
from app.watch.environment import Wanted
from app.watch.polling import Poll
from app.watch.portable import PsutilReader

NEW = 4711


class Ending:
    """Reads one process that is whole at first, and gone in the middle of the second reading."""

    def __init__(self, _wanted: Wanted) -> None:
        self.asked = 0

    def identify(self, pid: int) -> Launch | None:
        self.asked += 1
        if self.asked == 1:
            return Launch(pid=pid, start_time=100, exe="/bin/tool", argv=("tool",))
        return Launch(pid=pid, exe="/bin/tool", argv=("tool",), problem="it ended before it could be read")

    def running(self) -> list[Launch]:
        return []


def test_what_ends_while_it_is_read_again_is_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    lists = iter([[1], [1, NEW], [1, NEW], [1]])
    monkeypatch.setattr(psutil, "pids", lambda: next(lists))
    reader = Ending(Wanted())
    with contextlib.closing(Poll(lambda _wanted: reader, tick=0.0, sweep=60.0)) as source:
        told = [record for _ in range(3) for record in source.read(0.0)]
    assert [(launch.pid, launch.exe, launch.problem) for launch in told if isinstance(launch, Launch)] == [
        (NEW, "/bin/tool", "")
    ]
    assert reader.asked == 2


def test_a_process_that_execs_while_psutil_reads_it_is_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its arguments are asked for first; torn, a shell looked as if it were what had started it."""
    shown = iter([["before"], ["sh", "script"], ["sh", "script"], ["sh", "script"]])
    monkeypatch.setattr(psutil.Process, "cmdline", lambda _process: next(shown))
    launch = PsutilReader().identify(psutil.Process().pid)
    assert launch is not None
    assert launch.argv == ("sh", "script")
    assert next(shown, None) is None
