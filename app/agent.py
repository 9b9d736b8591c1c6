"""The whole flow on one page: launch -> evidence -> verdict -> alert. No Qt, no threads, no I/O but what it is given.

What it needs from the outside it names here as protocols; the rooms satisfy them structurally and `runtime` joins them.
Every public method may be called from any thread.
"""

import math
import threading
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from app.alerts import telling
from app.alerts.alert import Alert
from app.alerts.brake import Pause
from app.alerts.closing import Candidate, Closing, Stage
from app.alerts.closings import AskToEnd, Closings
from app.alerts.life import Event
from app.alerts.quiet import QuietTimes, Surroundings
from app.alerts.session import Memory
from app.alerts.silence import Choice, Silence
from app.alerts.telling import Telling
from app.host.clock import Clock, monotonic_ns
from app.policy.closing import close_after, minutes_of
from app.policy.evidence import Evidence, Sought
from app.policy.exceptions import NONE, Exceptions
from app.policy.launch import Launch, ProcessId
from app.policy.model import Policy, Status, Tool
from app.policy.person import Person
from app.policy.turns import next_turn
from app.policy.verdict import PolicyIndex, Verdict

if TYPE_CHECKING:  # loaded with the first event
    from app.report.ocsf import Event as Record


class Identifier(Protocol):
    """Says what a launch is."""

    def seek(self, packages: Iterable[str]) -> None:
        """Look for these packages, as canonical purls, in records that are too many to read whole."""

    def evidence(self, launch: Launch) -> tuple[Evidence, ...]:
        """The cheap facts; never blocks, never raises."""

    def has_more(self, launch: Launch, sought: Sought) -> bool:
        """Whether `costly` could find any of what is sought; costs next to nothing."""

    def costly(self, launch: Launch, sought: Sought, cancel: threading.Event | None = None) -> tuple[Evidence, ...]:
        """The facts that take reading whole files; for a worker thread. The cheap ones may be others afterwards."""


Running = Callable[[frozenset[str]], Iterable[Launch]]
"""Takes these variables from every launch to come, and tells what runs now that is to be judged at once."""


class Outlets(telling.Outlets, Protocol):
    """Where the agent's conclusions go: those about the person's alerts, and the ledger."""

    def record(self, event: "Record", launch: Launch | None = None, evidence: tuple[Evidence, ...] = ()) -> None:
        """Put an event into the ledger; of the launch and the facts it speaks of only what the policy has told."""

    def unattended(self, alert: Alert) -> None:
        """Nobody is shown it, because nobody started it: it is for the activity alone."""

    def closing(self, closing: Closing, tool: Tool | None) -> None:
        """The countdown of a tool began, moved on or ended; the tool as far as the policy still speaks of it."""


class Agent:
    """Judges the launches of one person (default: an unknown one) by the policy in force."""

    def __init__(
        self,
        identifier: Identifier,
        outlets: Outlets,
        memory: Memory,
        *,
        boot: str,
        platform: str,
        clock: Clock,
        is_running: Callable[[ProcessId], bool],
        is_attended: Callable[[Launch], bool] = lambda _: True,
        surroundings: Callable[[], Surroundings] = Surroundings,
        person: Person | None = None,
        ask_to_end: AskToEnd | None = None,
        monotonic: Callable[[], int] = monotonic_ns,
    ) -> None:
        """Without `ask_to_end` nothing is ever closed, and nothing said to be."""
        self._identifier, self._outlets = identifier, outlets
        self._platform, self._clock = platform, clock
        self._is_running, self._is_attended = is_running, is_attended
        self._person = person or Person()
        self._telling = Telling(memory, boot, self, clock, surroundings)
        self._closes = ask_to_end is not None
        self._closings = Closings(self, is_running, ask_to_end or (lambda *_: None), self.closing, monotonic)
        self._index: PolicyIndex | None = None
        self._exceptions = NONE
        self._turn: datetime | None = None
        self._lock = threading.Lock()

    def use(self, policy: Policy, running: Running, exceptions: Exceptions = NONE) -> None:
        """Put a policy into force, whole, with the exceptions from it, and judge by it what already runs."""
        index = PolicyIndex(policy, self._platform)
        self._identifier.seek(index.packages)
        with self._lock:
            self._index, self._exceptions = index, exceptions
            self._turn = next_turn(policy, exceptions, self._clock())
        for launch in running(index.variables):
            self.saw(launch)

    def turn(self, running: Running) -> float:
        """Once a date has come at which verdicts change, judge anew what runs. Seconds until the next such date."""
        with self._lock:
            index, now, due = self._index, self._clock(), self._turn
            if index is None or due is None:
                return math.inf
            if now >= due:
                self._turn = next_turn(index.policy, self._exceptions, now)
            left = (self._turn - now).total_seconds() if self._turn is not None else math.inf
        if now >= due:
            for launch in running(index.variables):
                self.saw(launch)
        return left

    def withdraw(self) -> None:
        """Take the policy out of force: from now on nothing is judged, until another one is put in (`use`)."""
        with self._lock:
            self._index, self._exceptions, self._turn = None, NONE, None

    def saw(self, launch: Launch) -> bool:
        """Judge one launch. True when it is worth a second look at its bytes (`look_closer`)."""
        index = self._index
        if index is None:
            return False
        facts = self._facts(index, launch, self._identifier.evidence(launch))
        verdict = self._verdict(index, facts)
        self._conclude(index, launch, facts, verdict)
        return self._identifier.has_more(launch, index.second_look(verdict, launch))

    def look_closer(self, launch: Launch, cancel: threading.Event) -> None:
        """The second look, off the hot path: the costly facts that could still change what follows."""
        index = self._index
        if index is None:
            return
        before = self._identifier.evidence(launch)
        sought = index.second_look(self._verdict(index, self._facts(index, launch, before)), launch)
        more = self._identifier.costly(launch, sought, cancel)
        evidence = (*self._identifier.evidence(launch), *more)
        if evidence != before:
            facts = self._facts(index, launch, evidence)
            self._conclude(index, launch, facts, self._verdict(index, facts))

    def found(self, path: str, verdict: Verdict) -> None:
        """A tool lies here and will be off limits: tell the person before it is. No event: nothing was started."""
        index = self._index
        if index is not None:
            self._telling.announce(index.policy, Launch(pid=0, exe=path), verdict)

    def tick(self) -> bool:
        """Look again at what runs and what waits to be told. False when there is nothing to come back for."""
        index = self._index
        return index is not None and self._telling.tick(index.policy, self._is_running)

    def shown(self, alert: Alert) -> None:
        """The person sees that alert: a countdown that it speaks of begins."""
        self._closings.shown(alert)

    def close(self) -> float:
        """Ask to end what is due. Seconds until there may be more to do."""
        return self._closings.turn()

    def tool(self, tool_id: str) -> Tool | None:
        """The tool of the policy in force with that id."""
        return self._index.policy.tool(tool_id) if self._index else None

    # What the person wishes

    def act(self, session: str, event: Event) -> None:
        """The person did this about that alert."""
        self._telling.act(self._policy, session, event)

    def silence(self, tool_id: str, choice: Choice) -> None:
        """The person asks for quiet about a tool."""
        if self._policy is not None:
            self._telling.silence(self._policy, tool_id, choice)

    def unsilence(self, tool_id: str) -> None:
        """The person takes that back."""
        if self._policy is not None:
            self._telling.unsilence(self._policy, tool_id)

    def quiet(self, quiet: QuietTimes) -> None:
        """The person's quiet times are these from now on."""
        self._telling.quiet(self._policy, quiet)

    # What follows for the person (telling.Outlets)

    def alert(self, alert: Alert) -> None:
        """Show it."""
        self._outlets.alert(alert)

    def paused(self, pause: Pause, *, began: bool) -> None:
        """Show the one alert that stands for all further ones, and record that it does."""
        self._outlets.paused(pause, began=began)
        if began and self._policy is not None:
            from app.report import ocsf

            self._outlets.record(ocsf.alerts_paused(self._policy, pause.since, pause.most_per_hour))

    def silenced(self, silences: tuple[Silence, ...]) -> None:
        """Show what is silenced, with a way back."""
        self._outlets.silenced(silences)

    def remember(self, memory: Memory) -> None:
        """Have it written down."""
        self._outlets.remember(memory)

    # What the countdowns ask for (closings.Company), and what follows from them

    def close_after(self, tool_id: str) -> int:
        """The minutes by the policy in force; 0 where this person may go on."""
        return minutes_of(self.tool(tool_id), self._exceptions, self._person, self._clock())

    def is_to_close(self, candidate: Candidate) -> bool:
        """Whether that process is still the tool itself, and not to run."""
        index = self._index
        if index is None:
            return False
        verdict = self._verdict(index, candidate.facts)
        ours = verdict.tool is not None and verdict.tool.id == candidate.tool
        return ours and close_after(index, verdict, candidate.facts, self._person) > 0

    def closing(self, closing: Closing) -> None:
        """A countdown began, moved on or ended: have it seen, and what came of it recorded."""
        policy, tool = self._policy, self.tool(closing.tool)
        self._telling.closing(policy, closing)
        if closing.stage in (Stage.CLOSED, Stage.LEFT) and closing.asked and policy is not None and tool is not None:
            from app.report import ocsf

            self._outlets.record(
                ocsf.asked_to_end(policy, tool, closing.session, self._clock(), closing.asked, closing.left)
            )
        self._outlets.closing(closing, tool)

    @property
    def _policy(self) -> Policy | None:
        index = self._index
        return index.policy if index is not None else None

    def _facts(self, index: PolicyIndex, launch: Launch, evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
        return (*evidence, *index.inherited(launch.env))

    def _verdict(self, index: PolicyIndex, facts: tuple[Evidence, ...]) -> Verdict:
        return index.decide(facts, self._clock(), self._person, self._exceptions)

    def _conclude(self, index: PolicyIndex, launch: Launch, facts: tuple[Evidence, ...], verdict: Verdict) -> None:
        policy, tool = index.policy, verdict.tool
        off_limits = verdict.status in (Status.BANNED, Status.RESTRICTED)
        attended = not off_limits or self._is_attended(launch)
        minutes = close_after(index, verdict, facts, self._person) if attended and self._closes else 0
        self._closings.observe(launch, tool.id if tool is not None else "", facts, closes=minutes > 0)
        alert = self._telling.observe(policy, launch, verdict, attended=attended, closes_after=minutes)
        if alert is not None:
            from app.report import ocsf

            event = ocsf.banned_launch(policy, verdict, alert.tool, self._clock(), alert.session, attended=attended)
            self._outlets.record(event, launch, verdict.evidence)
            if not attended:
                self._outlets.unattended(alert)
