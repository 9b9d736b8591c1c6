"""Notifications as values: what one shows, and what came of it. No Qt, no bus."""

from dataclasses import dataclass
from typing import Literal

DEFAULT = "default"
"""The action of a click on the notification itself (Desktop Notifications 1.2, section "Notify")."""

Urgency = Literal[0, 1, 2]
"""Low, normal, critical. A critical one stays until the person closes it."""


@dataclass(frozen=True)
class Notice:
    """One notification. `key` is ours: showing the same key again updates it in place. Texts are plain.

    `progress` says that it goes on being updated: servers then show each update at once, instead of the last one.
    `lasting`: it stays until we replace it or take it away, and no update is worth coming up anew for. `percent` is how
    far it is, None while that is unknown; `unpressed` is said where its buttons are not drawn.
    """

    key: str
    summary: str
    body: str
    actions: tuple[tuple[str, str], ...] = ()
    urgency: Urgency = 1
    category: str = "x-signpost.alert"
    needs_buttons: bool = False
    progress: bool = False
    lasting: bool = False
    percent: int | None = None
    unpressed: str = ""


@dataclass(frozen=True)
class Shown:
    """The server took it. `at_ns` is CLOCK_MONOTONIC when it was asked to show it."""

    key: str
    at_ns: int


@dataclass(frozen=True)
class Unavailable:
    """Nobody here shows this notification as it needs to be shown."""

    key: str
    reason: str


@dataclass(frozen=True)
class Pressed:
    """The person pressed an action of a live notification.

    `token` lets the window that follows come to the front (xdg-activation; a startup id on X11), "" where none came.
    """

    key: str
    action: str
    token: str = ""


@dataclass(frozen=True)
class Closed:
    """It is gone without an action."""

    key: str
    by_person: bool


Outcome = Shown | Unavailable | Pressed | Closed
