"""The running agent: makes the parts, starts and joins every thread, hands values from room to room. No Qt.

Threads: `watch` reads launches, `sync` keeps the policy, `wakeups` hears that the network is back, `anew` that another
version or configuration was installed, `watchdog` sees that the first and the screen's get on, one per running set-up,
and two workers: `records` (ledger and memory, so that SQLite has one owner) and `closer` (hashing, off the hot path).
All are joined by `stop`, but for `sync` and `wakeups` when a dead host or bus holds them: what they keep is made to be
cut off at any moment.
"""

import contextlib
import functools
import sys
import threading
from collections.abc import Callable
from time import monotonic

from app.access import events_token_changes, person, token_changes
from app.asking.request import Request
from app.errors import SignpostError
from app.host import entries, restart
from app.host.config import Config
from app.host.paths import Paths
from app.host.restart_reasons import ConfigKept, RestartReasons
from app.host.thread import begin
from app.policy.model import Policy
from app.report.stream import Stream
from app.runtime.acts import Acts
from app.runtime.agent_here import agent_here
from app.runtime.asking import Asking
from app.runtime.diary import Diary
from app.runtime.disclosing import Disclosing
from app.runtime.errands.deliveries import Deliveries
from app.runtime.errands.policy import PolicyErrands
from app.runtime.health import Health
from app.runtime.identification import Identification
from app.runtime.inventory import Inventory
from app.runtime.launches import Launches
from app.runtime.outlets import Outlets
from app.runtime.records import Records
from app.runtime.setups import SetUps
from app.runtime.shortfalls import Shortfalls
from app.runtime.spreading import Spreading
from app.runtime.watching import WatchReport
from app.runtime.worker import Worker
from app.screen import Screen
from app.sync import schedule
from app.sync.state import SyncState
from app.watch.opening import Opening
from app.watch.standing import FILE

MOST_LOOKS = 256
"""How many launches may wait for a second look at their files."""

LEAVE_SECONDS = 2.0
"""How long `stop` waits for who may have to wait for others, before it leaves them to end with us."""


class Runtime:
    """One running agent. `start` once, `stop` once; the rest from any thread. `opening` is closed by its maker.

    `again` says how often it started itself anew, and why the last time; `setups` and `acts` are what the screen asks.
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
        self._records = Records(paths, self._report, self._deliveries.open, self._note, events_token_changes(paths))
        self._closer = Worker("closer", self._report, MOST_LOOKS, held=True)
        self._diary = Diary(self._records.happened)
        self._person = person(config)
        self._disclosing = Disclosing(self._records.record, self._person)
        self._shortfalls = Shortfalls(self._disclosing.tell)
        self._inventory = Inventory(paths, self._person, self._disclosing.tell, self._note)
        self.setups = SetUps(config, paths, screen, stream, self._disclosing.tell, self._diary)
        self._stop, self._poke = threading.Event(), threading.Event()
        self._again = again
        self._reasons = RestartReasons(config, paths)
        self._health = Health(paths.runtime / FILE, stream, screen, self._wake, again[0], self._stop)
        self._end_wakeups: Callable[[], None] = lambda: None
        self._outlets = Outlets(
            screen, stream, self._records, self._diary, self._disclosing.tell, self._closer.give, self._notice
        )
        self._policy = PolicyErrands(config, paths)
        self._identification = Identification()
        hand_over = functools.partial(_hand_over, config, paths)
        self._asking = Asking(paths, self._person, screen, self._records, self._diary, hand_over, self._disclosing.tell)
        self._agent = agent_here(self._identification, self._outlets, self._records.memory, self._person, screen)
        self.acts = Acts(self._agent, self.setups, self._asking, self._diary, self._records.worker.give)
        self.acts.quiet(config.quiet_from, config.quiet_until, config.quiet_days)
        self._launches = Launches(
            self._agent, self._identification, self._person, paths, self._closer, self._health.watch, self._stop
        )
        self._spreading = Spreading(
            screen,
            stream,
            (
                lambda state: self._disclosing.use(state.policy),
                self.setups.use,
                self._diary.policy,
                self._asking.use,
                self._shortfalls.policy,
                lambda state: self._records.use(state, self._asking.forget),
                self._launches.use,
                self._look_around,
            ),
        )
        self._threads: list[threading.Thread] = []

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
        source = self._opening.source()
        self._launches.begin(source)
        later, told = self._records.worker.give, (self._shortfalls, self._again)
        report = WatchReport(source, self._paths, self._stream, self._screen, later, *told)
        self._spreading.take(state)
        report.begin()
        self._begin(threading.Thread(target=self._launches.watch, args=(report,), name="watch"))
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
        self._launches.wake()
        self._end_wakeups()
        self.setups.end()
        self._asking.end()
        leave_at = monotonic() + LEAVE_SECONDS
        for thread in self._threads:
            thread.join(max(0.0, leave_at - monotonic()) if thread.daemon else None)
        self._reasons.close()
        self._spreading.end()
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
            if alert.closes_after:
                self._launches.wake()  # the watch thread has a countdown to wait for

    def _wake(self) -> None:
        self._launches.wake()

    def _notice(self) -> Policy | None:
        return self._spreading.policy if self._config.terminal_notice else None

    def _look_around(self, state: SyncState) -> None:
        if state.policy is not None and self._inventory.is_due(state.policy):
            self._closer.give(self._inventory.look, state.policy, self._stop)

    # The bodies of the threads

    def _keep_policy(self) -> None:
        with contextlib.closing(self._policy) as policy:
            every, mended = self._config.poll_seconds, token_changes(self._paths)
            schedule.run(policy, self._spreading.take, self._stop, self._poke, poll_seconds=every, mended=mended)

    def _start_anew(self) -> None:
        """As the next version, or with the company's new configuration, once no set-up is under way."""
        while (reason := self._reasons.wait()) is not None:
            if isinstance(reason, ConfigKept):
                self._note(reason)
            elif self.setups.rest(self._stop) and self._reasons.hold():
                self._stream.write(reason.value)
                restart.into(entries.lasting())
                return

    def _report(self, error: SignpostError) -> None:
        self._note(error)
        self._screen.problem(error)

    def _note(self, error: SignpostError) -> None:
        self._stream.write("problem", **error.as_json())


def _hand_over(config: Config, paths: Paths, request: Request, cancel: threading.Event) -> None:
    from app.runtime.errands.handover import hand_over  # with the first request

    hand_over(config, paths, request, cancel)
