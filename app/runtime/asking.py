"""Exceptions as the person meets them: what they ask, how it gets to IT, and the word that they have one.

A request goes to the address that the person saw, and only while the policy in force names that very address; else it
is held and they are told. One that goes as an event is the outbox's; a webhook has a thread (`by_webhook`).
"""

import contextlib
import threading
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

import msgspec

from app.asking import store
from app.asking.errors import NotTaken
from app.asking.request import AddressGone, NobodyToAsk, NotAskable, NotDelivered, Request, Stage, Step, ask
from app.asking.turned import turned
from app.errors import SignpostError
from app.host import clock
from app.host.clock import Clock
from app.host.paths import Paths
from app.policy.exceptions import Exceptions
from app.policy.person import Person
from app.report.standing import ADDRESS_GONE, BY_MAIL, NOT_ACCEPTED, NOT_YET, TAKEN_BACK
from app.runtime.by_webhook import FIRST_PAUSE, ByWebhook, HandOver
from app.runtime.diary import Diary
from app.runtime.wishes import Wishes
from app.runtime.worker import Worker
from app.screen import Screen
from app.sync.state import Standing, SyncState

if TYPE_CHECKING:
    from app.report.ocsf import Event


class Records(Protocol):
    """What is written down, and by which thread."""

    @property
    def worker(self) -> Worker:
        """The thread."""

    def record(self, event: dict[str, Any], *state: str) -> None:
        """Have an event written into the ledger, with its state and the reason for it."""

    def mark(self, uid: str, state: str, reason: str) -> None:
        """Have the ledger say that of an event."""

    def look_up(self, uids: Collection[str], tell: "Callable[[Mapping[str, str]], None]") -> None:
        """Have these events' states told."""


class Asking:
    """`hand_over` hands a request to its webhook, as `app.asking.webhook.send` does; `tell` takes events of exceptions.

    From any thread; `begin` once, `end` once.
    """

    def __init__(
        self,
        paths: Paths,
        person: Person,
        screen: Screen,
        records: Records,
        diary: Diary,
        hand_over: HandOver,
        tell: "Callable[[Event], None]",
        *,
        now: Clock = clock.now,
        first_pause: float = FIRST_PAUSE,
    ) -> None:
        self._file, self._person = paths.state / "requests.json", person
        self._screen, self._records, self._diary = screen, records, diary
        self._tell, self._now = tell, now
        self._asked = store.Asked()
        self._in_force: SyncState | None = None
        self._begun = False
        self._lock = threading.Lock()
        self._wishes = Wishes(paths.state / "asked", screen, self, now)
        self._webhook = ByWebhook(self._lock, self._next, self._came_of, hand_over, first_pause)

    def begin(self) -> None:
        """Take up what was asked before. A policy that came in force earlier is looked at now, not before."""
        with self._lock:
            self._asked, self._begun = store.load(self._file), True
        self._screen.asked(self._asked)
        if self._in_force is not None:
            self.use(self._in_force)
        self._look_up()
        self._webhook.look()

    def end(self) -> None:
        """Leave what waits for the next start."""
        self._webhook.end()

    def ask(self, tool_id: str, reason: str, until: datetime) -> Request:
        """Make a request, to be sent by webhook or by the person's mail program. Raises NotAskable."""
        from app.runtime.exception_events import asked

        state, now = self._in_force, self._now()
        policy = state.policy if state is not None else None
        tool = policy.tool(tool_id) if policy is not None else None
        way = policy.way_to_ask if policy is not None else None
        if way is None or policy is None or tool is None:
            raise NobodyToAsk(tool=tool_id)
        with self._lock:
            if (last := self._asked.of(tool_id)) is not None and last.unanswered:
                raise NotAskable(detail="you asked already")
            made = ask(tool_id, tool.name, reason, until, now, way)
            event = asked(made, policy.version, self._person)
            made = msgspec.structs.replace(made, payload=msgspec.json.encode(event, order="sorted").decode())
            by_mail = made.way.mail is not None
            made = made.after(Step.SEND) if by_mail else made
            self._keep(self._asked.with_request(made))
        if by_mail:
            self._records.record(event, "sent", BY_MAIL)
        elif made.way.webhook is not None:
            self._records.record(event, "waiting", NOT_YET)
        else:
            self._records.record(event)
        self._diary.asked(made)
        self._webhook.look()
        return made

    def last(self, tool_id: str) -> Request | None:
        """The newest request for that tool; None: there is none."""
        return self._asked.of(tool_id)

    def withdraw(self, tool_id: str) -> None:
        """The person takes it back: what was not sent stays here."""
        with self._lock:
            last = self._asked.of(tool_id)
            if last is None or (after := last.after(Step.WITHDRAW)) is last:
                return
            self._keep(self._asked.with_request(after))
        if last.stage is Stage.WAITING:
            self._records.mark(last.id, "withheld", TAKEN_BACK)
        self._diary.withdrew(after)

    def use(self, state: SyncState) -> None:
        """What is in force now: tell the person of exceptions they do not know of, and end what is over."""
        self._in_force = state
        if state.policy is not None and self._begun:
            self.turn(state.exceptions)
            self._wishes.take(state.policy)
            self._webhook.look(poke=state.freshness.standing is Standing.FRESH)

    def turn(self, exceptions: Exceptions) -> None:
        """Hold what was asked and told against the exceptions, the policy's address and the clock."""
        now, state = self._now(), self._in_force
        policy = state.policy if state is not None else None
        with self._lock:
            now_known = turned(self._asked, exceptions.lasting(self._person, now), policy, now)
            if now_known.after == self._asked:
                return
            self._keep(now_known.after)
            if now_known.held:
                self._webhook.cut()  # what is on its way at this moment, too
        for one in now_known.held:
            self._records.mark(one.id, "withheld", ADDRESS_GONE)
            self._screen.problem(AddressGone(tool=one.name))
        for tool_id, until in now_known.news.items():
            tool = policy.tool(tool_id) if policy is not None else None
            if tool is not None:
                self._diary.allowed(tool, until)
                self._screen.allowed(tool, until)
        for tool_id, until in now_known.soon.items():
            tool = policy.tool(tool_id) if policy is not None else None
            if tool is not None:
                self._screen.ending(tool, until)

    def forget(self, before: datetime) -> None:
        """Let go of requests that were over before then."""
        with self._lock:
            if not self._webhook.is_over:  # who writes may be ending, too
                self._keep(self._asked.since(before))

    def _keep(self, asked: store.Asked) -> None:
        """Make it what is known, on disk and on the screen. With the lock held."""
        if asked != self._asked:
            from app.runtime.exception_events import changes

            before, self._asked = self._asked, asked
            self._records.worker.give(store.save, self._file, asked)
            self._screen.asked(asked)
            policy = self._in_force.policy if self._in_force is not None else None
            for event in changes(before, asked, policy, self._now()):
                self._tell(event)

    # What goes with the other events

    def settled(self, states: "Mapping[str, str]") -> None:
        """What became of events: a request among them is with the receiver (`sent`), or will never be."""
        with self._lock:
            found = [one for one in self._asked.requests if one.id in states and one.way.events is not False]
        for one in found:
            if states[one.id] == "sent":
                self._moved_on(one.after(Step.SEND), Stage.HELD)
            elif states[one.id] in ("withheld", "dropped") and one.stage is Stage.WAITING:
                self._moved_on(one.after(Step.REFUSE))
                self._screen.problem(NotDelivered(host=one.way.host, tool=one.name))

    def _look_up(self) -> None:
        """What became of those that waited when we ended last."""
        waiting = [one for one in self._asked.requests if one.stage is Stage.WAITING and one.way.events is not False]
        if waiting:
            self._records.look_up([one.id for one in waiting], lambda states: self._found(waiting, states))

    def _found(self, waiting: "Sequence[Request]", states: "Mapping[str, str]") -> None:
        for one in waiting:
            if one.id not in states:  # we ended before it was recorded
                with contextlib.suppress(ValueError, RecursionError):  # a damaged file: there is nothing to record
                    self._records.record(msgspec.json.decode(one.payload, type=dict[str, Any]))
        self.settled(states)

    # By a webhook

    def _next(self) -> Request | None:
        """The first that is to be sent, to an address that the policy names. With the lock held."""
        policy = self._in_force.policy if self._in_force is not None else None
        way = policy.way_to_ask if policy is not None else None
        if way is None or way.webhook is None:
            return None
        return next((one for one in self._asked.requests if one.stage is Stage.WAITING and one.way == way), None)

    def _came_of(self, request: Request, error: SignpostError | None) -> bool:
        """What came of a try; whether this request is settled: not so, it is to be tried again."""
        if isinstance(error, NotTaken):
            if request.tries == 0 and not self._webhook.is_cut:
                self._screen.problem(error)
            self._moved_on(msgspec.structs.replace(request, tries=request.tries + 1))
            return False
        if error is not None:
            self._moved_on(request.after(Step.REFUSE))
            self._records.mark(request.id, "withheld", NOT_ACCEPTED)
            self._screen.problem(error)
            return True
        self._moved_on(request.after(Step.SEND), Stage.HELD)
        self._records.mark(request.id, "sent", "")
        return True

    def _moved_on(self, request: Request, *besides: Stage) -> None:
        """Keep it, unless the person or IT was faster."""
        with self._lock:
            last = next((one for one in self._asked.requests if one.id == request.id), None)
            if last is not None and last.stage in (Stage.WAITING, *besides):
                self._keep(self._asked.with_request(request))
