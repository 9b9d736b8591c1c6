"""Exceptions as the person meets them: asked, sent in the end, granted, told once, over; across restarts."""

import functools
import threading
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
import requests

from app.asking import inbox, store
from app.asking.inbox import Wish
from app.asking.request import NotAskable, Request, Stage
from app.asking.store import Asked
from app.asking.webhook import send
from app.errors import SignpostError
from app.host import http
from app.host.paths import Paths
from app.policy.asking import Asking as Way
from app.policy.events import Events
from app.policy.exceptions import Exceptions, Granted, digest
from app.policy.model import Company, Policy, Status, Tool
from app.policy.person import Person
from app.policy.recipe import Recipes
from app.report.happening import Happening, Kind
from app.report.standing import ADDRESS_GONE, BY_MAIL, NOT_ACCEPTED, TAKEN_BACK
from app.runtime.asking import Asking
from app.runtime.diary import Diary
from app.runtime.worker import Worker
from app.screen import Headless
from app.sync.state import Freshness, Standing, SyncState
from tests.asking.receiver import Receiver, receiving
from tests.support.ocsf import faults

NOW = datetime(2026, 7, 15, 9, 42, tzinfo=UTC)
LATER = NOW + timedelta(days=10)
CLAUDE = Tool(id="claude-code", name="Claude Code", status=Status.BANNED)
ANA = Person(user="ana", device="lt-7")
PATIENCE = 20.0


class Looker(Headless):
    """A screen that remembers."""

    def __init__(self) -> None:
        super().__init__()
        self.stages: list[Stage] = []
        self.moved = threading.Condition()
        self.told: list[tuple[str, datetime]] = []
        self.ended: list[tuple[str, datetime]] = []
        self.problems: list[str] = []
        self.wishes: list[tuple[str, str]] = []

    def wished(self, tool: Tool, reason: str) -> None:
        self.wishes.append((tool.id, reason))

    def asked(self, asked: Asked) -> None:
        with self.moved:
            self.stages += [asked.requests[-1].stage] if asked.requests else []
            self.moved.notify_all()

    def allowed(self, tool: Tool, until: datetime) -> None:
        self.told.append((tool.id, until))

    def ending(self, tool: Tool, until: datetime) -> None:
        self.ended.append((tool.id, until))

    def problem(self, error: SignpostError) -> None:
        with self.moved:
            self.problems.append(error.code)
            self.moved.notify_all()

    def wait_for_problem(self) -> None:
        with self.moved:
            assert self.moved.wait_for(lambda: self.problems, PATIENCE)

    def wait_for(self, stage: Stage) -> None:
        with self.moved:
            assert self.moved.wait_for(lambda: stage in self.stages, PATIENCE)


class Kept:
    """Records in memory, written down by a worker of its own as the real ones are."""

    def __init__(self) -> None:
        self.worker = Worker("kept", lambda error: pytest.fail(str(error)))
        self.states: dict[str, tuple[str, str]] = {}
        self.events: list[dict[str, Any]] = []

    def record(self, event: dict[str, Any], *state: str) -> None:
        self.events.append(event)
        self.states[event["metadata"]["uid"]] = (state[0], state[1]) if state else ("waiting", "outbox")

    def look_up(self, uids: Collection[str], tell: Callable[[Mapping[str, str]], None]) -> None:
        tell({uid: self.states[uid][0] for uid in uids if uid in self.states})

    def mark(self, uid: str, state: str, reason: str) -> None:
        self.states[uid] = state, reason


def directly(open_session: Callable[[], requests.Session], request: Request, cancel: threading.Event) -> None:
    """By this very process."""
    send(request, open_session, cancel)


class Desk:
    """One start of the agent's part."""

    def __init__(self, folder: Path, receiver: Receiver | None) -> None:
        self.screen, self.kept, self.now = Looker(), Kept(), NOW
        self.happened: list[Happening] = []
        self.told: list[dict[str, Any]] = []
        self.asking = Asking(
            Paths.below(folder),
            ANA,
            self.screen,
            self.kept,
            Diary(self.happened.append, lambda: self.now),
            functools.partial(directly, receiver.open_session if receiver is not None else http.session),
            self.told.append,
            now=lambda: self.now,
            first_pause=0.01,
        )
        self.file = Paths.below(folder).state / "requests.json"

    def policy(self, way: Way | None, *granted: Granted, standing: Standing = Standing.STALE) -> None:
        made = Policy(
            format=1, version=3, published=NOW, company=Company(name="Acme"), tools=(CLAUDE,), exception_requests=way
        )
        self.asking.use(
            SyncState(
                policy=made,
                recipes=Recipes(format=1),
                freshness=Freshness(standing=standing),
                exceptions=Exceptions("key", granted),
                version=3,
            )
        )


@contextmanager
def desk(folder: Path, receiver: Receiver | None = None) -> Iterator[Desk]:
    made = Desk(folder, receiver)
    made.asking.begin()
    try:
        yield made
    finally:
        made.asking.end()
        made.kept.worker.end()


def grant(until: datetime) -> Granted:
    return Granted(subject=digest("key", "user:ana"), tool="claude-code", until=until, id="x-1")


def test_asked_while_the_receiver_is_down_and_sent_once_it_is_back(tmp_path: Path) -> None:
    with receiving(tmp_path, 503, 0, 200) as receiver, desk(tmp_path, receiver) as here:
        here.policy(Way(webhook=receiver.url))
        made = here.asking.ask("claude-code", "A customer", LATER)
        here.screen.wait_for(Stage.SENT)
    keys = {key for key, _, _, _ in receiver.got}
    assert (len(receiver.got), keys) == (3, {f'"{made.id}"'})
    assert receiver.got[-1][1].decode() == made.payload
    assert here.screen.problems == ["not-taken"]
    assert here.kept.states[made.id] == ("sent", "")
    sent = msgspec.json.decode(made.payload)
    assert sent == here.kept.events[0]
    assert sent["entity"]["data"] == {
        "tool": "claude-code",
        "policy_version": "3",
        "reason": "A customer",
        "until": "2026-07-25T09:42:00Z",
        "user": "ana",
        "device": "lt-7",
    }
    assert [one.kind for one in here.happened] == [Kind.ASKED]


def test_what_waits_survives_a_restart(tmp_path: Path) -> None:
    with receiving(tmp_path, 503) as receiver:
        with desk(tmp_path, receiver) as here:
            here.policy(Way(webhook=receiver.url))
            made = here.asking.ask("claude-code", "A customer", LATER)
            assert receiver.came.acquire(timeout=PATIENCE)
        assert store.load(here.file).requests[0].stage is Stage.WAITING
        receiver.answers = [200]
        with desk(tmp_path, receiver) as again:
            again.policy(Way(webhook=receiver.url))
            again.screen.wait_for(Stage.SENT)
    assert again.kept.states[made.id] == ("sent", "")
    assert receiver.got[-1][1].decode() == made.payload


def test_the_policy_names_another_address_before_it_left(tmp_path: Path) -> None:
    with receiving(tmp_path, 503) as receiver, desk(tmp_path, receiver) as here:
        here.policy(Way(webhook=receiver.url))
        made = here.asking.ask("claude-code", "A customer", LATER)
        assert receiver.came.acquire(timeout=PATIENCE)
        here.screen.wait_for_problem()
        thread = here.asking._webhook._thread
        assert thread is not None
        here.policy(Way(webhook=receiver.url + "/new"))
        thread.join(PATIENCE)
        assert not thread.is_alive()
        receiver.answers, before = [200], len(receiver.got)
        assert here.screen.stages[-1] is Stage.HELD
        assert here.screen.problems == ["not-taken", "address-gone"]
        assert here.kept.states[made.id] == ("withheld", ADDRESS_GONE)
        again = here.asking.ask("claude-code", "A customer", LATER)
        here.screen.wait_for(Stage.SENT)
    assert {(key, path) for key, _, _, path in receiver.got[:before]} == {(f'"{made.id}"', "/ask")}
    assert [(key, path) for key, _, _, path in receiver.got[before:]] == [(f'"{again.id}"', "/ask/new")]


@pytest.mark.parametrize("way", [None, Way(mail="it@example.com"), Way(webhook="https://127.0.0.1:9/other")])
def test_an_address_that_went_between_two_starts_gets_nothing(tmp_path: Path, way: Way | None) -> None:
    with receiving(tmp_path, 503) as receiver:
        with desk(tmp_path, receiver) as here:
            here.policy(Way(webhook=receiver.url))
            here.asking.ask("claude-code", "A customer", LATER)
            assert receiver.came.acquire(timeout=PATIENCE)
        sent = len(receiver.got)
        again = Desk(tmp_path, receiver)
        again.policy(way)
        again.asking.begin()
        assert again.screen.stages[-1] is Stage.HELD
        assert again.screen.problems == ["address-gone"]
        again.policy(way, standing=Standing.FRESH)
        again.asking.end()
        again.kept.worker.end()
        with desk(tmp_path, receiver) as third:  # held is held, and told once
            third.policy(Way(webhook=receiver.url))
        assert (len(receiver.got), third.screen.problems) == (sent, [])


def test_without_a_policy_nothing_is_sent(tmp_path: Path) -> None:
    with receiving(tmp_path, 503) as receiver:
        with desk(tmp_path, receiver) as here:
            here.policy(Way(webhook=receiver.url))
            here.asking.ask("claude-code", "A customer", LATER)
            assert receiver.came.acquire(timeout=PATIENCE)
        sent = len(receiver.got)
        with desk(tmp_path, receiver) as again:
            assert again.asking._webhook._thread is None
        assert len(receiver.got) == sent


def test_a_receiver_that_will_not_have_it(tmp_path: Path) -> None:
    with receiving(tmp_path, 404) as receiver, desk(tmp_path, receiver) as here:
        here.policy(Way(webhook=receiver.url))
        made = here.asking.ask("claude-code", "A customer", LATER)
        here.screen.wait_for(Stage.REFUSED)
    assert len(receiver.got) == 1
    assert here.screen.problems == ["turned-down"]
    assert here.kept.states[made.id] == ("withheld", NOT_ACCEPTED)


def test_by_mail_it_is_the_persons_to_send(tmp_path: Path) -> None:
    with desk(tmp_path) as here:
        here.policy(Way(mail="it@example.com"))
        made = here.asking.ask("claude-code", "A customer", LATER)
        assert made.stage is Stage.SENT
        assert here.kept.states[made.id] == ("sent", BY_MAIL)
        with pytest.raises(NotAskable):
            here.asking.ask("claude-code", "again", LATER)


def test_nobody_to_ask_and_nothing_to_ask_about(tmp_path: Path) -> None:
    with desk(tmp_path) as here:
        with pytest.raises(NotAskable):
            here.asking.ask("claude-code", "x", LATER)
        here.policy(None)
        with pytest.raises(NotAskable):
            here.asking.ask("claude-code", "x", LATER)
        here.policy(Way(mail="it@example.com"))
        with pytest.raises(NotAskable):
            here.asking.ask("unknown", "x", LATER)


def test_taken_back_before_it_left(tmp_path: Path) -> None:
    with receiving(tmp_path, 503) as receiver, desk(tmp_path, receiver) as here:
        here.policy(Way(webhook=receiver.url))
        made = here.asking.ask("claude-code", "A customer", LATER)
        assert receiver.came.acquire(timeout=PATIENCE)
        here.asking.withdraw("claude-code")
        here.asking.withdraw("claude-code")
        here.screen.wait_for(Stage.WITHDRAWN)
    assert here.kept.states[made.id] == ("withheld", TAKEN_BACK)
    assert [one.kind for one in here.happened] == [Kind.ASKED, Kind.WITHDREW]
    assert [(one["type_uid"], one["entity"]["uid"]) for one in here.told] == [(300404, made.id)]


def test_granted_is_told_once_and_again_when_its_end_moves(tmp_path: Path) -> None:
    with desk(tmp_path) as here:
        here.policy(Way(mail="it@example.com"))
        here.asking.ask("claude-code", "A customer", LATER)
        here.policy(Way(mail="it@example.com"), grant(LATER))
        here.policy(Way(mail="it@example.com"), grant(LATER))
        assert here.screen.told == [("claude-code", LATER)]
        assert here.screen.stages[-1] is Stage.GRANTED
    with desk(tmp_path) as again:
        again.policy(Way(mail="it@example.com"), grant(LATER))
        assert again.screen.told == []
        longer = LATER + timedelta(days=5)
        again.policy(Way(mail="it@example.com"), grant(longer))
        assert again.screen.told == [("claude-code", longer)]
        assert [one["type_uid"] for one in again.told] == [300410]
        assert [one.kind for one in again.happened] == [Kind.ALLOWED]


def test_a_policy_in_force_before_we_begin_loses_nothing_and_tells_nothing_twice(tmp_path: Path) -> None:
    with desk(tmp_path) as here:
        here.policy(Way(mail="it@example.com"))
        made = here.asking.ask("claude-code", "A customer", LATER)
        here.policy(Way(mail="it@example.com"), grant(LATER))
    again = Desk(tmp_path, None)  # as the runtime does: the stored policy comes first
    again.policy(Way(mail="it@example.com"), grant(LATER))
    again.asking.begin()
    again.asking.end()
    again.kept.worker.end()
    assert again.screen.told == []
    assert store.load(again.file).of("claude-code") == here.asking._asked.of("claude-code")
    assert again.screen.stages == [Stage.GRANTED]
    assert made.id == store.load(again.file).requests[0].id


def test_it_ends_by_itself_and_can_be_asked_for_again(tmp_path: Path) -> None:
    with desk(tmp_path) as here:
        here.policy(Way(mail="it@example.com"))
        made = here.asking.ask("claude-code", "A customer", LATER)
        here.policy(Way(mail="it@example.com"), grant(LATER))
        here.now = LATER
        here.policy(Way(mail="it@example.com"), grant(LATER))
        assert here.screen.stages[-1] is Stage.ENDED
        assert [(one["type_uid"], one["entity"]["uid"]) for one in here.told] == [(300410, made.id), (300411, made.id)]
        assert [one["entity"]["name"] for one in here.told] == ["Claude Code"] * 2
        assert [fault for one in here.told for fault in faults(one)] == []
        assert here.asking.ask("claude-code", "more", LATER + timedelta(days=3)).stage is Stage.SENT


def test_a_request_nobody_answered_is_over_a_day_after_its_end(tmp_path: Path) -> None:
    with desk(tmp_path) as here:
        here.policy(Way(mail="it@example.com"))
        here.asking.ask("claude-code", "A customer", LATER)
        here.now = LATER + timedelta(days=1)
        here.policy(Way(mail="it@example.com"))
        assert here.screen.stages[-1] is Stage.ENDED


def test_a_request_that_was_over_long_ago_is_forgotten_and_no_other(tmp_path: Path) -> None:
    with desk(tmp_path) as here:
        here.policy(Way(mail="it@example.com"))
        here.asking.ask("claude-code", "words that go", LATER)
        here.asking.withdraw("claude-code")
        here.asking.ask("claude-code", "words that stay", LATER + timedelta(days=300))
        here.asking.forget(LATER)
        assert "words that go" in str(here.asking._asked)
        here.asking.forget(LATER + timedelta(days=301))
        assert [one.reason for one in here.asking._asked.requests] == ["words that stay"]
    assert b"words that go" not in here.file.read_bytes()


def test_somebody_elses_exception_is_not_ours(tmp_path: Path) -> None:
    with desk(tmp_path) as here:
        other = Granted(subject=digest("key", "user:bob"), tool="claude-code", until=LATER, id="x-1")
        here.policy(Way(mail="it@example.com"), other)
        assert here.screen.told == []


RECEIVER = Events(url="https://siem.acme.example/in")


def by_events(here: Desk, events: Events | None = RECEIVER, *granted: Granted) -> None:
    """The policy has requests go with the other events."""
    made = Policy(
        format=1,
        version=3,
        published=NOW,
        company=Company(name="Acme"),
        tools=(CLAUDE,),
        exception_requests=Way(events=True),
        events=events,
    )
    fresh = Freshness(standing=Standing.FRESH)
    exceptions = Exceptions("key", granted)
    here.asking.use(
        SyncState(policy=made, recipes=Recipes(format=1), freshness=fresh, exceptions=exceptions, version=3)
    )


def test_a_request_goes_with_the_other_events_and_is_sent_once_the_receiver_has_it(tmp_path: Path) -> None:
    with desk(tmp_path) as here:
        by_events(here)
        made = here.asking.ask("claude-code", "A customer", LATER)
        assert made.way == Way(events=RECEIVER.url)
        assert made.way.host == "siem.acme.example"
        assert here.kept.states == {made.id: ("waiting", "outbox")}
        assert here.kept.events[-1]["comment"] == "A customer"
        here.asking.settled({"another": "sent"})
        here.screen.wait_for(Stage.WAITING)
        here.asking.settled({made.id: "sent"})
        here.screen.wait_for(Stage.SENT)
        by_events(here, RECEIVER, grant(LATER))
        here.screen.wait_for(Stage.GRANTED)


def test_what_was_settled_while_nobody_looked_is_found_at_the_next_start(tmp_path: Path) -> None:
    with desk(tmp_path) as here:
        by_events(here)
        made = here.asking.ask("claude-code", "A customer", LATER)
    again = Desk(tmp_path, None)
    again.kept.states[made.id] = ("sent", "")
    again.asking.begin()
    again.asking.end()
    again.kept.worker.end()
    assert again.screen.stages == [Stage.WAITING, Stage.SENT]


def test_a_request_the_receiver_does_not_accept_is_told(tmp_path: Path) -> None:
    with desk(tmp_path) as here:
        by_events(here)
        made = here.asking.ask("claude-code", "A customer", LATER)
        here.asking.settled({made.id: "withheld"})
        here.screen.wait_for(Stage.REFUSED)
        assert here.screen.problems == ["not-delivered"]


@pytest.mark.parametrize("changed", [None, Events(url="https://other.example/"), Events(url=RECEIVER.url, send=())])
def test_another_receiver_does_not_get_what_was_shown_for_this_one(tmp_path: Path, changed: Events | None) -> None:
    with desk(tmp_path) as here:
        by_events(here)
        made = here.asking.ask("claude-code", "A customer", LATER)
        by_events(here, changed)
        here.screen.wait_for(Stage.HELD)
        assert here.kept.states[made.id] == ("withheld", ADDRESS_GONE)
        assert here.screen.problems == ["address-gone"]


def test_without_a_receiver_nobody_can_be_asked(tmp_path: Path) -> None:
    with desk(tmp_path) as here:
        by_events(here, None)
        with pytest.raises(NotAskable, match="names nobody"):
            here.asking.ask("claude-code", "A customer", LATER)


def test_taken_back_before_it_left_it_stays_here(tmp_path: Path) -> None:
    with desk(tmp_path) as here:
        by_events(here)
        made = here.asking.ask("claude-code", "A customer", LATER)
        here.asking.withdraw("claude-code")
        assert here.kept.states[made.id] == ("withheld", TAKEN_BACK)


def test_the_day_before_it_ends_the_person_is_told_once(tmp_path: Path) -> None:
    way = Way(mail="it@example.com")
    with desk(tmp_path) as here:
        here.policy(way, grant(LATER))
        assert here.screen.ended == []
        here.now = LATER - timedelta(days=1)
        here.policy(way, grant(LATER))
        here.policy(way, grant(LATER))
        assert here.screen.ended == [("claude-code", LATER)]
    with desk(tmp_path) as again:
        again.now = LATER - timedelta(hours=1)
        again.policy(way, grant(LATER))
        assert again.screen.ended == []
        longer = LATER + timedelta(days=5)
        again.policy(way, grant(longer))
        again.now = longer - timedelta(hours=20)
        again.policy(way, grant(longer))
        assert again.screen.ended == [("claude-code", longer)]


def test_one_that_is_over_within_a_day_is_told_of_once_as_it_comes(tmp_path: Path) -> None:
    with desk(tmp_path) as here:
        soon = NOW + timedelta(hours=8)
        here.policy(Way(mail="it@example.com"), grant(soon))
        here.policy(Way(mail="it@example.com"), grant(soon))
        assert here.screen.told == [("claude-code", soon)]
        assert here.screen.ended == []


def test_a_request_that_was_never_recorded_is_recorded_by_the_next_start(tmp_path: Path) -> None:
    with desk(tmp_path) as here:
        by_events(here)
        made = here.asking.ask("claude-code", "A customer", LATER)
    again = Desk(tmp_path, None)  # a kill between the two files
    again.asking.begin()
    again.asking.end()
    again.kept.worker.end()
    assert [event["metadata"]["uid"] for event in again.kept.events] == [made.id]
    assert again.kept.states == {made.id: ("waiting", "outbox")}


def test_what_any_program_can_leave_is_put_before_the_person_and_goes_nowhere_by_itself(tmp_path: Path) -> None:
    """The tool that is off limits runs as the same person: neither asking nor taking back is for it."""
    wishes = Paths.below(tmp_path).state / "asked"
    with desk(tmp_path) as one:
        one.screen.cards = True
        inbox.put(wishes, Wish(tool="claude-code", reason=" My manager\nagrees ", until=LATER))
        by_events(one)
        assert one.screen.wishes == [("claude-code", "My manager agrees")]
        assert (one.kept.events, one.happened, one.screen.stages) == ([], [], [])
        inbox.put(wishes, Wish(tool="claude-code"))
        inbox.put(wishes, Wish(tool="unknown", reason="x", until=LATER))
        inbox.put(wishes, Wish(tool="claude-code", reason="\u202egnp", until=LATER))
        by_events(one)
        assert len(one.screen.wishes) == 1, "there is nothing to take back"
        assert one.screen.problems == ["nobody-to-ask", "not-askable"]
        made = one.asking.ask("claude-code", "mine", LATER)
        inbox.put(wishes, Wish(tool="claude-code"))
        by_events(one)
        assert one.screen.wishes[1:] == [("claude-code", "")]
        assert one.screen.stages[-1] is made.stage


@pytest.mark.parametrize("cards", [False, True])
def test_without_a_screen_it_is_asked_and_with_one_it_is_not(tmp_path: Path, *, cards: bool) -> None:
    with desk(tmp_path) as one:
        one.screen.cards = cards
        inbox.put(Paths.below(tmp_path).state / "asked", Wish(tool="claude-code", reason="why", until=LATER))
        by_events(one)
        assert len(one.kept.events) == (not cards)
