"""The brake's rule: how many alerts an hour are shown one by one, when the rest become one, and when that ends."""

import itertools
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.alerts import memory as memory_file
from app.alerts.alert import Alert, Level
from app.alerts.brake import HOUR, MOST_TOOLS, Brake, Held
from app.alerts.session import Memory
from app.policy.launch import Launch
from app.policy.model import Alerts, Company, Policy, Status, Tool
from app.policy.verdict import Verdict

NOW = datetime(2026, 7, 15, 1, 42, tzinfo=UTC)
POLICY = Policy(format=1, version=1, published=NOW, company=Company(name="Acme"), alerts=Alerts(most_per_hour=3))


def alert(tool: str = "bad") -> Alert:
    banned = Tool(id=tool, name=tool.title(), status=Status.BANNED)
    verdict = Verdict(status=Status.BANNED, tool=banned)
    return Alert(session="s", level=Level.EFFECTIVE, verdict=verdict, tool=banned, launch=Launch(pid=1))


def after(minutes: list[float], policy: Policy = POLICY, brake: Brake | None = None) -> Brake:
    """The brake after an alert at each of these minutes."""
    brake = brake or Brake()
    for minute in minutes:
        brake = brake.take(alert(), policy, NOW + timedelta(minutes=minute))
    return brake


def test_without_a_word_in_the_policy_it_is_six() -> None:
    assert Policy(format=1, version=1, published=NOW, company=Company(name="A")).alerts.most_per_hour == 6


def test_up_to_the_limit_each_alert_is_shown() -> None:
    assert after([0, 1, 2]).pause is None


def test_the_next_one_begins_a_pause_of_an_hour_and_is_its_first() -> None:
    pause = after([0, 1, 2, 3]).pause
    assert pause is not None
    assert (pause.since, pause.until) == (NOW + timedelta(minutes=3), NOW + timedelta(minutes=63))
    assert (pause.held, pause.version, pause.most_per_hour) == ((Held("bad", "Bad"),), 1, 3)


def test_the_window_slides() -> None:
    assert after([0, 1, 2, 60]).pause is None
    assert after([0, 1, 2, 59.9]).pause is not None


def test_while_it_holds_alerts_only_count() -> None:
    brake = after([0, 1, 2, 3])
    for tool in ("bad", "worse", "bad"):
        brake = brake.take(alert(tool), POLICY, NOW + timedelta(minutes=30))
    assert brake.pause is not None
    assert brake.pause.held == (Held("bad", "Bad", 3), Held("worse", "Worse"))
    began = after([0, 1, 2, 3]).pause
    assert began is not None
    assert brake.pause.session == began.session


def test_it_ends_by_itself_an_hour_later_and_counts_from_nothing() -> None:
    assert after([0, 1, 2, 3, 62.9]).pause is not None
    over = after([0, 1, 2, 3, 63])
    assert over == Brake(shown=(NOW + timedelta(minutes=63),))
    assert after([64, 65], brake=over).pause is None
    second, first = after([64, 65, 66], brake=over).pause, after([0, 1, 2, 3]).pause
    assert second is not None
    assert first is not None
    assert second.session != first.session


def test_a_new_version_of_the_policy_ends_it_at_once() -> None:
    newer = msgspec.structs.replace(POLICY, version=2)
    assert after([4], newer, after([0, 1, 2, 3])) == Brake(shown=(NOW + timedelta(minutes=4),))


@pytest.mark.parametrize("jump", [-timedelta(days=400), -timedelta(seconds=1), HOUR, timedelta(days=400)])
def test_a_clock_that_jumps_never_silences_for_longer(jump: timedelta) -> None:
    brake = after([0, 0, 0, 0])
    moved = brake.take(alert(), POLICY, NOW + jump)
    assert moved == Brake(shown=(NOW + jump,))


def test_alerts_that_a_clock_set_back_put_into_the_future_do_not_count() -> None:
    ahead = after([600, 601, 602])
    assert ahead.take(alert(), POLICY, NOW) == Brake(shown=(NOW,))


def test_what_is_remembered_is_bounded() -> None:
    brake = after([0, 1, 2])
    for number in range(MOST_TOOLS + 50):
        brake = brake.take(alert(f"t{number}"), POLICY, NOW + timedelta(minutes=3))
    assert brake.pause is not None
    assert len(brake.pause.held) == MOST_TOOLS
    assert len(brake.shown) == 3


@given(st.lists(st.integers(0, 90), max_size=60))
def test_no_hour_has_more_alerts_than_allowed_and_one_for_the_rest(minutes: list[int]) -> None:
    """Whatever the times: shown one by one are at most N within an hour; each kept back is counted by some pause."""
    brake, now, shown, pauses = Brake(), NOW, [], {}
    for minute in minutes:
        now += timedelta(minutes=minute)
        brake = brake.take(alert(), POLICY, now)
        if brake.pause is None:
            shown.append(now)
        else:
            pauses[brake.pause.session] = brake.pause
    for first, fourth in zip(shown, shown[3:], strict=False):
        assert fourth - first >= HOUR
    began = sorted(pause.since for pause in pauses.values())
    assert all(later - earlier >= HOUR for earlier, later in itertools.pairwise(began))
    assert len(shown) + sum(held.count for pause in pauses.values() for held in pause.held) == len(minutes)


def test_it_survives_a_restart(tmp_path: Path) -> None:
    memory = Memory(brake=after([0, 1, 2, 3]))
    memory_file.save(tmp_path / "alerts.json", memory)
    assert memory_file.load(tmp_path / "alerts.json") == memory


def test_the_memory_of_an_earlier_signpost_is_read(tmp_path: Path) -> None:
    (tmp_path / "alerts.json").write_text('{"sessions": [], "told": {}}')
    assert memory_file.load(tmp_path / "alerts.json").brake == Brake()
