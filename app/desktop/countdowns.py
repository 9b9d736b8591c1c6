"""The countdowns that run, kept before the person's eyes: on the card that is open, and said again in the last minute.

Minutes, and seconds only in the last one, as text: nothing moves, so that reduced motion asks for nothing else.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from app.alerts.closing import Closing, Stage
from app.desktop.announcements import Announcements
from app.desktop.card_model import AlertView
from app.desktop.countdown_text import Countdown, title
from app.desktop.deck import Deck
from app.desktop.known import Known
from app.desktop.wording import Wording

_LONGEST_MS = 60_000
"""How often to look at the least: the clock on the wall may have been set."""


class Countdowns(QObject):
    """`deck` holds the card that is open, `said` what stands in notifications."""

    def __init__(
        self,
        deck: Deck,
        known: Known,
        wording: Callable[[], Wording],
        said: Announcements,
    ) -> None:
        super().__init__()
        self._deck, self._known, self._wording, self._said = deck, known, wording, said
        self._reminded: set[str] = set()
        self._next = QTimer(self)
        self._next.setSingleShot(True)
        self._next.timeout.connect(self.refresh)

    def receive(self, closing: Closing) -> None:
        """A countdown began, moved on or ended. What came of it is said where it is not seen on the card."""
        self._known.closings[closing.session] = closing
        began = closing.stage is Stage.COUNTING
        ended = closing.stage is Stage.LEFT or (closing.stage is Stage.CLOSED and closing.asked > 0)
        if not began:
            self._reminded.discard(closing.session)
        if (began and f"alert {closing.session}" in self._said) or (ended and not self._is_seen(closing.session)):
            self._say_again(closing.session)
        self.refresh()

    def stop(self) -> None:
        """Show nothing more."""
        self._next.stop()

    def lines(self, wording: Wording) -> tuple[str, ...]:
        """When which tool will be closed, for the tray."""
        running = self._known.counting().items()
        return tuple(title(countdown, self._known.name_of(tool), wording) for tool, countdown in running)

    def refresh(self) -> None:
        """Have the card read as things stand now, and come back when it will read otherwise."""
        view = self._deck.view
        if isinstance(view, AlertView) and view.session in self._known.closings:
            self._deck.change(self._known.fresh(view))
        running = self._known.counting().values()
        for countdown in running:
            self._remind(countdown)
        waits = [ms for countdown in running if (ms := countdown.until_next())]
        if waits:
            self._next.start(min(_LONGEST_MS, *waits))
        else:
            self._next.stop()

    def _remind(self, countdown: Countdown) -> None:
        """In the last minute, once: whoever put the alert off may have forgotten it."""
        session = countdown.closing.session
        if countdown.last_minute and session not in self._reminded:
            self._reminded.add(session)
            if not self._is_seen(session):
                self._say_again(session)

    def _is_seen(self, session: str) -> bool:
        view = self._deck.view
        return isinstance(view, AlertView) and view.session == session

    def _say_again(self, session: str) -> None:
        alert = self._known.alert_of(session)
        if alert is not None:
            self._said.say(lambda: self._known.announcement(alert))
