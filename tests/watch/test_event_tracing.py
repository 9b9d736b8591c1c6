"""Windows' event tracing as a source: what events say, what is lost, and who may not start a session."""

import contextlib
import ctypes
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.host import etw, etwlayout, ntlayout
from app.policy.launch import Launch, Parent
from app.watch.etw import Etw, leftovers, session_name
from app.watch.ladder import Ladder
from app.watch.source import Elsewhere, Gap, Unavailable, open_source
from tests.watch.fake_tracing import PROVIDER, Running, Tracing, short_lived, started
from tests.watch.fake_windows import LAYOUT, OWN_PID, Program, Windows

PATIENCE_SECONDS = 30.0


def test_the_layouts_are_those_of_the_headers() -> None:
    """mingw-w64's evntrace.h and evntcons.h, by its own compiler."""
    structures: dict[str, Any] = {
        "EVENT_TRACE_PROPERTIES": etwlayout.TraceProperties,
        "EVENT_TRACE_LOGFILEW": etwlayout.LogFile,
        "EVENT_RECORD": etwlayout.EventRecord,
    }
    for name, structure in structures.items():
        assert ctypes.sizeof(structure) == LAYOUT[name]["size"]
        named = {field for field, *_ in structure._fields_} & set(LAYOUT[name])
        assert {field: getattr(structure, field).offset for field in named} == {
            field: LAYOUT[name][field] for field in named
        }
        assert len(named) >= 3
    assert etwlayout.TraceProperties.Guid.offset == LAYOUT["WNODE_HEADER"]["Guid"]
    assert etwlayout.TraceProperties.ClientContext.offset == LAYOUT["WNODE_HEADER"]["ClientContext"]
    assert etwlayout.TraceProperties.Flags.offset == LAYOUT["WNODE_HEADER"]["Flags"]
    assert etwlayout.EventRecord.ProviderId.offset == LAYOUT["EVENT_HEADER"]["ProviderId"]
    assert etwlayout.EventRecord.Id.offset == LAYOUT["EVENT_HEADER"]["EventDescriptor"]
    assert etwlayout.EventRecord.Version.offset == LAYOUT["EVENT_HEADER"]["EventDescriptor"] + 2
    assert etwlayout.EventRecord.ExtendedDataCount.offset == LAYOUT["EVENT_HEADER"]["size"] + 4
    assert etwlayout.KERNEL_PROCESS.bytes_le == PROVIDER


@pytest.mark.parametrize("version", range(5))
def test_every_version_of_the_event_is_read(version: int) -> None:
    program = Program(4711, 134_000_000_000_000_007, "C:\\Tools\\tool.exe", ["tool"], ppid=12)
    entry = etwlayout.started(version, started(program, version=version))
    assert entry[:4] == (4711, 12, program.created, program.session)
    assert entry.name == "tool.exe"


def test_an_event_of_an_unknown_version_is_refused() -> None:
    program = short_lived()
    for version, data in ((5, started(program)), (4, started(program)[:40]), (0, b"")):
        with pytest.raises(OSError, match="not known"):
            etwlayout.started(version, data)


@given(st.integers(0, 4), st.binary(max_size=120))
def test_nonsense_is_refused_or_read(version: int, data: bytes) -> None:
    with contextlib.suppress(OSError):
        assert len(etwlayout.started(version, data).image_name) <= 2 * len(data)


class Watched:
    """A Windows whose event session we are the administrator of."""

    def __init__(self) -> None:
        self.machine, self.tracing = Windows(), Tracing()
        self.source: Etw | None = None

    def open(self, **more: Any) -> Etw:
        self.source = Etw(self.machine.reader, self.session, **{"look": 0.0, "often": 0.0, "retry": 0.0, **more})
        return self.source

    def session(self, consumer: etw.Consumer) -> etw.Session:
        return etw.Session(self.tracing.calls(), "Signpost 1 2", consumer)

    @property
    def running(self) -> Running:
        (session,) = self.tracing.sessions.values()
        return session

    def records(self, wanted: int) -> list[Launch | Gap]:
        """What the source tells, as soon as it is so much."""
        assert self.source is not None
        found: list[Launch | Gap] = []
        patience = threading.Event()
        timer = threading.Timer(PATIENCE_SECONDS, patience.set)
        timer.start()
        while len(found) < wanted and not patience.is_set():
            found += self.source.read(1.0)
        timer.cancel()
        timer.join()
        return found


@pytest.fixture
def watched() -> Iterator[Watched]:
    made = Watched()
    yield made
    if made.source is not None:
        made.source.close()
    assert made.tracing.sessions == {}
    assert "etw" not in {thread.name for thread in threading.enumerate()}


def test_a_started_program_is_told_by_its_event_and_once(watched: Watched) -> None:
    source = watched.open(look=3600.0)
    assert source.read(0.0) == []
    program = watched.machine.start("C:\\tool.exe", ["tool", "x"])
    watched.running.tell(started(program))
    (launch,) = watched.records(1)
    assert isinstance(launch, Launch)
    assert (launch.pid, launch.exe, launch.argv) == (program.pid, "C:\\tool.exe", ("tool", "x"))
    assert launch.start_time == ntlayout.hundredths(program.created)
    assert launch.parent == Parent(OWN_PID, "C:\\signpost.exe", "signpost.exe")
    source._next_list = source._next_look = 0.0
    assert source.read(0.0) == []
    assert source.stats().launches == 1


def test_what_ended_before_it_could_be_read_is_told_by_the_events_word(watched: Watched) -> None:
    watched.open(look=3600.0).read(0.0)
    program = short_lived()
    watched.running.tell(started(program))
    (launch,) = watched.records(1)
    assert isinstance(launch, Launch)
    assert (launch.pid, launch.comm, launch.exe) == (program.pid, "short.exe", "")
    assert launch.start_time == ntlayout.hundredths(program.created)
    assert launch.problem == "it ended before it could be read"
    assert launch.parent.pid == OWN_PID


def test_an_id_that_is_anothers_by_now_is_two_launches(watched: Watched) -> None:
    watched.open(look=3600.0).read(0.0)
    gone = short_lived()
    now = watched.machine.start("C:\\now.exe", ["now"], pid=gone.pid)
    watched.running.tell(started(gone))
    watched.running.tell(started(now))
    told = [(one.comm, one.exe) for one in watched.records(2) if isinstance(one, Launch)]
    assert told == [("short.exe", ""), ("now.exe", "C:\\now.exe")]


def test_other_sessions_and_other_events_are_left_alone(watched: Watched) -> None:
    watched.open(look=3600.0)
    other = Program(9500, 134_000_000_000_000_007, "C:\\other.exe", ["other"], session=7)
    watched.running.tell(started(other))
    watched.running.tell(started(short_lived(9504)), number=2)
    watched.running.tell(started(short_lived(9508)), provider=bytes(16))
    watched.running.tell(started(short_lived(9512)))
    assert [one.pid for one in watched.records(1) if isinstance(one, Launch)] == [9512]


def test_an_event_of_an_unknown_layout_has_the_list_looked_at(watched: Watched) -> None:
    source = watched.open(look=3600.0)
    source.read(0.0)
    program = watched.machine.start("C:\\tool.exe", ["tool"])
    watched.running.tell(b"", version=9)
    (launch,) = watched.records(1)
    assert isinstance(launch, Launch)
    assert launch.pid == program.pid


def test_what_was_started_while_the_session_was_opened_is_found(watched: Watched) -> None:
    source = watched.open(look=3600.0)
    program = watched.machine.start("C:\\tool.exe", ["tool"])
    (launch,) = source.read(0.0)
    assert isinstance(launch, Launch)
    assert launch.pid == program.pid


def test_lost_events_are_a_gap_and_what_they_told_of_is_found(watched: Watched) -> None:
    source = watched.open()
    source.read(0.0)
    program = watched.machine.start("C:\\tool.exe", ["tool"])
    watched.running.events_lost, watched.running.buffers_lost = 5, 2
    gap, launch = watched.records(2)
    assert gap == Gap(7, "Windows' event tracing lost events")
    assert isinstance(launch, Launch)
    assert launch.pid == program.pid
    assert source.read(0.0) == []
    assert (source.stats().gaps, source.stats().lost, source.stats().launches) == (1, 7, 1)


def test_what_finds_no_room_is_counted(watched: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.watch.etw.MOST_WAITING", 2)
    source = watched.open()
    source.read(0.0)
    for number in range(5):
        source._started(etwlayout.started(4, started(short_lived(9600 + 4 * number))))
    *launches, gap = watched.records(3)
    assert [one.pid for one in launches if isinstance(one, Launch)] == [9600, 9604]
    assert gap == Gap(3, "Windows' event tracing lost events")


def test_a_session_that_windows_ends_is_said_and_started_anew(watched: Watched) -> None:
    source = watched.open()
    source.read(0.0)
    first = watched.running
    watched.tracing.end(first)
    (gap,) = watched.records(1)
    assert gap == Gap(0, "Windows ended the event session")
    assert (source.mode, source.stats().restarts) == ("", 1)
    assert watched.running is not first
    watched.running.tell(started(short_lived()))
    assert len(watched.records(1)) == 1


def test_without_a_new_session_the_list_is_looked_at_often(watched: Watched) -> None:
    source = watched.open(look=3600.0, retry=3600.0)
    source.read(0.0)
    watched.tracing.refuse = 5
    watched.tracing.end(watched.running)
    assert watched.records(1) == [Gap(0, "Windows ended the event session")]
    assert (source.mode, source.stats().restarts) == ("interrupted", 0)
    program = watched.machine.start("C:\\tool.exe", ["tool"])
    (launch,) = watched.records(1)
    assert isinstance(launch, Launch)
    assert launch.pid == program.pid
    watched.tracing.refuse, source._retry_at = 0, 0.0
    source.read(0.0)
    assert source.mode == ""


@pytest.mark.parametrize("refused", ["refuse", "refuse_enabling", "refuse_opening"])
def test_without_the_rights_it_is_unavailable_and_leaves_nothing(watched: Watched, refused: str) -> None:
    setattr(watched.tracing, refused, etw.ACCESS_DENIED)
    with pytest.raises(Unavailable, match="etw: it takes the rights of an administrator or of the group"):
        watched.open()


def test_without_room_for_a_session_it_is_unavailable(watched: Watched) -> None:
    watched.tracing.refuse = etw.NO_SYSTEM_RESOURCES
    with pytest.raises(Unavailable, match="its session cannot be started: Windows error 1450"):
        watched.open()


def test_sessions_that_outlived_who_started_them_are_ended() -> None:
    tracing = Tracing()
    consumer = etw.Consumer(lambda _entry: None, lambda: None)
    killed, alive = session_name(11, 22), session_name(33, 44)
    for name in (killed, alive, "NT Kernel Logger", "Signpost of somebody", "Signpost 1 2 3"):
        tracing.sessions[name] = Running(len(tracing.sessions) + 5000)
    names = tracing.calls().names()
    assert names == list(tracing.sessions)
    left = leftovers(names, lambda pid, started: (pid, started) == (33, 44))
    assert left == [killed]
    with contextlib.closing(etw.Session(tracing.calls(), session_name(55, 66), consumer, left)):
        assert set(tracing.sessions) == {*names, session_name(55, 66)} - {killed}


def test_on_other_systems_it_is_refused_by_name_and_not_mentioned_otherwise() -> None:
    with pytest.raises(Elsewhere, match="only Windows has event tracing"):
        open_source("etw")
    with contextlib.closing(Ladder()) as source:
        assert not any(isinstance(refusal, Elsewhere) for refusal in source.refusals)
