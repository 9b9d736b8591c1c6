"""Events satisfy the published schema of OCSF 1.8, all of them, whatever the values; with a fault in it none does."""

import contextlib
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from app.policy.events import SORTS, Events
from app.policy.evidence import Evidence, Kind
from app.policy.model import Policy, Status, Tool
from app.policy.verdict import Phase, Verdict
from app.report import ocsf
from app.report.kinds import alike, kind_of, together
from app.report.ledger import Ledger
from app.report.ocsf import Event
from app.report.outbox import Outbox
from app.report.room import Room
from tests.support.events import NOW, POLICY, TOOL, VERDICT, every
from tests.support.ocsf import faults

EVERY = every()
WORDS = some.text(some.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)
MOMENTS = some.datetimes(datetime(1970, 1, 2), datetime(9999, 1, 1), timezones=some.just(UTC))  # noqa: DTZ001


@pytest.mark.parametrize("event", EVERY.values(), ids=EVERY)
def test_an_event_is_what_the_published_schema_says(event: Event) -> None:
    assert faults(event) == []


def test_every_builder_is_in_the_list() -> None:
    made = {name for name in ocsf.__all__ if name[0].islower()}
    used = set(every.__code__.co_names)
    assert made <= used


def mutated(event: Event) -> Iterator[tuple[str, Event]]:
    """The event with one thing wrong, in every way there is."""
    for name in ("category_uid", "activity_id", "type_uid", "severity_id", "time"):
        yield f"without {name}", {key: value for key, value in event.items() if key != name}
    yield "an attribute nobody knows", {**event, "purl": "pkg:npm/x"}
    yield "a product that is not named", {**event, "metadata": {**event["metadata"], "product": {}}}
    for name, value in event.items():
        if name.endswith("_id") or name in ("category_uid", "type_uid", "severity_id"):
            yield f"{name} is not one of them", {**event, name: 9999}
        if isinstance(value, int | dict) and name not in ("class_uid", "metadata"):
            yield f"{name} is a text", {**event, name: "text"}
        if isinstance(value, str):
            yield f"{name} is a number", {**event, name: 9}
        if isinstance(value, dict) and name != "unmapped":
            yield f"{name} has an attribute nobody knows", {**event, name: {**value, "no_such_attribute": 1}}
        if isinstance(value, dict) and name not in ("unmapped", "metadata"):
            yield f"{name} says nothing", {**event, name: {}}
    yield "an activity that is another type", {**event, "activity_id": 0}


@pytest.mark.parametrize("event", EVERY.values(), ids=EVERY)
def test_an_event_with_anything_wrong_is_refused(event: Event) -> None:
    tried = list(mutated(event))
    assert len(tried) > 15
    assert [what for what, wrong in tried if not faults(wrong)] == []


@settings(max_examples=60, deadline=None)
@given(
    name=WORDS, rule=WORDS, session=WORDS, at=MOMENTS, version=some.integers(0, 2**31 - 1), attended=some.booleans(),
    facts=some.lists(some.tuples(some.sampled_from(Kind), WORDS), max_size=4),
    phase=some.sampled_from([None, *Phase]), status=some.sampled_from([Status.BANNED, Status.RESTRICTED]),
)  # fmt: skip
def test_whatever_the_values_the_schema_is_satisfied(
    name: str, rule: str, session: str, at: datetime, version: int, attended: bool,
    facts: list[tuple[Kind, str]], phase: Phase | None, status: Status,
) -> None:  # fmt: skip
    tool = Tool(id="t", name=name, status=status)
    policy = Policy(format=1, version=version, published=NOW, company=POLICY.company, tools=(tool,))
    evidence = tuple(Evidence(kind, value) for kind, value in facts)
    verdict = Verdict(status=status, tool=tool, phase=phase, rule=rule, evidence=evidence)
    purls = [f"pkg:npm/{value}@{value}" for _, value in facts]
    for event in (
        ocsf.banned_launch(policy, verdict, tool, at, session, attended=attended),
        ocsf.set_up(name, rule, at, session, before=rule, began=NOW),
        ocsf.exception_granted(name, name, version, at, at, session),
        ocsf.installed(policy, tool, phase, rule, purls, at),
        ocsf.launches_missed(at, version, rule),
    ):
        assert faults(event) == []


def test_each_event_is_of_one_kind() -> None:
    kinds = {name: kind_of(event) for name, event in EVERY.items()}
    assert set(kinds.values()) == set(SORTS)
    assert {kinds[name] for name in ("launch", "not ended")} == {"launches"}
    assert {kinds[name] for name in ("set up", "update failed", "rolled back", "removed")} == {"set-ups"}
    assert {kinds[name] for name in ("asked", "withdrawn", "granted", "exception over")} == {"exceptions"}
    assert {kinds[name] for name in ("found", "gone")} == {"inventory"}
    assert {kinds[name] for name in ("paused", "watcher", "missed", "dropped", "ignored")} == {"agent"}


def test_what_no_builder_made_has_no_kind() -> None:
    with pytest.raises(ValueError, match="2004"):
        kind_of({"class_uid": 2004})


@pytest.mark.parametrize("name", ["launch", "missed", "ignored", "watcher", "paused"])
def test_the_same_again_is_one_event_with_a_count(name: str) -> None:
    first, second, third = (every()[name] | {"time": 1000 * number} for number in (5, 3, 9))
    if "process" in second:
        second = {
            **second,
            "process": {**second["process"], "uid": "s9"},
            "unmapped": {**second["unmapped"], "session": "s9"},
        }
    assert alike(first) == alike(second) == alike(third) is not None
    both = together(first, second)
    three = together(both, third)
    assert (three["count"], three["start_time"], three["end_time"]) == (3, 3000, 9000)
    assert three["metadata"]["uid"] == first["metadata"]["uid"]
    assert alike(three) == alike(first)
    assert together(first, both)["count"] == 3
    assert faults(three) == []


@pytest.mark.parametrize(
    "name", ["set up", "set-up failed", "rolled back", "removed", "asked", "granted", "found", "ended"]
)
def test_what_counts_by_itself_is_never_put_together(name: str) -> None:
    assert alike(EVERY[name]) is None


def test_another_tool_another_rule_another_policy_is_not_the_same() -> None:
    first = EVERY["launch"]
    newer = Policy(format=1, version=43, published=NOW, company=POLICY.company, tools=(TOOL,))
    keys = {
        alike(first),
        alike(ocsf.banned_launch(newer, VERDICT, TOOL, NOW, "s1")),
        alike(EVERY["launch, restricted"]),
    }
    assert len(keys) == 3


def test_what_the_outbox_makes_of_events_is_what_the_schema_says(tmp_path: Path) -> None:
    """Repeats that became one, and the event that says what was dropped, twice."""
    with contextlib.closing(Ledger(tmp_path / "ledger.db")) as ledger:
        outbox = Outbox(ledger, Room(rows=3, repeat_seconds=10**9))
        outbox.use(Events(url="https://siem.example.com/x"))
        for event, again in zip(every().values(), every().values(), strict=True):
            outbox.put(event)
            outbox.put(again)
        payloads = [json.loads(entry.payload) for entry in ledger.every()]
    assert [fault for event in payloads for fault in faults(event)] == []
    assert [event for event in payloads if event.get("status_code") == "report.dropped"]
    assert [event for event in payloads if event.get("count", 1) > 1]
