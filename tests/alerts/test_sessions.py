"""One alert per tool session: grouping, ending, restarts, levels, who started it."""

import itertools
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.alerts import memory as memory_file
from app.alerts.alert import Alert, Level
from app.alerts.lineage import MAX_LINEAGE
from app.alerts.session import Memory
from app.alerts.sessions import Sessions
from app.policy.evidence import Evidence, Kind
from app.policy.launch import Launch, Parent, ProcessId
from app.policy.model import Company, Policy, Status, Tool
from app.policy.verdict import UNLISTED, Phase, Verdict

NOW = datetime(2026, 7, 15, 1, 42, tzinfo=UTC)
BAN = Tool(id="claude-code", name="Claude Code", status=Status.BANNED, effective=NOW - timedelta(days=5))
COMING = Tool(id="codex", name="Codex", status=Status.BANNED, effective=NOW + timedelta(days=5))
LIMITED = Tool(id="aider", name="aider", status=Status.RESTRICTED)
FINE = Tool(id="qoder-cli", name="Qoder CLI", status=Status.APPROVED)
FOUND = (Evidence(Kind.PACKAGE, "pkg:npm/x"),)
POLICY = Policy(format=1, version=1, published=NOW, company=Company(name="Acme"), tools=(BAN, COMING, LIMITED, FINE))


def launch(pid: int, parent: int = 1, uid: int = 1000) -> Launch:
    return Launch(pid=pid, start_time=pid * 10, uid=uid, parent=Parent(pid=parent))


def verdict(tool: Tool, phase: Phase = Phase.EFFECTIVE) -> Verdict:
    return Verdict(status=tool.status, tool=tool, phase=phase, rule=f"{tool.id}/npm", evidence=FOUND)


def told(sessions: Sessions, seen: Launch, judged: Verdict, now: datetime) -> Alert | None:
    """What the person is shown of one launch."""
    sessions.observe(POLICY, seen, judged, now)
    return next(iter(sessions.speak(POLICY, now)), None)


@pytest.fixture
def sessions() -> Sessions:
    return Sessions(Memory(), boot="b1")


def test_a_tool_of_many_processes_alerts_once(sessions: Sessions) -> None:
    alerts = [told(sessions, launch(pid), verdict(BAN), NOW) for pid in range(10, 30)]
    assert alerts[0] is not None
    assert alerts[0].level is Level.EFFECTIVE
    assert alerts[1:] == [None] * 19


def test_what_runs_with_a_tool_s_variables_is_of_its_session_and_worth_no_writing_down(sessions: Sessions) -> None:
    left = msgspec.structs.replace(verdict(BAN), evidence=(Evidence(Kind.ENVIRONMENT, "CLAUDECODE"),))
    assert told(sessions, launch(10), left, NOW) is not None
    before = sessions.changes
    assert [told(sessions, launch(pid), left, NOW) for pid in range(11, 20)] == [None] * 9
    assert sessions.changes == before
    sessions.tick(POLICY, lambda process: process.pid == 19, NOW + timedelta(hours=3))
    assert told(sessions, launch(20), left, NOW + timedelta(hours=3)) is None


def test_a_session_ends_with_the_date_that_its_alert_spoke_of(sessions: Sessions) -> None:
    """A tool that is never closed would otherwise never be said to be off limits."""
    date = NOW + timedelta(days=5)
    first = sessions.observe(POLICY, launch(10), verdict(COMING, Phase.ANNOUNCED), NOW)
    assert first is not None
    assert first.level is Level.HEADS_UP
    assert sessions.observe(POLICY, launch(11), verdict(COMING, Phase.ANNOUNCED), NOW) is None
    restarted = Sessions(sessions.memory(), boot="b1")
    second = restarted.observe(POLICY, launch(10), verdict(COMING), date)
    assert second is not None
    assert (second.level, second.session != first.session) == (Level.EFFECTIVE, True)
    assert restarted.observe(POLICY, launch(11), verdict(COMING), date) is None
    (session,) = restarted.memory().sessions
    assert [process.pid for process in session.processes] == [11, 10]


def test_a_session_lasts_until_thirty_minutes_after_its_last_process(sessions: Sessions) -> None:
    told(sessions, launch(10), verdict(BAN), NOW)
    sessions.tick(POLICY, lambda _: True, NOW + timedelta(hours=3))
    assert told(sessions, launch(11), verdict(BAN), NOW + timedelta(hours=3)) is None
    sessions.tick(POLICY, lambda _: False, NOW + timedelta(hours=3, minutes=10))
    assert told(sessions, launch(12), verdict(BAN), NOW + timedelta(hours=3, minutes=29)) is None
    sessions.tick(POLICY, lambda _: False, NOW + timedelta(hours=3, minutes=29))
    again = told(sessions, launch(13), verdict(BAN), NOW + timedelta(hours=4))
    assert again is not None
    assert again.level is Level.REPEATED


def test_by_an_exception_nobody_is_told_and_no_session_begins(sessions: Sessions) -> None:
    exempt = msgspec.structs.replace(verdict(BAN), exception="x1")
    assert told(sessions, launch(10), exempt, NOW) is None
    assert not sessions.any_open
    assert sessions.changes == 0
    assert told(sessions, launch(11), verdict(BAN), NOW) is not None


def test_another_person_is_another_session(sessions: Sessions) -> None:
    assert told(sessions, launch(10), verdict(BAN), NOW) is not None
    assert told(sessions, launch(11, uid=1001), verdict(BAN), NOW) is not None


def test_a_restart_of_ours_does_not_alert_again(sessions: Sessions) -> None:
    told(sessions, launch(10), verdict(BAN), NOW)
    restarted = Sessions(msgspec.json.decode(msgspec.json.encode(sessions.memory()), type=Memory), boot="b1")
    assert told(restarted, launch(10), verdict(BAN), NOW + timedelta(minutes=1)) is None


def test_after_a_reboot_old_process_ids_mean_nothing(sessions: Sessions) -> None:
    told(sessions, launch(10), verdict(BAN), NOW)
    rebooted = Sessions(sessions.memory(), boot="b2")
    rebooted.tick(POLICY, lambda _: True, NOW + timedelta(hours=1))
    assert told(rebooted, launch(10), verdict(BAN), NOW + timedelta(hours=1)) is not None


def test_a_clock_set_back_does_not_silence_for_ever(sessions: Sessions) -> None:
    told(sessions, launch(10), verdict(BAN), NOW + timedelta(days=400))
    sessions.tick(POLICY, lambda _: False, NOW + timedelta(days=400))
    assert told(sessions, launch(11), verdict(BAN), NOW) is not None


@pytest.mark.parametrize(("left", "level"), [(100, Level.HEADS_UP), (72, Level.COUNTDOWN), (1, Level.COUNTDOWN)])
def test_urgency_rises_towards_the_deadline(sessions: Sessions, left: int, level: Level) -> None:
    tool = msgspec.structs.replace(COMING, effective=NOW + timedelta(hours=left))
    alert = told(sessions, launch(10), verdict(tool, Phase.ANNOUNCED), NOW)
    assert alert is not None
    assert alert.level is level


def test_conditions_of_a_restricted_tool_are_told_once_for_good(sessions: Sessions) -> None:
    assert told(sessions, launch(10), verdict(LIMITED), NOW) is not None
    sessions.tick(POLICY, lambda _: False, NOW)
    assert told(sessions, launch(11), verdict(LIMITED), NOW + timedelta(days=3)) is None


def test_a_coming_ban_of_an_installed_tool_is_said_once_for_each_date(sessions: Sessions) -> None:
    file, coming = Launch(pid=0, exe="/x"), verdict(COMING, Phase.ANNOUNCED)
    sessions.announce(file, coming, NOW)
    assert [alert.level for alert in sessions.speak(POLICY, NOW)] == [Level.HEADS_UP]
    sessions.announce(file, coming, NOW)
    assert sessions.speak(POLICY, NOW) == []
    later = msgspec.structs.replace(COMING, effective=NOW + timedelta(days=9))
    sessions.announce(file, verdict(later, Phase.ANNOUNCED), NOW)
    assert len(sessions.speak(POLICY, NOW)) == 1
    sessions.announce(file, verdict(BAN), NOW)
    assert sessions.speak(POLICY, NOW) == []
    assert not sessions.any_open


def test_it_says_when_an_approved_tool_started_it(sessions: Sessions) -> None:
    told(sessions, launch(10), verdict(FINE), NOW)
    told(sessions, launch(11, parent=10), UNLISTED, NOW)
    alert = told(sessions, launch(12, parent=11), verdict(BAN), NOW)
    assert alert is not None
    assert alert.started_by == FINE


def test_a_reused_pid_is_not_blamed_on_the_approved_tool(sessions: Sessions) -> None:
    told(sessions, launch(10), verdict(FINE), NOW)
    told(sessions, launch(10), UNLISTED, NOW)
    alert = told(sessions, launch(12, parent=10), verdict(BAN), NOW)
    assert alert is not None
    assert alert.started_by is None


def test_unlisted_and_approved_tools_are_never_remembered(sessions: Sessions) -> None:
    for pid in range(2, MAX_LINEAGE + 100):
        told(sessions, launch(pid, parent=pid - 1), verdict(FINE), NOW)
        told(sessions, launch(pid + 10_000), UNLISTED, NOW)
    assert sessions.memory() == Memory()


@given(st.lists(st.tuples(st.integers(2, 9), st.booleans(), st.integers(0, 40)), max_size=60))
def test_never_two_alerts_within_one_session(steps: list[tuple[int, bool, int]]) -> None:
    """Whatever the order of launches and ends: two alerts are at least the quiet time apart."""
    sessions, now, shown = Sessions(Memory(), "b"), NOW, []
    for pid, runs, minutes in steps:
        now += timedelta(minutes=minutes)
        sessions.tick(POLICY, (lambda _: True) if runs else (lambda _: False), now)
        if told(sessions, launch(pid), verdict(BAN), now):
            shown.append(now)
    assert all(later - earlier >= timedelta(minutes=30) for earlier, later in itertools.pairwise(shown))


def test_memory_survives_and_damage_is_set_aside(tmp_path: Path, sessions: Sessions) -> None:
    path = tmp_path / "deep" / "alerts.json"
    told(sessions, launch(10), verdict(BAN), NOW)
    memory_file.save(path, sessions.memory())
    assert memory_file.load(path) == sessions.memory()
    assert sessions.memory().sessions[0].processes == (ProcessId(10, 100),)
    path.write_bytes(b'{"sessions": [{"id"')
    assert memory_file.load(path) == Memory()
    assert path.with_suffix(".damaged").exists()
