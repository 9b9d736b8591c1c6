"""The agent's flow with its outside made up: what leads to an alert, what is remembered, what is never told."""

import math
import threading
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest

from app.agent import Agent
from app.alerts.alert import Alert
from app.alerts.brake import Brake, Pause
from app.alerts.closing import Closing
from app.alerts.session import Memory
from app.alerts.silence import Silence
from app.policy import exceptions
from app.policy.evidence import Evidence, Kind, Sought
from app.policy.exceptions import Exceptions, Granted
from app.policy.launch import Launch
from app.policy.model import Alerts, Company, Policy, Shape, Status, Tool
from app.policy.person import Person, Who
from app.policy.verdict import Phase, Verdict

NOW = datetime(2026, 7, 15, tzinfo=UTC)
DIGEST = "a" * 64
BAN = Tool(id="c", name="C", status=Status.BANNED, effective=NOW, match=(Shape(purl="pkg:npm/c"), Shape(sha256=DIGEST)))
POLICY = Policy(format=1, version=1, published=NOW, company=Company(name="Acme"), tools=(BAN,))


class MadeUp:
    """An identifier that finds what the launch's argv says, and outlets that keep what they get."""

    def __init__(self) -> None:
        self.packages: tuple[str, ...] = ()
        self.alerts: list[Alert] = []
        self.unseen: list[Alert] = []
        self.pauses: list[tuple[Pause, bool]] = []
        self.memories: list[Memory] = []
        self.events: list[dict[str, Any]] = []
        self.closings: list[Closing] = []

    def seek(self, packages: Iterable[str]) -> None:
        self.packages = tuple(packages)

    def evidence(self, launch: Launch) -> tuple[Evidence, ...]:
        return tuple(Evidence(Kind.PACKAGE, word) for word in launch.argv if word.startswith("pkg:"))

    def has_more(self, launch: Launch, sought: Sought) -> bool:
        return bool(sought)

    def costly(self, launch: Launch, sought: Sought, cancel: threading.Event | None = None) -> tuple[Evidence, ...]:
        return (Evidence(Kind.HASH, DIGEST),) if sought.hashes and "copy" in launch.argv else ()

    def alert(self, alert: Alert) -> None:
        self.alerts.append(alert)

    def paused(self, pause: Pause, *, began: bool) -> None:
        self.pauses.append((pause, began))

    def silenced(self, silences: tuple[Silence, ...]) -> None:
        self.silences = silences

    def remember(self, memory: Memory) -> None:
        self.memories.append(memory)

    def unattended(self, alert: Alert) -> None:
        self.unseen.append(alert)

    def closing(self, closing: Closing, tool: Tool | None) -> None:
        self.closings.append(closing)

    def record(self, event: dict[str, Any], launch: Launch | None = None, evidence: tuple[Evidence, ...] = ()) -> None:
        self.events.append(event)


@pytest.fixture
def world() -> MadeUp:
    return MadeUp()


@pytest.fixture
def agent(world: MadeUp) -> Agent:
    return Agent(world, world, Memory(), boot="boot", platform="linux", clock=lambda: NOW, is_running=lambda _: False)


def launch(pid: int, *argv: str, **env: str) -> Launch:
    return Launch(pid=pid, start_time=pid, exe="/x", argv=argv, uid=1000, env=env)


def test_before_there_is_a_policy_nothing_is_judged(agent: Agent, world: MadeUp) -> None:
    assert agent.saw(launch(1, "pkg:npm/c")) is False
    agent.look_closer(launch(1, "copy"), threading.Event())
    assert agent.tick() is False
    assert world.alerts == []


def test_a_banned_launch_is_shown_recorded_and_remembered(agent: Agent, world: MadeUp) -> None:
    agent.use(POLICY, lambda _: [])
    assert "pkg:npm/c" in world.packages
    agent.saw(launch(1, "pkg:npm/c@1"))
    agent.saw(launch(2, "pkg:npm/c@1"))
    assert [alert.launch.pid for alert in world.alerts] == [1]
    assert [event["class_uid"] for event in world.events] == [1007]
    assert world.memories[-1].sessions[0].processes[0].pid == 2
    assert agent.tick() is True


def test_what_nobody_started_is_recorded_and_shown_to_nobody(world: MadeUp) -> None:
    agent = Agent(
        world,
        world,
        Memory(),
        boot="boot",
        platform="linux",
        clock=lambda: NOW,
        is_running=lambda _: True,
        is_attended=lambda _: False,
    )
    agent.use(POLICY, lambda _: [])
    agent.saw(launch(1, "pkg:npm/c@1"))
    assert world.alerts == []
    assert [alert.tool.id for alert in world.unseen] == ["c"]
    assert len(world.events) == 1


def test_an_unlisted_launch_leaves_no_trace(agent: Agent, world: MadeUp) -> None:
    agent.use(POLICY, lambda _: [])
    agent.saw(launch(1, "pkg:npm/private-diary"))
    assert (world.alerts, world.events, world.memories) == ([], [], [])


def test_a_copy_without_a_name_is_found_by_the_second_look(agent: Agent, world: MadeUp) -> None:
    agent.use(POLICY, lambda _: [])
    assert agent.saw(launch(1, "copy")) is True
    agent.look_closer(launch(1, "copy"), threading.Event())
    assert world.alerts[0].verdict.evidence[0].kind is Kind.HASH
    assert agent.saw(launch(2, "pkg:npm/c")) is False


def test_a_banned_file_inside_an_approved_package_is_found_by_the_second_look(agent: Agent, world: MadeUp) -> None:
    approved = Tool(id="a", name="A", status=Status.APPROVED, match=(Shape(purl="pkg:npm/a"),))
    agent.use(msgspec.structs.replace(POLICY, tools=(BAN, approved)), lambda _: [])
    assert agent.saw(launch(1, "pkg:npm/a", "copy")) is True
    assert world.alerts == []
    agent.look_closer(launch(1, "pkg:npm/a", "copy"), threading.Event())
    assert [alert.tool.id for alert in world.alerts] == ["c"]


def test_a_new_policy_judges_what_already_runs(agent: Agent, world: MadeUp) -> None:
    agent.use(POLICY, lambda _: [launch(7, "pkg:npm/c"), launch(8)])
    assert [alert.launch.pid for alert in world.alerts] == [7]


def test_a_session_that_ran_out_is_forgotten(world: MadeUp) -> None:
    moments = [NOW]
    agent = Agent(
        world,
        world,
        Memory(),
        boot="b",
        platform="linux",
        clock=lambda: moments[0],
        is_running=lambda _: False,
    )
    agent.use(POLICY, lambda _: [])
    agent.saw(launch(1, "pkg:npm/c"))
    moments[0] += timedelta(hours=1)
    assert agent.tick() is False
    assert world.memories[-1].sessions == ()


def test_by_an_exception_nothing_is_shown_recorded_or_remembered_until_it_ends(world: MadeUp) -> None:
    moments = [NOW]
    ana = Person("ana", ("audit",))
    agent = Agent(
        world,
        world,
        Memory(),
        boot="b",
        platform="linux",
        clock=lambda: moments[0],
        is_running=lambda _: False,
        person=ana,
    )
    subject = exceptions.digest("key", "group:audit")
    granted = Granted(subject=subject, tool=BAN.id, until=NOW + timedelta(hours=1), id="x1")
    agent.use(POLICY, lambda _: [launch(1, "pkg:npm/c")], Exceptions("key", [granted]))
    agent.saw(launch(2, "pkg:npm/c"))
    assert (world.alerts, world.events, world.memories) == ([], [], [])
    moments[0] = NOW + timedelta(hours=1)
    agent.saw(launch(3, "pkg:npm/c"))
    assert [alert.launch.pid for alert in world.alerts] == [3]


def test_what_runs_is_judged_anew_when_an_exception_ends_and_when_a_date_comes(world: MadeUp) -> None:
    moments = [NOW]
    date = NOW + timedelta(hours=2)
    coming = Tool(id="d", name="D", status=Status.BANNED, effective=date, match=(Shape(purl="pkg:npm/d"),))
    agent = Agent(
        world,
        world,
        Memory(),
        boot="b",
        platform="linux",
        clock=lambda: moments[0],
        is_running=lambda _: True,
        person=Person("ana"),
    )
    subject = exceptions.digest("key", "user:ana")
    granted = Granted(subject=subject, tool=BAN.id, until=NOW + timedelta(hours=1), id="x1")

    def running(_variables: frozenset[str]) -> list[Launch]:
        return [launch(1, "pkg:npm/c"), launch(2, "pkg:npm/d"), launch(3, "pkg:npm/d")]

    def told() -> list[tuple[str, str]]:
        return [(alert.tool.id, alert.level.value) for alert in world.alerts]

    assert agent.turn(running) == math.inf
    agent.use(msgspec.structs.replace(POLICY, tools=(BAN, coming)), running, Exceptions("key", [granted]))
    assert told() == [("d", "countdown")]
    assert agent.turn(running) == 3600
    moments[0] += timedelta(minutes=59)
    assert agent.turn(running) == 60
    assert told() == [("d", "countdown")]
    moments[0] += timedelta(minutes=1)
    assert agent.turn(running) == 3600
    assert told() == [("d", "countdown"), ("c", "effective")]
    moments[0] += timedelta(hours=2)
    assert agent.turn(running) == math.inf
    assert told() == [("d", "countdown"), ("c", "effective"), ("d", "effective")]
    agent.use(msgspec.structs.replace(POLICY, tools=(BAN, coming), version=2), running)
    assert len(told()) == 3, "each session had its alert"
    assert len({alert.session for alert in world.alerts}) == 3


def test_a_tool_meant_for_others_says_nothing(agent: Agent, world: MadeUp) -> None:
    tool = msgspec.structs.replace(BAN, applies_to=Who(users=("bo",)))
    agent.use(msgspec.structs.replace(POLICY, tools=(tool,)), lambda _: [launch(1, "pkg:npm/c")])
    assert world.alerts == []


def test_what_a_tool_left_behind_says_that_it_runs_once(agent: Agent, world: MadeUp) -> None:
    shape = Shape(environment="C_AGENT=c-*", sufficient=True)
    asked: list[frozenset[str]] = []

    def running(variables: frozenset[str]) -> list[Launch]:
        asked.append(variables)
        return [launch(1, C_AGENT="d-1")]

    agent.use(
        msgspec.structs.replace(POLICY, tools=(msgspec.structs.replace(BAN, match=(shape, *BAN.match)),)), running
    )
    assert asked == [{"C_AGENT"}]
    assert world.alerts == []
    assert [agent.saw(launch(pid, C_AGENT="c-secret")) for pid in (2, 3)] == [True, True]
    agent.saw(launch(4, "pkg:npm/c"))
    (alert,) = world.alerts
    assert [fact.value for fact in alert.verdict.evidence] == ["C_AGENT=c-*"]
    assert "c-secret" not in str(world.events)


MANY = tuple(
    Tool(id=f"t{number}", name=f"T{number}", status=Status.BANNED, match=(Shape(purl=f"pkg:npm/t{number}"),))
    for number in range(8)
)
BURST = msgspec.structs.replace(POLICY, tools=MANY, alerts=Alerts(most_per_hour=2))


def launch_all(agent: Agent) -> None:
    for number in range(len(MANY)):
        agent.saw(launch(number + 1, f"pkg:npm/t{number}"))


def test_over_so_many_alerts_an_hour_further_ones_become_one_and_none_is_lost(agent: Agent, world: MadeUp) -> None:
    agent.use(BURST, lambda _: [])
    launch_all(agent)
    assert [alert.tool.id for alert in world.alerts] == ["t0", "t1"]
    assert [began for _, began in world.pauses] == [True, *[False] * 5]
    assert {pause.session for pause, _ in world.pauses} == {world.pauses[0][0].session}
    assert [held.tool for held in world.pauses[-1][0].held] == ["t2", "t3", "t4", "t5", "t6", "t7"]
    launches = [event for event in world.events if event["class_uid"] == 1007]
    assert [event["unmapped"]["tool"] for event in launches] == [tool.id for tool in MANY]
    said = [event for event in world.events if event["class_uid"] != 1007]
    assert [(event["type_uid"], event["unmapped"]) for event in said] == [
        (600299, {"policy_version": 1, "most_per_hour": 2})
    ]


def test_a_restart_in_the_middle_goes_on_counting_and_reports_nothing_anew(agent: Agent, world: MadeUp) -> None:
    agent.use(BURST, lambda _: [])
    launch_all(agent)
    memory = msgspec.json.decode(msgspec.json.encode(world.memories[-1]), type=Memory)
    later = MadeUp()
    again = Agent(
        later,
        later,
        msgspec.structs.replace(memory, sessions=()),
        boot="boot",
        platform="linux",
        clock=lambda: NOW + timedelta(minutes=59),
        is_running=lambda _: False,
    )
    again.use(BURST, lambda _: [launch(1, "pkg:npm/t0")])
    assert later.alerts == []
    assert [(pause.session, began) for pause, began in later.pauses] == [(world.pauses[0][0].session, False)]
    assert [event["class_uid"] for event in later.events] == [1007]


def test_a_new_policy_ends_the_pause(agent: Agent, world: MadeUp) -> None:
    agent.use(BURST, lambda _: [])
    launch_all(agent)
    mended = msgspec.structs.replace(BURST, version=2, tools=(BAN,))
    agent.use(mended, lambda _: [launch(99, "pkg:npm/c")])
    assert world.alerts[-1].tool == BAN
    assert world.memories[-1].brake == Brake(shown=(NOW,))


def test_what_is_installed_and_will_be_off_limits_counts_too(agent: Agent, world: MadeUp) -> None:
    coming = tuple(msgspec.structs.replace(tool, effective=NOW + timedelta(days=9)) for tool in MANY)
    agent.use(msgspec.structs.replace(BURST, tools=coming), lambda _: [])
    for tool in coming:
        agent.found("/x", Verdict(status=tool.status, tool=tool, phase=Phase.ANNOUNCED, rule=f"{tool.id}/0"))
    assert (len(world.alerts), len(world.pauses)) == (2, 6)
    assert [event["class_uid"] for event in world.events] == [6002]
