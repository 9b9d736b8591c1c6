"""Launches from the Windows kernel's own events, where we have the rights; the list of processes is looked at beneath.

An event says which process was started, a moment after it was; what it is, is read from the process, or told by the
event's word alone when it has ended by then. The list, looked at now and then, finds what the events lost.
"""

import os
import re
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable
from typing import Protocol

from app.host import etw, ntlayout
from app.host.process import is_running, start_time
from app.policy.launch import Launch
from app.watch.environment import Wanted
from app.watch.polling import SWEEP_SECONDS, TICK_SECONDS, Poll
from app.watch.source import NEVER_SEEN, Gap, Unavailable
from app.watch.windows import NtReader

MOST_WAITING = 10_000
RETRY_SECONDS = 60.0
_NAME = re.compile(r"Signpost (\d{1,10}) (\d{1,20})", re.ASCII)


class Session(Protocol):
    """What tells of starts until it is closed (`etw.Session`)."""

    def lost(self) -> int:
        """How many starts it could not tell. Raises OSError."""

    def close(self) -> None:
        """Stop telling."""


class Etw(Poll):
    """The source on Windows with the rights of an administrator or of Performance Log Users; Unavailable without.

    When Windows ends the session, a `Gap` says so; until another one can be had, the list is looked at often.
    """

    name = "etw"

    def __init__(
        self,
        reader: Callable[[Wanted], NtReader],
        open_session: Callable[[etw.Consumer], Session],
        *,
        look: float = SWEEP_SECONDS,
        often: float = TICK_SECONDS,
        retry: float = RETRY_SECONDS,
    ) -> None:
        def native(wanted: Wanted) -> NtReader:
            self._nt = reader(wanted)
            return self._nt

        super().__init__(native, tick=look)
        self._open_session = open_session
        self._look_seconds, self._often, self._retry = look, often, retry
        self._heard: deque[ntlayout.Entry] = deque()
        self._unheard = self._lost = 0
        self._over = False
        self._retry_at = self._next_list = 0.0
        self._session: Session | None = None
        self._consumer = etw.Consumer(self._started, self._ended)
        try:
            self._session = open_session(self._consumer)
        except PermissionError as error:
            needed = "it takes the rights of an administrator or of the group Performance Log Users"
            raise Unavailable(source=self.name, reason=needed) from error
        except OSError as error:
            raise Unavailable(source=self.name, reason=f"its session cannot be started: {error.strerror}") from error
        self._next_look = 0.0  # what was started while it was opened
        self.blind_spots = (
            f"A program that lives less than {etw.FLUSH_MS} ms can be told by its name alone. {NEVER_SEEN}"
        )

    def close(self) -> None:
        """See `Source.close`."""
        if self._session is not None:
            self._session.close()
            self._session = None
        super().close()

    def _started(self, entry: ntlayout.Entry | None) -> None:
        """On the session's thread. An event of an unknown layout still says that it is time to look at the list."""
        if entry is None:
            self._next_list = 0.0
        elif len(self._heard) < MOST_WAITING:
            self._heard.append(entry)
        else:
            self._unheard += 1
        self._hurry()

    def _ended(self) -> None:
        """On the session's thread."""
        self._over = True
        self._hurry()

    def _compare(self) -> list[Launch | Gap]:
        found: list[Launch | Gap] = [*self._told()]
        now = time.monotonic()
        if self._over:
            found += self._mend(now)
        if now >= self._next_list:
            self._next_list = now + self._tick
            found += self._missed()
            found += super()._compare()
        return found

    def _told(self) -> list[Launch]:
        """What the events told since the last look."""
        launches: list[Launch] = []
        while self._heard:
            launch = self._nt.follow(self._heard.popleft())
            if launch is not None:
                launches.append(launch)
        return self._table.changes(launches)

    def _missed(self) -> list[Gap]:
        """What the session lost, or we for want of room, since the last time."""
        lost, self._unheard = self._unheard, 0
        if self._session is not None:
            try:
                total = self._session.lost()
            except OSError:  # it is about to end, and will say so
                total = self._lost
            lost, self._lost = lost + total - self._lost, total
        return [self._gap(lost, "Windows' event tracing lost events")] if lost > 0 else []

    def _mend(self, now: float) -> list[Gap]:
        """Say that the session ended, and open another as soon as Windows lets us."""
        found: list[Gap] = []
        if self._session is not None:
            self._session.close()
            self._session, self._lost = None, 0
            self.mode, self._tick = "interrupted", self._often
            self._retry_at = self._next_list = now
            found = [self._gap(0, "Windows ended the event session")]
        if now >= self._retry_at:
            self._retry_at = now + self._retry
            self._over = False
            try:
                self._session = self._open_session(self._consumer)
            except OSError:
                self._over = True
            else:
                self.mode, self._tick, self._next_list = "", self._look_seconds, 0.0
                self._counts.update(restarts=1)
            self._next_look = now + self._tick
        return found

    def _gap(self, lost: int, reason: str) -> Gap:
        self._counts.update(gaps=1, lost=lost)
        return Gap(lost, reason)


def session_name(pid: int, started: int) -> str:
    """What a session of that process is called: sessions outlive who starts them, so the name says who that was."""
    return f"Signpost {pid} {started}"


def leftovers(names: Iterable[str], runs: Callable[[int, int], bool]) -> list[str]:
    """Of all sessions those of ours whose process runs no more."""
    found = ((name, _NAME.fullmatch(name)) for name in names)
    return [name for name, match in found if match and not runs(int(match[1]), int(match[2]))]


if sys.platform == "win32":

    def of_this_machine() -> Etw:
        """The source on this Windows. Raises Unavailable."""
        from app.host import nt

        def reader(wanted: Wanted) -> NtReader:
            return NtReader(wanted, nt.system(), own_pid=os.getpid())

        def open_session(consumer: etw.Consumer) -> etw.Session:
            tracing, me = etw.system(), os.getpid()
            own = session_name(me, start_time(me) or 0)
            return etw.Session(tracing, own, consumer, leftovers(tracing.names(), is_running))

        return Etw(reader, open_session)
