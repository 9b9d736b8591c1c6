"""What a report says, as values: counted from the store, no words and no drawing.

Days are days of UTC. Nothing is estimated: where events name no computer and no person, what would need them is None.
"""

from datetime import date, timedelta

import msgspec

QUIET_DAYS = 7
"""So many days without a start before a computer counts as quiet: a week holds every weekday once."""
MOST_DAYS = 1_100
MOST_ROWS = 50
MOST_REQUESTS = 500


class Movement(msgspec.Struct, frozen=True, kw_only=True):
    """Where those who used a banned tool stand, day by day: each is in exactly one of four groups from the first start.

    A tuple has a number for each day of the period.
    """

    named_by: str
    """`device` or `user`: by what they are told apart."""
    using: tuple[int, ...]
    """Started one within QUIET_DAYS, nothing set up."""
    trying: tuple[int, ...]
    """Set an alternative up, and started a banned tool within QUIET_DAYS."""
    moved: tuple[int, ...]
    """Set an alternative up, and started none for QUIET_DAYS."""
    quiet: tuple[int, ...]
    """Started none for QUIET_DAYS, without a set-up."""
    started: int
    set_up: int
    """Of those who started one, how many set an alternative up."""
    settled: int
    """Of those, how many have been without a start for QUIET_DAYS at the end."""
    unnamed_starts: int
    """Sessions whose events name nobody: they are in none of these."""


class ToolStarts(msgspec.Struct, frozen=True, kw_only=True):
    """Sessions of one tool, by day; `unattended` of them no person started. All that is not counted apart: no tool."""

    tool: str
    name: str
    status: str
    by_day: tuple[int, ...]
    unattended: int

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.by_day)


class Failure(msgspec.Struct, frozen=True):
    """Set-ups that failed with one error: `tools` names those they were for, the most frequent first."""

    code: str
    count: int
    tools: tuple[str, ...]
    last: date


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """What was asked for: `stage` is asked, granted, ended (also where its time is over) or withdrawn."""

    tool: str
    name: str
    asked: date | None
    until: date | None
    stage: str
    reason: str
    by: str


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """A tool off limits that is still installed. `computers` is None where events name none; then `reports` counts.

    A report is one version on one computer. `versions` are all that were ever told of, the most frequent first.
    """

    tool: str
    name: str
    computers: int | None
    reports: int
    versions: tuple[str, ...]
    last: date


class Quality(msgspec.Struct, frozen=True, kw_only=True):
    """What was read, and what of it did not count."""

    files: int
    lines: int
    counted: int
    duplicates: int
    damaged: int
    foreign: int
    timeless: int
    outside: int
    unfinished: int
    broken_files: tuple[str, ...]
    missed: int
    """Launches that watchers say they missed."""
    dropped: int
    """Events that computers say they dropped before they could be sent."""


class Figures(msgspec.Struct, frozen=True, kw_only=True):
    """All of it. `devices` and `users` count the names in events, but for those in requests; 0 where there are none."""

    first: date
    last: date
    devices: int
    users: int
    movement: Movement | None
    starts: tuple[ToolStarts, ...]
    done: tuple[int, ...]
    failed: tuple[int, ...]
    removed: int
    set_up_tools: tuple[tuple[str, int], ...]
    failures: tuple[Failure, ...]
    requests: tuple[Request, ...]
    found: tuple[Found, ...]
    still_installed: int
    """Computers that still have any of them; 0 where events name none."""
    quality: Quality

    @property
    def days(self) -> tuple[date, ...]:
        """Every day of the period."""
        return tuple(self.first + timedelta(days=number) for number in range((self.last - self.first).days + 1))
