"""An ear: a thread that stays on some CPUs, and a socket that hears the execs of some.

The first ears sit where they listen, so that no wake-up has to cross CPUs: with the right scheduling they are ahead of
the program just exec'd. Without real time that depends on what else wants that CPU, and on its groups; so second ears
sit on other CPUs, where they read at the same time as the program runs. Standard library only: the isolated watcher
process loads it.
"""

import contextlib
import errno
import os
import threading
import time
from collections.abc import Collection, Sequence
from typing import NamedTuple

from app.watch import frames, netlink, procfs, procstat, scheduling
from app.watch.claims import Claims
from app.watch.environment import Wanted
from app.watch.outbox import Outbox
from app.watch.parents import Parents
from app.watch.scheduling import Mode

CANARY_SECONDS = 3.0
BATCH = 64
"""Events read in a row, each while others waited, before everybody else gets a rest."""

REST_SECONDS = 0.001
"""How long that rest is at least."""

_LATE_NS = 1_000_000
"""An event that is read so long after it happened had to wait for others."""

_OTHERS = -2

_REASONS = {
    errno.ECONNREFUSED: "no process connector (a network namespace of its own, or a kernel without CONFIG_PROC_EVENTS)",
    errno.EPROTONOSUPPORT: "the kernel has no process connector (CONFIG_CONNECTOR)",
    errno.EPERM: "the kernel tells process events to root only (before 6.6)",
}


class Refused(Exception):
    """The kernel will not tell us what starts; the text says why."""


class Agent(NamedTuple):
    """Who reads what we tell: its process, and its program's file. What it starts of that is Signpost at work."""

    pid: int
    exe: bytes


class Attention(NamedTuple):
    """What all ears share: whose programs matter, the variables to take, who starts what, who reads it, and for whom.

    Of itself the agent is told nothing: looking for a policy would wake it, and have it judge and look into what it
    started for that. `agent` is None where its program runs others, too, as Python does.
    """

    me: int
    wanted: Wanted
    parents: Parents
    claims: Claims
    agent: Agent | None = None


class Place(NamedTuple):
    """Where an ear sits, and what it hears: the execs of `cpus`; with `others` those of all CPUs but these.

    A `second` one only helps: what it does not hear the first one does.
    """

    sits: Collection[int]
    cpus: Collection[int]
    others: bool = False
    second: bool = False


def first_places(cpus: Sequence[int]) -> list[Place]:
    """One for each CPU; the first of them hears those that come up later, too."""
    first, *rest = cpus
    return [Place((first,), rest, others=True), *(Place((cpu,), (cpu,)) for cpu in rest)]


def second_places(cpus: Sequence[int]) -> list[Place]:
    """Two, each on half of the CPUs, for what the others start; none where there is but one."""
    even, odd = cpus[::2], cpus[1::2]
    return [Place(odd, odd, others=True, second=True), Place(even, odd, second=True)] if odd else []


class Ear:
    """Hears what happens in its place."""

    def __init__(self, place: Place, best: Mode, buffer: int, attention: Attention) -> None:
        self._place, self._best, self._attention = place, best, attention
        self._buffer_bytes = buffer
        self._drops = 0
        self.events = self.launches = self.lost = 0
        self._busy_since_ns = 0
        self.mode, self.thread = Mode.PLAIN, 0
        self._socket: netlink.EventSocket | None = None

    def prepare(self) -> netlink.EventSocket:
        """Have the calling thread stay in its place, listen, and prove it by hearing ourselves. Raises Refused.

        Second ones cannot prove it: they hear nothing of what happens where they sit.
        """
        try:
            return self._prepare()
        except OSError as error:
            reason = f"the process connector cannot be used: {error}"
            raise Refused(_REASONS.get(error.errno or 0, reason)) from error

    def stuck_for(self) -> float:
        """For how many seconds it has been reading one process; 0 while it waits for an event."""
        since_ns = self._busy_since_ns
        return (time.monotonic_ns() - since_ns) / 1e9 if since_ns else 0.0

    def look_again(self) -> None:
        """See how it is scheduled by now: rtkit gives real time to single threads, and takes it away in need."""
        with contextlib.suppress(ProcessLookupError):  # its thread died: that is told elsewhere
            if scheduling.is_real_time(self.thread):
                self.mode = Mode.REAL_TIME
            elif self.mode is Mode.REAL_TIME:  # who leaves real time has lost the slice, too
                self.mode = scheduling.take(Mode.SLICE, self.thread)

    def close(self) -> None:
        """Stop listening, until somebody wants it to `go_on`."""
        if self._socket is not None:
            with contextlib.suppress(OSError):
                self._socket.ignore()

    def go_on(self) -> None:
        """Listen again."""
        if self._socket is not None:
            with contextlib.suppress(OSError):
                self._socket.listen(netlink.EXEC)

    def _prepare(self) -> netlink.EventSocket:
        self.thread = threading.get_native_id()
        os.sched_setaffinity(0, self._place.sits)
        self.mode = scheduling.take(self._best)
        self._socket = netlink.EventSocket(self._place.cpus, others=self._place.others, buffer=self._buffer_bytes)
        if self._place.second:
            self._call_myself(b"signpost-second")
        else:
            self._socket.listen(netlink.COMM)
            self._hear_myself(self._socket)
        self._socket.listen(netlink.EXEC)
        return self._socket

    def _hear_myself(self, source: netlink.EventSocket) -> None:
        """Rename this thread and wait for the kernel to say so: masked listeners get no other answer."""
        me, started = threading.get_native_id(), time.monotonic_ns()
        self._call_myself(b"signpost-cpu%d" % min(self._place.sits))
        while (left := CANARY_SECONDS - (time.monotonic_ns() - started) / 1e9) > 0:
            source.wait_at_most(left)
            try:
                datagram = source.receive()
            except BlockingIOError:
                break
            except OSError as error:
                if error.errno != errno.ENOBUFS:
                    raise
                continue
            _number, what, _cpu, event_ns, thread, pid = netlink.decode(datagram)
            if what == netlink.COMM and thread == me and pid == os.getpid():
                if not started <= event_ns <= time.monotonic_ns():
                    raise Refused("the kernel's clock is not ours (a time namespace)")
                source.wait_at_most(0)
                return
        raise Refused(f"the kernel ({os.uname().release}) reports nothing to us")

    def _call_myself(self, name: bytes) -> None:
        with open("/proc/thread-self/comm", "wb", buffering=0) as comm:  # noqa: PTH123
            comm.write(name)

    def listen(self, source: netlink.EventSocket, outbox: Outbox) -> None:
        """Hand every exec on, for ever. Raises BrokenPipeError when nobody reads any more."""
        receive, decode, claim, late = source.receive, netlink.decode, self._attention.claims.take, 0
        while True:
            try:
                datagram = receive()
            except OSError as error:
                if error.errno != errno.ENOBUFS:
                    raise
                self._overrun(source, outbox)
                continue
            seen_ns = time.monotonic_ns()
            number, what, cpu, event_ns, _thread, pid = decode(datagram)
            if what == netlink.EXEC and claim(cpu, number):
                self._handle(pid, event_ns, seen_ns, outbox)
            late = late + 1 if seen_ns - event_ns > _LATE_NS else 0
            if late == BATCH:
                late = 0
                self._rest()

    def _handle(self, pid: int, event_ns: int, seen_ns: int, outbox: Outbox) -> None:
        self._busy_since_ns = seen_ns
        self.events += 1
        me, wanted, parents, _claims, agent = self._attention
        reading = procfs.identify(pid, me, wanted, parents.of)
        parents.forget(pid)
        uid = reading.uid
        if procstat.started_after(reading.start_time, event_ns):
            problem = b"it ended before it could be read, and its process id was given to another"
            uid, reading = -1, procfs.Reading(pid, identified_ns=reading.identified_ns, problem=problem)
        elif uid == -1 and _belongs_to_others(pid):
            uid = _OTHERS
        if uid in (me, -1) and (reading.ppid, reading.exe) != agent:
            self.launches += 1
            outbox.send(frames.launch(reading, event_ns, seen_ns))
        self._busy_since_ns = 0

    def _overrun(self, source: netlink.EventSocket, outbox: Outbox) -> None:
        """The buffer was full. Until it is empty the kernel drops everything: empty it first, then read who it was."""
        rescued: list[tuple[int, int, int]] = []
        while True:
            try:
                datagram = source.receive_now()
            except BlockingIOError:
                break
            except OSError as error:
                if error.errno != errno.ENOBUFS:
                    raise
                continue
            number, what, cpu, event_ns, _thread, pid = netlink.decode(datagram)
            if what == netlink.EXEC and self._attention.claims.take(cpu, number):
                rescued.append((pid, event_ns, time.monotonic_ns()))
        drops = source.drops()
        lost, self._drops = drops - self._drops, drops
        self.lost += 0 if self._place.second else lost
        for number, (pid, event_ns, seen_ns) in enumerate(rescued, start=1):
            self._handle(pid, event_ns, seen_ns, outbox)
            if number % BATCH == 0:
                self._rest()
        if not self._place.second:
            outbox.send(frames.gap(lost, "more programs started at once than the kernel's buffer holds"))

    def _rest(self) -> None:
        """In real time nobody else runs on this CPU until we wait."""
        if self.mode is Mode.REAL_TIME:
            time.sleep(REST_SECONDS)


def _belongs_to_others(pid: int) -> bool:
    """Where /proc hides other people's processes (hidepid), they look gone; a signal that may not be sent tells."""
    try:
        os.kill(pid, 0)
    except PermissionError:
        return True
    except ProcessLookupError:
        return False
    return False
