"""Who is told what, and when: quiet, snooze, the deadline, restarts, launches nobody at the screen started."""

from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from app.alerts.alert import Alert, Level
from app.alerts.brake import Pause
from app.alerts.life import Event, Life
from app.alerts.quiet import PATIENCE, Surroundings
from app.alerts.session import Memory
from app.alerts.silence import Choice, Silence
from app.alerts.telling import Telling
from app.policy.evidence import Evidence, Kind
from app.policy.launch import Launch, ProcessId
from app.policy.model import Company, Policy, Status, Tool
from app.policy.verdict import Phase, Verdict

NOW = datetime(2026, 7, 15, 1, 42, tzinfo=UTC)
BAN = Tool(id="claude-code", name="Claude Code", status=Status.BANNED, effective=NOW - timedelta(days=5))
COMING = Tool(id="codex", name="Codex", status=Status.BANNED, effective=NOW + timedelta(hours=5))
POLICY = Policy(format=1, version=1, published=NOW, company=Company(name="Acme"), tools=(BAN, COMING))
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
BUSY, FREE = Surroundings(full_screen=True), Surroundings()


class Person:
    """Somebody at a computer whose tools run until they are ended."""

    def __init__(self) -> None:
        self.now = NOW
        self.alerts: list[Alert] = []
        self.silences: tuple[Silence, ...] = ()
        self.memory = Memory()
        self.runs = True
        self.surroundings = FREE
        self.policy = POLICY
        self.restart()

    def restart(self) -> None:
        """Signpost starts anew, with what it wrote down."""
        memory = msgspec.json.decode(msgspec.json.encode(self.memory), type=Memory)
        self.telling = Telling(memory, "boot", self, lambda: self.now, lambda: self.surroundings)

    def starts(self, tool: Tool, pid: int = 10, *, attended: bool = True) -> list[Level]:
        phase = Phase.ANNOUNCED if tool.effective and tool.effective > self.now else Phase.EFFECTIVE
        judged = Verdict(status=tool.status, tool=tool, phase=phase, evidence=(Evidence(Kind.PACKAGE, "pkg:npm/x"),))
        seen = Launch(pid=pid, start_time=pid, uid=1000)
        return self.shown_by(lambda: self.telling.observe(self.policy, seen, judged, attended=attended))

    def waits(self, how_long: timedelta) -> list[Level]:
        """Time passes, and Signpost looks at what runs."""
        self.now += how_long
        return self.shown_by(lambda: self.telling.tick(self.policy, self.is_running))

    def shown_by(self, act: object) -> list[Level]:
        before = len(self.alerts)
        assert callable(act)
        act()
        return [alert.level for alert in self.alerts[before:]]

    def lives(self) -> list[Life]:
        return [session.life for session in self.memory.sessions]

    def is_running(self, process: ProcessId) -> bool:
        return self.runs and process.pid > 0

    def alert(self, alert: Alert) -> None:
        self.alerts.append(alert)

    def paused(self, pause: Pause, *, began: bool) -> None:
        raise AssertionError((pause, began))

    def silenced(self, silences: tuple[Silence, ...]) -> None:
        self.silences = silences

    def remember(self, memory: Memory) -> None:
        self.memory = memory


@pytest.fixture
def person() -> Person:
    return Person()


def test_in_a_full_screen_the_alert_waits_and_comes_after_it(person: Person) -> None:
    person.surroundings = BUSY
    assert person.starts(BAN) == []
    assert person.lives() == [Life.HELD]
    assert person.waits(MINUTE) == []
    person.surroundings = FREE
    assert person.waits(MINUTE) == [Level.EFFECTIVE]
    assert person.waits(MINUTE) == []


def test_what_ended_meanwhile_is_told_all_the_same(person: Person) -> None:
    person.surroundings = BUSY
    person.starts(BAN)
    person.runs = False
    assert person.waits(2 * HOUR) == []
    person.surroundings = FREE
    assert person.waits(MINUTE) == [Level.EFFECTIVE]
    assert person.waits(MINUTE) == []
    assert not person.telling.tick(POLICY, person.is_running)


def test_patience_ends(person: Person) -> None:
    person.surroundings = BUSY
    person.starts(BAN)
    assert person.waits(PATIENCE - MINUTE) == []
    assert person.waits(MINUTE) == [Level.EFFECTIVE]


def test_a_restart_forgets_neither_what_waits_nor_what_was_silenced(person: Person) -> None:
    person.surroundings = BUSY
    person.starts(BAN)
    person.restart()
    person.surroundings = FREE
    assert person.starts(BAN) == [Level.EFFECTIVE]
    person.telling.silence(POLICY, "claude-code", Choice.TODAY)
    person.restart()
    assert person.starts(BAN, 11) == []
    assert person.lives() == [Life.SILENCED]
    assert person.waits(timedelta(hours=23)) == [Level.REPEATED]


def test_not_now_is_for_this_session_and_a_snooze_for_the_next_ones_too(person: Person) -> None:
    person.starts(BAN)
    person.telling.act(POLICY, person.alerts[0].session, Event.LATER)
    assert person.lives() == [Life.PUT_OFF]
    person.runs = False
    person.waits(HOUR)
    person.runs = True
    assert person.starts(BAN, 11) == [Level.REPEATED]
    person.telling.silence(POLICY, "claude-code", Choice.HOUR)
    person.runs = False
    person.waits(40 * MINUTE)
    assert person.lives() == []
    assert person.starts(BAN, 12) == []
    person.runs = True
    assert person.waits(20 * MINUTE) == [Level.REPEATED]
    assert person.silences == ()


def test_a_snooze_taken_back_speaks_at_once(person: Person) -> None:
    person.starts(BAN)
    person.telling.silence(POLICY, "claude-code", Choice.HOUR)
    assert [one.tool for one in person.silences] == ["claude-code"]
    assert person.shown_by(lambda: person.telling.unsilence(POLICY, "claude-code")) == [Level.REPEATED]
    assert person.silences == ()
    person.telling.silence(POLICY, "nobody-knows-it", Choice.HOUR)
    assert person.silences == ()


def test_the_deadline_speaks_whatever_the_person_asked_for(person: Person) -> None:
    assert person.starts(COMING) == [Level.COUNTDOWN]
    person.telling.silence(POLICY, "codex", Choice.DEADLINE)
    assert person.waits(5 * HOUR - MINUTE) == []
    assert person.starts(COMING, 11) == []
    assert person.waits(MINUTE) == []
    assert person.starts(COMING) == [Level.EFFECTIVE], "the agent judges anew what runs when a date comes"
    person.telling.act(POLICY, person.alerts[-1].session, Event.LATER)
    assert person.waits(HOUR) == []


def test_a_deadline_passes_in_silence_where_nothing_runs(person: Person) -> None:
    person.starts(COMING)
    person.runs = False
    person.telling.silence(POLICY, "codex", Choice.DEADLINE)
    assert person.waits(5 * HOUR) == []
    assert person.memory.sessions == ()


def test_what_nobody_at_the_screen_started_raises_no_card(person: Person) -> None:
    assert person.starts(BAN, attended=False) == []
    assert person.waits(HOUR) == []
    assert person.lives() == [Life.UNATTENDED]
    assert person.starts(BAN, 11) == [Level.EFFECTIVE]
    assert person.starts(BAN, 12, attended=False) == []


def test_what_the_company_took_back_is_not_told_any_more(person: Person) -> None:
    person.surroundings = BUSY
    person.starts(BAN)
    person.policy = msgspec.structs.replace(POLICY, tools=(msgspec.structs.replace(BAN, lifted=NOW), COMING))
    person.surroundings = FREE
    assert person.waits(MINUTE) == []
    assert person.memory.sessions == ()


def test_what_comes_too_late_is_left_alone(person: Person) -> None:
    person.starts(BAN)
    session = person.alerts[0].session
    for event in (Event.ANSWER, Event.LATER, Event.LATER):
        person.telling.act(POLICY, session, event)
    person.telling.act(POLICY, "another", Event.LATER)
    assert person.lives() == [Life.ANSWERED]


def test_the_memory_of_an_older_version_is_read() -> None:
    old = b'{"sessions": [{"id": "s", "tool": "claude-code", "uid": 1000, "began": "2026-07-15T01:00:00Z",'
    old += b' "last_alive": "2026-07-15T01:42:00Z"}], "told": {}}'
    memory = msgspec.json.decode(old, type=Memory)
    assert memory.sessions[0].life is Life.SHOWN
    person = Person()
    person.memory = memory
    person.restart()
    assert person.starts(BAN) == []
