"""What the kernel and the systems say of processes: /proc, netlink, the watcher's frames, Windows' and macOS'."""

import struct
from collections.abc import Callable
from pathlib import Path
from unittest import mock

from app.host import etwlayout, libproc, ntlayout
from app.watch import environment, frames, netlink, procfs, procstat, records, standing
from app.watch.frames import Broken, Counts, Decoder, Kind
from app.watch.procfs import Reading
from tests.fuzz.target import Target, on_bytes, on_file

_READ: dict[Kind, Callable[[bytes], object]] = {
    Kind.READY: frames.read_mode,
    Kind.MODE: frames.read_mode,
    Kind.LAUNCH: frames.read_launch,
    Kind.GAP: frames.read_gap,
    Kind.COUNTS: frames.read_counts,
    Kind.FAILED: bytes,
}


def _frames(data: bytes) -> None:
    """However a stream is torn, the same frames come of it."""
    whole = Decoder().feed(data)
    torn, found = Decoder(), []
    for at in range(0, len(data), 7):
        found += torn.feed(data[at : at + 7])
    assert found == whole
    for kind, payload in whole:
        said = _READ[kind](payload)
        if isinstance(said, frames.Seen):
            assert frames.launch(said.reading, said.event_ns, said.seen_ns)[5:] == payload
            records.as_launch(said.reading, said.seen_ns)


def _launch(data: bytes) -> None:
    """Strings of a process, apart by 0xff: whatever they hold comes back byte for byte."""
    parts = [*data.split(b"\xff", 7), *[b""] * 8][:8]
    reading = Reading(1, 2, 3, 4, 5, *parts)
    made = records.as_launch(reading, 6)
    assert [one.encode("utf-8", "surrogateescape") for one in made.argv] == records.items(reading.argv)
    assert made.comm.encode("utf-8", "surrogateescape") == reading.comm
    assert not {*made.env} - {
        one.partition(b"=")[0].decode("utf-8", "surrogateescape") for one in records.items(reading.env)
    }


def _stat(data: bytes) -> None:
    """Each process writes its own name into this line; all else is the kernel's, and of the kernel's form."""
    name, _, numbers = data.partition(b"\xff")
    fields = b" ".join(b"%d" % (one * 7919) for one in numbers[:49].ljust(49, b"\1"))
    line = b"1 (" + name[:64].replace(b"\0", b"") + b") S " + fields + b"\n"
    with mock.patch.object(procstat, "content", lambda _path, size: line[:size]):
        said = procstat.read_stat(1)
    assert said.comm == name[:64].replace(b"\0", b"")
    assert procstat.origin(line[:1024]).comm == said.comm


def _status(data: bytes) -> None:
    """`Name:` is the process's own, and escaped by the kernel (proc_pid_status(5)); the rest is the kernel's."""
    name = data[:64].replace(b"\\", b"\\\\").replace(b"\n", b"\\n").replace(b"\0", b"")
    text = b"Name:\t" + name + b"\nState:\tS (sleeping)\nUid:\t4711\t0\t0\t0\n"
    with mock.patch.object(procfs, "content", lambda _path, size: text[:size]):
        assert procfs._user_behind_root(b"/proc/1/", 1000) == 4711


def _variables(data: bytes) -> None:
    wanted = environment.Wanted(("ACME_MODE",))
    found = records.items(wanted.among(data))
    names = [one.partition(b"=")[0] for one in found]
    assert len(set(names)) == len(names)
    assert set(names) <= wanted.names, "no variable of the person's own is taken"
    assert wanted.among(b"\0".join(found)) == wanted.among(data)


def _netlink(data: bytes) -> None:
    """The kernel's datagrams have one length; the socket takes nobody else's."""
    datagram = (data + bytes(76))[:76]
    number, what, cpu, time_ns, thread, pid = netlink.decode(datagram)
    assert all(one >= 0 for one in (number, what, cpu, time_ns, thread, pid))


def _etw(data: bytes) -> None:
    entry = etwlayout.started(data[0] if data else 0, data[1:])
    assert "\0" not in entry.name
    entry.name.encode()


def _nt(data: bytes) -> None:
    for one in ntlayout.entries(data, 0x1000):
        one.name.encode()


def _arguments(data: bytes) -> None:
    said = libproc.arguments(data)
    assert sum(map(len, said.argv)) + len(said.env) <= len(data)


def _bsd(data: bytes) -> None:
    libproc.bsd_info((data + bytes(libproc.BSD_INFO.size))[: libproc.BSD_INFO.size])


def _standing(path: Path) -> None:
    standing.read(path)


_SEEN = frames.launch(Reading(1, 2, 3, 4, 5, b"/usr/bin/x", b"x\0-a\0", b"/", b"x", b"/bin/sh", b"sh", b"CI=1\0"), 6, 7)
_STREAM = (
    frames.mode(Kind.READY, "fifo", [3, 4]) + _SEEN + frames.gap(3, "full") + frames.counts(Counts(1, 2, 3, 4))
    + frames.text(Kind.FAILED, "no")
)  # fmt: skip
_PROCESS = ntlayout.PROCESS.pack(0, 3, 5, 4, 4, 0x1000 + ntlayout.PROCESS.size, 7, 1, 0) + "ab".encode("utf-16-le")


TARGETS = (
    Target(
        "watcher-frames",
        on_bytes(_frames),
        ("app.watch.frames", "app.watch.channel", "app.watch.records"),
        (Broken,),
        (_STREAM, _SEEN),
        (b"\x03", struct.pack("=IB", 8, 4), struct.pack("=IB", 32, 5), b"\xff\xff\xff\xff"),
    ),
    Target(
        "proc-strings",
        on_bytes(_launch),
        ("app.watch.records",),
        (),
        (b"/usr/bin/x\xffx\0-a\0\xff/\xffx\xff/bin/sh\xffsh\xffCI=1\0\xff",),
        (b"\0", b"=", b" (deleted)", b"\xff", b"\xc3"),
    ),
    Target(
        "proc-stat",
        on_bytes(_stat),
        ("app.watch.procstat",),
        (),
        (b"node\xff" + bytes(range(49)), b"a) S 1 (b"),
        (b")", b"(", b" ", b"\n"),
        largest=200,
    ),
    Target(
        "proc-status",
        on_bytes(_status),
        ("app.watch.procfs",),
        (),
        (b"node", b"x\nUid:\t0"),
        (b"\nUid:\t", b"\\"),
        largest=64,
    ),
    Target(
        "proc-environ",
        on_bytes(_variables),
        ("app.watch.environment",),
        (),
        (b"HOME=/home/a\0CI=1\0X=2\0ACME_MODE=3\0", b"A=" + b"x" * 5000),
        (b"\0", b"HOME=", b"CI=", b"ACME_MODE=", b"npm_execpath="),
        largest=8192,
    ),
    Target("netlink-event", on_bytes(_netlink), ("app.watch.netlink",), (), (bytes(76),), (), largest=76),
    Target(
        "etw-event",
        on_bytes(_etw),
        ("app.host.etwlayout",),
        (OSError,),
        (b"\x00" + bytes(20) + "\\a\\b.exe\0".encode("utf-16-le"), b"\x03" + bytes(48) + b"\1\2" + bytes(40)),
        (b"\xd8\x00", b"\x00\xdc", b"\\\0"),
        largest=512,
    ),
    Target(
        "nt-processes", on_bytes(_nt), ("app.host.ntlayout",), (OSError,), (_PROCESS,), (b"\0\x10\0\0",), largest=2048
    ),
    Target(
        "nt-owner",
        on_bytes(lambda data: ntlayout.owner(data, 0x1000)),
        ("app.host.ntlayout", "app.host.nt"),
        (OSError,),
        (struct.pack("<Q", 0x1010) + bytes(8) + b"\1\1" + bytes(10),),
        (),
        largest=300,
    ),
    Target(
        "macos-arguments",
        on_bytes(_arguments),
        ("app.host.libproc",),
        (),
        (struct.pack("<i", 2) + b"/bin/x\0\0\0x\0-a\0HOME=/\0A=b\0\0",),
        (b"\xff\xff\xff\x7f", b"\0\0"),
    ),
    Target("macos-process", on_bytes(_bsd), ("app.host.libproc",), (), (bytes(136),), (), largest=136),
    Target(
        "state-watching",
        on_file(_standing),
        ("app.watch.standing",),
        (),
        (b'{"agent": {"pid": 1, "start_time": 2}, "since": "2026-11-23T08:00:00Z", "source": "a", "mode": "b"}',),
        (b"\xff", b"[["),
    ),
)
