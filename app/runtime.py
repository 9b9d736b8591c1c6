"""The running agent: makes the parts, starts and joins every thread, hands values from room to room. No Qt.

Threads: `watch` reads launches, `sync` keeps the policy, `wakeups` hears that the network is back, one per running
set-up, and two single-thread executors: `records` (ledger and memory, so that SQLite has one owner) and `closer`
(hashing, off the hot path). All are joined by `stop`.
"""

import contextlib
import os
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import msgspec

from app.access import session_opener
from app.agent import Agent
from app.alerts import memory as alert_memory
from app.alerts.alert import Alert
from app.alerts.brake import Pause
from app.alerts.sessions import Memory, Sessions
from app.errors import SignpostError
from app.host import clock, crash, platform, process
from app.host.config import Config
from app.host.files import exclusive
from app.host.machine import device_key
from app.host.paths import Paths, own_folder
from app.identify.identify import Identifier
from app.lines import alert_line, finished_line, pause_line, policy_line
from app.policy.exceptions import Exceptions
from app.policy.launch import Launch
from app.policy.model import Policy
from app.policy.person import Person
from app.policy.verdict import Phase, phase_of
from app.report import ocsf
from app.report.ledger import Ledger, LedgerUnusable
from app.report.stream import Stream
from app.screen import Finished, Screen
from app.setup import path_edit
from app.setup.check import viable
from app.setup.engine import Setup
from app.setup.errors import Cancelled
from app.setup.leftovers import clean_leftovers
from app.setup.on_path import look_up
from app.setup.place import Installed
from app.setup.plan import Progress
from app.sync import schedule
from app.sync.client import Sync
from app.sync.state import SyncState
from app.watch.source import Gap, Source, open_source

TICK_SECONDS = 15.0
"""How often to look whether the processes of an open tool session still run."""

MOST_LOOKS = 256
"""How many launches may wait for a second look at their files."""

NOTHING_OPEN = 3600.0
"""Without an open session nothing needs a look: the watch thread sleeps until a launch, or `stop`, wakes it."""


class Runtime:
    """One running agent. `start` once, `stop` once; the rest from any thread."""

    def __init__(self, config: Config, paths: Paths, screen: Screen, stream: Stream) -> None:
        self._config, self._paths, self._screen, self._stream = config, paths, screen, stream
        self._memory_file = own_folder(paths.state) / "alerts.json"
        self._instance = exclusive(own_folder(paths.runtime) / "agent.lock")
        self._records = ThreadPoolExecutor(1, "records")
        self._closer = ThreadPoolExecutor(1, "closer")
        self._stop, self._poke = threading.Event(), threading.Event()
        self._source: Source | None = None
        self._ledger: Ledger | None = None
        self._state: SyncState | None = None
        self._vouched_for = threading.Event()
        self._end_wakeups: Callable[[], None] = lambda: None
        self._setups: dict[str, tuple[threading.Thread, threading.Event]] = {}
        self._waiting: dict[str, Alert] = {}
        self._looks = threading.BoundedSemaphore(MOST_LOOKS)
        self._lock = threading.RLock()
        self._person = Person(config.user, config.groups, config.device)
        self._sync = Sync(
            url=config.url,
            root=config.root,
            folder=paths.state / "policy",
            person=self._person,
            device_key=partial(device_key, config.inventory_name),
            open_session=session_opener(config, paths),
        )
        memory = alert_memory.load(self._memory_file)
        self._agent = Agent(
            Identifier(),
            Sessions(memory, process.boot_id()),
            self,
            platform=platform.system(),
            clock=clock.now,
            is_running=lambda found: process.is_running(found.pid, found.start_time),
            person=self._person,
            brake=memory.brake,
        )
        self._threads = [
            threading.Thread(target=self._watch, name="watch"),
            threading.Thread(target=self._keep_policy, name="sync"),
        ]

    def start(self) -> None:
        """Take the single-instance lock and start the threads. Raises InUse, Unavailable."""
        self._instance.__enter__()
        self._source = open_source()
        self._stream.write(
            "started", source=self._source.name, mode=self._source.mode, blind_spots=self._source.blind_spots
        )
        self._keep(self._open_ledger)
        self._listen_for_wakeups()
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """End everything that was started, set-ups included (they leave nothing half done), and wait for it."""
        self._stop.set()
        self._poke.set()
        with self._lock:
            running = list(self._setups.values())
        for _, cancel in running:
            cancel.set()
        if self._source is not None:
            self._source.wake()
        self._end_wakeups()
        for ending in (*self._threads, *(thread for thread, _ in running)):
            if ending.is_alive():
                ending.join()
        if self._source is not None:
            self._source.close()
        self._closer.shutdown(cancel_futures=True)
        self._keep(self._close_ledger)
        self._records.shutdown()
        self._instance.__exit__(None, None, None)
        self._stream.write("stopped")

    def _listen_for_wakeups(self) -> None:
        """Look for a policy as soon as the network is back or the computer woke up, where the system says so."""
        if sys.platform == "linux":
            from app.host.wakeup import Wakeups

            wakeups = Wakeups(self._poke.set)
            self._end_wakeups = wakeups.close
            self._threads.append(threading.Thread(target=wakeups.run, name="wakeups"))

    # What the screen asks for

    def sync_now(self) -> None:
        """Look for a new policy at once."""
        self._poke.set()

    def set_up(self, tool_id: str) -> None:
        """Start setting the tool up; the screen is told how it goes. A second call while it runs does nothing."""
        with self._lock:
            if tool_id in self._setups or self._stop.is_set():
                return
            cancel = threading.Event()
            thread = threading.Thread(target=self._set_up, args=(tool_id, cancel), name=f"setup-{tool_id}")
            self._setups[tool_id] = (thread, cancel)
        thread.start()

    def cancel(self, tool_id: str) -> None:
        """End a running set-up of the tool; nothing of it stays."""
        with self._lock:
            running = self._setups.get(tool_id)
        if running is not None:
            running[1].set()

    def shown(self, session: str, channel: str, shown_ns: int) -> None:
        """The screen says: the alert of that session was shown then (CLOCK_MONOTONIC), on that channel."""
        with self._lock:
            alert = self._waiting.pop(session, None)
        if alert is not None:
            self._stream.write("alert", **alert_line(alert, channel, shown_ns))

    def edit_path(self, finished: Finished) -> None:
        """With the person's consent: make the offered edit, so that new terminals find the command."""
        self._keep(self._guarded, self._edit_path, finished, True)

    def undo_path(self, finished: Finished) -> None:
        """Take that edit back."""
        self._keep(self._guarded, self._edit_path, finished, False)

    # What the agent concludes (agent.Outlets)

    def alert(self, alert: Alert) -> None:
        """Hand an alert to the screen."""
        with self._lock:
            self._waiting[alert.session] = alert
        self._screen.alert(alert)

    def paused(self, pause: Pause, *, began: bool) -> None:
        """Alerts are collapsed into one: say so once, and have it count."""
        if began:
            self._stream.write("alerts-paused", **pause_line(pause))
        self._screen.paused(pause, began=began)

    def remember(self, memory: Memory) -> None:
        """Have the memory of alerts written down."""
        self._keep(self._guarded, alert_memory.save, self._memory_file, memory)

    def record(self, event: dict[str, Any]) -> None:
        """Have an event written into the ledger."""
        self._keep(self._guarded, self._write_event, event)

    def _running(self, variables: frozenset[str]) -> list[Launch]:
        """What runs now; these variables are taken from it, and from all that starts from now on (agent.Running)."""
        if self._source is None:
            return []
        self._source.seek(variables)
        return self._source.running()

    # The bodies of the threads

    def _watch(self) -> None:
        source, wait = self._source, NOTHING_OPEN
        while source is not None and not self._stop.is_set():
            for seen in source.read(wait):
                if isinstance(seen, Gap):
                    self._stream.write("gap", lost=seen.lost, reason=seen.reason)
                elif self._agent.saw(seen):
                    self._look_later(seen)
            wait = TICK_SECONDS if self._agent.tick() else NOTHING_OPEN

    def _look_later(self, launch: Launch) -> None:
        """Queue the second look; a storm of launches never grows the queue past its bound."""
        if not self._looks.acquire(blocking=False):
            self._stream.write("gap", lost=1, reason="too many files wait to be looked into")
            return
        future = self._closer.submit(self._guarded, self._agent.look_closer, launch, self._stop)
        future.add_done_callback(lambda _: self._looks.release())
        crash.watched(future)

    def _keep_policy(self) -> None:
        with contextlib.closing(self._sync) as sync:
            schedule.run(sync, self._on_state, self._stop, self._poke, poll_seconds=self._config.poll_seconds)

    def _on_state(self, state: SyncState) -> None:
        before, self._state = self._state, state
        if state.verified or state.policy is None:
            self._vouched_for.set()
        else:
            self._vouched_for.clear()
        same = before is not None and (before.policy, before.exceptions) == (state.policy, state.exceptions)
        self._screen.policy_state(state)
        if state.policy is not None and not same and self._source is not None:
            self._agent.use(state.policy, self._running, state.exceptions)
            crash.watched(self._closer.submit(self._guarded, self._announce, state.policy, state.exceptions))
        elif state.policy is None and before is not None and before.policy is not None:
            self._agent.withdraw()
        line = policy_line(state)
        if before is None or {**policy_line(before), "since": line["since"]} != line:
            self._stream.write("policy", **line)

    def _announce(self, policy: Policy, exceptions: Exceptions) -> None:
        """Look whether tools are installed here that will be off limits, so that people hear of it in time."""
        if not any(phase_of(tool, clock.now()) is Phase.ANNOUNCED for tool in policy.tools):
            return
        from app.trial.installed import Scan
        from app.trial.judge import Judge, Opened
        from app.trial.places import places

        judge = Judge(Opened(policy, exceptions), platform.system(), clock.now, self._person)
        where, home = places(self._paths.home, os.environ), self._paths.home
        scan = Scan(judge, where, home, os.environ, speaks=lambda one: one.phase is Phase.ANNOUNCED, cancel=self._stop)
        for one in scan.found():
            self._agent.found(one.path, one.verdict)

    def _set_up(self, tool_id: str, cancel: threading.Event) -> None:
        version = ""
        try:
            state = self._verified(tool_id, cancel)
            recipe = viable(tool_id, state.recipes.of(tool_id) if state is not None else ())
            version = recipe.version
            lock = state.artifacts.get(recipe.lock, b"") if state is not None else b""
            engine = Setup(self._paths, npm=self._config.npm)
            installed = engine.run(tool_id, recipe, lock, self._progress, cancel)
            finished = self._findable(installed)
        except SignpostError as error:
            self._stream.write("setup-failed", tool=tool_id, **error.as_json())
            self.record(ocsf.set_up(tool_id, version, clock.now(), error.code))
            self._screen.setup_failed(tool_id, error)
        else:
            self._stream.write("setup-done", **finished_line(finished))
            self.record(ocsf.set_up(tool_id, version, clock.now()))
            self._screen.setup_done(tool_id, finished)
        finally:
            with self._lock:
                self._setups.pop(tool_id, None)

    def _verified(self, tool_id: str, cancel: threading.Event) -> SyncState | None:
        """What is in force, once its signatures were gone through: until then nothing is set up. Raises Cancelled."""
        while not self._vouched_for.wait(0.1):
            if cancel.is_set():
                raise Cancelled(tool=tool_id)
        return self._state

    def _findable(self, installed: Installed) -> Finished:
        """Whether a new terminal finds what was installed, and the edit that would change that."""
        asked = look_up(self._paths, installed.commands[0], os.environ)
        edit = None if asked.ours else path_edit.propose(self._paths, asked)
        return Finished(installed=installed, findable=asked.ours, edit=edit)

    def _progress(self, progress: Progress) -> None:
        fields = progress.as_json()
        self._stream.write(fields.pop("event"), **fields)
        self._screen.setup(progress)

    # The record keeper's own work

    def _edit_path(self, finished: Finished, make: bool) -> None:
        if finished.edit is not None:
            (path_edit.apply if make else path_edit.undo)(self._paths, finished.edit)
            self._stream.write("path-edit", tool=finished.installed.tool, file=finished.edit.file, made=make)
            self._screen.setup_done(finished.installed.tool, msgspec.structs.replace(finished, edited=make))

    def _open_ledger(self) -> None:
        try:
            self._ledger = Ledger(self._paths.state / "ledger.db")
        except LedgerUnusable as error:
            self._report(error)
        for problem in clean_leftovers(self._paths):
            self._report(problem)

    def _write_event(self, event: dict[str, Any]) -> None:
        if self._ledger is not None:
            self._ledger.record(event)

    def _close_ledger(self) -> None:
        if self._ledger is not None:
            self._ledger.close()

    def _keep(self, work: Callable[..., None], *arguments: object) -> None:
        """Have the record keeper do it, after what it was given before."""
        crash.watched(self._records.submit(work, *arguments))

    def _guarded(self, work: Callable[..., None], *arguments: object) -> None:
        """Do work whose failure must not end anything: it is reported, and the agent goes on."""
        try:
            work(*arguments)
        except SignpostError as error:
            self._report(error)

    def _report(self, error: SignpostError) -> None:
        self._stream.write("problem", **error.as_json())
        self._screen.problem(error)
