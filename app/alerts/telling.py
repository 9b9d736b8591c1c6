"""Who is told what, and when: sessions, the brake and the person's wish for quiet joined. Any thread may call it.

It has no thread of its own: `tick` and every wish look anew at what waits.
"""

import threading
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Protocol

import msgspec

from app.alerts.alert import Alert
from app.alerts.brake import Pause
from app.alerts.closing import Closing, Stage
from app.alerts.life import Event
from app.alerts.quiet import QuietTimes, Surroundings, must_wait
from app.alerts.session import ASKED, OFF_LIMITS, Memory
from app.alerts.sessions import Sessions
from app.alerts.silence import Choice, Silence, silence
from app.host.clock import Clock
from app.policy.launch import Launch, ProcessId
from app.policy.model import Policy
from app.policy.verdict import Verdict


class Outlets(Protocol):
    """Where it goes. Called without a lock held, in order."""

    def alert(self, alert: Alert) -> None:
        """Show it to the person."""

    def paused(self, pause: Pause, *, began: bool) -> None:
        """Show the one alert that stands for all further ones; not `began`: it counted one more, silently."""

    def silenced(self, silences: tuple[Silence, ...]) -> None:
        """What the person silenced changed: have it seen, with a way back."""

    def remember(self, memory: Memory) -> None:
        """Write the memory of alerts down."""


class Telling:
    """The alerts of one person. `surroundings` is asked whenever something is to be told, and returns at once."""

    def __init__(
        self,
        memory: Memory,
        boot: str,
        outlets: Outlets,
        clock: Clock,
        surroundings: Callable[[], Surroundings] = Surroundings,
    ) -> None:
        self._sessions, self._brake = Sessions(memory, boot), memory.brake
        self._outlets, self._clock = outlets, clock
        self._surroundings, self._quiet = surroundings, QuietTimes()
        self._silences: tuple[Silence, ...] = ()
        self._lock = threading.RLock()

    def observe(
        self, policy: Policy, launch: Launch, verdict: Verdict, *, attended: bool = True, closes_after: int = 0
    ) -> Alert | None:
        """Take in one judged launch, and tell what is to be told. The alert with which a session begins, else None."""
        with self._lock:
            before = self._sessions.changes
            now = self._clock()
            alert = self._sessions.observe(policy, launch, verdict, now, attended=attended, closes_after=closes_after)
            if self._sessions.changes == before:
                return None
            then = self._speak(policy, before)
        then()
        return alert

    def announce(self, policy: Policy, launch: Launch, verdict: Verdict) -> None:
        """A tool lies here that will be off limits."""
        self._do(policy, lambda: self._sessions.announce(launch, verdict, self._clock()))

    def tick(self, policy: Policy, is_running: Callable[[ProcessId], bool]) -> bool:
        """Look again at what runs and at what waits. False when there is nothing to come back for."""
        if not self._sessions.any_open and not self._silences:
            return False
        self._do(policy, lambda: self._sessions.tick(policy, is_running, self._clock()))
        return self._sessions.any_open

    def quiet(self, policy: Policy | None, quiet: QuietTimes) -> None:
        """The person's quiet times are these from now on."""
        self._quiet = quiet
        self._do(policy)

    def act(self, policy: Policy | None, session: str, event: Event) -> None:
        """The person did this about that alert."""
        self._do(policy, lambda: self._sessions.act(session, event))

    def closing(self, policy: Policy | None, closing: Closing) -> None:
        """A countdown moved on. What was closed may be told of again; what was left running is not, before it ends."""
        sessions, session = self._sessions, closing.session
        match closing.stage:
            case Stage.CLOSED:
                self._do(policy, lambda: sessions.over(session))
            case Stage.LEFT:
                self._do(policy, lambda: sessions.regrade(session, ASKED))
            case Stage.STOPPED:
                self._do(policy, lambda: sessions.regrade(session, OFF_LIMITS))
            case Stage.COUNTING | Stage.ASKED:
                pass

    def silence(self, policy: Policy, tool_id: str, choice: Choice) -> None:
        """The person asks for quiet about a tool. One that the policy does not speak of (any more) is left alone."""
        tool = policy.tool(tool_id)
        if tool is not None:
            self._do(policy, lambda: self._sessions.silence(silence(tool, choice, self._clock())))

    def unsilence(self, policy: Policy, tool_id: str) -> None:
        """The person takes that back."""
        self._do(policy, lambda: self._sessions.unsilence(tool_id))

    def _do(self, policy: Policy | None, act: Callable[[], None] = lambda: None) -> None:
        with self._lock:
            before = self._sessions.changes
            act()
            then = self._speak(policy, before)
        then()

    def _speak(self, policy: Policy | None, before: int) -> Callable[[], None]:
        """What follows, to be done once the lock is free. `before`: the sessions' changes when it began."""
        calls: list[Callable[[], None]] = []
        now = self._clock()
        if policy is not None:
            alerts = self._sessions.speak(policy, now, partial(self._must_wait, now=now))
            calls.extend([self._weighed(alert, policy, now) for alert in alerts])
            silences = self._sessions.silences(policy, now)
            if silences != self._silences:
                self._silences = silences
                calls.append(partial(self._outlets.silenced, silences))
        if self._sessions.changes != before:
            memory = msgspec.structs.replace(self._sessions.memory(), brake=self._brake)
            calls.insert(0, partial(self._outlets.remember, memory))

        def then() -> None:
            for call in calls:
                call()

        return then

    def _must_wait(self, alert: Alert, since: datetime, *, now: datetime) -> bool:
        return must_wait(alert, since, now, self._surroundings(), self._quiet)

    def _weighed(self, alert: Alert, policy: Policy, now: datetime) -> Callable[[], None]:
        """Show the alert, unless the brake holds."""
        pause = self._brake.pause
        self._brake = self._brake.take(alert, policy, now)
        held = self._brake.pause
        if held is None:
            return partial(self._outlets.alert, alert)
        began = pause is None or pause.session != held.session
        return partial(self._outlets.paused, held, began=began)
