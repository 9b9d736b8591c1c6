"""What a card shows, as frozen values with every sentence ready. No Qt: the widgets only lay these out.

`alert_card` and `setup_card` make them from what the agent hands over.
"""

import enum
from dataclasses import dataclass

from app.alerts.silence import Choice


class Badge(enum.Enum):
    """The mark on a tile. Its shape speaks; its colour only helps."""

    NONE = ""
    OFF_LIMITS = "minus"
    SOON = "clock"
    CONDITIONS = "info"
    READY = "check"
    FAILED = "cross"


@dataclass(frozen=True)
class Fact:
    """One row of the facts: what it is about, and what is so. `presses`: the person should see to it."""

    label: str
    value: str
    presses: bool = False


@dataclass(frozen=True)
class OfferView:
    """The way forward. `button` is empty where there is nothing to press, `command` set where it is ready to start."""

    tool: str
    letter: str
    title: str
    detail: str
    button: str = ""
    command: str = ""
    copy: str = ""
    copied: str = ""


@dataclass(frozen=True)
class AlertView:
    """An alert: which tool, since when, why, and the way forward (None where the company names none)."""

    session: str
    tool: str
    sender: str
    letter: str
    badge: Badge
    title: str
    when: str
    clocks: str
    facts: tuple[Fact, ...]
    why: str
    evidence: tuple[str, ...]
    offer: OfferView | None
    later: str
    """What the quiet button says: not now, or a reminder where there is still time."""
    snooze: str = ""
    """What the button says that asks for quiet about the tool; empty where there is nothing to ask for."""
    snoozes: tuple[tuple[Choice, str], ...] = ()
    """For how long, in words."""
    countdown: str = ""
    """That the tool will be closed, and when; also among the facts."""
    ask: str = ""
    """What the button says that asks IT for an exception; empty where nobody can be asked."""


class StepState(enum.Enum):
    """Where one step of a set-up stands."""

    DONE = "done"
    ACTIVE = "active"
    WAITING = "waiting"


@dataclass(frozen=True)
class Step:
    """One step of a set-up, in words."""

    text: str
    state: StepState


@dataclass(frozen=True)
class ProgressView:
    """A set-up under way. `fraction` is None while it is unknown; then the bar moves and no percentage is invented."""

    tool: str
    sender: str
    letter: str
    title: str
    note: str
    phase: str
    amount: str
    fraction: float | None
    left: str
    percent: str
    steps: tuple[Step, ...]
    foot: str
    cancel: str
    cancelling: str
    close: str


@dataclass(frozen=True)
class PathOffer:
    """The one consented edit that lets terminals find the tool's command: which file, and exactly which lines."""

    heading: str
    text: str
    file: str
    lines: tuple[str, ...]
    button: str
    undoes: bool
    """Whether the button takes the edit back."""


@dataclass(frozen=True)
class DoneView:
    """A set-up that passed its proof, and how to start what it brought. `bring` is empty where no settings can come.

    `back` says whether the version before can come back; `remove` offers to take away what it replaces, the tool
    `replaces`: a button that is never pressed beforehand, and opens the exact list first.
    """

    tool: str
    sender: str
    letter: str
    title: str
    note: str
    heading: str
    command: str
    copy: str
    copied: str
    path: PathOffer | None
    close: str
    bring: str = ""
    back: str = ""
    remove: str = ""
    replaces: str = ""


@dataclass(frozen=True)
class FailedView:
    """What did not work, what to do, and the detail that unfolds. `retry` is empty where trying again is no use."""

    tool: str
    sender: str
    letter: str
    title: str
    happened: str
    advice: str
    more: str
    details: tuple[str, ...]
    retry: str
    close: str

    @property
    def note(self) -> str:
        """What is said beneath the title."""
        return self.happened


@dataclass(frozen=True)
class SnoozedView:
    """Quiet about a tool, as the person asked for, with a way back."""

    tool: str
    sender: str
    letter: str
    title: str
    note: str
    undo: str
    close: str


@dataclass(frozen=True)
class AskView:
    """To ask for an exception: why, how long (by name, in words), what IT gets to see. `session` is the alert's.

    `written` is the reason given before, of a request that was not sent.
    """

    session: str
    tool: str
    sender: str
    letter: str
    title: str
    note: str
    reason: str
    written: str
    example: str
    until: str
    terms: tuple[tuple[str, str], ...]
    facts: tuple[Fact, ...]
    send: str
    back: str
    close: str


@dataclass(frozen=True)
class AskedView:
    """What came of asking. `undo` is empty where nothing can be taken back; `granted`: there is an exception."""

    tool: str
    sender: str
    letter: str
    title: str
    note: str
    undo: str
    close: str
    granted: bool = False


CardView = AlertView | AskView | AskedView | SnoozedView | ProgressView | DoneView | FailedView


def letter(name: str) -> str:
    """The letter that stands in for a tool's icon."""
    return next((character.upper() for character in name if character.isalnum()), "?")
