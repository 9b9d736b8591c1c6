"""Figures counted by hand, from files that a fleet might have sent."""

import json
import random
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from app.admin.report.errors import EventsUnreadable, NoEvents
from app.admin.report.figures import Figures, Movement
from app.admin.report.gather import Period, gather, moment
from tests.admin.report.fleet import event, launch, set_up

RNG = random.Random(3)  # noqa: S311 - a sample, no secret
BEGAN = datetime(2026, 7, 1, 9, tzinfo=UTC)
NOW = BEGAN + timedelta(days=30)


def on(day: int) -> datetime:
    return BEGAN + timedelta(days=day)


def figures(
    folder: Path, events: list[dict[str, Any]], period: Period | None = None, alternatives: frozenset[str] = frozenset()
) -> Figures:
    file = folder / "events.ndjson"
    file.write_text("".join(json.dumps(one) + "\n" for one in events))
    return gather([file], NOW, period or Period(), alternatives)


def moved(folder: Path, events: list[dict[str, Any]], **more: Any) -> Movement:
    found = figures(folder, events, **more).movement
    assert found is not None
    return found


def test_each_computer_is_in_one_group_a_day(tmp_path: Path) -> None:
    events = [
        *(launch("codex", on(day), RNG, "stays") for day in range(0, 20, 2)),
        launch("codex", on(0), RNG, "moves"),
        set_up(on(2), RNG, "moves"),
        launch("codex", on(3), RNG, "moves"),
        launch("codex", on(1), RNG, "stops"),
        set_up(on(19), RNG, "never used one"),
    ]
    found = moved(tmp_path, events)
    assert found.using == (2, 3, *[2] * 6, *[1] * 12)
    assert found.trying == (0, 0, *[1] * 8, *[0] * 10)
    assert found.moved == (*[0] * 10, *[1] * 10)
    assert found.quiet == (*[0] * 8, *[1] * 12)
    assert (found.started, found.set_up, found.settled) == (3, 1, 1)
    assert found.named_by == "device"


def test_the_groups_always_add_up_to_all_who_started_one_so_far(tmp_path: Path) -> None:
    from tests.admin.report.fleet import fleet

    found = moved(tmp_path, [one for one in fleet(60, 30) if one["time"] < moment(NOW)])
    sums = list(map(sum, zip(found.using, found.trying, found.moved, found.quiet, strict=True)))
    assert sums == sorted(sums)
    assert sums[-1] == found.started


def test_people_count_where_no_computer_is_named(tmp_path: Path) -> None:
    one = {**launch("codex", on(0), RNG, ""), "actor": {"user": {"name": "ana"}}}
    found = moved(tmp_path, [one, launch("codex", on(1), RNG, "")])
    assert (found.named_by, found.started, found.unnamed_starts) == ("user", 1, 1)


def test_where_nobody_is_named_nobody_is_counted(tmp_path: Path) -> None:
    found = figures(tmp_path, [launch("codex", on(0), RNG, ""), set_up(on(1), RNG, "")])
    assert found.movement is None
    assert (found.devices, found.users) == (0, 0)
    assert sum(found.done) == 1


def test_only_an_alternative_counts_as_one(tmp_path: Path) -> None:
    events = [launch("codex", on(0), RNG, "LT-1"), set_up(on(1), RNG, "LT-1", tool="formatter")]
    assert moved(tmp_path, events).set_up == 1
    assert moved(tmp_path, events, alternatives=frozenset({"qoder-cli"})).set_up == 0


def test_a_restricted_tool_is_started_but_not_moved_from(tmp_path: Path) -> None:
    one = launch("codex", on(0), RNG, "LT-1")
    found = figures(tmp_path, [{**one, "unmapped": {**one["unmapped"], "status": "restricted"}}])
    assert found.movement is None
    assert found.starts[0].status == "restricted"


def test_sessions_by_tool_and_day(tmp_path: Path) -> None:
    events = [
        launch("codex", on(0), RNG, "LT-1"),
        {**launch("codex", on(2), RNG, "LT-1", attended=False), "count": 4},
        launch("claude-code", on(2), RNG, "LT-2"),
    ]
    codex, claude = figures(tmp_path, events).starts
    assert (codex.tool, codex.name, codex.by_day, codex.unattended) == ("codex", "Codex CLI", (1, 0, 4), 4)
    assert (claude.tool, claude.by_day, claude.unattended) == ("claude-code", (0, 0, 1), 0)


def test_many_tools_become_the_most_started_and_all_others(tmp_path: Path) -> None:
    events = []
    for number in range(12):
        one = launch("codex", on(0), RNG, "LT-1")
        events.append({**one, "unmapped": {**one["unmapped"], "tool": f"tool-{number}"}, "count": 20 - number})
    found = figures(tmp_path, events).starts
    assert [tool.tool for tool in found] == [*(f"tool-{number}" for number in range(7)), ""]
    assert sum(tool.total for tool in found) == sum(20 - number for number in range(12))


def test_names_that_no_program_should_have_are_counted_like_others(tmp_path: Path) -> None:
    one = launch("codex", on(0), RNG, "LT-1")
    found = figures(tmp_path, [{**one, "unmapped": {**one["unmapped"], "tool": "a\x00b\u202ec"}}]).starts
    assert [(tool.tool, tool.total) for tool in found] == [("a\ufffdb\ufffdc", 1)]


def test_what_is_sent_twice_counts_once_and_the_fuller_one(tmp_path: Path) -> None:
    once = launch("codex", on(0), RNG, "LT-1")
    found = figures(tmp_path, [once, {**once, "count": 3}, once, set_up(on(0), RNG, "LT-1")])
    assert (found.quality.duplicates, found.quality.counted, found.quality.lines) == (2, 2, 4)
    assert found.starts[0].total == 3


def test_the_same_file_twice_is_the_file_once(tmp_path: Path) -> None:
    file = tmp_path / "events.ndjson"
    file.write_text("".join(json.dumps(launch("codex", on(day), RNG, "LT-1")) + "\n" for day in range(9)))
    found = gather([file, file], NOW, Period())
    assert (found.quality.duplicates, found.starts[0].total, found.quality.files) == (9, 9, 2)


def test_failures_by_error_with_their_tools(tmp_path: Path) -> None:
    events = [set_up(on(day), RNG, "LT-1", "no-build") for day in range(3)]
    events += [set_up(on(1), RNG, "LT-1", "npm-missing", tool="qwen-code"), set_up(on(4), RNG, "LT-1")]
    found = figures(tmp_path, events)
    assert [(one.code, one.count, one.tools, one.last) for one in found.failures] == [
        ("no-build", 3, ("qoder-cli",), date(2026, 7, 3)),
        ("npm-missing", 1, ("qwen-code",), date(2026, 7, 2)),
    ]
    assert (found.done, found.failed) == ((0, 0, 0, 0, 1), (1, 2, 1, 0, 0))


def test_a_request_is_where_its_last_event_left_it(tmp_path: Path) -> None:
    def step(activity: int, day: int, uid: str, until: int = 29) -> dict[str, Any]:
        data = {"tool": "codex", "user": "ana", "device": "LT-1", "until": on(until).isoformat()}
        entity = {"uid": uid, "name": "Codex CLI", "data": data}
        return event(3004, activity, on(day), RNG, entity=entity, comment=f"why {uid}")

    events = [
        step(10, 2, "granted"),
        step(1, 1, "granted"),
        step(1, 3, "open", until=40),
        step(1, 1, "withdrawn"),
        step(4, 5, "withdrawn"),
        step(1, 1, "its time is over", until=9),
        step(1, 1, "ended"),
        step(10, 2, "ended"),
        step(11, 3, "ended"),
    ]
    found = {one.reason.removeprefix("why "): one for one in figures(tmp_path, events).requests}
    assert {name: one.stage for name, one in found.items()} == {
        "open": "asked",
        "granted": "ended",  # it was until the day before
        "withdrawn": "withdrawn",
        "its time is over": "ended",
        "ended": "ended",
    }
    assert found["open"].until == date(2026, 8, 10)
    assert found["open"].by == "ana · LT-1"


def test_one_request_with_very_many_steps_hides_no_other(tmp_path: Path) -> None:
    """A computer that is not ours any more can send as many as it likes."""

    def step(activity: int, at: int, uid: str) -> dict[str, Any]:
        entity = {"uid": uid, "name": "Codex CLI", "data": {"tool": "codex", "until": on(40).isoformat()}}
        return event(3004, activity, BEGAN + timedelta(seconds=at), RNG, entity=entity, comment=f"why {uid}")

    flood = [step((1, 4)[at % 2], at, "0") for at in range(10_001)]
    found = {one.reason: one.stage for one in figures(tmp_path, [*flood, step(1, 7, "a")]).requests}
    assert found == {"why 0": "asked", "why a": "asked"}


def test_names_in_requests_do_not_make_computers_known(tmp_path: Path) -> None:
    entity = {"uid": "7", "data": {"tool": "codex", "user": "ana", "device": "LT-1"}}
    found = figures(tmp_path, [event(3004, 1, on(0), RNG, entity=entity), launch("codex", on(0), RNG, "")])
    assert (found.devices, found.users, found.movement) == (0, 0, None)


def test_what_is_still_installed_is_each_computers_last_word(tmp_path: Path) -> None:
    def word(activity: int, day: int, device: str, version: str = "") -> dict[str, Any]:
        product = {"uid": "codex", "name": "Codex CLI", **({"version": version} if version else {})}
        named = {"type_id": 0, "name": device or "withheld"}
        return event(5020, activity, on(day), RNG, product=product, device=named, unmapped={"tool": "codex"})

    named = [
        *(word(2, 0, "updates", "1"), word(2, 3, "updates", "2"), word(99, 3, "updates", "1")),
        *(word(2, 1, "removes", "1"), word(99, 2, "removes", "1")),
        word(2, 5, "keeps", "2"),
    ]
    (found,) = figures(tmp_path, named).found
    assert (found.computers, found.reports, found.last) == (2, 2, date(2026, 7, 6))
    assert set(found.versions) == {"1", "2"}
    assert figures(tmp_path, named).still_installed == 2
    (unnamed,) = figures(tmp_path, [word(2, 0, ""), word(2, 1, ""), word(99, 2, "")]).found
    assert (unnamed.computers, unnamed.reports) == (None, 2)


def test_the_period_leaves_out_and_says_so(tmp_path: Path) -> None:
    events = [launch("codex", on(day), RNG, "LT-1") for day in range(10)]
    period = Period(
        moment(datetime(2026, 7, 3, tzinfo=UTC)), moment(datetime(2026, 7, 6, tzinfo=UTC) + timedelta(hours=12))
    )
    found = figures(tmp_path, events, period)
    assert (found.first, found.last, found.starts[0].by_day) == (date(2026, 7, 3), date(2026, 7, 6), (1, 1, 1, 1))
    assert found.quality.outside == 6
    assert len(found.days) == 4


def test_what_does_not_count_is_counted_apart(tmp_path: Path) -> None:
    file = tmp_path / "events.ndjson"
    good = launch("codex", on(0), RNG, "LT-1")
    lines = [
        json.dumps(good),
        "{broken",
        json.dumps({**good, "time": 0}),
        json.dumps({**good, "metadata": {"uid": "x", "product": {"name": "Other EDR"}}}),
        json.dumps(event(6008, 1, on(0), RNG, status_code="report.dropped", unmapped={"dropped": {"launches": 5}})),
        json.dumps(event(6008, 1, on(0), RNG, status_code="watch.gap", unmapped={"lost": 2})),
        '{"class_uid": 1007, "ti',
    ]
    file.write_text("\n".join(lines))
    found = gather([file], NOW, Period()).quality
    assert (found.lines, found.counted, found.damaged, found.timeless, found.foreign) == (6, 3, 1, 1, 1)
    assert (found.unfinished, found.dropped, found.missed) == (1, 5, 2)


def test_a_whole_event_without_a_line_end_counts(tmp_path: Path) -> None:
    file = tmp_path / "events.ndjson"
    file.write_text(json.dumps(launch("codex", on(0), RNG, "LT-1")))
    assert gather([file], NOW, Period()).quality.counted == 1


@pytest.mark.parametrize("content", ["", "\n\n", "no event\n", json.dumps({"class_uid": 1, "time": 1}) + "\n"])
def test_nothing_to_report_is_said(tmp_path: Path, content: str) -> None:
    file = tmp_path / "events.ndjson"
    file.write_text(content)
    with pytest.raises(NoEvents, match="nothing to report"):
        gather([file], NOW, Period())


def test_a_folder_is_no_file_of_events(tmp_path: Path) -> None:
    with pytest.raises(EventsUnreadable, match="Is a directory"):
        gather([tmp_path], NOW, Period())


def test_a_period_of_centuries_tells_of_its_last_years(tmp_path: Path) -> None:
    old = launch("codex", datetime(2020, 1, 2, tzinfo=UTC), RNG, "LT-1")
    new = launch("codex", on(0), RNG, "LT-1")
    for period in (Period(), Period(since=0), Period(since=0, until=moment(datetime(2999, 1, 1, tzinfo=UTC)))):
        found = figures(tmp_path, [old, new], period)
        assert len(found.days) == 1_100
        assert sum(found.starts[0].by_day) == 1
        assert (found.quality.counted, found.quality.outside) == (1, 1)
