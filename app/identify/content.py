"""What a file's bytes say: its SHA-256, the markers and traces inside it, in one pass, for a worker thread.

Executables are hundreds of megabytes, so each state of a file is read once, in pieces, and the reading can be called
off.
"""

import os
import re
import threading
import time
from collections.abc import Mapping, Sequence

import msgspec

from app.host.digest import sha256
from app.identify.cache import Cache
from app.identify.files import Identity, close, identity, open_regular

PIECE = 1 << 20
LARGEST = 2 << 30
"""Bytes of a file that is still read. The biggest tool of its kind in November 2026 has 0.4 GB."""

SECONDS = 60.0
"""How long one file may take: a network drive must not hold the worker for ever."""

TAIL = 128
"""Bytes of a file's end that are remembered."""

_LONGEST_MATCH = 1024
"""Bytes of one piece that are seen again with the next, so that a marker on the border is found."""


class Content(msgspec.Struct, frozen=True):
    """What was found: the digest in hex, which markers were looked for, and which are inside.

    `counts` says how often each trace is inside, None when none was looked for; `tail` is how the file ends.
    """

    sha256: str
    sought: frozenset[str] = frozenset()
    inside: frozenset[str] = frozenset()
    counts: Mapping[bytes, int] | None = None
    tail: bytes = b""


class Contents:
    """Reads files and remembers what their bytes said, by the state of the file."""

    def __init__(self, size: int = 1024) -> None:
        self._known: Cache[Identity, Content] = Cache(size)
        self._too_slow: Cache[Identity, frozenset[str]] = Cache(size)

    def of(
        self,
        path: str,
        markers: Sequence[str] = (),
        cancel: threading.Event | None = None,
        traces: Sequence[bytes] = (),
    ) -> Content | None:
        """The content of a regular file; None when there is none, it is too big or slow, changed, or was called off.

        What took too long once is not tried again in the same state with as many markers: it would take as long. Of
        `markers` it matters whether they are inside; `traces` are exact bytes, and counted.
        """
        opened = open_regular(path)
        if opened is None:
            return None
        descriptor, found = opened
        try:
            known = self._known.get(identity(found))
            counted = not traces or (known is not None and known.counts is not None)
            if known is not None and known.sought >= frozenset(markers) and counted:
                return known
            slow = self._too_slow.get(identity(found))
            if found.st_size > LARGEST or (slow is not None and slow <= frozenset(markers)):
                return None
            read = _read(descriptor, markers, cancel, traces)
            if read is None and not (cancel is not None and cancel.is_set()):
                self._too_slow.put(identity(found), frozenset(markers))
            if read is None or identity(os.fstat(descriptor)) != identity(found):
                return None
        except OSError:
            return None
        finally:
            close(descriptor)
        self._known.put(identity(found), read)
        return read


def _read(
    descriptor: int, markers: Sequence[str], cancel: threading.Event | None, traces: Sequence[bytes] = ()
) -> Content | None:
    digest = sha256(os.fstat(descriptor).st_size)
    counts = dict.fromkeys(traces, 0)
    missing = {marker: _Marker(marker) for marker in markers}
    deadline = time.monotonic() + SECONDS
    tail = b""
    while piece := os.read(descriptor, PIECE):
        if (cancel is not None and cancel.is_set()) or time.monotonic() > deadline:
            return None
        digest.update(piece)
        if missing:
            seen = tail + piece
            for marker in [text for text, one in missing.items() if one.is_in(seen)]:
                del missing[marker]
        for trace in traces:
            across = tail[1 - len(trace) :] + piece[: len(trace) - 1]
            counts[trace] += piece.count(trace) + across.count(trace)
        tail = (tail + piece[-_LONGEST_MATCH:])[-_LONGEST_MATCH:]
    inside = frozenset(markers) - missing.keys()
    return Content(digest.hexdigest(), frozenset(markers), inside, counts if traces else None, tail[-TAIL:])


class _Marker:
    """One marker, sought as UTF-8 and as UTF-16LE. White space in it stands for any, or none.

    A recompiled program keeps its texts, but may store them as UTF-16 and put them differently (`KEY:"x"`, `KEY: "x"`).
    """

    def __init__(self, text: str) -> None:
        self._forms = []
        for encoding, blank in (("utf-8", rb"[ \t\r\n]"), ("utf-16-le", rb"(?:[ \t\r\n]\x00)")):
            words = [word.encode(encoding) for word in text.split()]
            # bytes.find is far faster than a pattern: it finds the longest word, the pattern looks around it.
            anchor = max(words, key=len, default=b"")
            before = sum(map(len, words)) + 64
            pattern = re.compile((blank + rb"{0,8}").join(map(re.escape, words)))
            self._forms.append((anchor, pattern, before))

    def is_in(self, data: bytes) -> bool:
        """Whether these bytes hold the marker in either form."""
        for anchor, pattern, around in self._forms:
            at = data.find(anchor) if anchor else -1
            while at >= 0:
                if pattern.search(data, max(0, at - around), at + len(anchor) + around):
                    return True
                at = data.find(anchor, at + 1)
        return False
