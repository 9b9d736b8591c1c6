"""One input given to one target under guard: how long, how much memory, what it raised, what it touched.

A finding is an undocumented error, a broken invariant, more than so many seconds of the processor (not of the clock:
others compute, too), more memory than the target allows, or anything done outside the target's own folder: a file
written or removed, a program started, a connection made (audit events, PEP 578).
"""

import os
import resource
import signal
import sys
import threading
import time
import traceback
import tracemalloc
from pathlib import Path
from types import FrameType
from typing import Any, NamedTuple

from tests.fuzz.target import Target

SECONDS = 10.0
"""Of the processor, for one input of a few kilobytes, which take milliseconds."""

_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_CHANGES = frozenset(
    ("os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.chmod", "os.chown", "os.link", "os.symlink", "os.truncate")
)
_LEAVES = ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.fork", "socket.connect", "socket.bind")


class Finding(NamedTuple):
    """What is wrong: its kind, where in the code (one finding for each place), and in words."""

    kind: str
    where: str
    words: str


class Took(NamedTuple):
    """What one input cost: seconds of the processor, and the most bytes that Python held at once (0: not weighed)."""

    seconds: float
    peak: int
    finding: Finding | None


class _TooLong(BaseException):
    """Past every `except Exception` on the way."""


class _Guard:
    """What the audit hook goes by; there is one, as a hook stays for as long as the process."""

    def __init__(self) -> None:
        self.box: Path | None = None
        self.thread = 0
        self.touched = ""
        self.hooked = False

    def __call__(self, event: str, args: tuple[Any, ...]) -> None:
        if self.box is None or threading.get_ident() != self.thread or self.touched:
            return
        if event.startswith(_LEAVES):
            self.touched = event
        elif event == "open":
            path, _mode, flags = args
            if isinstance(flags, int) and flags & _WRITES and not _is_folder(path):
                self._expect_inside(event, path)
        elif event in _CHANGES:
            for path in args[event == "os.symlink" : 1 + event.endswith(("rename", "link"))]:
                self._expect_inside(event, path)  # a link's target is a text; where the link lies is what counts

    def _expect_inside(self, event: str, path: object) -> None:
        if isinstance(path, str | bytes | os.PathLike) and self.box is not None:
            whole = os.path.normpath(os.path.join(self.box, os.fsdecode(path)))  # noqa: PTH118
            if not (whole + "/").startswith(f"{self.box}/") and whole != os.devnull:
                self.touched = f"{event} {whole}"


_guard = _Guard()


def judge(target: Target, data: bytes, box: Path, *, weigh: bool = False, seconds: float = SECONDS) -> Took:
    """Run the target once; `weigh` counts its memory, which takes several times as long. For the main thread."""
    if not _guard.hooked:
        sys.addaudithook(_guard)
        _guard.hooked = True
    before = signal.signal(signal.SIGVTALRM, _too_long)
    _guard.box, _guard.thread, _guard.touched = box, threading.get_ident(), ""
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    finding: Finding | None = None
    if weigh:
        tracemalloc.start()
    began, resident = time.thread_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    try:
        target.run(data, box)
    except target.raises:
        pass
    except _TooLong as error:
        finding = Finding("too long", _place(error), f"more than {seconds:g} s")
    except Exception as error:  # noqa: BLE001  that is what a fuzzer is for
        finding = Finding(type(error).__name__, _place(error), "".join(traceback.format_exception(error, limit=-6)))
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        took = time.thread_time() - began
        _guard.box = None
        signal.signal(signal.SIGVTALRM, before)
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - resident) * 1024
        peak = grown
        if weigh:
            peak = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
    if finding is None and _guard.touched:
        finding = Finding("touched", _guard.touched.partition(" ")[0], _guard.touched)
    if finding is None and peak > target.mebibytes << 20:
        finding = Finding("memory", target.name, f"{peak >> 20} MB for {len(data)} bytes")
    return Took(took, peak, finding)


def _is_folder(path: object) -> bool:
    """Written to, it is a file without a name, gone once it is closed (open(2), O_TMPFILE)."""
    return isinstance(path, str | bytes | os.PathLike) and os.path.isdir(path)  # noqa: PTH112


def _too_long(_number: int, _frame: FrameType | None) -> None:
    raise _TooLong


def _place(error: BaseException) -> str:
    """The innermost line of our own that the error went through."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "/app/" in frame.filename]
    if not frames:
        frames = traceback.extract_tb(error.__traceback__)[-1:]
    return f"{Path(frames[-1].filename).name}:{frames[-1].name}" if frames else "?"
