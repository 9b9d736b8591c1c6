"""What stands in notifications: for which card, and how to say it anew. Lives on the main thread."""

from collections.abc import Callable
from typing import Protocol

from app.desktop.card_model import CardView
from app.desktop.notice import Notice, Outcome, Unavailable
from app.desktop.notices import Announcement


class Native(Protocol):
    """Who shows notifications here, and tells what came of them."""

    def show(self, notice: Notice) -> None:
        """Show it, in place of one of its key."""

    def update(self, notice: Notice) -> None:
        """Show it only where one of its key is there."""

    def withdraw(self, key: str) -> None:
        """Take the one of that key away."""


class Announcements:
    """By key. Without anybody `native` every notification is `Unavailable`, which `on_outcome` is told."""

    def __init__(self, on_outcome: Callable[[Outcome], None]) -> None:
        self._on_outcome = on_outcome
        self.native: Native | None = None
        self._standing: dict[str, tuple[CardView, Announcement]] = {}

    def __contains__(self, key: str) -> bool:
        return key in self._standing

    def say(self, announcement: Announcement) -> None:
        """Show a notification."""
        notice = self._noted(announcement)
        if notice is None:
            return
        if self.native is None:
            self._on_outcome(Unavailable(notice.key, "no notifications here"))
        else:
            self.native.show(notice)

    def reword(self) -> None:
        """Say in the language of now what is still there."""
        for _, announcement in tuple(self._standing.values()):
            notice = self._noted(announcement)
            if notice is not None and self.native is not None:
                self.native.update(notice)

    def withdraw(self, key: str) -> None:
        """Take the notification of that key away."""
        self._standing.pop(key, None)
        if self.native is not None:
            self.native.withdraw(key)

    def end(self) -> None:
        """Take away all there are: once we are gone, nobody answers what is pressed there."""
        for key in tuple(self._standing):
            self.withdraw(key)

    def gone(self, key: str) -> CardView | None:
        """The card that the notification of that key stood for, which is there no more."""
        view, _ = self._standing.pop(key, (None, None))
        return view

    def _noted(self, announcement: Announcement) -> Notice | None:
        said = announcement()
        if said is None:
            return None
        notice, view = said
        self._standing[notice.key] = view, announcement
        return notice
