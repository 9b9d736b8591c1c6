"""`signpost-admin report`: what a file of events says, as one page."""

from datetime import UTC, date, datetime, timedelta, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click

from app.admin.commands import options
from app.admin.commands.output import count, document, say
from app.admin.draft import moment
from app.admin.report.words import LANGUAGES

if TYPE_CHECKING:
    from app.admin.report.page import Known

_EVENTS = click.Path(path_type=Path, dir_okay=False, exists=True, allow_dash=True)


class _Bound(click.ParamType[datetime]):
    """A day of UTC (`after`: its end), or a moment with its time zone."""

    name = "day"

    def __init__(self, *, after: bool) -> None:
        self._after = after

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        try:
            day = date.fromisoformat(str(value)) + timedelta(days=self._after)
        except (ValueError, OverflowError):
            pass
        else:
            return datetime(day.year, day.month, day.day, tzinfo=UTC)
        try:
            read = value if isinstance(value, datetime) else moment(str(value))
        except ValueError:
            self.fail(
                f"{value!r} is neither a day like 2026-07-10 nor a moment like 2026-07-10T00:00+08:00", param, ctx
            )
        return read or datetime.now(UTC)


@click.command(short_help="Make one page of a file of events.")
@click.argument("files", metavar="EVENTS.ndjson…", nargs=-1, required=True, type=_EVENTS)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), default=Path("report.html"), show_default=True)
@click.option("--policy", type=options.POLICY, metavar="POLICY.yaml", help="For names, dates and exceptions.")
@click.option("--since", type=_Bound(after=False), metavar="DAY", help="Leave out what was before.")
@click.option("--until", type=_Bound(after=True), metavar="DAY", help="Leave out what came after that day.")
@click.option("--language", type=click.Choice(LANGUAGES), default="en", show_default=True, help="Of the page.")
@options.as_json
@options.now
def report(
    files: tuple[Path, ...],
    out: Path,
    policy: Path | None,
    since: datetime | None,
    until: datetime | None,
    language: str,
    now: datetime,
    *,
    as_json: bool,
) -> None:
    """Make one page of events, as the receiver collected them: one a line, several files, `-` for standard input.

    Files may be packed with gzip or zstd. The page says who moved to an alternative, what is started, which set-ups
    fail and why, which exceptions are open, what is still installed, and how far the figures can be trusted. It needs
    no network and no server. Days are days of UTC.
    """
    from app.admin.report.errors import PeriodEmpty
    from app.admin.report.gather import Period, gather
    from app.admin.report.gather import moment as milliseconds
    from app.admin.report.page import Known, page
    from app.host import files as durable

    if since and until and since >= until:
        raise PeriodEmpty(since=since.isoformat(), until=until.isoformat())
    known = _known(policy, now) if policy else Known()
    period = Period(milliseconds(since) if since else None, milliseconds(until) if until else None)
    figures = gather(files, now, period, known.alternatives)
    made = page(figures, known, language, now)
    durable.write_durably(out, made)
    told = figures.quality
    if as_json:
        document(
            {
                "written": str(out),
                "bytes": len(made),
                "first": figures.first.isoformat(),
                "last": figures.last.isoformat(),
                "lines": told.lines,
                "counted": told.counted,
                "duplicates": told.duplicates,
                "left_out": {
                    "damaged": told.damaged,
                    "foreign": told.foreign,
                    "impossible_time": told.timeless,
                    "outside": told.outside,
                    "unfinished": told.unfinished,
                },
                "broken_files": list(told.broken_files),
                "devices": figures.devices,
                "users": figures.users,
            }
        )
        return
    for name in told.broken_files:
        say(f"WARNING: {name} is cut off or damaged inside; what could be read of it counts.", err=True)
    left = told.damaged + told.foreign + told.timeless + told.unfinished
    if left:
        say(f"Left out: {count(left, 'line')}; the page says why.", err=True)
    say(f"Wrote {out}: {count(told.counted, 'event')}, {figures.first} to {figures.last}.")


def _known(policy: Path, now: datetime) -> "Known":
    """What the page takes from the authored policy. Raises PolicyWrong."""
    from app.admin.check import check
    from app.admin.commands.writing import show
    from app.admin.errors import PolicyWrong
    from app.admin.report.page import Known
    from app.policy.model import Status

    found = check(policy, now)
    if found.authored is None:
        show(policy, found, err=True)
        raise PolicyWrong(path=policy, detail=f"{count(found.errors, 'error')}, listed above")
    tools = found.authored.policy.tools
    zone = _zone(found.authored.policy.company.timezone)
    return Known(
        company=found.authored.policy.company.name,
        names={tool.id: tool.name for tool in tools},
        alternatives=frozenset(name for tool in tools for name in tool.alternatives),
        effective={
            tool.id: tool.effective.astimezone(zone).date()
            for tool in tools
            if tool.status is Status.BANNED and tool.effective is not None
        },
        exceptions=found.authored.exceptions,
        zone=zone,
    )


def _zone(name: str) -> tzinfo:
    """The company's time zone; UTC on a machine that has no database of them."""
    try:
        return ZoneInfo(name)
    except ZoneInfoNotFoundError:
        return UTC
