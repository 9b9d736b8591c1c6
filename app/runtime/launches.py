"""The launches of this computer: each judged as it comes, what runs already as a policy comes into force.

Whatever takes a while happens beside: second looks at files, and the look for what lies here and will be off limits.
"""

import math
import threading
from collections import deque

from app.agent import Agent
from app.host.paths import Paths
from app.policy.exceptions import Exceptions
from app.policy.launch import Launch
from app.policy.model import Policy
from app.policy.person import Person
from app.runtime.announced import look_for_announced
from app.runtime.identification import Identification
from app.runtime.judging import Judging
from app.runtime.second_looks import SecondLooks
from app.runtime.watchdog import Pulse
from app.runtime.watching import WatchReport
from app.runtime.worker import Worker
from app.sync.state import SyncState
from app.watch.source import Gap, Source

TICK_SECONDS = 15.0
"""How often to look whether the processes of an open tool session still run."""

NOTHING_OPEN = 3600.0
"""Without an open session or a date to come nothing needs a look: the watch thread sleeps until something wakes it."""

JUDGE_SECONDS, READ_SECONDS, READ_AGAIN_SECONDS = 3.0, 10.0, 3.0
"""How long judging one launch may take, and reading its files whole: a file server that is dead takes for ever.

What is read longer is told as missed and left to a thread of its own, which still concludes from what it comes to;
while one is left, the next get less.
"""

CLOCK_SECONDS = 300.0
"""How often to look at the clock while a date is to come: it may have been set, or the computer asleep."""


class Launches:
    """`begin` once, then `watch` is the body of one thread; `use` from one at a time, `wake` from any.

    `closer` does what may take long, `pulse` is that of the thread; at `stop` all of it ends.
    """

    def __init__(
        self,
        agent: Agent,
        identification: Identification,
        person: Person,
        paths: Paths,
        closer: Worker,
        pulse: Pulse,
        stop: threading.Event,
    ) -> None:
        self._agent, self._identification, self._closer, self._pulse = agent, identification, closer, pulse
        self._person, self._paths, self._stop = person, paths, stop
        self.source: Source | None = None
        self._in_force: tuple[Policy | None, Exceptions] | None = None
        self._saw = Judging(self._judge, JUDGE_SECONDS, stop)
        self._saw_running = Judging(agent.saw, JUDGE_SECONDS, stop)
        self._look_closer = Judging(self._closely, READ_SECONDS, stop, READ_AGAIN_SECONDS)
        self._hung_beside: deque[int] = deque()
        self._second_looks = SecondLooks(closer, self._look_at_files)

    def begin(self, source: Source) -> None:
        """From now on there is a source to read from, and policies count."""
        self.source = source

    def wake(self) -> None:
        """Have the thread that reads begin a turn."""
        if self.source is not None:
            self.source.wake()

    def use(self, state: SyncState) -> None:
        """Judge by that policy and its exceptions from now on, and by them what runs; without a policy nothing."""
        before, self._in_force = self._in_force, (state.policy, state.exceptions)
        if state.policy is None:
            if before is not None and before[0] is not None:
                self._agent.withdraw()
        elif before != self._in_force:
            self._agent.use(state.policy, self._running, state.exceptions)

    def watch(self, report: WatchReport) -> None:
        """Judge what comes, until the stop; `report` is told what was missed. Call `begin` first."""
        self._identification.load()
        while self.source is not None and not self._stop.is_set():
            self._pulse.turn()
            seen = self.source.read(self._patience())
            for record in seen:
                if isinstance(record, Gap):
                    report.gap(record)
            judged = self._saw.each(record for record in seen if isinstance(record, Launch))
            if hung := judged.hung + self._missed_beside():
                report.gap(Gap(hung, "a file that is needed to say what was started answers no more"))
            for one in judged.yes:
                self._second_looks.offer(one)
            if refused := self._second_looks.refused():
                report.gap(Gap(refused, "too many files wait to be looked into"))
            report.look_at(self.source)

    def _patience(self) -> float:
        """How many seconds the watch thread may wait for a launch; what time alone changes is seen to first."""
        left = min(self._agent.turn(self._running), self._agent.close(), self._second_looks.tell_in())
        if self._agent.tick():
            return min(left, TICK_SECONDS)
        return NOTHING_OPEN if left == math.inf else min(left, CLOCK_SECONDS)

    def _running(self, variables: frozenset[str]) -> tuple[Launch, ...]:
        """Take these variables from now on (agent.Running); what runs and lies here is judged off the hot path."""
        policy, exceptions = self._in_force or (None, Exceptions())
        if self.source is not None and policy is not None:
            self.source.seek(variables)
            self.source.wake()  # the watch thread has dates to wait for
            self._closer.give(self._judge_running, self.source)
            about = policy, exceptions, self._person, self._paths
            self._closer.give(look_for_announced, *about, self._agent.found, self._stop)
        return ()

    def _judge_running(self, source: Source) -> None:
        self._identification.load()
        judged = self._saw_running.each(source.running())
        self._missed(judged.hung)
        self._look_at_files(judged.yes)
        self._saw_running.rest()
        self._look_closer.rest()

    def _look_at_files(self, launches: list[Launch]) -> None:
        self._missed(self._look_closer.each(launches).hung)

    def _missed(self, hung: int) -> None:
        """So many hung that were judged beside: the watch thread tells of them."""
        if hung:
            self._hung_beside.append(hung)
            self.wake()

    def _missed_beside(self) -> int:
        """How many those were since it was asked last."""
        return sum(self._hung_beside.popleft() for _ in range(len(self._hung_beside)))

    def _closely(self, launch: Launch) -> bool:
        self._agent.look_closer(launch, self._stop)
        return False

    def _judge(self, launch: Launch) -> bool:
        self._pulse.beat()
        return self._agent.saw(launch)
