"""Who moved from a banned tool to an alternative, day by day: from starts and set-ups of each computer or person.

Everything that is known of one is read together, so memory holds one of them and a number a day.
"""

import json
from collections.abc import Iterator
from itertools import accumulate, groupby
from operator import itemgetter

from app.admin.report.classes import Kind
from app.admin.report.figures import QUIET_DAYS, Movement
from app.admin.report.store import Store

# Without a status a start counts as that of a banned tool: an earlier version may not have said it.
_STEPS = """
select case :by when 'device' then device else user end as who, kind = :set_up, day from event
where kind = :launch and status in ('banned', '')
    or kind = :set_up and (:any or tool in (select value from json_each(:alternatives)))
group by 1, 2, 3 having who != '' order by 1, 2, 3
"""
_STARTS = """
select coalesce(sum(weight) filter (where device != ''), 0), coalesce(sum(weight) filter (where user != ''), 0),
    coalesce(sum(weight), 0)
from event where kind = :launch and status in ('banned', '')
"""


def movement(store: Store, first: int, length: int, alternatives: frozenset[str]) -> Movement | None:
    """Over `length` days from day `first` (days since 1970); None where no start names a computer or a person.

    A set-up of any tool counts, or of one of `alternatives` where there are any.
    """
    by_device, by_user, starts = next(store.rows(_STARTS, launch=Kind.LAUNCH))
    if not by_device and not by_user:
        return None
    by, named = ("device", by_device) if by_device else ("user", by_user)
    steps = store.rows(
        _STEPS,
        by=by,
        launch=Kind.LAUNCH,
        set_up=Kind.SET_UP,
        any=not alternatives,
        alternatives=json.dumps(sorted(alternatives)),
    )
    count = _Count(length)
    for _, group in groupby(steps, itemgetter(0)):
        days, set_up = list[int](), None
        for _, is_set_up, day in group:
            if not is_set_up:
                days.append(day - first)
            elif set_up is None:
                set_up = day - first
        if days:
            count.add(days, set_up)
    return count.result(by, starts - named)


class _Count:
    """The groups' sizes as differences from day to day."""

    def __init__(self, length: int) -> None:
        self._length = length
        self._groups = {name: [0] * (length + 1) for name in ("using", "trying", "moved", "quiet")}
        self._started = self._set_up = self._settled = 0

    def add(self, starts: list[int], set_up: int | None) -> None:
        """One of them: the days of starts, rising, and the day of the first set-up."""
        for begins, ends, recent in _spells(starts, self._length):
            turn = ends if set_up is None else min(max(set_up, begins), ends)
            self._span("using" if recent else "quiet", begins, turn)
            self._span("trying" if recent else "moved", turn, ends)
        self._started += 1
        if set_up is not None:
            self._set_up += 1
            self._settled += starts[-1] + QUIET_DAYS < self._length

    def _span(self, group: str, begins: int, ends: int) -> None:
        self._groups[group][begins] += 1
        self._groups[group][ends] -= 1

    def result(self, by: str, unnamed: int) -> Movement:
        groups = {name: tuple(accumulate(change[:-1])) for name, change in self._groups.items()}
        return Movement(
            named_by=by,
            using=groups["using"],
            trying=groups["trying"],
            moved=groups["moved"],
            quiet=groups["quiet"],
            started=self._started,
            set_up=self._set_up,
            settled=self._settled,
            unnamed_starts=unnamed,
        )


def _spells(starts: list[int], length: int) -> Iterator[tuple[int, int, bool]]:
    """From the first start on, spans of days [begins, ends) and whether a start lies within QUIET_DAYS of each."""
    for start, following in zip(starts, [*starts[1:], length], strict=True):
        fades = min(start + QUIET_DAYS, following)
        yield start, fades, True
        yield fades, following, False
