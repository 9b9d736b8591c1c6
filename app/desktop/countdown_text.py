"""The countdown to a tool's closing, in words: until when, how long still, and what came of it. Pure. No Qt."""

from dataclasses import dataclass
from datetime import timedelta

from app.alerts.closing import MINUTE_NS, Closing, Stage
from app.desktop.dates import counted
from app.desktop.snooze_card import moment
from app.desktop.wording import Wording

_SECOND_NS = 10**9


@dataclass(frozen=True)
class Countdown:
    """A countdown at a moment (CLOCK_MONOTONIC)."""

    closing: Closing
    now_ns: int

    @property
    def left_ns(self) -> int:
        """What is left of it; 0 when it is over."""
        return max(0, self.closing.due_ns - self.now_ns)

    @property
    def last_minute(self) -> bool:
        """Whether it is told in seconds."""
        return self.closing.stage is Stage.COUNTING and self.left_ns <= MINUTE_NS

    @property
    def presses(self) -> bool:
        """Whether there is something the person should see to."""
        return self.closing.stage in (Stage.COUNTING, Stage.ASKED, Stage.LEFT)

    def until_next(self) -> int:
        """Milliseconds until it reads otherwise: minutes, seconds only in the last one. 0: it no longer will."""
        if self.closing.stage is not Stage.COUNTING or not self.left_ns:
            return 0
        unit = _SECOND_NS if self.last_minute else MINUTE_NS
        return -(-(self.left_ns % unit or unit) // 10**6)


def right_now(closes_after: int, countdown: Countdown | None, wording: Wording) -> str:
    """What an alert says of its tool right now; "" where nothing closes. `closes_after` is in minutes."""
    translate = wording.translate
    if countdown is None:
        if not closes_after:
            return ""
        if closes_after == 1:
            return translate("closing", "It closes in 1 minute. Save your work.")
        template = counted(translate, "closing", "It closes in {count} minutes. Save your work.", closes_after)
        return template.format(count=closes_after)
    match countdown.closing.stage:
        case Stage.COUNTING:
            return _counting(countdown, wording)
        case Stage.ASKED:
            return translate("closing", "It was asked to close, and may still be saving.")
        case Stage.CLOSED if countdown.closing.asked:
            return translate("closing", "It was asked to close, and did.")
        case Stage.CLOSED:
            return translate("closing", "It is no longer running.")
        case Stage.LEFT:
            return translate(
                "closing", "It was asked to close and is still running. Save your work and close it yourself."
            )
        case Stage.STOPPED:
            return ""


def closes_at(countdown: Countdown, wording: Wording) -> str:
    """Until when, for where nothing moves: the tray, the Overview, the card after a snooze."""
    template = wording.translate("closing", "It closes at {time}. Save your work.")
    return template.format(time=_until(countdown, wording))


def title(countdown: Countdown, name: str, wording: Wording) -> str:
    """The same, with the tool's name."""
    template = wording.translate("closing", "{tool} closes at {time}")
    return template.format(tool=name, time=_until(countdown, wording))


def _counting(countdown: Countdown, wording: Wording) -> str:
    translate, left = wording.translate, countdown.left_ns
    if countdown.last_minute:
        count = -(-left // _SECOND_NS)
        if count == 1:
            return translate("closing", "It closes in 1 second. Save your work.")
        template = counted(translate, "closing", "It closes in {count} seconds. Save your work.", count)
        return template.format(count=count)
    count = -(-left // MINUTE_NS)
    template = counted(
        translate,
        "closing",
        "It closes at {time}, in {count} minutes. Save your work. Putting this off does not stop it.",
        count,
    )
    return template.format(time=_until(countdown, wording), count=count)


def _until(countdown: Countdown, wording: Wording) -> str:
    return moment(wording.now + timedelta(microseconds=countdown.left_ns // 1000), wording)
