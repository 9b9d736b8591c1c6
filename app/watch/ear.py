"""One CPU's ear: pinned, on a socket that hears that CPU's execs only, so that a wake-up never has to cross CPUs.

It first proves that it hears anything at all by listening for itself. Standard library only: the isolated watcher
process loads it.
"""

import contextlib
import errno
import os
import threading
import time
from collections.abc import Collection
from typing import NamedTuple

from app.watch import frames, netlink, procfs, procstat, scheduling
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


class Attention(NamedTuple):
    """What all ears share: whose programs matter, the variables to take, and who starts what."""

    me: int
    wanted: Wanted
    parents: Parents


class Ear:
    """Hears the execs of `cpus` on `cpu`; with `others` those of all CPUs but `cpus`, also of later ones."""

    def __init__(
        self, cpu: int, cpus: Collection[int], *, others: bool, best: Mode, buffer: int, attention: Attention
    ) -> None:
        self._cpu, self._best, self._attention = cpu, best, attention
        self._buffer_bytes, self._cpus, self._others = buffer, cpus, others
        self._drops = 0
        self.events = self.launches = self.lost = 0
        self._busy_since_ns = 0
        self.mode, self.thread = Mode.PLAIN, 0
        self._socket: netlink.EventSocket | None = None

    def prepare(self) -> netlink.EventSocket:
        """Pin the calling thread, listen, and prove it by hearing ourselves. Raises Refused."""
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
        """Stop listening."""
        if self._socket is not None:
            with contextlib.suppress(OSError):
                self._socket.ignore()

    def _prepare(self) -> netlink.EventSocket:
        self.thread = threading.get_native_id()
        os.sched_setaffinity(0, {self._cpu})
        self.mode = scheduling.take(self._best)
        self._socket = netlink.EventSocket(self._cpus, others=self._others, buffer=self._buffer_bytes)
        self._socket.listen(netlink.COMM)
        self._hear_myself(self._socket)
        self._socket.listen(netlink.EXEC)
        return self._socket

    def _hear_myself(self, source: netlink.EventSocket) -> None:
        """Rename this thread and wait for the kernel to say so: masked listeners get no other answer."""
        me, started = threading.get_native_id(), time.monotonic_ns()
        with open("/proc/thread-self/comm", "wb", buffering=0) as name:  # noqa: PTH123
            name.write(b"signpost-cpu%d" % self._cpu)
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
            what, event_ns, thread, pid = netlink.decode(datagram)
            if what == netlink.COMM and thread == me and pid == os.getpid():
                if not started <= event_ns <= time.monotonic_ns():
                    raise Refused("the kernel's clock is not ours (a time namespace)")
                source.wait_at_most(0)
                return
        raise Refused(f"the kernel ({os.uname().release}) reports nothing to us")

    def listen(self, source: netlink.EventSocket, outbox: Outbox) -> None:
        """Hand every exec on, for ever. Raises BrokenPipeError when nobody reads any more."""
        receive, decode, late = source.receive, netlink.decode, 0
        while True:
            try:
                datagram = receive()
            except OSError as error:
                if error.errno != errno.ENOBUFS:
                    raise
                self._overrun(source, outbox)
                continue
            seen_ns = time.monotonic_ns()
            what, event_ns, _thread, pid = decode(datagram)
            if what == netlink.EXEC:
                self._handle(pid, event_ns, seen_ns, outbox)
            late = late + 1 if seen_ns - event_ns > _LATE_NS else 0
            if late == BATCH:
                late = 0
                self._rest()

    def _handle(self, pid: int, event_ns: int, seen_ns: int, outbox: Outbox) -> None:
        self._busy_since_ns = seen_ns
        self.events += 1
        me, wanted, parents = self._attention
        parents.forget(pid)
        reading = procfs.identify(pid, me, wanted, parents.of)
        uid = reading.uid
        if procstat.started_after(reading.start_time, event_ns):
            problem = b"it ended before it could be read, and its process id was given to another"
            uid, reading = -1, procfs.Reading(pid, identified_ns=reading.identified_ns, problem=problem)
        elif uid == -1 and _belongs_to_others(pid):
            uid = _OTHERS
        if uid in (me, -1):
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
            what, event_ns, _thread, pid = netlink.decode(datagram)
            if what == netlink.EXEC:
                rescued.append((pid, event_ns, time.monotonic_ns()))
        drops = source.drops()
        lost, self._drops = drops - self._drops, drops
        self.lost += lost
        for number, (pid, event_ns, seen_ns) in enumerate(rescued, start=1):
            self._handle(pid, event_ns, seen_ns, outbox)
            if number % BATCH == 0:
                self._rest()
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
