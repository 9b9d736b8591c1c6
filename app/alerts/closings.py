"""The countdowns that run, and the processes they are about. Any thread may call it; it has none of its own.

Nothing is asked to end that was not judged, by the policy in force at that very moment, to be the banned tool itself.
"""

import math
import threading
from collections.abc import Callable, Iterator
from typing import Protocol

import msgspec

from app.alerts.alert import Alert
from app.alerts.closing import OPEN, PATIENCE_NS, Came, Candidate, Closing, Stage
from app.policy.evidence import Evidence
from app.policy.launch import Launch, ProcessId

MOST_PROCESSES = 1024
"""So many are remembered: of what a hostile fork bomb starts, the oldest are forgotten, and left running."""

_LOOK_SECONDS = 1.0
"""How often to look whether what was asked to end has ended."""


class Company(Protocol):
    """What the policy in force says now."""

    def close_after(self, tool_id: str) -> int:
        """The minutes, 0 when that tool is not to be closed."""

    def is_to_close(self, candidate: Candidate) -> bool:
        """Whether that process is."""


AskToEnd = Callable[[ProcessId, str], object]
"""Asks a process to end, politely, and only if it is that very process and still runs that program."""


class Closings:
    """`tell` gets every change, in order, without a lock held; `clock` is CLOCK_MONOTONIC in nanoseconds."""

    def __init__(
        self,
        company: Company,
        is_running: Callable[[ProcessId], bool],
        ask_to_end: AskToEnd,
        tell: Callable[[Closing], None],
        clock: Callable[[], int],
    ) -> None:
        self._company, self._tell, self._clock = company, tell, clock
        self._is_running, self._ask_to_end = is_running, ask_to_end
        self._candidates: dict[ProcessId, Candidate] = {}
        self._all: dict[tuple[str, int], Closing] = {}
        """By tool and user: the countdown that runs, or the last one."""
        self._asked: dict[str, tuple[int, tuple[ProcessId, ...]]] = {}
        """By session: when what was asked to end."""
        self._lock = threading.Lock()

    def observe(self, launch: Launch, tool_id: str, facts: tuple[Evidence, ...], *, closes: bool) -> None:
        """Take in one judged launch. One that is not to close replaces what ran in its process before."""
        if not closes and launch.process not in self._candidates:
            return
        with self._lock:
            self._candidates.pop(launch.process, None)
            if closes:
                self._candidates[launch.process] = Candidate(tool_id, launch, facts)
                if len(self._candidates) > MOST_PROCESSES:
                    del self._candidates[next(iter(self._candidates))]

    def shown(self, alert: Alert) -> None:
        """The person was shown an alert: where it says that the tool closes, the countdown begins."""
        key = (alert.tool.id, alert.launch.uid)
        if not alert.closes_after:
            return
        with self._lock:
            known = self._all.get(key)
            if known is not None and known.session == alert.session:
                return
            self._all[key] = closing = Closing(
                session=alert.session,
                tool=alert.tool.id,
                uid=alert.launch.uid,
                since_ns=self._clock(),
                minutes=alert.closes_after,
            )
        self._tell(closing)

    def turn(self) -> float:
        """Do what is due. Seconds until there may be more to do."""
        changed = []
        with self._lock:
            for key, before in self._all.items():
                if before.stage in OPEN:
                    self._all[key] = closing = self._next(before)
                    if closing != before:
                        changed.append(closing)
            left = min((self._seconds(one) for one in self._all.values()), default=math.inf)
        for closing in changed:
            self._tell(closing)
        return left

    def _next(self, closing: Closing) -> Closing:
        if closing.stage is Stage.ASKED:
            return self._ended(closing)
        minutes = self._company.close_after(closing.tool)
        if not minutes:
            return closing.moved(Came.LIFTED)
        closing = msgspec.structs.replace(closing, minutes=max(closing.minutes, minutes))
        return closing if self._clock() < closing.due_ns else self._due(closing)

    def _due(self, closing: Closing) -> Closing:
        """Ask what is the tool itself to end, each process for itself."""
        running = [one for one in self._of(closing) if self._is_running(one.launch.process)]
        to_close = [one.launch for one in running if self._company.is_to_close(one)]
        if not to_close:
            return closing.moved(Came.LIFTED if running else Came.GONE)
        for launch in to_close:
            self._ask_to_end(launch.process, launch.exe)
        self._asked[closing.session] = self._clock(), tuple(launch.process for launch in to_close)
        return closing.moved(Came.DUE, asked=len(to_close))

    def _ended(self, closing: Closing) -> Closing:
        """What came of it, once that is known."""
        since, processes = self._asked[closing.session]
        left = sum(map(self._is_running, processes))
        if left and self._clock() - since < PATIENCE_NS:
            return closing
        del self._asked[closing.session]
        return closing.moved(Came.STAYED if left else Came.GONE, asked=closing.asked, left=left)

    def _of(self, closing: Closing) -> Iterator[Candidate]:
        for one in self._candidates.values():
            if one.tool == closing.tool and one.launch.uid == closing.uid:
                yield one

    def _seconds(self, closing: Closing) -> float:
        match closing.stage:
            case Stage.COUNTING:
                return max(0.0, (closing.due_ns - self._clock()) / 1e9)
            case Stage.ASKED:
                return _LOOK_SECONDS
            case _:
                return math.inf
