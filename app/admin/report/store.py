"""The events of a report, each once, in a temporary database that lies on disk as far as it does not fit in memory.

`sqlite3.connect("")` is private, has no name and is gone when it is closed (https://sqlite.org/inmemorydb.html#tempdb).
Rows are appended as they come; duplicates are found afterwards with an index, which costs less than asking before each.
"""

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator
from itertools import islice
from types import TracebackType
from typing import Any, Self

import msgspec

from app.admin.report.errors import ScratchUnusable
from app.admin.report.events import Counted

CACHE_KIB = 65_536
_BATCH = 5_000

_TABLE = f"create table event ({', '.join(Counted.__struct_fields__)})"
_INSERT = "insert into event values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_DUPLICATES = """
delete from event where rowid in (
    select place from (
        select rowid as place, row_number() over (partition by key order by weight desc, rowid) as nth
        from event where key in (select key from event group by key having count(*) > 1)
    ) where nth > 1
)
"""


class Store:
    """The open database. Used by one thread. Raises ScratchUnusable."""

    def __init__(self) -> None:
        with _translated():
            self._db = sqlite3.connect("", isolation_level=None)
            self._db.execute(f"pragma cache_size = -{CACHE_KIB}")
            self._db.execute("pragma journal_mode = off")
            self._db.execute("pragma temp_store = file")
            self._db.execute(_TABLE)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._db.close()

    def add(self, events: Iterable[Counted]) -> None:
        """Keep these."""
        waiting = iter(events)
        while batch := [msgspec.structs.astuple(one) for one in islice(waiting, _BATCH)]:
            with _translated():
                self._db.execute("begin")
                self._db.executemany(_INSERT, batch)
                self._db.execute("commit")

    def settle(self) -> int:
        """Let go of all but one of the same event (the one that stands for most); how many went."""
        with _translated():
            self._db.execute("create index event_key on event (key)")
            gone = self._db.execute(_DUPLICATES).rowcount
            self._db.execute("create index event_kind on event (kind, tool)")
            return gone

    def cut(self, first: int) -> int:
        """Let go of what happened before that day (days since 1970); how many went."""
        with _translated():
            return self._db.execute("delete from event where day < ?", (first,)).rowcount

    def rows(self, query: str, **values: object) -> Iterator[tuple[Any, ...]]:
        """What the query finds with these for its `:names`, one after the other."""
        with _translated():
            yield from self._db.execute(query, values)

    def one(self, query: str, **values: object) -> Any:
        """The one value that it finds; None where there is none."""
        found = next(self.rows(query, **values), None)
        return None if found is None else found[0]


@contextlib.contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise ScratchUnusable(detail=error) from error
