"""The outbox keeps what is to be sent, counts repeats, and drops in its order what there is no room for."""

import contextlib
import json
import sqlite3
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from app.policy.events import SORTS, Events
from app.report import ocsf
from app.report.ledger import Ledger
from app.report.ocsf import Event
from app.report.outbox import Outbox, Parcel
from app.report.room import DROP_ORDER, Room
from app.report.standing import NO_LONGER, NO_ROOM, NOT_ASKED, NOT_THIS
from tests.support.events import ASKED, NOW, POLICY, TOOL, VERDICT, every

ALL = Events(url="https://siem.acme.example/")


@contextlib.contextmanager
def outbox(folder: Path, policy: Events | None = ALL, **room: int) -> Iterator[tuple[Outbox, Ledger]]:
    with contextlib.closing(Ledger(folder / "ledger.db")) as ledger:
        made = Outbox(ledger, Room(**room), NOW.timestamp)
        made.use(policy)
        yield made, ledger


def launch(seconds: float = 0.0, session: str = "s1") -> Event:
    return ocsf.banned_launch(POLICY, VERDICT, TOOL, NOW + timedelta(seconds=seconds), session)


def set_up(number: int) -> Event:
    return ocsf.set_up("qoder-cli", f"1.0.{number}", NOW)


def request(number: int) -> Event:
    asked = f"00000000-0000-4000-8000-{number:012}"
    return ocsf.exception_asked("claude-code", "Claude Code", 42, NOW, asked, ASKED)


def states(ledger: Ledger) -> Counter[tuple[str, str]]:
    return Counter((entry.state, entry.reason) for entry in ledger.entries(100_000))


def read(parcels: tuple[Parcel, ...]) -> list[dict[str, Any]]:
    return [json.loads(parcel.payload) for parcel in parcels]


def test_what_the_policy_asks_for_waits_and_the_rest_stays_here(tmp_path: Path) -> None:
    with outbox(tmp_path, Events(url=ALL.url, send=("set-ups",))) as (box, ledger):
        box.put(set_up(1))
        box.put(launch())
        assert [one["app"]["name"] for one in read(box.hand_out(10, 10_000))] == ["qoder-cli"]
        assert states(ledger)["withheld", NOT_THIS] == 1
    with outbox(tmp_path / "off", None) as (box, ledger):
        box.put(launch())
        assert states(ledger) == {("withheld", NOT_ASKED): 1}
        assert box.hand_out(10, 10_000) == ()


def test_what_is_handed_out_is_byte_for_byte_what_the_ledger_shows(tmp_path: Path) -> None:
    with outbox(tmp_path) as (box, ledger):
        for event in every().values():
            box.put(event)
        shown = {entry.uid: entry.payload for entry in ledger.entries()}
        sent = {parcel.uid: parcel.payload.decode() for parcel in box.hand_out(1000, 10_000_000)}
        assert sent == shown
        assert len(sent) > 20


def test_every_state_survives_a_restart(tmp_path: Path) -> None:
    with outbox(tmp_path) as (box, _):
        box.put(set_up(1))
        box.put(set_up(2))
        box.put(set_up(3))
        first, second, _ = box.hand_out(3, 10_000_000)
        box.taken([first.uid])
        box.refused([second.uid], "no")
    with outbox(tmp_path) as (box, ledger):
        assert box.waiting == 1
        assert [one["app"]["version"] for one in read(box.hand_out(9, 10_000))] == ["1.0.3"]
        assert {state for state, _ in states(ledger)} == {"sent", "withheld", "waiting"}


def test_repeats_become_one_that_counts_them_until_it_is_handed_out(tmp_path: Path) -> None:
    with outbox(tmp_path) as (box, ledger):
        for number in range(5):
            box.put(launch(number, f"s{number}"))
        (first,) = read(box.hand_out(10, 10_000))
        start, end = int(NOW.timestamp() * 1000), int(NOW.timestamp() * 1000) + 4000
        assert (first["count"], first["start_time"], first["end_time"], first["time"]) == (5, start, end, start)
        before = [entry.payload for entry in ledger.entries()]
        box.put(launch(9, "s9"))
        after = [entry.payload for entry in ledger.entries()]
        assert before[0] in after
        assert len(after) == 2


def test_repeats_an_hour_apart_stand_for_themselves_and_so_does_what_differs(tmp_path: Path) -> None:
    with outbox(tmp_path) as (box, _):
        box.put(launch())
        box.put(launch(3601))
        box.put(ocsf.asked_to_end(POLICY, TOOL, "s1", NOW, asked=1, left=0))
        box.put(request(1))
        box.put(request(2))
        assert box.waiting == 5


def test_the_same_event_twice_is_one(tmp_path: Path) -> None:
    with outbox(tmp_path) as (box, ledger):
        for event in (launch(), request(1)):
            box.put(event)
            box.put(event)
        assert box.waiting == len(ledger.entries()) == 2
        assert all("count" not in one for one in read(box.hand_out(10, 10_000)))


def test_a_batch_is_bounded_by_rows_and_bytes_but_has_one_at_least(tmp_path: Path) -> None:
    with outbox(tmp_path) as (box, _):
        for number in range(10):
            box.put(set_up(number))
        (one,) = box.hand_out(1, 10_000_000)
        assert len(box.hand_out(4, 10_000_000)) == 4
        assert len(box.hand_out(100, 3 * len(one.payload) + 10)) == 3
        assert len(box.hand_out(100, 1)) == 1


def test_without_room_the_least_goes_first_the_oldest_of_a_kind_before_newer_and_one_event_says_so(
    tmp_path: Path,
) -> None:
    with outbox(tmp_path, rows=11) as (box, ledger):
        for number in range(4):
            box.put(request(number))
        for number in range(6):
            box.put(set_up(number))
        for number in range(30):
            box.put(launch(number * 7200))
            box.put(ocsf.watching_otherwise(NOW, "connector", f"{number}"))
        assert box.waiting == 11
        waiting = read(box.hand_out(100, 10_000_000))
        kinds = Counter(event["class_uid"] for event in waiting)
        assert kinds == {3004: 4, 6002: 6, 6008: 1}
        (told,) = [event for event in waiting if event["class_uid"] == 6008]
        assert told["unmapped"]["dropped"] == {"agent": 30, "launches": 30}
        assert states(ledger)["dropped", NO_ROOM] == 60
        box.landed(None, 0, 0.0)
        for number in range(6, 14):
            box.put(set_up(number))
        left = [event["app"]["version"] for event in read(box.hand_out(100, 10_000_000)) if "app" in event]
        assert left == [f"1.0.{number}" for number in range(9, 14)]


def test_requests_for_exceptions_go_last(tmp_path: Path) -> None:
    assert DROP_ORDER[-1] == "exceptions"
    with outbox(tmp_path, rows=3) as (box, _):
        for number in range(3):
            box.put(request(number))
        box.put(set_up(1))
        kept = [event["class_uid"] for event in read(box.hand_out(100, 10_000_000))]
        assert sorted(kept) == [3004, 3004, 3004, 6008]
        box.landed(None, 0, 0.0)
        box.put(request(9))
        kept = [event["entity"]["uid"][-1] for event in read(box.hand_out(100, 10_000_000)) if "entity" in event]
        assert kept == ["2", "9"]  # two events tell of losses by now: the first was under way


def test_bytes_are_bounded_too_and_what_repeats_counts_what_it_stood_for(tmp_path: Path) -> None:
    size = len(json.dumps(launch()))
    with outbox(tmp_path, octets=10 * size) as (box, ledger):
        for number in range(50):
            box.put(launch(number * 7200))
            box.put(launch(number * 7200 + 1, "other"))
        waiting = read(box.hand_out(1000, 10_000_000))
        told = sum(one["unmapped"]["dropped"]["launches"] for one in waiting if one["class_uid"] == 6008)
        kept = sum(one.get("count", 1) for one in waiting if one["class_uid"] == 1007)
        assert told + kept == 100
        assert sum(len(entry.payload) for entry in ledger.entries() if entry.state == "waiting") < 11 * size


def test_what_is_under_way_is_not_dropped(tmp_path: Path) -> None:
    with outbox(tmp_path, rows=5) as (box, ledger):
        for number in range(5):
            box.put(launch(number * 7200))
        under_way = {parcel.uid for parcel in box.hand_out(3, 10_000_000)}
        for number in range(5, 20):
            box.put(launch(number * 7200))
        states = {entry.uid: entry.state for entry in ledger.entries()}
        assert {states[uid] for uid in under_way} == {"waiting"}


def test_losses_that_were_handed_out_are_told_of_no_second_time(tmp_path: Path) -> None:
    with outbox(tmp_path, rows=2) as (box, _):
        for number in range(4):
            box.put(launch(number * 7200))
        first = read(box.hand_out(100, 10_000_000))
        box.landed(None, 0, 0.0)
        for number in range(4, 6):
            box.put(launch(number * 7200))
        both = [one for one in read(box.hand_out(100, 10_000_000)) if one["class_uid"] == 6008]
        assert [one["unmapped"]["dropped"]["launches"] for one in both] == [3, 3]
        assert both[0] in first


def test_losses_stay_here_where_the_policy_does_not_ask_what_the_agent_says_of_itself(tmp_path: Path) -> None:
    with outbox(tmp_path, Events(url=ALL.url, send=("launches",)), rows=2) as (box, ledger):
        for number in range(4):
            box.put(launch(number * 7200))
        assert {event["class_uid"] for event in read(box.hand_out(100, 10_000_000))} == {1007}
        assert states(ledger)["withheld", NOT_THIS] == 2


def test_what_is_settled_is_bounded_too(tmp_path: Path) -> None:
    with outbox(tmp_path, None, settled_rows=100) as (box, ledger):
        for number in range(350):
            box.put(set_up(number))
        kept = [json.loads(entry.payload)["app"]["version"] for entry in ledger.entries()]
        assert 80 <= len(kept) <= 100
        assert "1.0.349" in kept
        assert "1.0.0" not in kept


def test_a_policy_that_turns_it_off_withholds_what_waits(tmp_path: Path) -> None:
    with outbox(tmp_path) as (box, ledger):
        box.put(set_up(1))
        box.put(launch())
        box.use(Events(url=ALL.url, send=("launches",)))
        assert states(ledger)["withheld", NO_LONGER] == 1
        box.use(None)
        assert states(ledger)["withheld", NO_LONGER] == 2
        assert box.waiting == 0
        box.use(ALL)
        assert box.hand_out(10, 10_000) == ()


def test_a_detail_that_is_no_longer_asked_for_does_not_leave(tmp_path: Path) -> None:
    with outbox(tmp_path, Events(url=ALL.url, include=("user", "device"))) as (box, ledger):
        box.put(set_up(1))
        box.use(Events(url=ALL.url, include=("paths", "device", "user")))
        assert box.waiting == 1
        box.put(set_up(2))
        box.use(Events(url=ALL.url, include=("device", "user")))
        assert [one["app"]["version"] for one in read(box.hand_out(9, 10_000))] == ["1.0.1"]
        assert states(ledger)["withheld", NO_LONGER] == 1
        box.use(ALL)
        assert box.waiting == 0


def test_what_was_recorded_before_the_policy_is_known_waits_for_its_word(tmp_path: Path) -> None:
    with contextlib.closing(Ledger(tmp_path / "ledger.db")) as ledger:
        box = Outbox(ledger)
        box.put(launch())
        assert box.waiting == 1
        box.use(None)
        assert box.waiting == 0


def test_an_event_with_a_state_of_its_own_is_not_the_outboxes(tmp_path: Path) -> None:
    with outbox(tmp_path) as (box, ledger):
        ledger.record(request(1), "waiting", "by a webhook")
        assert box.hand_out(10, 10_000) == ()
        box.use(None)
        assert states(ledger) == {("waiting", "by a webhook"): 1}


def test_the_ledger_of_an_earlier_version_is_taken_over(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    with contextlib.closing(sqlite3.connect(path)) as old:
        old.executescript("""
            pragma journal_mode=wal;
            create table event (uid text primary key, time integer not null, class_uid integer not null,
                state text not null, reason text not null, payload blob not null) without rowid;
            create index event_time on event (time);
            insert into event values ('b', 2, 1007, 'withheld', 'why', cast('{"two":2}' as blob));
            insert into event values ('a', 1, 1007, 'sent', '', cast('{"one":1}' as blob));
        """)
    with outbox(tmp_path) as (box, ledger):
        assert [(one.uid, one.state, one.payload) for one in ledger.entries()] == [
            ("b", "withheld", '{"two":2}'),
            ("a", "sent", '{"one":1}'),
        ]
        assert box.waiting == 0
        box.put(launch())
        assert box.waiting == 1
    with outbox(tmp_path) as (box, ledger):
        assert len(ledger.entries()) == 3


def test_every_kind_has_its_place_in_the_order() -> None:
    assert sorted(DROP_ORDER) == sorted(SORTS)
