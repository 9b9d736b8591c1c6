"""Everything a run of ours started, also what left its process group (setsid, a double fork): found by a mark.

Each run gets a variable of its own, which all below it inherit, as Jenkins' process tree killer does it. What cleared
its environment is found while it descends from one that did not. Not found: what did both, another user's processes
(what sudo or pkexec started), and on macOS the system's own programs, whose environment nobody may read.
"""

import contextlib
import os
import signal
import sys
import time
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # loaded where something has to be ended
    import psutil

MARK = "SIGNPOST_RUN"
"""The variable."""

_OURS = os.urandom(8).hex()
_ROUNDS = 20
_PAUSE_SECONDS = 0.02


def marked(environment: Mapping[str, str]) -> dict[str, str]:
    """The environment with a mark: the one this process gave it, or a new one that nobody else has.

    One that we inherited is somebody else's: what a set-up started long ago, a desktop perhaps, may carry it as well.
    """
    if environment.get(MARK, "").startswith(_OURS):
        return dict(environment)
    return {**environment, MARK: _OURS + os.urandom(8).hex()}


def end(mark: str, known: "Iterable[psutil.Process]" = ()) -> int:
    """End all that carry the mark, for good, and what they start meanwhile; returns how many there were.

    `known` are some that were found while those they descend from were still there.
    """
    ended: set[psutil.Process] = set()
    for round_ in range(_ROUNDS):
        found = carrying(mark) | (set() if round_ else set(known))
        if not found:
            break
        for process in found:
            _kill(process)
        ended |= found
        time.sleep(_PAUSE_SECONDS)
    return len(ended)


def carrying(mark: str) -> "set[psutil.Process]":
    """All that carry the mark now, and what descends from them."""
    import psutil

    found: set[psutil.Process] = set()
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error, OSError, ValueError):
            if process.pid != os.getpid() and process.environ().get(MARK) == mark:
                found |= {process, *process.children(recursive=True)}
    return found


def _kill(process: "psutil.Process") -> None:
    """That process and no other that got its id: held first, checked then (pidfd_open(2))."""
    import psutil

    with contextlib.suppress(psutil.Error, OSError):
        if sys.platform == "linux":
            held = os.pidfd_open(process.pid)
            try:
                if process.is_running():
                    signal.pidfd_send_signal(held, signal.SIGKILL)
            finally:
                os.close(held)
        else:
            process.kill()
