"""What Windows answers, read: Wine's own answers byte for byte, layouts by the system's headers, and hostile ones."""

import contextlib
import json
import shutil
import struct
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.host import nt, ntlayout
from app.policy.launch import Launch, Parent
from app.watch.environment import Wanted
from app.watch.polling import Poll
from app.watch.windows import NtReader
from tests.watch.fake_windows import LAYOUT, OWN_PID, RECORDED, SESSION, Program, Windows, listing

HERE = Path(__file__).with_name("windows")


def recorded(name: str) -> tuple[bytes, int]:
    return bytes.fromhex(RECORDED[name]["bytes"]), RECORDED[name]["base"]


def words(name: str) -> str:
    return bytes.fromhex(RECORDED[name]).decode("utf-16-le")


def test_the_list_that_wine_wrote_is_read() -> None:
    before, after = ntlayout.entries(*recorded("before")), ntlayout.entries(*recorded("after"))
    (child,) = set(after) - set(before)
    assert child == ntlayout.Entry(
        RECORDED["pid"],
        RECORDED["own_pid"],
        RECORDED["created"],
        RECORDED["own_session"],
        "record.exe".encode("utf-16-le"),
    )
    assert child.name == "record.exe"
    assert {entry.name for entry in before} >= {"services.exe", "explorer.exe", "record.exe"}


def test_the_texts_and_owners_that_wine_wrote_are_read() -> None:
    data, base = recorded("image_name")
    length, _, pointer = ntlayout.UNICODE_STRING.unpack_from(data)
    assert ntlayout.decoded(ntlayout.text(data, base, length, pointer)) == words("image") == "C:\\record.exe"
    assert ntlayout.owner(*recorded("owner")) == ntlayout.owner(*recorded("own_owner"))
    assert ntlayout.owner(*recorded("owner"))[:2] == b"\1\5"  # S-1-, with five parts
    assert [RECORDED[name] for name in ("too_small", "text_too_small")] == [nt.STATUS_INFO_LENGTH_MISMATCH] * 2
    assert (RECORDED["no_such_process"], RECORDED["exit_code"]) == (nt.ERROR_INVALID_PARAMETER, nt.STILL_ACTIVE)


def test_the_layout_is_that_of_the_headers() -> None:
    """mingw-w64's winternl.h, by its own compiler."""
    fields = LAYOUT["SYSTEM_PROCESS_INFORMATION"]
    marks = {name: 0x1000 + number for number, name in enumerate(fields)}
    data = bytearray(fields["size"])
    for name, form in {
        "NextEntryOffset": "I",
        "NumberOfThreads": "I",
        "CreateTime": "Q",
        "UniqueProcessId": "Q",
        "InheritedFromUniqueProcessId": "Q",
        "SessionId": "I",
    }.items():
        struct.pack_into(f"<{form}", data, fields[name], marks[name])
    struct.pack_into("<HHxxxxQ", data, fields["ImageName"], 1, 2, 3)
    assert ntlayout.PROCESS.unpack_from(data) == (
        marks["NextEntryOffset"],
        marks["NumberOfThreads"],
        marks["CreateTime"],
        *(1, 2, 3),
        marks["UniqueProcessId"],
        marks["InheritedFromUniqueProcessId"],
        marks["SessionId"],
    )
    assert LAYOUT["UNICODE_STRING"] == {"size": 16, "Length": 0, "MaximumLength": 2, "Buffer": 8}
    assert ntlayout.UNICODE_STRING.unpack(struct.pack("<HHxxxxQ", 1, 2, 3)) == (1, 2, 3)
    assert LAYOUT["TOKEN_USER"]["User.Sid"] == 0


@pytest.mark.full
def test_wine_answers_today_what_it_answered_when_it_was_recorded(tmp_path: Path) -> None:
    """Takes mingw-w64 and Wine (Debian: gcc-mingw-w64-x86-64, wine64, wine); nothing else here does."""
    compiler, wine = shutil.which("x86_64-w64-mingw32-gcc"), shutil.which("wine")
    if compiler is None or wine is None:
        pytest.skip("mingw-w64 and Wine are not installed")
    program = tmp_path / "record.exe"
    options = ["-municode", "-O1", "-ladvapi32", "-lshell32", "-lntdll"]
    subprocess.run([compiler, str(HERE / "record.c"), "-o", str(program), *options], check=True)
    env = {"WINEPREFIX": str(tmp_path / "wine"), "WINEDEBUG": "-all", "WINEARCH": "win64", "PATH": "/usr/bin:/bin"}
    out = subprocess.run([wine, str(program)], env=env, check=True, capture_output=True, timeout=110).stdout
    today: dict[str, Any] = json.loads(out)
    same = ("layout", "own_session", "exit_code", "too_small", "text_too_small", "no_such_process")
    assert {name: today[name] for name in same} == {name: RECORDED[name] for name in same}
    assert today["argv"][1:] == RECORDED["argv"][1:]
    lists = [ntlayout.entries(bytes.fromhex(today[at]["bytes"]), today[at]["base"]) for at in ("before", "after")]
    (child,) = set(lists[1]) - set(lists[0])
    assert (child.pid, child.created, child.name) == (today["pid"], today["created"], "record.exe")


class Replayed(Windows):
    """The system that was recorded: its lists byte for byte, moved to where they are asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.shown = "before"
        argv = [bytes.fromhex(part).decode("utf-16-le") for part in RECORDED["argv"]]
        self.start(words("image"), argv, pid=RECORDED["pid"], owner=ntlayout.owner(*recorded("owner")), cwd="C:\\work")
        self.start(words("image"), ["record.exe"], pid=RECORDED["own_pid"])
        self.programs[OWN_PID].owner = ntlayout.owner(*recorded("own_owner"))
        self.programs[RECORDED["pid"]].created = RECORDED["created"]
        self.lines[words("line")] = argv

    def listing(self, base: int) -> bytes:
        data, recorded_base = recorded(self.shown)
        moved, at = bytearray(data), 0
        name = LAYOUT["SYSTEM_PROCESS_INFORMATION"]["ImageName"] + LAYOUT["UNICODE_STRING"]["Buffer"]
        while True:
            (pointer,) = struct.unpack_from("<Q", moved, at + name)
            struct.pack_into("<Q", moved, at + name, pointer - recorded_base + base)
            (following,) = struct.unpack_from("<I", moved, at)
            if not following:
                return bytes(moved)
            at += following


def test_a_recorded_launch_is_seen_and_read() -> None:
    machine = Replayed()

    def reader(wanted: Wanted) -> NtReader:
        return NtReader(wanted, machine.system(), own_pid=RECORDED["own_pid"], examine=lambda _pid: ("C:\\work", {}))

    with contextlib.closing(Poll(reader, tick=0.0)) as source:
        machine.shown = "after"
        (launch,) = source.read(0.0)
    assert isinstance(launch, Launch)
    assert (launch.pid, launch.start_time) == (RECORDED["pid"], ntlayout.hundredths(RECORDED["created"]))
    assert (launch.exe, launch.comm, launch.cwd, launch.problem) == ("C:\\record.exe", "record.exe", "C:\\work", "")
    assert launch.argv == ("C:\\record.exe", "two words", 'a "quote"', "", "back\\slash\\", "中文")
    assert launch.parent == Parent(RECORDED["own_pid"], "", "record.exe")


def test_an_elevated_program_of_ours_is_seen_and_the_systems_are_not() -> None:
    """Who may be opened but not asked for its owner is ours if it is in our session."""
    machine = Windows()
    with contextlib.closing(Poll(machine.reader, tick=0.0)) as source:
        elevated = machine.start("C:\\elevated.exe", ["elevated"], owner=None, readable=False)
        machine.start("C:\\csrss.exe", ["csrss"], openable=False)
        machine.start("C:\\service.exe", ["service"], owner=None, session=0)
        machine.start("C:\\mine-elsewhere.exe", ["mine"], session=2)
        told = source.read(0.0)
    assert [(one.pid, one.exe) for one in told if isinstance(one, Launch)] == [(elevated.pid, "C:\\elevated.exe")]


def test_a_process_of_another_session_can_be_explained() -> None:
    machine = Windows()
    mine = machine.start("C:\\mine.exe", ["mine"], session=2)
    system = machine.start("C:\\system.exe", ["system"], session=0, owner=None)
    reader = machine.reader(Wanted())
    found = reader.identify(mine.pid)
    assert found is not None
    assert (found.exe, found.comm) == ("C:\\mine.exe", "mine.exe")
    assert reader.identify(system.pid) is None
    nobody = reader.identify(123_456)
    assert nobody is not None
    assert (nobody.exe, nobody.problem) == ("", "it ended before it could be read")


def test_what_ended_between_the_list_and_the_reading_is_told_with_what_the_list_said() -> None:
    machine = Windows()
    reader = machine.reader(Wanted())
    parent = machine.start("C:\\cmd.exe", ["cmd"])
    program = machine.start("C:\\tool.exe", ["tool"], ppid=parent.pid)
    reader.listing()
    machine.end(program.pid)
    gone = reader.identify(program.pid)
    assert gone is not None
    assert (gone.pid, gone.start_time, gone.comm) == (program.pid, 0, "tool.exe")
    assert gone.parent == Parent(parent.pid, "C:\\cmd.exe", "cmd.exe")
    assert gone.problem == "it ended before it could be read"


def test_a_parent_younger_than_its_child_is_none() -> None:
    """Windows gives the ids of ended parents to others."""
    machine = Windows()
    child = machine.start("C:\\child.exe", ["child"], ppid=77_000)
    machine.start("C:\\other.exe", ["other"], pid=77_000)
    found = machine.reader(Wanted()).identify(child.pid)
    assert found is not None
    assert found.parent == Parent(77_000)


def test_what_ended_but_is_held_by_somebody_is_not_running() -> None:
    machine = Windows()
    machine.start("C:\\held.exe", ["held"], threads=0)
    assert [one.exe for one in machine.reader(Wanted()).running()] == ["C:\\signpost.exe"]


def test_a_list_that_cannot_be_had_for_once_is_made_up_for() -> None:
    machine = Windows()
    with contextlib.closing(Poll(machine.reader, tick=0.0)) as source:
        machine.start("C:\\tool.exe", ["tool"])
        machine.failing = 0xC000009A  # STATUS_INSUFFICIENT_RESOURCES
        assert source.read(0.0) == []
        machine.failing = 0
        (launch,) = source.read(0.0)
    assert isinstance(launch, Launch)
    assert launch.exe == "C:\\tool.exe"


def test_variables_are_taken_whatever_their_spelling() -> None:
    """Windows keeps names as they were given and does not tell `Path` from `PATH`; psutil tells them in capitals."""
    machine = Windows()
    program = machine.start("C:\\t.exe", ["t"], env={"NPM_PACKAGE_NAME": "@scope/tool", "pwd": "C:\\", "KEY": "secret"})
    found = machine.reader(Wanted()).identify(program.pid)
    assert found is not None
    assert found.env == {"npm_package_name": "@scope/tool", "PWD": "C:\\"}


def test_half_a_character_in_a_name_or_an_argument_is_replaced() -> None:
    """Windows allows it everywhere; UTF-8 does not, and every room writes launches down."""
    machine = Windows()
    program = machine.start("C:\\\ud800.exe", ["t\udfff", "x"])
    found = machine.reader(Wanted()).identify(program.pid)
    assert found is not None
    assert (found.exe, found.comm, found.argv) == ("C:\\\ufffd.exe", "\ufffd.exe", ("t\ufffd", "x"))


def test_no_command_line_is_no_argument() -> None:
    """CommandLineToArgvW would answer with the path of our own program."""
    assert Windows().system().split("") == []


def test_a_list_longer_than_expected_is_asked_for_again() -> None:
    machine = Windows()
    for number in range(900):
        machine.start("C:\\many.exe", ["many", str(number)], threads=20)
    assert len(machine.system().processes()) == 901


def test_without_ourselves_in_the_list_there_is_no_reader() -> None:
    machine = Windows()
    system = machine.system()
    machine.end(OWN_PID)
    machine.start("C:\\x.exe", ["x"])
    machine.programs[OWN_PID] = machine.programs.pop(next(iter(machine.programs)))
    with pytest.raises(OSError, match="not in the list"):
        NtReader(Wanted(), system, own_pid=OWN_PID)


PROGRAMS = [Program(4 * pid, 10**17 + pid, "C:\\tool.exe", ["tool"], session=SESSION) for pid in range(1, 4)]


@given(st.integers(0, 2000), st.binary(min_size=1, max_size=24))
def test_a_list_of_nonsense_is_refused_or_read_but_never_more_than_there_is(at: int, nonsense: bytes) -> None:
    data = bytearray(listing(PROGRAMS, 0x1000))
    data[at : at + len(nonsense)] = nonsense
    with contextlib.suppress(OSError):
        assert len(ntlayout.entries(bytes(data), 0x1000)) <= len(data) // ntlayout.PROCESS.size


@given(st.binary(max_size=200), st.integers(0, 300))
def test_an_owner_of_nonsense_is_refused_or_read(data: bytes, base: int) -> None:
    with contextlib.suppress(OSError):
        assert ntlayout.owner(data, base) in data


def test_a_list_that_is_cut_is_refused() -> None:
    data = listing(PROGRAMS, 0)
    for size in (0, 1, ntlayout.PROCESS.size - 1, len(data) // 2):
        with pytest.raises(OSError, match=r"cut|outside"):
            ntlayout.entries(data[:size], 0)
    with pytest.raises(OSError, match="outside"):
        ntlayout.entries(data, 1 << 40)
