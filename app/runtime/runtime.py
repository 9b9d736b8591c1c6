"""The running agent: makes the parts, starts and joins every thread, hands values from room to room. No Qt.

Threads: `watch` reads launches, `sync` keeps the policy, `wakeups` hears that the network is back, `anew` that another
version or configuration was installed, `watchdog` sees that the first and the screen's get on, one per running set-up,
and two workers: `records` (ledger and memory, so that SQLite has one owner) and `closer` (hashing, off the hot path).
All are joined by `stop`, but for `sync` and `wakeups` when a dead host or bus holds them: what they keep is made to be
cut off at any moment.
"""

import contextlib
import functools
import math
import sys
import threading
from collections.abc import Callable
from datetime import datetime, time
from time import monotonic

from app.access import events_token_changes, person, token_changes
from app.agent import Agent
from app.alerts.attended import is_attended
from app.alerts.life import Event
from app.alerts.quiet import QuietTimes
from app.alerts.silence import Choice
from app.asking.request import Request
from app.errors import SignpostError
from app.host import clock, entries, platform, process, restart
from app.host.config import Config
from app.host.paths import Paths
from app.host.restart_reasons import ConfigKept, RestartReasons
from app.host.thread import begin
from app.lines import policy_line
from app.policy.events import kept_days
from app.policy.launch import Launch, ProcessId
from app.policy.model import Policy
from app.report.stream import Stream
from app.runtime.announced import look_for_announced
from app.runtime.asking import Asking
from app.runtime.diary import Diary
from app.runtime.disclosing import Disclosing
from app.runtime.errands.deliveries import Deliveries
from app.runtime.errands.policy import PolicyErrands
from app.runtime.health import Health
from app.runtime.identification import Identification
from app.runtime.inventory import Inventory
from app.runtime.judging import Judging
from app.runtime.outlets import Outlets
from app.runtime.records import Records
from app.runtime.second_looks import SecondLooks
from app.runtime.setups import SetUps
from app.runtime.shortfalls import Shortfalls
from app.runtime.watching import WatchReport
from app.runtime.worker import Worker
from app.screen import Finished, Screen
from app.sync import schedule
from app.sync.state import Standing, SyncState
from app.watch.opening import Opening
from app.watch.source import Gap, Source
from app.watch.standing import FILE

TICK_SECONDS = 15.0
"""How often to look whether the processes of an open tool session still run."""

MOST_LOOKS = 256
"""How many launches may wait for a second look at their files."""

NOTHING_OPEN = 3600.0
"""Without an open session or a date to come nothing needs a look: the watch thread sleeps until something wakes it."""

JUDGE_SECONDS, READ_SECONDS = 3.0, 120.0
"""How long judging one launch may take, and reading its files whole: a file server that is dead takes for ever."""

LEAVE_SECONDS = 2.0
"""How long `stop` waits for who may have to wait for others, before it leaves them to end with us."""

CLOCK_SECONDS = 300.0
"""How often to look at the clock while a date is to come: it may have been set, or the computer asleep."""


class Runtime:
    """One running agent. `start` once, `stop` once; the rest from any thread. `opening` is closed by its maker.

    `again` says how often it started itself anew, and why the last time; `setups` is what the screen asks for set-ups.
    """

    def __init__(
        self,
        config: Config,
        paths: Paths,
        screen: Screen,
        stream: Stream,
        opening: Opening,
        again: tuple[int, str] = (0, ""),
    ) -> None:
        self._opening = opening
        self._config, self._paths, self._screen, self._stream = config, paths, screen, stream
        self._deliveries = Deliveries(config, paths)
        self._records = Records(paths, self._report, self._deliveries.open, self._note)
        self._other_events_token = events_token_changes(paths)
        self._closer = Worker("closer", self._report, MOST_LOOKS, held=True)
        self._diary = Diary(self._records.happened)
        self._person = person(config)
        self._disclosing = Disclosing(self._records.record, self._person)
        self._shortfalls = Shortfalls(self._disclosing.tell)
        self._inventory = Inventory(paths, self._person, self._disclosing.tell, self._note)
        self.setups = SetUps(config, paths, screen, stream, self._disclosing.tell, self._diary)
        self._stop, self._poke = threading.Event(), threading.Event()
        self._source: Source | None = None
        self._again = again
        self._reasons = RestartReasons(config, paths)
        self._health = Health(paths.runtime / FILE, stream, screen, self._wake, again[0], self._stop)
        self._state: SyncState | None = None
        self._end_wakeups: Callable[[], None] = lambda: None
        self._outlets = Outlets(
            screen, stream, self._records, self._diary, self._disclosing.tell, self._closer.give, self._notice
        )
        self._policy = PolicyErrands(config, paths)
        self._identification = Identification()
        self._asking = Asking(
            paths,
            self._person,
            screen,
            self._records,
            self._diary,
            functools.partial(_hand_over, config, paths),
            self._disclosing.tell,
        )
        self._agent = Agent(
            self._identification,
            self._outlets,
            self._records.memory,
            boot=process.boot_id(),
            platform=platform.system(),
            clock=clock.now,
            is_running=lambda found: process.is_running(found.pid, found.start_time),
            surroundings=screen.surroundings,
            is_attended=self._is_attended,
            person=self._person,
            ask_to_end=_ask_to_end if screen.cards else None,
            monotonic=clock.monotonic_ns,
        )
        self.quiet(config.quiet_from, config.quiet_until, config.quiet_days)
        self._saw = Judging(self._judge, JUDGE_SECONDS, self._stop)
        self._saw_running = Judging(self._agent.saw, JUDGE_SECONDS, self._stop)
        self._look_closer = Judging(self._closely, READ_SECONDS, self._stop)
        self._second_looks = SecondLooks(self._closer, self._look_at_files)
        self._threads: list[threading.Thread] = []
        self._telling, self._over = threading.Lock(), False

    def start(self, *, whole: bool = True) -> None:
        """Start the threads. Raises NoThread, Unavailable.

        First of all launches are judged by the policy that is stored; what else there is to load and to do waits. What
        can wait until there is a screen is left to `go_on` unless it is to be `whole`.
        """
        try:
            self._start()
            if whole:
                self.go_on()
        except BaseException:
            self.stop()
            raise

    def _start(self) -> None:
        state = self._policy.current()
        self._source = source = self._opening.source()
        later, told = self._records.worker.give, (self._shortfalls, self._again)
        report = WatchReport(source, self._paths, self._stream, self._screen, later, *told)
        self._on_state(state)
        report.begin()
        self._begin(threading.Thread(target=self._watch, args=(source, report), name="watch"))
        self._identification.load()  # before all that can wait, so that nothing takes the processor from it
        self._records.begin()
        self._asking.begin()
        self._records.begin_sending(self._asking.settled)
        self.setups.recover()
        self._begin(threading.Thread(target=self._start_anew, name="anew"))
        self._begin(self._health.thread())
        if self._again[0]:
            self._diary.restarted()

    def go_on(self) -> None:
        """Begin what takes the processor for a while: to judge what runs, to verify the policy and look for another.

        Once, before `stop`. Raises NoThread.
        """
        self._closer.begin()
        self._begin(threading.Thread(target=self._keep_policy, name="sync", daemon=True))
        self._listen_for_wakeups()

    def _begin(self, thread: threading.Thread) -> None:
        begin(thread)
        self._threads.append(thread)

    def stop(self) -> None:
        """End everything that was started, set-ups included (they leave nothing half done), and wait for it."""
        self._stop.set()
        self._reasons.end()
        self._health.end()
        self._poke.set()
        self._policy.end()
        self._wake()
        self._end_wakeups()
        self.setups.end()
        self._asking.end()
        leave_at = monotonic() + LEAVE_SECONDS
        for thread in self._threads:
            thread.join(max(0.0, leave_at - monotonic()) if thread.daemon else None)
        self._reasons.close()
        with self._telling:  # who is left has nothing to say any more
            self._over = True
        self._closer.end(drop=True)
        self._deliveries.end()
        self._records.end()
        self._stream.write("stopped")

    def _listen_for_wakeups(self) -> None:
        """Look for a policy as soon as the network is back or the computer woke up, where the system says so."""
        if sys.platform == "linux":
            from app.host.wakeup import Wakeups

            wakeups = Wakeups(self._poke.set)
            self._end_wakeups = wakeups.close
            self._begin(threading.Thread(target=wakeups.run, name="wakeups", daemon=True))

    # What the screen asks for

    def sync_now(self) -> None:
        """Look for a new policy at once."""
        self._poke.set()

    def shown(self, session: str, channel: str, shown_ns: int) -> None:
        """The screen says: the alert of that session was shown then (CLOCK_MONOTONIC), on that channel."""
        alert = self._outlets.shown(session, channel, shown_ns)
        if alert is not None and self._screen.cards:
            self._agent.shown(alert)
            if alert.closes_after and self._source is not None:
                self._source.wake()  # the watch thread has a countdown to wait for

    def edit_path(self, finished: Finished) -> None:
        """With the person's consent: make the offered edit, so that new terminals find the command."""
        self._records.worker.give(self.setups.edit_path, finished, True)

    def undo_path(self, finished: Finished) -> None:
        """Take that edit back."""
        self._records.worker.give(self.setups.edit_path, finished, False)

    def act(self, session: str, event: Event) -> None:
        """The person put the alert of that session off, or had its alternative set up."""
        self._agent.act(session, event)
        if event is Event.LATER:
            self._diary.chose_later(session)

    def silence(self, tool_id: str, choice: Choice) -> None:
        """Say nothing about a tool for a while: the person asked for it."""
        self._agent.silence(tool_id, choice)
        self._diary.chose_quiet(tool_id, choice)

    def quiet(self, begins: time | None, ends: time | None, days: tuple[int, ...]) -> None:
        """The person's quiet times are these from now on; None: there are none."""
        if begins is None or ends is None:
            self._agent.quiet(QuietTimes())
        else:
            self._agent.quiet(QuietTimes(begins, ends, frozenset(days)))

    def unsilence(self, tool_id: str) -> None:
        """Speak of it again."""
        self._agent.unsilence(tool_id)

    def ask(self, tool_id: str, reason: str, until: datetime) -> Request:
        """Ask IT for an exception; the screen is told how it goes. Raises NotAskable."""
        return self._asking.ask(tool_id, reason, until)

    def take_back(self, tool_id: str) -> None:
        """The person does not need that exception any more."""
        self._asking.withdraw(tool_id)

    # What the agent is given

    def _running(self, variables: frozenset[str]) -> tuple[Launch, ...]:
        """Take these variables from now on (agent.Running); what runs and lies here is judged off the hot path."""
        state = self._state
        if self._source is not None and state is not None and state.policy is not None:
            self._source.seek(variables)
            self._source.wake()  # the watch thread has dates to wait for
            self._closer.give(self._judge_running, self._source)
            about = state.policy, state.exceptions, self._person, self._paths
            self._closer.give(look_for_announced, *about, self._agent.found, self._stop)
        return ()

    def _judge_running(self, source: Source) -> None:
        self._identification.load()
        self._look_at_files(self._saw_running.each(source.running()).yes)
        self._saw_running.rest()
        self._look_closer.rest()

    def _look_at_files(self, launches: list[Launch]) -> None:
        self._look_closer.each(launches)

    def _closely(self, launch: Launch) -> bool:
        self._agent.look_closer(launch, self._stop)
        return False

    def _notice(self) -> Policy | None:
        return self._state.policy if self._config.terminal_notice and self._state is not None else None

    def _is_attended(self, launch: Launch) -> bool:
        if not self._screen.cards:
            return True
        return is_attended(launch.env, process.control_group(launch.pid) if sys.platform == "linux" else "")

    def _wake(self) -> None:
        if self._source is not None:
            self._source.wake()

    def _judge(self, launch: Launch) -> bool:
        self._health.watch.beat()
        return self._agent.saw(launch)

    # The bodies of the threads

    def _watch(self, source: Source, report: WatchReport) -> None:
        self._identification.load()
        while not self._stop.is_set():
            self._health.watch.turn()
            seen = source.read(self._patience())
            for record in seen:
                if isinstance(record, Gap):
                    report.gap(record)
            judged = self._saw.each(record for record in seen if isinstance(record, Launch))
            if judged.hung:
                report.gap(Gap(judged.hung, "a file that is needed to say what was started answers no more"))
            for one in judged.yes:
                self._second_looks.offer(one)
            if refused := self._second_looks.refused():
                report.gap(Gap(refused, "too many files wait to be looked into"))
            report.look_at(source)

    def _patience(self) -> float:
        """How many seconds the watch thread may wait for a launch; what time alone changes is seen to first."""
        left = min(self._agent.turn(self._running), self._agent.close(), self._second_looks.tell_in())
        if self._agent.tick():
            return min(left, TICK_SECONDS)
        return NOTHING_OPEN if left == math.inf else min(left, CLOCK_SECONDS)

    def _keep_policy(self) -> None:
        with contextlib.closing(self._policy) as policy:
            every, mended = self._config.poll_seconds, token_changes(self._paths)
            schedule.run(policy, self._on_state, self._stop, self._poke, poll_seconds=every, mended=mended)

    def _start_anew(self) -> None:
        """As the next version, or with the company's new configuration, once no set-up is under way."""
        while (reason := self._reasons.wait()) is not None:
            if isinstance(reason, ConfigKept):
                self._note(reason)
            elif self.setups.rest(self._stop) and self._reasons.hold():
                self._stream.write(reason.value)
                restart.into(entries.lasting())
                return

    def _on_state(self, state: SyncState) -> None:
        with self._telling:
            if not self._over:
                self._use(state)

    def _use(self, state: SyncState) -> None:
        before, self._state = self._state, state
        self._disclosing.use(state.policy)
        same = before is not None and (before.policy, before.exceptions) == (state.policy, state.exceptions)
        if not same:
            self._screen.policy_state(state)  # what follows may speak of it
        self.setups.use(state)
        self._diary.policy(state)
        self._asking.use(state)
        self._shortfalls.policy(state)
        self._send(state)
        if before is not None:  # at the start everything else comes first
            self._keep(state)
        if state.policy is not None and not same and self._source is not None:
            self._agent.use(state.policy, self._running, state.exceptions)
        elif state.policy is None and before is not None and before.policy is not None:
            self._agent.withdraw()
        if state.policy is not None and self._inventory.is_due(state.policy):
            self._closer.give(self._inventory.look, state.policy, self._stop)
        line = policy_line(state)
        if before is None or {**policy_line(before), "since": line["since"]} != line:
            self._stream.write("policy", **line)
        if same:  # who is told next to nothing new gets the interpreter when we are done with it
            self._screen.policy_state(state)

    def _send(self, state: SyncState) -> None:
        if self._records.sending is not None and state.policy is not None:
            self._records.sending.use(state.policy.events)
            if self._other_events_token():
                self._records.sending.hurry(changed=True)
            elif state.freshness.standing is Standing.FRESH:
                self._records.sending.hurry()

    def _keep(self, state: SyncState) -> None:
        if state.policy is not None:
            fresh = state.freshness.standing is Standing.FRESH
            self._records.keep(kept_days(state.policy.events), self._asking.forget, fresh=fresh)

    def _report(self, error: SignpostError) -> None:
        self._note(error)
        self._screen.problem(error)

    def _note(self, error: SignpostError) -> None:
        self._stream.write("problem", **error.as_json())


def _hand_over(config: Config, paths: Paths, request: Request, cancel: threading.Event) -> None:
    from app.runtime.errands.handover import hand_over  # with the first request

    hand_over(config, paths, request, cancel)


def _ask_to_end(found: ProcessId, exe: str) -> None:
    from app.host.ending import ask_to_end  # seldom needed, and later than the start

    ask_to_end(found.pid, found.start_time, exe)
