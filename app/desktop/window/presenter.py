"""What the window shows when: joins what the desktop knows with what is read from disk, and hands it to the pages.

Made when the window is opened, gone when it is closed. Lives on the main thread.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QFileDialog

from app.desktop.bridge import News, Problem, Removed, SetupDone, SetupFailed, Stillness, TrayHost
from app.desktop.callbacks import Callbacks
from app.desktop.card_model import ProgressView
from app.desktop.known import Known
from app.desktop.setups import Setups
from app.desktop.theme import Theme
from app.desktop.window.activity import ActivityPane
from app.desktop.window.catalogue import Catalogue
from app.desktop.window.catalogue_view import Press, catalogue_view
from app.desktop.window.destination import Destination
from app.desktop.window.export import FORMATS, exported
from app.desktop.window.ledger import LedgerPane
from app.desktop.window.ledger_view import ledger_words
from app.desktop.window.listing import Listing
from app.desktop.window.overview import Overview
from app.desktop.window.overview_view import overview_view
from app.desktop.window.pane import Pane
from app.desktop.window.reading import ActivityRead, Answer, InstalledRead, LedgerRead, Reading, ReadingFailed, Written
from app.desktop.window.situation import Looked, Situation
from app.desktop.window.window import Window
from app.desktop.wording import Wording
from app.host.paths import Paths
from app.host.platform import build_name
from app.policy.person import Person
from app.setup.errors import Cancelled
from app.setup.plan import Progress

OFFERED = (Destination.OVERVIEW, Destination.TOOLS, Destination.ACTIVITY, Destination.LEDGER)

_MINUTE_MS = 30_000
"""How often what is told in minutes is told anew."""

_SOON_MS = 250
"""What happens is written down by another thread: a list is read this long after it was told."""


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

    def problem(self, news: Problem) -> None:
        """Say that something does not work."""


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
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON_MS)
        self._soon.timeout.connect(self._read_now)
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
        before, known = self._situation.state, self._cards.known
        self._situation = replace(
            self._situation,
            state=known.state,
            progress=self._progress(),
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
        situation = self._situation
        match news:
            case SetupDone() | Removed() if situation.policy is not None:
                self._reading.installed(tuple(tool.id for tool in situation.policy.tools))
            case SetupFailed(tool, error) if not isinstance(error, Cancelled):
                self._situation = replace(situation, failed={**situation.failed, tool: error})
            case Problem():  # if it is one of a removal, that is over
                self._situation = replace(situation, removing=frozenset())
            case _:
                pass
        if not isinstance(news, TrayHost | Stillness | Progress):
            self._read_lists()
        if not isinstance(news, TrayHost | Stillness):
            self.refresh()

    def close(self) -> None:
        """Close the window, and read no more."""
        self.window.close()

    def _progress(self) -> dict[str, ProgressView]:
        setups, wording = self._cards.setups, self._wording()
        views = {tool: setups.progress_view(tool, wording) for tool in setups.running}
        return {tool: view for tool, view in views.items() if view is not None}

    def _pressed(self, tool: str, press: Press) -> None:
        """A button on a tool's card."""
        failed = {name: error for name, error in self._situation.failed.items() if name != tool}
        self._situation = replace(self._situation, failed=failed)
        match press:
            case Press.SET_UP:
                self._cards.set_up(tool)
            case Press.CANCEL:
                self._cards.callbacks.on_cancel(tool)
            case Press.REMOVE:
                self._situation = replace(self._situation, removing=self._situation.removing | {tool})
                self._cards.callbacks.on_remove(tool)
        self.refresh()

    def _set_up_and_show(self, tool: str) -> None:
        """Begin it, and show the page where one sees how it goes."""
        self._pressed(tool, Press.SET_UP)
        self.window.go(Destination.TOOLS)

    def _make(self, destination: Destination) -> Pane:
        if destination is Destination.TOOLS:
            catalogue = Catalogue(self._theme, catalogue_view(self._situation, self._wording()))
            catalogue.pressed.connect(self._pressed)
            return catalogue
        if destination is Destination.LEDGER:
            ledger = LedgerPane(self._theme, ledger_words(self._wording()))
            ledger.export.connect(lambda: self._export(ledger, "signpost-records"))
            self._read_lists()
            return ledger
        if destination is Destination.ACTIVITY:
            activity = ActivityPane(self._theme, self._wording())
            activity.export.connect(lambda: self._export(activity, "signpost-activity"))
            activity.acted.connect(self._cards.callbacks.on_remove)
            self._read_lists()
            return activity
        view = overview_view(self._situation, self._wording())
        pane = Overview(self._theme, view)
        pane.sync.connect(self._cards.callbacks.on_sync_now)
        pane.set_up.connect(self._set_up_and_show)
        pane.details.connect(self._cards.show_alert)
        return pane

    def _show(self, destination: Destination, pane: Pane) -> None:
        if isinstance(pane, Overview):
            pane.show_view(overview_view(self._situation, self._wording()))
        if isinstance(pane, Catalogue):
            pane.show_view(catalogue_view(self._situation, self._wording()))

    def _answered(self, answer: Answer) -> None:
        match answer:
            case Looked():
                self._situation = replace(self._situation, looked=answer)
            case InstalledRead(tools):
                self._situation = replace(self._situation, installed=tools, removing=frozenset())
                self._read_lists()
            case LedgerRead(figures, rows):
                pane = self.window.panes.get(Destination.LEDGER)
                if isinstance(pane, LedgerPane):
                    pane.show_ledger(figures, rows)
            case ActivityRead(rows):
                pane = self.window.panes.get(Destination.ACTIVITY)
                if isinstance(pane, ActivityPane):
                    pane.show_activity(rows)
            case ReadingFailed(error):
                self._cards.problem(Problem(error))
            case Written():
                pass
        self.refresh()

    def _export(self, listing: Listing, name: str) -> None:
        """Ask where to, and have what is shown written there."""
        file, _ = QFileDialog.getSaveFileName(
            self.window, listing.heading.text(), f"{name}.json", ";;".join(FORMATS.values())
        )
        if file:
            self._reading.write(Path(file), exported(listing.shown, Path(file).suffix.lower()))

    def _read_lists(self) -> None:
        """Read anew what the long lists show, soon: several things that happen together are read once."""
        self._soon.start()

    def _read_now(self) -> None:
        policy = self._situation.policy
        names = {tool.id: tool.name for tool in policy.tools} if policy is not None else {}
        if Destination.LEDGER in self.window.panes:
            self._reading.ledger(names, self._wording())
        if Destination.ACTIVITY in self.window.panes:
            undoable = {tool: installed.version for tool, installed in self._situation.installed.items()}
            self._reading.activity(undoable, self._wording())

    def _restyle(self) -> None:
        self.window.restyle(self._wording())

    def _left(self) -> None:
        self._minutes.stop()
        self._soon.stop()
        self._theme.changed.disconnect(self._restyle)
        self._reading.close()
        self.closed.emit()
