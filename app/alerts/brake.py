"""The brake: over N alerts an hour a device collapses further ones into one, so that a bad policy buries nobody. Pure.

Nothing is lost while it holds: each alert it keeps back is an event in the ledger like any other, and the one that was
shown counts it. It ends an hour later, or with the next version of the policy, whichever comes first.
"""

from datetime import datetime, timedelta

import msgspec

from app.alerts.alert import Alert
from app.policy.model import Policy

HOUR = timedelta(hours=1)

MOST_TOOLS = 200
"""How many tools one pause tells apart; more are counted, not named."""


class Held(msgspec.Struct, frozen=True):
    """A tool whose alerts were kept back, and how many they were."""

    tool: str
    name: str
    count: int = 1


class Pause(msgspec.Struct, frozen=True, kw_only=True):
    """The one alert that stands for all further ones. `session` names it as other alerts are named by theirs.

    It holds from `since` until `until` (aware, exclusive) for that version of the policy; `held` is oldest first.
    """

    session: str
    since: datetime
    until: datetime
    version: int
    most_per_hour: int
    held: tuple[Held, ...] = ()

    def holds(self, version: int, now: datetime) -> bool:
        """Whether alerts are still kept back. A clock set back to before it began ends it, like one set ahead."""
        return version == self.version and self.since <= now < self.until

    def counting(self, alert: Alert) -> "Pause":
        """The pause with one more alert kept back."""
        counts = {one.tool: one for one in self.held}
        tool = alert.tool.id
        if tool in counts:
            counts[tool] = msgspec.structs.replace(counts[tool], count=counts[tool].count + 1)
        elif len(counts) < MOST_TOOLS:
            counts[tool] = Held(tool, alert.tool.name)
        return msgspec.structs.replace(self, held=tuple(counts.values()))


class Brake(msgspec.Struct, frozen=True):
    """What the rule remembers, across restarts too: when alerts were shown lately, and the pause, if there is one."""

    shown: tuple[datetime, ...] = ()
    pause: Pause | None = None

    def take(self, alert: Alert, policy: Policy, now: datetime) -> "Brake":
        """Weigh one alert. In what comes back there is no pause when it is to be shown; else the pause counts it.

        A pause that differs in `session` from the one before has just begun and is itself to be shown, once.
        """
        if self.pause is not None and self.pause.holds(policy.version, now):
            return msgspec.structs.replace(self, pause=self.pause.counting(alert))
        lately = () if self.pause is not None else tuple(at for at in self.shown if timedelta(0) <= now - at < HOUR)
        most = policy.alerts.most_per_hour
        if len(lately) < most:
            return Brake(shown=(*lately, now))
        pause = Pause(
            session=f"paused-{int(now.timestamp() * 1000)}",
            since=now,
            until=now + HOUR,
            version=policy.version,
            most_per_hour=most,
        )
        return Brake(shown=lately, pause=pause.counting(alert))
