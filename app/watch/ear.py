"""One CPU's ear: pinned, on a socket that hears that CPU's execs only, so that a wake-up never has to cross CPUs.

It first proves that it hears anything at all by listening for itself. Standard library only: the isolated watcher
process loads it.
"""

import contextlib
import errno
import os
import socket
import threading
import time
from collections.abc import Collection
from typing import NamedTuple

from app.watch import frames, netlink, procfs, scheduling
from app.watch.environment import Wanted
from app.watch.outbox import Outbox
from app.watch.parents import Parents
from app.watch.scheduling import Mode

CANARY_SECONDS = 3.0
BATCH = 64
"""Events read in a row before they are handed on."""

REST_SECONDS = 0.001
"""What everybody else gets between two such rows at least, ten or twenty times as long."""

_CLOSE_NS = 2_000_000
"""Events as close as this come in bursts: only then does it pay to look for the next before the last is handed on."""

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
        self._datagram = bytearray(netlink.DATAGRAM_BYTES)
        self._drops = 0
        self.events = self.launches = self.lost = 0
        self._busy_since_ns = 0
        self.mode = Mode.PLAIN
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

    def close(self) -> None:
        """Stop listening."""
        if self._socket is not None:
            with contextlib.suppress(OSError):
                self._socket.ignore()

    def _prepare(self) -> netlink.EventSocket:
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
                source.receive_into(self._datagram)
            except TimeoutError:
                break
            except OSError as error:
                if error.errno != errno.ENOBUFS:
                    raise
                continue
            event = netlink.decode(self._datagram)
            if event.what == netlink.COMM and event.thread == me and event.pid == os.getpid():
                if not started <= event.time_ns <= time.monotonic_ns():
                    raise Refused("the kernel's clock is not ours (a time namespace)")
                source.wait_at_most(None)
                return
        raise Refused(f"the kernel ({os.uname().release}) reports nothing to us")

    def listen(self, source: netlink.EventSocket, outbox: Outbox) -> None:
        """Hand every exec on, for ever. Raises BrokenPipeError when nobody reads any more."""
        last_ns = 0
        while True:
            saturated = False
            try:
                source.receive_into(self._datagram)
                now_ns = time.monotonic_ns()
                self._handle(netlink.decode(self._datagram), now_ns, outbox)
                burst, last_ns = now_ns - last_ns < _CLOSE_NS, now_ns
                for _ in range(BATCH if burst else 0):
                    source.receive_into(self._datagram, 0, socket.MSG_DONTWAIT)
                    self._handle(netlink.decode(self._datagram), time.monotonic_ns(), outbox)
                saturated = burst
            except BlockingIOError:
                pass
            except OSError as error:
                if error.errno != errno.ENOBUFS:
                    raise
                self._overrun(source, outbox)
            outbox.flush()
            self._busy_since_ns = 0
            if saturated:
                self._rest()

    def _handle(self, event: netlink.Event, seen_ns: int, outbox: Outbox) -> None:
        if event.what != netlink.EXEC:
            return
        self.events += 1
        self._busy_since_ns = time.monotonic_ns()
        me, wanted, parents = self._attention
        parents.forget(event.pid)
        reading = procfs.identify(event.pid, me, wanted, parents.of)
        if reading.uid == -1 and _belongs_to_others(event.pid):
            return
        if reading.start_time > procfs.ticks_at(event.time_ns) + 1:
            problem = b"it ended before it could be read, and its process id was given to another"
            reading = procfs.Reading(event.pid, identified_ns=reading.identified_ns, problem=problem)
        if reading.uid in (me, -1):
            self.launches += 1
            outbox.put(frames.launch(frames.Seen(reading, event.time_ns, seen_ns)))

    def _overrun(self, source: netlink.EventSocket, outbox: Outbox) -> None:
        """The buffer was full. Until it is empty the kernel drops everything: empty it first, then read who it was."""
        rescued: list[tuple[netlink.Event, int]] = []
        while True:
            try:
                source.receive_into(self._datagram, 0, socket.MSG_DONTWAIT)
                rescued.append((netlink.decode(self._datagram), time.monotonic_ns()))
            except BlockingIOError:
                break
            except OSError as error:
                if error.errno != errno.ENOBUFS:
                    raise
        drops = source.drops()
        lost, self._drops = drops - self._drops, drops
        self.lost += lost
        for number, (event, seen_ns) in enumerate(rescued, start=1):
            self._handle(event, seen_ns, outbox)
            if number % BATCH == 0:
                self._rest()
        outbox.put(frames.gap(lost, "more programs started at once than the kernel's buffer holds"))

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
