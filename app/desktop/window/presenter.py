"""What the window shows when: joins what the desktop knows with what is read from disk, and hands it to the pages.

Made when the window is opened, gone when it is closed. Lives on the main thread.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from app.desktop.bridge import News, SetupDone, Stillness, TrayHost
from app.desktop.callbacks import Callbacks
from app.desktop.known import Known
from app.desktop.setups import Setups
from app.desktop.theme import Theme
from app.desktop.window.destination import Destination
from app.desktop.window.overview import Overview
from app.desktop.window.overview_view import overview_view
from app.desktop.window.pane import Pane
from app.desktop.window.reading import Answer, InstalledRead, Reading, ReadingFailed
from app.desktop.window.situation import Looked, Situation
from app.desktop.window.window import Window
from app.desktop.wording import Wording
from app.host.paths import Paths
from app.host.platform import build_name
from app.policy.person import Person

OFFERED = (Destination.OVERVIEW,)

_MINUTE_MS = 30_000
"""How often what is told in minutes is told anew."""


class Cards(Protocol):
    """What the window leaves to the cards."""

    @property
    def known(self) -> Known:
        """The policy and the alerts."""

    @property
    def setups(self) -> Setups:
        """How far set-ups are."""

    @property
    def callbacks(self) -> Callbacks:
        """Who carries out what the person asks for."""

    def set_up(self, tool: str) -> None:
        """Begin to set a tool up."""

    def show_alert(self, tool: str) -> None:
        """Show the last alert about a tool again."""


class WindowPresenter(QObject):
    """One open window. `closed` comes once, when it is gone."""

    closed = Signal()

    def __init__(
        self, theme: Theme, wording: Callable[[], Wording], cards: Cards, paths: Paths, person: Person
    ) -> None:
        super().__init__()
        self._theme, self._wording, self._cards = theme, wording, cards
        self._situation = Situation(state=None, person=person, build=build_name())
        self._reading = Reading(paths)
        self._reading.answered.connect(self._answered)
        self.window = Window(theme, wording(), OFFERED, self._make)
        self.window.left.connect(self._left)
        theme.changed.connect(self._restyle)
        self._minutes = QTimer(self)
        self._minutes.setInterval(_MINUTE_MS)
        self._minutes.timeout.connect(self.refresh)

    def open(self, destination: Destination | None = None) -> None:
        """Show that page, in front; without one, that where the person was."""
        self.refresh()
        self.window.go(destination or self.window.current)
        self.window.come()
        self._minutes.start()

    def refresh(self) -> None:
        """Something changed, or time went by."""
        before, known, setups = self._situation.state, self._cards.known, self._cards.setups
        self._situation = replace(
            self._situation,
            state=known.state,
            running=frozenset(setups.running),
            alerted=known.alerted,
        )
        policy = self._situation.policy
        if policy is not None and (before is None or before.policy is not policy):
            self._reading.installed(tuple(tool.id for tool in policy.tools))
            if known.state is not None:
                self._reading.look_around(known.state, self._situation.person)
        for destination, pane in self.window.panes.items():
            self._show(destination, pane)

    def receive(self, news: News) -> None:
        """Take in what came over the bridge, after the cards did."""
        if isinstance(news, SetupDone) and self._situation.policy is not None:
            self._reading.installed(tuple(tool.id for tool in self._situation.policy.tools))
        if not isinstance(news, TrayHost | Stillness):
            self.refresh()

    def close(self) -> None:
        """Close the window, and read no more."""
        self.window.close()

    def _make(self, destination: Destination) -> Pane:
        view = overview_view(self._situation, self._wording())
        pane = Overview(self._theme, view)
        pane.sync.connect(self._cards.callbacks.on_sync_now)
        pane.set_up.connect(self._cards.set_up)
        pane.details.connect(self._cards.show_alert)
        return pane

    def _show(self, destination: Destination, pane: Pane) -> None:
        if isinstance(pane, Overview):
            pane.show_view(overview_view(self._situation, self._wording()))

    def _answered(self, answer: Answer) -> None:
        match answer:
            case Looked():
                self._situation = replace(self._situation, looked=answer)
            case InstalledRead(tools):
                self._situation = replace(self._situation, installed=tools)
            case ReadingFailed():
                pass
        self.refresh()

    def _restyle(self) -> None:
        self.window.restyle(self._wording())

    def _left(self) -> None:
        self._minutes.stop()
        self._theme.changed.disconnect(self._restyle)
        self._reading.close()
        self.closed.emit()
