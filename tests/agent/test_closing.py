"""A tool that is asked to close: from the alert that was shown to what came of it, with processes made up."""

from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from app.agent import Agent
from app.alerts.closing import MINUTE_NS, PATIENCE_NS, Stage
from app.alerts.life import Event
from app.alerts.session import Memory
from app.alerts.silence import Choice
from app.policy import exceptions
from app.policy.exceptions import Exceptions, Granted
from app.policy.launch import Launch, ProcessId
from app.policy.model import Company, Policy, Shape, Status, Tool
from app.policy.person import Person
from tests.agent.test_agent import MadeUp

NOW = datetime(2026, 7, 15, tzinfo=UTC)
EDITOR = Tool(id="e", name="E", status=Status.APPROVED, match=(Shape(purl="pkg:deb/e"),))
SHAPES = (Shape(purl="pkg:npm/c"), Shape(environment="C_SESSION", sufficient=True))
BAN = Tool(id="c", name="C", status=Status.BANNED, effective=NOW, close_after=10, match=SHAPES)


def policy(ban: Tool = BAN, version: int = 1) -> Policy:
    company = Company(name="Acme")
    return Policy(format=1, version=version, published=NOW, company=company, tools=(ban, EDITOR))


class Desk:
    """An agent, and a person who sees every alert at once."""

    def __init__(self) -> None:
        self.running: set[int] = set()
        self.stubborn: set[int] = set()
        self.asked: list[tuple[int, str]] = []
        self.ns = 10**15
        self.attended = True
        self.world = MadeUp()
        self.start()

    def start(self) -> None:
        """Signpost starts, with what it wrote down, and judges what runs."""
        kept = self.world.memories[-1] if self.world.memories else Memory()
        self.world.alerts = []
        self.agent = Agent(
            self.world,
            self.world,
            msgspec.json.decode(msgspec.json.encode(kept), type=Memory),
            boot="boot",
            platform="linux",
            clock=lambda: NOW + timedelta(microseconds=(self.ns - 10**15) // 1000),
            is_running=lambda one: one.pid in self.running,
            is_attended=lambda _: self.attended,
            person=Person(user="jo"),
            ask_to_end=self.ask,
            monotonic=lambda: self.ns,
        )
        self.agent.use(policy(), lambda _: [])

    def ask(self, process: ProcessId, exe: str) -> None:
        self.asked.append((process.pid, exe))
        if process.pid not in self.stubborn:
            self.running.discard(process.pid)

    def run(self, pid: int, *argv: str, **env: str) -> None:
        """A program starts, and whatever alert that leads to is seen."""
        self.running.add(pid)
        before = len(self.world.alerts)
        self.agent.saw(Launch(pid=pid, start_time=pid, exe="/x", argv=argv, uid=1000, env=env))
        for alert in self.world.alerts[before:]:
            self.agent.shown(alert)

    def wait(self, ns: int) -> list[Stage]:
        """Time goes by; what the countdowns came to, in order."""
        before = len(self.world.closings)
        self.ns += ns
        self.agent.close()
        return [closing.stage for closing in self.world.closings[before:]]


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_it_counts_from_when_the_alert_was_shown_and_asks_each_process_of_its_own(desk: Desk) -> None:
    desk.run(1, "pkg:npm/c@1")
    desk.run(2, "pkg:npm/c@1")
    desk.run(3, C_SESSION="1")
    desk.run(4, "pkg:npm/c@1", "pkg:deb/e@1")
    desk.run(5, "other")
    (alert,) = desk.world.alerts
    assert alert.closes_after == 10
    assert [closing.stage for closing in desk.world.closings] == [Stage.COUNTING]
    assert desk.agent.close() == pytest.approx(600)
    assert desk.wait(10 * MINUTE_NS - 1) == []
    assert desk.asked == []
    assert desk.wait(1) == [Stage.ASKED]
    assert desk.asked == [(1, "/x"), (2, "/x")]
    assert desk.wait(1) == [Stage.CLOSED]
    assert desk.running == {3, 4, 5}
    (event,) = [one for one in desk.world.events if one["type_uid"] == 100702]
    assert event["status_id"] == 1
    assert event["unmapped"] == {"tool": "c", "session": alert.session, "asked": 2, "still_running": 0}
    assert desk.agent.close() == float("inf")


def test_an_alert_that_nobody_was_shown_begins_nothing(desk: Desk) -> None:
    desk.agent.saw(Launch(pid=1, start_time=1, exe="/x", argv=("pkg:npm/c@1",), uid=1000))
    assert len(desk.world.alerts) == 1
    assert desk.wait(1000 * MINUTE_NS) == []
    assert desk.world.closings == []


def test_what_nobody_at_the_screen_started_is_left_running(desk: Desk) -> None:
    desk.attended = False
    desk.run(1, "pkg:npm/c@1")
    assert desk.world.alerts == []
    desk.attended = True
    desk.run(2, "pkg:npm/c@1")
    assert len(desk.world.alerts) == 1
    assert desk.wait(10 * MINUTE_NS) == [Stage.ASKED]
    assert desk.asked == [(2, "/x")]


def test_a_later_process_that_closes_is_told_of_before(desk: Desk) -> None:
    desk.run(1, "pkg:npm/c@1", "pkg:deb/e@1")
    assert [alert.closes_after for alert in desk.world.alerts] == [0]
    assert desk.world.closings == []
    desk.run(2, "pkg:npm/c@1")
    assert [alert.closes_after for alert in desk.world.alerts] == [0, 10]
    assert desk.wait(10 * MINUTE_NS) == [Stage.ASKED]
    assert desk.asked == [(2, "/x")]


def test_what_does_not_end_is_left_running_and_not_asked_again(desk: Desk) -> None:
    desk.stubborn = {1}
    desk.run(1, "pkg:npm/c@1")
    desk.run(2, "pkg:npm/c@1")
    assert desk.wait(10 * MINUTE_NS) == [Stage.ASKED]
    assert desk.wait(PATIENCE_NS - 1) == []
    assert desk.wait(1) == [Stage.LEFT]
    assert (desk.world.closings[-1].asked, desk.world.closings[-1].left) == (2, 1)
    assert [one["status_id"] for one in desk.world.events if one["type_uid"] == 100702] == [2]
    desk.start()
    desk.run(1, "pkg:npm/c@1")
    assert desk.world.alerts == []
    assert desk.wait(1000 * MINUTE_NS) == []
    assert desk.asked == [(1, "/x"), (2, "/x")]


def test_who_starts_it_again_is_told_again_and_has_all_the_time(desk: Desk) -> None:
    desk.run(1, "pkg:npm/c@1")
    desk.wait(10 * MINUTE_NS)
    assert desk.wait(1) == [Stage.CLOSED]
    desk.run(2, "pkg:npm/c@1")
    assert len(desk.world.alerts) == 2
    assert desk.wait(10 * MINUTE_NS - 1) == []
    assert desk.wait(1) == [Stage.ASKED]


def test_who_closed_it_before_is_not_told_that_we_did(desk: Desk) -> None:
    desk.run(1, "pkg:npm/c@1")
    desk.running.clear()
    assert desk.wait(10 * MINUTE_NS) == [Stage.CLOSED]
    assert desk.world.closings[-1].asked == 0
    assert not [one for one in desk.world.events if one["type_uid"] == 100702]


def test_not_now_and_snooze_do_not_stop_it(desk: Desk) -> None:
    desk.run(1, "pkg:npm/c@1")
    desk.agent.act(desk.world.alerts[0].session, Event.LATER)
    desk.agent.silence("c", Choice.TODAY)
    assert desk.wait(10 * MINUTE_NS) == [Stage.ASKED]


def test_after_a_restart_of_ours_it_is_told_again_and_begins_anew(desk: Desk) -> None:
    desk.run(1, "pkg:npm/c@1")
    desk.wait(9 * MINUTE_NS)
    desk.start()
    assert desk.wait(9 * MINUTE_NS) == []
    desk.run(1, "pkg:npm/c@1")
    assert [alert.closes_after for alert in desk.world.alerts] == [10]
    assert desk.wait(10 * MINUTE_NS - 1) == []
    assert desk.wait(1) == [Stage.ASKED]


def test_a_policy_without_it_stops_it_and_one_with_it_begins_another(desk: Desk) -> None:
    desk.run(1, "pkg:npm/c@1")
    without = msgspec.structs.replace(BAN, close_after=None)
    desk.agent.use(policy(without, 2), lambda _: [])
    assert desk.wait(1) == [Stage.STOPPED]
    assert desk.wait(20 * MINUTE_NS) == []
    desk.agent.use(policy(version=3), lambda _: [])
    desk.run(1, "pkg:npm/c@1")
    assert [alert.closes_after for alert in desk.world.alerts] == [10, 10]
    assert desk.wait(10 * MINUTE_NS) == [Stage.ASKED]


@pytest.mark.parametrize(
    "change",
    [
        {"lifted": NOW},
        {"effective": NOW + timedelta(days=1)},
        {"status": Status.RESTRICTED},
        {"match": (Shape(purl="pkg:npm/other"),)},
    ],
    ids=str,
)
def test_what_is_not_off_limits_any_more_is_not_closed(desk: Desk, change: dict[str, object]) -> None:
    desk.run(1, "pkg:npm/c@1")
    changed = msgspec.structs.replace(BAN, **change)
    desk.agent.use(policy(changed, 2), lambda _: [])
    assert desk.wait(10 * MINUTE_NS) == [Stage.STOPPED]
    assert desk.asked == []


def test_an_exception_stops_it(desk: Desk) -> None:
    desk.run(1, "pkg:npm/c@1")
    until = NOW + timedelta(days=1)
    granted = Granted(id="x", tool="c", subject=exceptions.digest("key", "user:jo"), until=until)
    desk.agent.use(policy(), lambda _: [], Exceptions("key", [granted]))
    assert desk.wait(1) == [Stage.STOPPED]


def test_without_a_policy_nothing_is_closed(desk: Desk) -> None:
    desk.run(1, "pkg:npm/c@1")
    desk.agent.withdraw()
    assert desk.wait(10 * MINUTE_NS) == [Stage.STOPPED]


def test_more_time_is_given_and_less_is_not_taken(desk: Desk) -> None:
    desk.run(1, "pkg:npm/c@1")
    desk.agent.use(policy(msgspec.structs.replace(BAN, close_after=5), 2), lambda _: [])
    assert desk.wait(6 * MINUTE_NS) == []
    desk.agent.use(policy(msgspec.structs.replace(BAN, close_after=20), 3), lambda _: [])
    assert desk.wait(6 * MINUTE_NS) == [Stage.COUNTING]
    assert desk.wait(8 * MINUTE_NS) == [Stage.ASKED]


def test_a_process_that_became_another_program_is_left_running(desk: Desk) -> None:
    desk.run(1, "pkg:npm/c@1")
    desk.run(2, "pkg:npm/c@1")
    desk.run(1, "vim")
    assert desk.wait(10 * MINUTE_NS) == [Stage.ASKED]
    assert desk.asked == [(2, "/x")]
