"""From the store to the figures: what the page says is counted here, by query, in bounded memory."""

import json
from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from app.admin.report.classes import Kind
from app.admin.report.figures import MOST_REQUESTS, MOST_ROWS, Failure, Figures, Found, Quality, Request, ToolStarts
from app.admin.report.movement import movement
from app.admin.report.store import Store

MOST_TOOLS = 8
_MOST_VERSIONS = 6
_MOST_STEPS = 20
_EPOCH = date(1970, 1, 1)


def count(
    store: Store, first: date, last: date, today: date, alternatives: frozenset[str], quality: Quality
) -> Figures:
    """The figures of the days from `first` to `last`, both included; the store is settled and holds no others."""
    begins, length = (first - _EPOCH).days, (last - first).days + 1
    return Figures(
        first=first,
        last=last,
        devices=store.one(_DEVICES, asked=Kind.ASKED, withdrawn=Kind.WITHDRAWN),
        users=store.one(_USERS, asked=Kind.ASKED, withdrawn=Kind.WITHDRAWN),
        movement=movement(store, begins, length, alternatives),
        starts=_starts(store, begins, length),
        done=_by_day(store, Kind.SET_UP, begins, length),
        failed=_by_day(store, Kind.SET_UP_FAILED, begins, length),
        removed=total(store, Kind.REMOVED),
        set_up_tools=tuple((tool, much) for tool, much in store.rows(_BY_TOOL, kind=Kind.SET_UP, most=MOST_ROWS)),
        failures=_failures(store),
        requests=_requests(store, today),
        found=_found(store),
        still_installed=store.one(_STILL, found=Kind.FOUND, gone=Kind.GONE),
        quality=quality,
    )


# A request names who asked, whatever the policy includes in events.
_DEVICES = "select count(distinct device) from event where device != '' and kind not between :asked and :withdrawn"
_USERS = "select count(distinct user) from event where user != '' and kind not between :asked and :withdrawn"
_BY_TOOL = "select tool, sum(weight) as much from event where kind = :kind group by 1 order by 2 desc, 1 limit :most"


def bounds(store: Store) -> tuple[date, date] | None:
    """The first and the last day that anything happened; None when nothing did."""
    first, last = next(store.rows("select min(day), max(day) from event"))
    return None if first is None else (_day(first), _day(last))


def total(store: Store, kind: Kind) -> int:
    """How much all events of that kind stand for."""
    found: int = store.one("select coalesce(sum(weight), 0) from event where kind = :kind", kind=kind)
    return found


def _day(day: int) -> date:
    return _EPOCH + timedelta(days=day)


def _by_day(store: Store, kind: Kind, begins: int, length: int) -> tuple[int, ...]:
    numbers = [0] * length
    for day, number in store.rows("select day, sum(weight) from event where kind = :kind group by 1", kind=kind):
        numbers[day - begins] = number
    return tuple(numbers)


_DAYS = """
select case when tool in (select value from json_each(:apart)) then tool else '' end, day, sum(weight)
from event where kind = :kind group by 1, 2
"""
_TOLD = """
select tool, max(name), max(status) from event
where kind = :kind and tool in (select value from json_each(:apart)) group by 1
"""
_UNATTENDED = """
select case when tool in (select value from json_each(:apart)) then tool else '' end, sum(weight)
from event where kind = :kind and not attended group by 1
"""


def _starts(store: Store, begins: int, length: int) -> tuple[ToolStarts, ...]:
    """The tools started most, and all others together."""
    most = [tool for tool, _ in store.rows(_BY_TOOL, kind=Kind.LAUNCH, most=MOST_TOOLS + 1)]
    apart = most if len(most) <= MOST_TOOLS else most[: MOST_TOOLS - 1]
    days: dict[str, list[int]] = {tool: [0] * length for tool in apart}
    given = {"kind": Kind.LAUNCH, "apart": json.dumps(apart)}
    for tool, day, number in store.rows(_DAYS, **given):
        days.setdefault(tool, [0] * length)[day - begins] = number
    told = {tool: (name, status) for tool, name, status in store.rows(_TOLD, **given)}
    unattended = dict(store.rows(_UNATTENDED, **given))
    found = []
    for tool, numbers in days.items():
        name, status = told.get(tool, ("", ""))
        found.append(
            ToolStarts(tool=tool, name=name, status=status, by_day=tuple(numbers), unattended=unattended.get(tool, 0))
        )
    return tuple(found)


_FAILURES = """
select detail, count(*), max(day) from event where kind = :kind group by 1 order by 2 desc, 1 limit :most
"""
_FAILED_TOOLS = """
select tool from event where kind = :kind and detail = :code group by 1 order by count(*) desc, 1 limit 3
"""


def _failures(store: Store) -> tuple[Failure, ...]:
    kind = Kind.SET_UP_FAILED
    return tuple(
        Failure(code, much, tuple(tool for (tool,) in store.rows(_FAILED_TOOLS, kind=kind, code=code)), _day(last))
        for code, much, last in list(store.rows(_FAILURES, kind=kind, most=MOST_ROWS))
    )


_STAGES = {Kind.ASKED: "asked", Kind.GRANTED: "granted", Kind.ENDED: "ended", Kind.WITHDRAWN: "withdrawn"}
# A request has a few steps; of one that somebody has more of only the last count, so that it hides no other.
_REQUESTS = """
select link, kind, day, tool, name, detail, until, user, device from (
    select *, row_number() over (partition by link order by at desc, kind desc) as nth from event
    where link in (
        select link from event where kind in (:asked, :granted) and link != ''
        group by 1 order by max(at) desc limit :most
    ) and kind between :asked and :withdrawn
) where nth <= :steps order by link, at, kind
"""


class _Step(NamedTuple):
    """One event about a request, as _REQUESTS selects it."""

    link: str
    kind: int
    day: int
    tool: str
    name: str
    reason: str
    until: int
    user: str
    device: str


def _requests(store: Store, today: date) -> tuple[Request, ...]:
    """The newest requests, each as its last event left it."""
    steps = defaultdict[str, list[_Step]](list)
    given = {"asked": Kind.ASKED, "granted": Kind.GRANTED, "withdrawn": Kind.WITHDRAWN}
    for row in store.rows(_REQUESTS, most=MOST_REQUESTS, steps=_MOST_STEPS, **given):
        step = _Step(*row)
        steps[step.link].append(step)
    order = list(_STAGES.values())
    found = (_request(known, today) for known in steps.values())
    return tuple(sorted(found, key=lambda one: (order.index(one.stage), one.asked or date.max)))


def _request(known: list[_Step], today: date) -> Request:
    asked = next((one for one in known if one.kind == Kind.ASKED), None)
    about = asked or known[0]
    until = _until([one.until for one in known if one.until])
    stage = _STAGES[Kind(known[-1].kind)]
    over = stage in ("asked", "granted") and until is not None and until < today
    return Request(
        tool=about.tool,
        name=about.name,
        asked=_day(asked.day) if asked else None,
        until=until,
        stage="ended" if over else stage,
        reason=about.reason,
        by=" · ".join(filter(None, (about.user, about.device))),
    )


def _until(moments: list[int]) -> date | None:
    """The day of the last of these; None for what a calendar has no room for."""
    try:
        return datetime.fromtimestamp(moments[-1] / 1000, UTC).date() if moments else None
    except (ValueError, OverflowError, OSError):
        return None


# The last word of each named computer on each version. One without a name cannot take back what it told before.
_FOUND = """
with word as (
    select tool, name, device, day, kind, row_number() over (
        partition by tool, detail, device, case device when '' then rowid end order by at desc, rowid desc
    ) as nth
    from event where kind in (:found, :gone)
)
select tool, max(name), count(distinct nullif(device, '')), count(*), max(day)
from word where nth = 1 and kind = :found group by 1 order by 3 desc, 4 desc, 1 limit :most
"""
_STILL = """
with word as (
    select device, kind, row_number() over (partition by tool, detail, device order by at desc, rowid desc) as nth
    from event where kind in (:found, :gone) and device != ''
)
select count(distinct device) from word where nth = 1 and kind = :found
"""
_VERSIONS = """
select detail from event where kind = :found and tool = :tool and detail != ''
group by 1 order by count(*) desc, 1 limit :most
"""


def _found(store: Store) -> tuple[Found, ...]:
    """Tools that are still there, by the last word of each computer."""
    found = list(store.rows(_FOUND, found=Kind.FOUND, gone=Kind.GONE, most=MOST_ROWS))
    return tuple(
        Found(
            tool=tool,
            name=name,
            computers=computers or None,
            reports=reports,
            versions=tuple(
                version for (version,) in store.rows(_VERSIONS, found=Kind.FOUND, tool=tool, most=_MOST_VERSIONS)
            ),
            last=_day(last),
        )
        for tool, name, computers, reports, last in found
    )
