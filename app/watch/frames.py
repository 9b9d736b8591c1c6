"""What the watcher process writes into its pipe: length-prefixed frames of raw bytes, and their decoder.

A frame is `u32 length, u8 kind, payload`, native byte order (both ends are one machine). Strings stay the bytes the
kernel gave, so nothing is lost or misread on the way. Standard library only: the isolated watcher process loads it.
"""

import enum
import itertools
import struct
from collections.abc import Iterable
from typing import NamedTuple

from app.watch.procfs import ARGUMENTS_LIMIT, Reading

_HEAD = struct.Struct("=IB")
_LAUNCH = struct.Struct("=iQqiQQQ 8I")
_LAUNCH_FRAME = struct.Struct("=IB iQqiQQQ 8I")
"""pid, start_time, uid, ppid, identified_ns, event_ns, seen_ns; then how long each of the strings is that follow."""

_GAP = struct.Struct("=Q")
_COUNTS = struct.Struct("=QQQQ")
FRAME_LIMIT = ARGUMENTS_LIMIT + (256 << 10)
"""More than any frame we write: the arguments, three paths of at most a page, 64 KiB of variables."""


class Kind(enum.IntEnum):
    """What a frame says. `FAILED` carries why there is nothing to watch with (any more).

    `READY` and `MODE` carry the scheduling mode, and the ids of the threads that are not scheduled in real time.
    """

    READY = 1
    FAILED = 2
    LAUNCH = 3
    GAP = 4
    COUNTS = 5
    MODE = 6


_KINDS = frozenset(Kind)
_LAUNCH_KIND = int(Kind.LAUNCH)


class Broken(ValueError):
    """The bytes are no frames: the two ends are out of step."""


class Seen(NamedTuple):
    """One exec as the watcher saw it: `event_ns` is the kernel's own time of it, `seen_ns` when its event was read."""

    reading: Reading
    event_ns: int
    seen_ns: int


class Counts(NamedTuple):
    """What the watcher did so far. `events` counts all users' execs, `cpu_ns` its CPU time."""

    events: int = 0
    launches: int = 0
    lost: int = 0
    cpu_ns: int = 0


def frame(kind: Kind, payload: bytes) -> bytes:
    """One frame, ready to write."""
    return _HEAD.pack(len(payload), kind) + payload


def text(kind: Kind, words: str) -> bytes:
    """A FAILED frame."""
    return frame(kind, words.encode())


def mode(kind: Kind, name: str, ordinary: Iterable[int]) -> bytes:
    """A READY or MODE frame: the mode, and the threads that are not scheduled in real time."""
    return frame(kind, " ".join((name, *map(str, ordinary))).encode())


def read_mode(payload: bytes) -> tuple[str, list[int]]:
    """What `mode` packed. Raises Broken."""
    name, *threads = payload.decode("ascii", "replace").split() or [""]
    if not all(thread.isascii() and thread.isdecimal() for thread in threads):
        raise Broken(f"a mode that says {payload[:80]!r}")
    return name, [int(thread) for thread in threads]


def launch(reading: Reading, event_ns: int, seen_ns: int) -> bytes:
    """A LAUNCH frame of what `Seen` holds."""
    strings = reading[5:]
    body = b"".join(strings)
    length = _LAUNCH.size + len(body)
    return _LAUNCH_FRAME.pack(length, _LAUNCH_KIND, *reading[:5], event_ns, seen_ns, *map(len, strings)) + body


def read_launch(payload: bytes) -> Seen:
    """What `launch` packed. Raises Broken."""
    try:
        pid, start_time, uid, ppid, identified_ns, event_ns, seen_ns, *lengths = _LAUNCH.unpack_from(payload)
    except struct.error as error:
        raise Broken(f"a launch of {len(payload)} bytes: {error}") from error
    ends = [*itertools.accumulate(lengths, initial=_LAUNCH.size)]
    if ends[-1] != len(payload):
        raise Broken(f"a launch of {len(payload)} bytes that says {ends[-1]}")
    strings = (payload[start:end] for start, end in itertools.pairwise(ends))
    return Seen(Reading(pid, start_time, uid, ppid, identified_ns, *strings), event_ns, seen_ns)


def gap(lost: int, reason: str) -> bytes:
    """A GAP frame: that many events lost, and why."""
    return frame(Kind.GAP, _GAP.pack(lost) + reason.encode())


def read_gap(payload: bytes) -> tuple[int, str]:
    """What `gap` packed. Raises Broken."""
    if len(payload) < _GAP.size:
        raise Broken(f"a gap of {len(payload)} bytes")
    return _GAP.unpack_from(payload)[0], payload[_GAP.size :].decode(errors="replace")


def counts(values: Counts) -> bytes:
    """A COUNTS frame."""
    return frame(Kind.COUNTS, _COUNTS.pack(*values))


def read_counts(payload: bytes) -> Counts:
    """What `counts` packed. Raises Broken."""
    if len(payload) != _COUNTS.size:
        raise Broken(f"counts of {len(payload)} bytes")
    return Counts(*_COUNTS.unpack(payload))


class Decoder:
    """Cuts a stream of bytes, however it was torn, into frames."""

    def __init__(self) -> None:
        self._bytes = bytearray()

    def feed(self, data: bytes) -> list[tuple[Kind, bytes]]:
        """The frames that are whole now. Raises Broken when the bytes cannot be frames."""
        self._bytes += data
        found: list[tuple[Kind, bytes]] = []
        at = 0
        while len(self._bytes) - at >= _HEAD.size:
            length, kind = _HEAD.unpack_from(self._bytes, at)
            if length > FRAME_LIMIT or kind not in _KINDS:
                raise Broken(f"a frame of kind {kind} and {length} bytes")
            end = at + _HEAD.size + length
            if end > len(self._bytes):
                break
            found.append((Kind(kind), bytes(self._bytes[at + _HEAD.size : end])))
            at = end
        del self._bytes[:at]
        return found
