"""The watcher process: hears every exec from the kernel and says who it was, down a pipe, faster than it can be gone.

`app.watch.channel` starts it as `python -I -S helper.py USER MODE BUFFER [VARIABLE…]`: a user id, the best
`scheduling.Mode` to try, the receive buffer in bytes (0: the most there is), and variables to take besides the allowed
ones. It writes `app.watch.frames` to standard output and takes orders from standard input, a line each: `?` is answered
with its counts if every ear gets on, `!` with how it is scheduled by now, `+ VARIABLE…` names other variables. It ends
when standard input closes. It is isolated: standard library, and the modules beside it that need nothing else.
"""

import gc
import os
import select
import signal
import sys
import threading
import time
from collections.abc import Iterable

if __name__ == "__main__":  # isolated mode leaves our own folder off the path; last, so that nothing hides a library
    sys.path.append(os.path.abspath(__file__).rsplit("/", 3)[0])  # noqa: PTH100

from app.watch import frames, scheduling
from app.watch.claims import Claims
from app.watch.ear import Agent, Attention, Refused
from app.watch.ears import Ears
from app.watch.environment import Wanted
from app.watch.outbox import Outbox
from app.watch.parents import Parents
from app.watch.scheduling import Mode

STUCK_SECONDS = 5.0
"""Nothing in /proc takes so long to read, unless the process waits for a dead file server with its memory locked."""

_FOR_THE_GROUP = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGTSTP)
"""What a terminal, a log-out or a service manager sends to all of us at once: our reader decides when we end."""

_FIRST_NAMESPACES = {"pid": 0xEFFFFFFC, "user": 0xEFFFFFFD}  # include/uapi/linux/nsfs.h


class Watcher:
    """All ears, the pipe and the orders from standard input."""

    def __init__(self, me: int, best: Mode, buffer: int, variables: Iterable[str]) -> None:
        self._bell = os.eventfd(0, os.EFD_CLOEXEC | os.EFD_NONBLOCK)
        self._outbox = Outbox(sys.stdout.fileno(), self._ring)
        self._dead, self._orders = "", b""
        self._best, self._modes = best, list[Mode]()
        self._wanted = wanted = Wanted(variables)
        self._ears = Ears(best, buffer, Attention(me, wanted, Parents(), Claims(), _agent()), self._outbox)

    def run(self) -> int:
        """Watch until standard input closes. Returns the exit status: 0, or 1 when there was nothing to watch with."""
        threading.excepthook = self._thread_died
        try:
            self._start()
            self._serve()
        except Refused as refused:
            self._outbox.put(frames.text(frames.Kind.FAILED, str(refused)))
            return 1
        finally:
            self._ears.close()
            self._outbox.put(frames.counts(self._counts()))
            self._outbox.drain()
        return 0

    def _start(self) -> None:
        for name, first in _FIRST_NAMESPACES.items():
            if os.stat(f"/proc/self/ns/{name}").st_ino != first:  # noqa: PTH116
                raise Refused(f"this is a container: the kernel reports only to the machine's own {name} namespace")
        self._ears.start()
        if self._best is Mode.REAL_TIME and self._ears.ordinary:
            scheduling.bound_real_time()  # so that rtkit may give what we may not take
        self._tell_mode(frames.Kind.READY)

    def _tell_mode(self, kind: frames.Kind) -> None:
        """Say how the ears are scheduled: the worst counts."""
        self._modes = self._ears.modes
        worst = next(mode for mode in reversed(Mode) if mode in self._modes)
        self._outbox.put(frames.mode(kind, worst, self._ears.ordinary))
        self._outbox.flush()

    def leave_real_time(self) -> None:
        """Give real time back: the kernel says that a thread ran too long without a pause (RLIMIT_RTTIME)."""
        self._ears.leave_real_time()
        self._ring()

    def _serve(self) -> None:
        """Wait for orders, and write on when the pipe was full. With nothing to do this thread does not wake up."""
        poll = select.poll()
        poll.register(sys.stdin, select.POLLIN)
        poll.register(self._bell, select.POLLIN)
        while not self._dead:
            ready = dict(poll.poll())
            if self._bell in ready:
                os.eventfd_read(self._bell)
                self._look_again(tell=False)
            if sys.stdout.fileno() in ready:
                self._outbox.drain()
            if sys.stdin.fileno() in ready:
                if not (orders := os.read(sys.stdin.fileno(), 4096)):
                    return
                self._obey(orders)
            if self._outbox.full:
                poll.register(sys.stdout, select.POLLOUT)
            elif sys.stdout.fileno() in ready:
                poll.unregister(sys.stdout)
        raise Refused(self._dead)

    def _obey(self, data: bytes) -> None:
        *orders, self._orders = (self._orders + data).split(b"\n")
        for order in orders:
            if order == b"?":
                if self._ears.stuck_for > STUCK_SECONDS:
                    raise Refused("reading a process hangs")
                self._look_again(tell=False)
                self._outbox.put(frames.counts(self._counts()))
                self._outbox.flush()
            elif order == b"!":
                self._look_again(tell=True)
            else:
                self._wanted.seek(order.decode("ascii", "replace").split()[1:])

    def _look_again(self, *, tell: bool) -> None:
        """See how the ears are scheduled by now, and say so if asked to or if it has changed."""
        self._ears.look_again()
        if tell or self._ears.modes != self._modes:
            self._tell_mode(frames.Kind.MODE)

    def _counts(self) -> frames.Counts:
        return frames.Counts(*self._ears.counts, time.process_time_ns())

    def _ring(self) -> None:
        os.eventfd_write(self._bell, 1)

    def _thread_died(self, arguments: threading.ExceptHookArgs) -> None:
        self._dead = f"a watching thread died: {arguments.exc_type.__name__}: {arguments.exc_value}"
        self._ring()


def _agent() -> Agent | None:
    """Who started us, where that is the frozen program."""
    if not getattr(sys, "frozen", False):
        return None
    agent = os.getppid()
    try:
        return Agent(agent, os.readlink(b"/proc/%d/exe" % agent))  # noqa: PTH115
    except OSError:  # it has ended, and so do we
        return None


def main(arguments: list[str]) -> int:
    """The watcher's command line: USER MODE BUFFER [VARIABLE…]."""
    for number in _FOR_THE_GROUP:
        signal.signal(number, signal.SIG_IGN)
    gc.freeze()
    gc.disable()  # a round of it takes longer than many a program lives, and nothing here refers to itself
    sys.setswitchinterval(0.000_1)  # a thread that woke up must not wait 5 ms for another to hand over
    me, mode, buffer, *variables = arguments
    watcher = Watcher(int(me), Mode(mode), int(buffer), variables)
    signal.signal(signal.SIGXCPU, lambda _number, _frame: watcher.leave_real_time())
    try:
        return watcher.run()
    except BrokenPipeError:
        return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
