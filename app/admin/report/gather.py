"""Files of events -> figures: every line read once, what does not count counted, too."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import msgspec

from app.admin.report import count
from app.admin.report.classes import Kind
from app.admin.report.errors import NoEvents
from app.admin.report.events import DAY_MS, Counted, Refused, read
from app.admin.report.figures import MOST_DAYS, Figures, Quality
from app.admin.report.lines import Reading, lines
from app.admin.report.store import Store

TOLERANCE = timedelta(days=1)
"""How far ahead of ours a computer's clock may be."""


_EPOCH = date(1970, 1, 1)


class Period(msgspec.Struct, frozen=True):
    """Moments that events may have, in Unix ms: from `since` on, before `until`; None for no bound."""

    since: int | None = None
    until: int | None = None

    def holds(self, at: int) -> bool:
        """Whether that moment lies within."""
        return (self.since is None or self.since <= at) and (self.until is None or at < self.until)

    def days(self, happened: tuple[date, date], today: date) -> tuple[date, date]:
        """The days to tell of: the period where it is given, else from the first to the last thing that happened.

        None lies ahead, and there are MOST_DAYS at most: the last ones.
        """
        first = happened[0] if self.since is None else _day(self.since)
        last = happened[1] if self.until is None else min(_day(self.until - 1), max(happened[1], today))
        return max(first, last - timedelta(days=MOST_DAYS - 1)), last


class _Tally:
    """What was met on the way."""

    def __init__(self) -> None:
        self.met: Counter[str] = Counter()
        self.reading = Reading()


def gather(files: Sequence[Path], now: datetime, period: Period, alternatives: frozenset[str] = frozenset()) -> Figures:
    """The figures of these files. Raises EventsUnreadable, NoEvents, ScratchUnusable."""
    tally = _Tally()
    with Store() as store:
        for file in files:
            store.add(_events(file, tally, now, period))
        duplicates = store.settle()
        happened = count.bounds(store)
        met, reading = tally.met, tally.reading
        if happened is None:
            ours = met["ours"] + met[Refused.TIMELESS.value]
            raise NoEvents(lines=_lines(met["lines"]), ours=ours, within=0)
        first, last = period.days(happened, now.date())
        older = store.cut((first - _EPOCH).days)
        quality = Quality(
            files=len(files),
            lines=met["lines"] + reading.too_long,
            counted=met["kept"] - duplicates - older,
            duplicates=duplicates,
            damaged=met[Refused.DAMAGED.value] + reading.too_long,
            foreign=met[Refused.FOREIGN.value],
            timeless=met[Refused.TIMELESS.value],
            outside=met["ours"] - met["kept"] + older,
            unfinished=reading.unfinished,
            broken_files=reading.broken_files,
            missed=count.total(store, Kind.MISSED),
            dropped=count.total(store, Kind.DROPPED),
        )
        return count.count(store, first, last, now.date(), alternatives, quality)


def _events(file: Path, tally: _Tally, now: datetime, period: Period) -> Iterator[Counted]:
    latest = int((now + TOLERANCE).timestamp() * 1000)
    met = tally.met
    for line, whole in lines(file, tally.reading):
        found = read(line, latest)
        if found is Refused.DAMAGED and not whole:
            tally.reading.unfinished += 1
            continue
        met["lines"] += 1
        if isinstance(found, Refused):
            met[found.value] += 1
            continue
        met["ours"] += 1
        if period.holds(found.at):
            met["kept"] += 1
            yield found


def _day(at: int) -> date:
    return _EPOCH + timedelta(days=at // DAY_MS)


def _lines(number: int) -> str:
    return "1 line" if number == 1 else f"{number} lines"


def moment(at: datetime) -> int:
    """Unix time in milliseconds."""
    return int(at.astimezone(UTC).timestamp() * 1000)
