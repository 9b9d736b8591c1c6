"""Notices that a thread the agent lives by hangs, although nothing failed: each is asked for a sign of life in turn.

What asks makes the thread run through its loop once; a thread that waits for nothing but work does that at once. Time
counts only while this thread itself runs: after a stop (SIGSTOP) or a suspended computer nobody is late.

Who has not run at all since its last answer can hang in nothing new, and is let sleep: asking wakes three threads,
which is most of what an idle agent does. Linux tells (schedstat in proc(5)); elsewhere all are asked every time.
"""

import sys
import threading
from collections.abc import Callable, Sequence
from itertools import count
from pathlib import Path

import msgspec

from app.host.turn import Hand


class Patience(msgspec.Struct, frozen=True, kw_only=True):
    """In seconds. `every`: between two rounds; `answer`: how long a sign of life may take; `step`: to count by.

    `soon`: before that, since what a thread does between its sign of life and our look at it counts as nothing new.
    `anyway`: in each so many-th round those that slept are asked, too. A hang is noticed within a minute: once `every`
    and `answer` are over; rounds of 30 s and answers within 30 did no more, and woke an idle agent half as often again.
    """

    every: float = 40.0
    answer: float = 20.0
    step: float = 1.0
    soon: float = 0.02
    anyway: int = 15


class Pulse:
    """One thread's: `ask` has it call `beat` before long."""

    def __init__(self, name: str, ask: Callable[[], None]) -> None:
        self.name, self.ask = name, ask
        self.alive = True
        self.thread: int | None = None
        self._task: int | None = None
        self._ran = ""

    def beat(self) -> None:
        """A sign of life, from whoever works for the thread; costs nothing on the hot path."""
        self.alive = True

    def turn(self) -> None:
        """The thread itself begins another turn of its loop."""
        self.thread, self._task = threading.get_ident(), threading.get_native_id()
        self.alive = True

    def slept(self) -> bool:
        """Whether the thread has certainly not run since `rest`."""
        return self._ran != "" and _ran(self._task) == self._ran

    def rest(self) -> None:
        """It has just given its sign of life: what it does from now on counts."""
        self._ran = _ran(self._task)


class Watchdog:
    """`run` is the body of a thread. `on_stall` hears which thread gave no sign; `on_round` that all did."""

    def __init__(
        self,
        pulses: Sequence[Pulse],
        stop: threading.Event,
        on_stall: Callable[[Pulse, float], None],
        on_round: Callable[[], None],
        patience: Patience,
    ) -> None:
        self._pulses, self._stop, self._patience = pulses, stop, patience
        self._on_stall, self._on_round = on_stall, on_round

    def run(self) -> None:
        """Ask, round after round, until `stop` is set or a thread hangs."""
        hand = Hand()  # asking takes locks, which may be what others hang in
        for number in count(1):
            if self._stop.wait(self._patience.every):
                break
            anyway = number % self._patience.anyway == 0
            asked = [pulse for pulse in self._pulses if anyway or not pulse.slept()]
            for pulse in asked:
                pulse.alive = False
                hand.do(pulse.ask)
            silent = self._silent()
            if self._stop.is_set():
                break
            if silent is not None:
                self._on_stall(silent, self._patience.answer)
                break
            for pulse in asked:
                pulse.rest()
            self._on_round()
        hand.let_go()

    def _silent(self) -> Pulse | None:
        """The first that gives no sign of life in time."""
        waited, step = 0.0, self._patience.soon
        while any(not pulse.alive for pulse in self._pulses) and not self._stop.wait(step):
            waited, step = waited + step, self._patience.step
            if waited >= self._patience.answer:
                return next((pulse for pulse in self._pulses if not pulse.alive), None)
        return None


def _ran(task: int | None) -> str:
    """How long a thread of ours ran and waited so far, in the kernel's words; "" where nobody can tell."""
    if sys.platform == "linux" and task is not None:
        try:
            told = Path(f"/proc/self/task/{task}/schedstat").read_text("ascii").strip()
        except OSError:
            return ""
        return "" if told == "0 0 0" else told  # a kernel that does not count
    else:
        return ""


def stacks(first: int | None) -> str:
    """Where every thread is, that one at the end; file, line and function, never the values of variables."""
    import traceback  # nobody needs it before something hangs

    names = {thread.ident: thread.name for thread in threading.enumerate()}
    frames = sorted(sys._current_frames().items(), key=lambda item: item[0] == first)  # noqa: SLF001  its documented name
    told = [
        f"Thread {names.get(ident, 'of a library')}:\n{''.join(traceback.format_stack(frame))}"
        for ident, frame in frames
    ]
    return "\n".join(told)
