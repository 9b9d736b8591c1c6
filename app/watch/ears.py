"""All ears of the watcher process: one for each CPU, and second ones as long as not all of these are in real time.

Standard library only: the isolated watcher process loads it.
"""

import contextlib
import os
import queue
import threading
from collections.abc import Iterable

from app.watch import scheduling
from app.watch.ear import Attention, Ear, Place, Refused, first_places, second_places
from app.watch.outbox import Outbox
from app.watch.scheduling import Mode


class Ears:
    """Each a thread that hands on to `outbox`. `best` is the best scheduling to try, `buffer` a socket's, in bytes."""

    def __init__(self, best: Mode, buffer: int, attention: Attention, outbox: Outbox) -> None:
        self._best, self._buffer, self._attention, self._outbox = best, buffer, attention, outbox
        self._answers: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._cpus = sorted(os.sched_getaffinity(0))
        self._first, self._second = list[Ear](), list[Ear]()
        self._helped = False

    def start(self) -> None:
        """Have them listen. Raises Refused when the kernel tells nothing."""
        self._first = self._started(first_places(self._cpus), self._best)
        self._help()

    @property
    def modes(self) -> list[Mode]:
        """How those that count are scheduled: the first ones."""
        return [ear.mode for ear in self._first]

    @property
    def ordinary(self) -> list[int]:
        """The threads of those that would be better off in real time."""
        return [ear.thread for ear in self._first if ear.mode is not Mode.REAL_TIME]

    @property
    def counts(self) -> tuple[int, int, int]:
        """How many execs of anybody's they took, how many launches they told, how many events were lost."""
        ears = self._first + self._second
        return sum(ear.events for ear in ears), sum(ear.launches for ear in ears), sum(ear.lost for ear in ears)

    @property
    def stuck_for(self) -> float:
        """For how many seconds one has been reading the same process."""
        return max((ear.stuck_for() for ear in self._first + self._second), default=0.0)

    def look_again(self) -> None:
        """See how they are scheduled by now."""
        for ear in self._first:
            ear.look_again()
        self._help()

    def leave_real_time(self) -> None:
        """Give real time back."""
        for ear in self._first + self._second:
            scheduling.leave_real_time(ear.thread)

    def close(self) -> None:
        """Stop listening."""
        for ear in self._first + self._second:
            ear.close()

    def _help(self) -> None:
        """Have second ears listen when the first may come too late, and only then: each program costs a wake-up more.

        Measured with the time slice, launchers in another CPU group, five to twelve programs wanting two CPUs: of
        /bin/true 42 % were read in time by first ears alone, 95 % with second ones.
        """
        wanted = bool(self.ordinary)
        if wanted == self._helped:
            return
        self._helped = wanted
        if not wanted:
            for ear in self._second:
                ear.close()
        elif self._second:
            for ear in self._second:
                ear.go_on()
        else:
            self._attention.claims.shared = True
            best = Mode.PLAIN if self._best is Mode.PLAIN else Mode.SLICE
            for place in second_places(self._cpus):
                with contextlib.suppress(Refused, RuntimeError):  # no thread more to be had: the first do what they can
                    self._second += self._started([place], best)

    def _started(self, places: Iterable[Place], best: Mode) -> list[Ear]:
        ears = [Ear(place, best, self._buffer, self._attention) for place in places]
        for ear in ears:
            threading.Thread(target=self._live, args=(ear,), daemon=True).start()
        answers = [self._answers.get() for _ in ears]
        for answer in filter(None, answers):
            raise Refused(answer)
        return ears

    def _live(self, ear: Ear) -> None:
        try:
            source = ear.prepare()
        except Refused as refused:
            self._answers.put(str(refused))
            return
        self._answers.put("")
        ear.listen(source, self._outbox)
