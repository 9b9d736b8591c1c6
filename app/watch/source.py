"""What a source of launches is, and the ladder of sources: the first that this machine allows is used.

A source that cannot work says so in its constructor (`Unavailable`, with the reason); the last one always works.
"""

import sys
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Protocol

import msgspec

from app.errors import SignpostError
from app.policy.launch import Launch

if TYPE_CHECKING:
    from app.host.companion import Companion

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

    name: str
    mode: str
    blind_spots: str
    refusals: tuple[Unavailable, ...]

    def read(self, timeout: float) -> list[Launch | Gap]:
        """What happened since the last call; waits up to `timeout` seconds for something. Empty after a `wake`, too."""

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
    ("counter", _counter),
    ("etw", _etw),
    ("workspace", _workspace),
    ("poll", _poll),
    ("psutil", _psutil),
)
"""The sources, best first."""


def open_source(names: Sequence[str] | None = None, *, watcher: "Companion | None" = None) -> Source:
    """Open the first source that works here: of `names` in their order, or of the whole ladder.

    Of the whole ladder's refusals those of other systems' sources are not told. `watcher` is a watcher process that was
    started ahead for it (`app.watch.watcher`), and is the source's from now on.
    Raises Unavailable when none does.
    """
    refusals: list[Unavailable] = []
    for name in dict(LADDER) if names is None else names:
        try:
            source = _open(name, watcher)
        except Unavailable as refusal:
            if names is not None or not isinstance(refusal, Elsewhere):
                refusals.append(refusal)
        else:
            source.refusals = tuple(refusals)
            return source
    if len(refusals) == 1:
        raise refusals[0]
    sources = ", ".join(refusal.facts["source"] for refusal in refusals)
    raise Unavailable(source=sources or "nothing", reason="; ".join(refusal.facts["reason"] for refusal in refusals))


def _open(name: str, watcher: "Companion | None") -> Source:
    for known, opener in LADDER:
        if known == name:
            return opener(watcher)
    raise Unavailable(source=name, reason=f"there is no such source, only {', '.join(known for known, _ in LADDER)}")
