"""When an alert has to wait (quiet times, do not disturb, a full screen), and how long at most. Pure."""

from datetime import datetime, time, timedelta, tzinfo

import msgspec

from app.alerts.alert import Alert
from app.policy.verdict import Phase

LAST_CALL = timedelta(hours=4)
"""So long before a deadline nothing is held back any more: after it, moving in peace is over."""

PATIENCE = timedelta(hours=12)
"""So long a launch that is off limits already may wait for a good moment: a night and a morning's meeting."""


class Surroundings(msgspec.Struct, frozen=True):
    """What the desktop says of the person: whether they asked not to be disturbed, or work in a full screen.

    A shared screen is do not disturb where the desktop says so (KDE Plasma). Elsewhere nothing documented tells it:
    portals and mutter answer only who shares, and PipeWire's nodes go by names that each compositor chooses.
    """

    do_not_disturb: bool = False
    full_screen: bool = False

    @property
    def busy(self) -> bool:
        """Whether a card would come at a bad moment."""
        return self.do_not_disturb or self.full_screen


class QuietTimes(msgspec.Struct, frozen=True):
    """The person's own: from `begins` until `ends` by the clock on the wall, on these days (ISO, Monday is 1).

    Where `ends` is not after `begins` it is on the next day, which need not be one of the days. Equal times: never.
    """

    begins: time = time(22)
    ends: time = time(22)
    days: frozenset[int] = frozenset(range(1, 8))

    def hold(self, local: datetime) -> bool:
        """Whether it is quiet at `local`."""
        at, day = local.time(), local.isoweekday()
        if self.begins <= self.ends:
            return day in self.days and self.begins <= at < self.ends
        return (day in self.days and at >= self.begins) or ((day - 2) % 7 + 1 in self.days and at < self.ends)


def must_wait(
    alert: Alert,
    since: datetime,
    now: datetime,
    surroundings: Surroundings,
    quiet: QuietTimes,
    zone: tzinfo | None = None,
) -> bool:
    """Whether the alert, to be told since `since`, waits on at `now`. `zone` is the person's; None: this computer's."""
    if not surroundings.busy and not quiet.hold(now.astimezone(zone)):
        return False
    tool, coming = alert.tool, alert.verdict.phase is Phase.ANNOUNCED
    if coming and tool.effective is not None:
        return now < tool.effective - LAST_CALL
    return now - since < PATIENCE
