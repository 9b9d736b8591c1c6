"""What counts of one line, and that no line does harm."""

import json
import random
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.admin.report.classes import Kind
from app.admin.report.events import EARLIEST_MS, Counted, Refused, read
from app.policy.events import Detail
from app.policy.person import Person
from app.report.disclosure import Circumstances, disclosed
from tests.admin.report.fleet import event, launch, set_up
from tests.support.events import every

AT = datetime(2026, 7, 15, 9, tzinfo=UTC)
LATEST = int(datetime(2026, 7, 16, tzinfo=UTC).timestamp() * 1000)


def seen(record: dict[str, Any]) -> Counted | Refused:
    return read(json.dumps(record).encode(), LATEST)


def counted(record: dict[str, Any]) -> Counted:
    found = seen(record)
    assert isinstance(found, Counted)
    return found


def rng() -> random.Random:
    return random.Random(1)  # noqa: S311 - a sample, no secret


def test_a_launch_tells_tool_computer_and_session() -> None:
    found = counted(launch("codex", AT, rng(), "LT-1", attended=False))
    assert (found.kind, found.tool, found.name, found.status) == (Kind.LAUNCH, "codex", "Codex CLI", "banned")
    assert (found.device, found.user, found.attended, found.weight) == ("LT-1", "", False, 1)
    assert found.link
    assert found.day == AT.date().toordinal() - 719_163


def test_the_name_that_all_computers_share_is_none() -> None:
    assert counted(launch("codex", AT, rng(), "")).device == ""
    assert counted({**launch("codex", AT, rng(), ""), "device": {"type_id": 0, "name": "LT-2"}}).device == "LT-2"


def test_one_event_may_stand_for_several_launches() -> None:
    assert counted({**launch("codex", AT, rng(), ""), "count": 12}).weight == 12
    assert counted({**launch("codex", AT, rng(), ""), "count": -5}).weight == 1
    assert counted({**launch("codex", AT, rng(), ""), "count": 10**18}).weight == 1_000_000


def test_set_ups_end_well_or_with_an_error() -> None:
    assert counted(set_up(AT, rng(), "")).kind is Kind.SET_UP
    failed = counted(set_up(AT, rng(), "", "no-build"))
    assert (failed.kind, failed.detail, failed.tool) == (Kind.SET_UP_FAILED, "no-build", "qoder-cli")
    older = {**set_up(AT, rng(), "", "no-build")}
    del older["status_code"]
    assert counted(older).detail == "no-build"
    assert counted({**set_up(AT, rng(), ""), "activity_id": 8}).kind is Kind.SET_UP
    assert counted({**set_up(AT, rng(), ""), "activity_id": 2}).kind is Kind.REMOVED


_SAID = {
    Kind.LAUNCH: {"launch", "launch, nobody there", "launch, restricted"},
    Kind.SET_UP: {"set up", "set up, no times", "updated", "clock set back"},
    Kind.SET_UP_FAILED: {"set-up failed", "update failed"},
    Kind.REMOVED: {"removed"},
    Kind.ASKED: {"asked"},
    Kind.WITHDRAWN: {"withdrawn"},
    Kind.GRANTED: {"granted", "granted unasked"},
    Kind.ENDED: {"exception over", "exception over, unasked"},
    Kind.FOUND: {"found", "found, no version", "found, no package"},
    Kind.GONE: {"gone", "gone, no version"},
    Kind.MISSED: {"missed", "missed some"},
    Kind.DROPPED: {"dropped"},
    Kind.OTHER: {"ended", "not ended", "rolled back", "not removed", "paused", "watcher", "ignored"},
}


@pytest.mark.parametrize("include", [(), ("user", "device")], ids=["as sent", "with names"])
def test_every_event_that_the_product_makes_is_understood(include: tuple[Detail, ...]) -> None:
    around = Circumstances(person=Person(user="jo", device="LT-7"))
    found = dict[Kind, set[str]]()
    for name, made in every().items():
        one = counted(disclosed({**made, "time": LATEST}, around, include))
        found.setdefault(one.kind, set()).add(name)
        if one.kind is not Kind.ASKED:  # that one has names in any case
            assert (one.user, one.device) == (("jo", "LT-7") if include else ("", ""))
        if one.kind is not Kind.OTHER and one.kind < Kind.MISSED:
            assert one.tool in {"claude-code", "qoder", "x"}, name
    assert found == _SAID


def test_what_befalls_signpost_itself_is_no_set_up() -> None:
    assert counted(event(6002, 99, AT, rng(), app={"name": "Signpost"})).kind is Kind.OTHER
    assert counted(event(6002, 5, AT, rng(), app={"name": "Signpost"})).kind is Kind.OTHER


@pytest.mark.parametrize(
    ("activity", "kind"), [(1, Kind.ASKED), (4, Kind.WITHDRAWN), (10, Kind.GRANTED), (11, Kind.ENDED), (3, Kind.OTHER)]
)
def test_a_request_has_its_stages(activity: int, kind: Kind) -> None:
    data = {"tool": "codex", "until": "2026-08-01T00:00:00Z", "user": "ana", "device": "LT-1"}
    entity = {"uid": "7", "name": "Codex CLI", "data": data}
    found = counted(event(3004, activity, AT, rng(), entity=entity, comment="For a customer"))
    assert found.kind is kind
    if kind is Kind.ASKED:
        assert (found.link, found.detail, found.user, found.device) == ("7", "For a customer", "ana", "LT-1")
        assert found.until == 1_785_542_400_000


def test_inventory_tells_of_what_is_there_and_of_what_is_gone() -> None:
    product = {"uid": "codex", "name": "Codex CLI", "version": "0.98.0"}
    found = counted(event(5020, 2, AT, rng(), product=product, unmapped={"tool": "codex"}))
    assert (found.kind, found.tool, found.name, found.detail) == (Kind.FOUND, "codex", "Codex CLI", "0.98.0")
    assert counted(event(5020, 99, AT, rng(), product=product)).kind is Kind.GONE


def test_computers_tell_what_they_fell_short_of() -> None:
    dropped = event(6008, 1, AT, rng(), status_code="report.dropped", unmapped={"dropped": {"launches": 3, "agent": 4}})
    assert (counted(dropped).kind, counted(dropped).weight) == (Kind.DROPPED, 7)
    missed = event(6008, 1, AT, rng(), status_code="watch.gap", unmapped={"lost": 0})
    assert (counted(missed).kind, counted(missed).weight) == (Kind.MISSED, 1)
    assert counted(event(6008, 1, AT, rng(), status_code="not-signed")).kind is Kind.OTHER


def test_an_event_sent_twice_has_one_key_and_stages_of_a_request_have_several() -> None:
    once = launch("codex", AT, rng(), "")
    assert counted(once).key == counted({**once, "count": 2}).key
    assert counted(once).key != counted({**once, "metadata": {**once["metadata"], "uid": "other"}}).key
    asked = event(3004, 1, AT, rng(), entity={"uid": "7"})
    granted = {**asked, "activity_id": 10}
    assert counted(asked).key != counted(granted).key


def test_a_class_of_another_day_counts_as_an_event_and_as_nothing_more() -> None:
    assert counted(event(2004, 1, AT, rng())).kind is Kind.OTHER


@pytest.mark.parametrize("time", [0, -1, EARLIEST_MS - 1, LATEST + 1, 32_472_144_000_000, 10**40, 1e300])
def test_an_impossible_time_is_told_apart(time: float) -> None:
    assert seen({**set_up(AT, rng(), ""), "time": time}) is Refused.TIMELESS


@pytest.mark.parametrize("product", [None, {}, {"name": "Other EDR"}, {"name": None}])
def test_events_of_other_products_are_told_apart(product: object) -> None:
    assert seen({**set_up(AT, rng(), ""), "metadata": {"uid": "1", "product": product}}) is Refused.FOREIGN


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"null",
        b"[]",
        b'"text"',
        b"{",
        b"\xff\xfe{}",
        b'{"class_uid": 1007, "time": "now"}',
        b'{"class_uid": 1e400, "time": 1}',
        b'{"class_uid": 1007, "time": 1, "metadata": {"uid": "\xff"}}',
        b'{"class_uid": 1007, "time": 1, "metadata": {"uid": "\\ud800"}}',
        b'{"class_uid": 1007, "time": 1, "unmapped": ' + b"[" * 200_000 + b"]" * 200_000 + b"}",
        b"[" * 1_000_000,
    ],
    ids=range(12),
)
def test_a_damaged_line_is_said_to_be_damaged(line: bytes) -> None:
    assert read(line, LATEST) is Refused.DAMAGED


def test_texts_are_bounded() -> None:
    found = counted({**launch("codex", AT, rng(), "d" * 10_000), "policy": {"name": "n" * 10_000}})
    assert (len(found.device), len(found.name)) == (200, 200)


_HOSTILE = (
    None,
    True,
    -1,
    0,
    2**63,
    -(10**30),
    1.5,
    1e308,
    "",
    "x" * 900,
    "\x00",
    "9999-12-31T23:59:59Z",
    "0001-01-01T00:00Z",
)
_JSON = st.recursive(
    st.sampled_from(_HOSTILE),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(("name", "uid", "lost")), inner),
    max_leaves=6,
)
_FIELDS = (
    "time",
    "activity_id",
    "unmapped",
    "entity",
    "app",
    "device",
    "actor",
    "process",
    "policy",
    "product",
    "count",
)


@given(
    kind=st.sampled_from((1007, 6002, 3004, 5020, 6008)),
    fields=st.dictionaries(st.sampled_from(_FIELDS), _JSON, max_size=5),
    data=st.dictionaries(st.sampled_from(("tool", "until", "reason", "user", "lost", "dropped", "session")), _JSON),
)
def test_whatever_an_event_holds_it_is_counted_or_refused(
    kind: int, fields: dict[str, Any], data: dict[str, Any]
) -> None:
    record = {**event(kind, 1, AT, rng()), "unmapped": data, "entity": {"uid": "1", "data": data}, **fields}
    found = seen(record)
    if isinstance(found, Counted):
        assert EARLIEST_MS <= found.at <= LATEST
        assert 1 <= found.weight <= 1_000_000
        assert all(len(text) <= 500 for text in (found.tool, found.name, found.device, found.user, found.detail))


@given(st.binary(max_size=200))
def test_whatever_bytes_come_they_are_counted_or_refused(line: bytes) -> None:
    assert read(line, LATEST) is Refused.DAMAGED
