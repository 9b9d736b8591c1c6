"""The database that sorts the events: bounded by disk, and what happens where that is full."""

import pytest

from app.admin.report.classes import Kind
from app.admin.report.errors import ScratchUnusable
from app.admin.report.events import Counted
from app.admin.report.store import Store


def rows(number: int, *, keys: int) -> list[Counted]:
    return [
        Counted(key=place % keys, at=place, day=place // 10, kind=Kind.LAUNCH, weight=place) for place in range(number)
    ]


def test_of_the_same_event_the_one_that_stands_for_most_stays() -> None:
    with Store() as store:
        store.add(rows(20_000, keys=3))
        assert store.settle() == 19_997
        assert sorted(store.rows("select weight from event")) == [(19_997,), (19_998,), (19_999,)]
        assert store.cut(2_000) == 3
        assert store.one("select weight from event") is None


def test_a_full_disk_is_said_and_what_to_do() -> None:
    with Store() as store:
        store._db.execute("pragma max_page_count = 20")
        with pytest.raises(ScratchUnusable, match=r"full.*TMPDIR"):
            store.add(rows(20_000, keys=20_000))


def test_a_query_that_cannot_be_carried_out_is_the_same_error() -> None:
    with Store() as store, pytest.raises(ScratchUnusable, match="no such column"):
        store.one("select absent from event")
