"""Looking again and again: what was told is not told a second time as it ends."""

import contextlib
from pathlib import Path

import psutil
import pytest

from app.policy.launch import Launch
from app.watch.environment import Wanted
from app.watch.inotify import NotifiedPoll
from app.watch.polling import Poll
from app.watch.portable import PsutilReader
from app.watch.records import ProcReader

NEW = 4711


class Ending:
    """Reads one process that is whole at first, and gone in the middle of the second reading."""

    execs_in_place = True

    def __init__(self, _wanted: Wanted) -> None:
        self.asked = 0
        self._lists = iter([[1], [1, NEW], [1, NEW], [1]])

    def listing(self) -> dict[int, int]:
        return dict.fromkeys(next(self._lists), 0)

    def identify(self, pid: int) -> Launch | None:
        self.asked += 1
        if self.asked == 1:
            return Launch(pid=pid, start_time=100, exe="/bin/tool", argv=("tool",))
        return Launch(pid=pid, exe="/bin/tool", argv=("tool",), problem="it ended before it could be read")

    def running(self) -> list[Launch]:
        return []


def test_what_ends_while_it_is_read_again_is_told_once() -> None:
    reader = Ending(Wanted())
    with contextlib.closing(Poll(lambda _wanted: reader, tick=0.0, sweep=60.0)) as source:
        told = [record for _ in range(3) for record in source.read(0.0)]
    assert [(launch.pid, launch.exe, launch.problem) for launch in told if isinstance(launch, Launch)] == [
        (NEW, "/bin/tool", "")
    ]
    assert reader.asked == 2


class Reusing:
    """A system whose list tells start times: the id of a program that ended is given to the next at once."""

    execs_in_place = False

    def __init__(self, _wanted: Wanted) -> None:
        self._started = iter([100, 200, 200])
        self._now = 0

    def listing(self) -> dict[int, int]:
        self._now = next(self._started)
        return {NEW: self._now}

    def identify(self, pid: int) -> Launch:
        return Launch(pid=pid, start_time=self._now, exe=f"tool-{self._now}", argv=("tool",))

    def running(self) -> list[Launch]:
        return [self.identify(NEW)]


def test_an_id_given_again_between_two_looks_is_a_launch() -> None:
    with contextlib.closing(Poll(Reusing, tick=0.0, sweep=0.0)) as source:
        told = [record for _ in range(2) for record in source.read(0.0)]
    assert [(launch.pid, launch.exe) for launch in told if isinstance(launch, Launch)] == [(NEW, "tool-200")]


def test_where_nothing_execs_in_place_no_program_is_said_to_be_seen_late() -> None:
    assert "replaces itself" not in Poll(Reusing, tick=0.0).blind_spots
    assert "replaces itself" in Poll(Ending, tick=0.0).blind_spots


def test_a_process_that_execs_while_psutil_reads_it_is_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its arguments are asked for first; torn, a shell looked as if it were what had started it."""
    shown = iter([["before"], ["sh", "script"], ["sh", "script"], ["sh", "script"]])
    monkeypatch.setattr(psutil.Process, "cmdline", lambda _process: next(shown))
    launch = PsutilReader().identify(psutil.Process().pid)
    assert launch is not None
    assert launch.argv == ("sh", "script")
    assert next(shown, None) is None


def test_processes_are_not_all_read_again_while_nothing_starts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library, rounds = tmp_path / "library", list[Launch]()
    library.touch()

    def running(_reader: ProcReader) -> list[Launch]:
        rounds.append(Launch(pid=NEW, start_time=1, exe=f"/bin/{len(rounds)}", argv=("tool",)))
        return rounds[-1:]

    monkeypatch.setattr(NotifiedPoll, "_prove", lambda _source, _loadavg: None)
    monkeypatch.setattr(NotifiedPoll, "_last_id", lambda _source: 7)
    with contextlib.closing(NotifiedPoll((str(library),))) as source:
        monkeypatch.setattr(ProcReader, "running", running)
        source._sweep = source._next_sweep = 0.0
        assert [one.exe for one in source.read(30.0) if isinstance(one, Launch)] == ["/bin/0"]
        source._hurry()
        assert source.read(0.0) == []
        library.read_bytes()
        assert [one.exe for one in source.read(30.0) if isinstance(one, Launch)] == ["/bin/1"]


class Slow(Ending):
    """Its program is in the middle of exec for two looks."""

    def identify(self, pid: int) -> Launch | None:
        self.asked += 1
        return Launch(pid=pid, start_time=100, argv=("tool",) if self.asked > 2 else (), env={"PWD": "/"})


@pytest.mark.parametrize(("third", "argv"), [([NEW], ("tool",)), ([], ())])
def test_what_has_no_arguments_yet_is_waited_for_as_long_as_it_is_read(third: list[int], argv: tuple[str, ...]) -> None:
    with contextlib.closing(Poll(Slow, tick=60.0, sweep=60.0)) as source:
        assert source._tell((), [NEW]) == []
        assert source._tell([NEW], []) == []
        (told,) = source._tell(third, [])
    assert isinstance(told, Launch)
    assert (told.pid, told.argv) == (NEW, argv)
