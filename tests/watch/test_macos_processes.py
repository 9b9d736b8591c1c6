"""What macOS answers, read: the SDK's structures, arguments as exec left them or as a hostile process rewrote them."""

import contextlib
import ctypes
import errno
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.host import libproc
from app.policy.launch import Launch, Parent
from app.watch.environment import Wanted
from app.watch.polling import Poll
from tests.watch.fake_macos import ME, OWN_PID, Macos, ProcBsdInfo, ProcVnodePathInfo, VnodeInfoPath


def test_the_layout_is_that_of_the_headers() -> None:
    """sys/proc_info.h, natural alignment. PROC_PIDTBSDINFO_SIZE is 136 (its users say so, too)."""
    assert ctypes.sizeof(ProcBsdInfo) == libproc.BSD_INFO.size == 136
    assert ctypes.sizeof(ProcVnodePathInfo) == libproc.VNODE_PATH_INFO_SIZE == 2352
    assert VnodeInfoPath.vip_path.offset == 152
    info = ProcBsdInfo(pbi_status=1, pbi_ppid=2, pbi_ruid=3, pbi_comm=b"c", pbi_name=b"n", pbi_start_tvsec=4)
    info.pbi_start_tvusec = 5
    assert libproc.bsd_info(bytes(info)) == libproc.BsdInfo(1, 2, 3, b"n", 4_000_005)
    info.pbi_name = b""
    assert libproc.bsd_info(bytes(info)).name == b"c"


def block(argc: int, rest: bytes) -> bytes:
    return struct.pack("<i", argc) + rest


def test_arguments_and_variables_are_told_apart_by_their_number() -> None:
    read = libproc.arguments(block(3, b"/bin/sh\0\0\0\0\0sh\0\0two words\0A=1\0B=\0\0stack_guard=0x1\0"))
    assert read == libproc.Arguments((b"sh", b"", b"two words"), b"A=1\0B=", whole=True)


def test_without_variables_there_are_none() -> None:
    assert libproc.arguments(block(1, b"/x\0\0x\0\0ptr_munge=\0")) == libproc.Arguments((b"x",), b"", whole=True)
    assert libproc.arguments(block(1, b"/x\0\0x\0")) == libproc.Arguments((b"x",), b"", whole=True)


@pytest.mark.parametrize(
    ("data", "argv"),
    [
        (b"", ()),
        (b"\1\0", ()),
        (block(2, b""), ()),
        (block(2, b"/bin/x"), ()),
        (block(3, b"/bin/x\0one\0tw"), (b"one", b"tw")),
        (block(2_000_000_000, b"/bin/x\0one\0two\0"), (b"one", b"two")),
    ],
)
def test_arguments_that_are_cut_are_said_to_be(data: bytes, argv: tuple[bytes, ...]) -> None:
    assert libproc.arguments(data) == libproc.Arguments(argv, b"", whole=False)


def test_a_process_that_says_it_has_no_arguments_has_none() -> None:
    assert libproc.arguments(block(-1, b"/bin/x\0A=1\0\0")).argv == ()
    assert libproc.arguments(block(0, b"/bin/x\0A=1\0\0")) == libproc.Arguments((), b"A=1", whole=True)


@given(st.binary(max_size=200))
def test_nonsense_is_read_as_no_more_than_there_is(data: bytes) -> None:
    read = libproc.arguments(data)
    assert sum(map(len, read.argv)) + len(read.env) <= len(data)
    assert all(b"\0" not in item for item in read.argv)


def test_arguments_that_do_not_fit_are_a_launch_with_a_problem() -> None:
    machine = Macos()
    program = machine.start("/opt/tool", ["tool", "x" * 70_000])
    found = machine.reader(Wanted()).identify(program.pid)
    assert found is not None
    assert (found.exe, found.argv[0], found.problem) == ("/opt/tool", "tool", "its arguments are cut")


def test_bytes_that_are_no_text_come_back_as_they_were() -> None:
    machine = Macos()
    program = machine.start("/opt/tool", ["tool", "\udcff\udcfe"])
    found = machine.reader(Wanted()).identify(program.pid)
    assert found is not None
    assert found.argv[1].encode("utf-8", "surrogateescape") == b"\xff\xfe"


def test_a_program_that_execs_another_in_its_place_is_two_launches() -> None:
    machine = Macos()
    with contextlib.closing(Poll(machine.reader, tick=0.0, sweep=0.0)) as source:
        program = machine.start("/bin/sh", ["sh", "-c", "exec tool"])
        (first,) = source.read(0.0)
        program.exe, program.argv = "/opt/tool", ["tool"]
        (second,) = source.read(0.0)
    assert isinstance(first, Launch)
    assert isinstance(second, Launch)
    assert (first.exe, second.exe, second.previous_exe) == ("/bin/sh", "/opt/tool", "/bin/sh")
    assert (second.start_time, second.argv) == (first.start_time, ("tool",))


def test_a_fork_that_execs_nothing_is_no_launch() -> None:
    machine = Macos()
    with contextlib.closing(Poll(machine.reader, tick=0.0, sweep=0.0)) as source:
        shell = machine.start("/bin/sh", ["sh"])
        assert len(source.read(0.0)) == 1
        machine.start("/bin/sh", ["sh"], ppid=shell.pid)
        assert [source.read(0.0) for _ in range(3)] == [[], [], []]


def test_a_program_that_execs_while_it_is_read_is_read_again() -> None:
    """Else it would have the arguments of one program and the file of the next."""
    machine = Macos()
    program = machine.start("/bin/sh", ["sh", "script"])
    calls: list[str] = []

    def exec_after_its_arguments_were_read(call: str, pid: int) -> None:
        calls.append(call)
        if pid == program.pid and calls.count("info") == 2:  # its folder and its user were read
            program.exe, program.argv = "/opt/tool", ["tool"]

    machine.before = exec_after_its_arguments_were_read
    found = machine.reader(Wanted()).identify(program.pid)
    assert found is not None
    assert (found.exe, found.argv) == ("/opt/tool", ("tool",))


def test_launchd_is_named_as_a_parent_though_it_is_roots() -> None:
    machine = Macos()
    program = machine.start("/Applications/Tool.app/Contents/MacOS/Tool", ["Tool"], ppid=1)
    found = machine.reader(Wanted()).identify(program.pid)
    assert found is not None
    assert found.parent == Parent(1, "/sbin/launchd", "launchd")


def test_the_list_is_whole_while_programs_start() -> None:
    """The system's own estimate of its length is out of date at once."""
    machine = Macos()
    for _ in range(1000):
        machine.start("/opt/tool", ["tool"])
    machine.estimate = 10
    assert len(machine.system().pids(ME)) == 1001


def test_somebody_elses_process_is_not_read() -> None:
    machine = Macos()
    assert machine.reader(Wanted()).identify(1) is None
    with pytest.raises(PermissionError):
        machine.system().bsd_info(1)
    with pytest.raises(ProcessLookupError):
        machine.system().bsd_info(424_242)
    assert machine.system().bsd_info(OWN_PID).user == ME
    machine.failing = errno.EPERM
    with pytest.raises(PermissionError):
        machine.system().pids(ME)
