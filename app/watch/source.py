"""What a source of launches is, and which there are, best first; `app.watch.ladder` takes the best that works.

A source that cannot work says so in its constructor (`Unavailable`, with the reason); the last one always works.
"""

import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Protocol

import msgspec

from app.errors import SignpostError
from app.policy.launch import Launch

if TYPE_CHECKING:
    from app.host.companion import Companion
    from app.watch.table import ProcessTable

NEVER_SEEN = (
    "Programs of other people, in containers with users of their own, in virtual machines (WSL 2 is one) and on other "
    "computers (SSH, remote desktops) are not seen."
)
"""What no source sees; part of every source's `blind_spots`."""


class Gap(msgspec.Struct, frozen=True):
    """Launches were missed: how many the kernel counted (0: nobody can say), and why.

    What was missed and still runs follows as ordinary launches.
    """

    lost: int
    reason: str


class Stats(msgspec.Struct, frozen=True, kw_only=True):
    """What a source did since it was opened. `unidentified` are launches with a `problem`.

    `cpu_seconds` is the CPU time watching took, as of the watcher's last word: exact once the source is closed.
    """

    launches: int = 0
    unidentified: int = 0
    gaps: int = 0
    lost: int = 0
    restarts: int = 0
    cpu_seconds: float = 0.0


class Unavailable(SignpostError):
    """A source cannot work on this machine."""

    what = "Launches cannot be watched by {source}: {reason}."
    todo = "Signpost takes the next source there is; `signpost watch` says which one and what it can miss."


class Elsewhere(Unavailable):
    """A source of another system."""


class Source(Protocol):
    """Launches of one user as they happen. One thread reads; all but `read` and `close` may be called from any.

    `mode` tells variants of one source apart; `blind_spots` is a plain sentence on what it can miss; `refusals` say why
    better sources are not in use.
    """

    @property
    def name(self) -> str: ...
    @property
    def mode(self) -> str: ...
    @property
    def blind_spots(self) -> str: ...
    @property
    def refusals(self) -> tuple[Unavailable, ...]: ...

    def read(self, timeout: float) -> list[Launch | Gap]:
        """What happened since the last call; waits up to `timeout` seconds for something. Empty after a `wake`, too.

        Raises Unavailable when it cannot go on.
        """

    def settle(self) -> None:
        """Wait for what is on its way to make it better; what happens meanwhile is told by the next `read`."""

    def hand_over(self) -> "ProcessTable":
        """What it knows, for the source that follows it; it is not read any more."""

    def take_over(self, table: "ProcessTable") -> None:
        """Go on from what another source knew. Before the first `read`, which then tells what that one has not told."""

    def seek(self, variables: Iterable[str]) -> None:
        """Take these environment variables too from now on, and no longer those of the last call."""

    def running(self) -> list[Launch]:
        """What runs now, for judging it by a policy that has just come into force."""

    def stats(self) -> Stats:
        """What it did so far."""

    def wake(self) -> None:
        """Let a `read` that waits in another thread return at once."""

    def close(self) -> None:
        """Stop watching and end every process and thread of its own."""


def described(source: Source) -> str:
    """Which source it is, for people."""
    return f"{source.name} ({source.mode})" if source.mode else source.name


def _connector(watcher: "Companion | None") -> Source:
    if sys.platform == "linux":
        from app.watch.connector import Connector

        return Connector(watcher=watcher)
    else:
        raise Elsewhere(source="connector", reason="only Linux has a process connector")


def _inotify(_watcher: object) -> Source:
    if sys.platform == "linux":
        from app.watch.inotify import NotifiedPoll

        return NotifiedPoll()
    else:
        raise Elsewhere(source="inotify", reason="only Linux has inotify")


def _counter(_watcher: object) -> Source:
    if sys.platform == "linux":
        from app.watch.counter import CountedPoll

        return CountedPoll()
    else:
        raise Elsewhere(source="counter", reason="only Linux tells the number it gave last")


def _etw(_watcher: object) -> Source:
    if sys.platform == "win32":
        from app.watch.etw import of_this_machine

        return of_this_machine()
    else:
        raise Elsewhere(source="etw", reason="only Windows has event tracing")


def _workspace(_watcher: object) -> Source:
    if sys.platform == "darwin":
        from app.watch.workspace import Workspace

        return Workspace()
    else:
        raise Elsewhere(source="workspace", reason="only macOS has a list of applications to observe")


def _poll(_watcher: object) -> Source:
    from app.watch.polling import Poll

    return Poll()


def _psutil(_watcher: object) -> Source:
    from app.watch.portable import PsutilPoll

    return PsutilPoll()


LADDER: tuple[tuple[str, "Callable[[Companion | None], Source]"], ...] = (
    ("connector", _connector),
    ("inotify", _inotify),
    ("counter", _counter),
    ("etw", _etw),
    ("workspace", _workspace),
    ("poll", _poll),
    ("psutil", _psutil),
)
"""The sources, best first. The opener is given a watcher process that was started ahead, if there is one; it is the
source's from then on. The connector takes the best scheduling it gets."""

_MODES = ("real-time", "slice", "plain")


def _connector_by(mode: str) -> Source:
    if sys.platform == "linux":
        from app.watch.connector import Connector

        return Connector(mode=mode, exactly=True)
    else:
        raise Elsewhere(source=f"connector-{mode}", reason="only Linux has a process connector")


NAMES = ("connector", *(f"connector-{mode}" for mode in _MODES), *(name for name, _ in LADDER[1:]))
"""What `open_source` knows: the ladder, and the connector with one way of scheduling only."""


def open_source(name: str) -> Source:
    """Open this source and no other. Raises Unavailable when it does not work here, or there is none of that name."""
    mode = name.removeprefix("connector-")
    if mode != name and mode in _MODES:
        return _connector_by(mode)
    for known, opener in LADDER:
        if known == name:
            return opener(None)
    raise Unavailable(source=name, reason=f"there is no such source, only {', '.join(NAMES)}")
