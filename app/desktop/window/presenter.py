"""What the window shows when: joins what the desktop knows with what is read from disk, and hands it to the pages.

Made when the window is opened, gone when it is closed. Lives on the main thread.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal

from app.access import person
from app.desktop.bridge import Changed, News, Problem, SetupDone, SetupFailed, Stillness, TrayHost
from app.desktop.callbacks import Callbacks
from app.desktop.card_model import ProgressView
from app.desktop.known import Known
from app.desktop.setups import Setups
from app.desktop.theme import Theme
from app.desktop.window.catalogue_view import Press
from app.desktop.window.destination import OFFERED, Destination
from app.desktop.window.lists import Lists
from app.desktop.window.pages import Pages
from app.desktop.window.pane import Pane
from app.desktop.window.preferences import Preferences
from app.desktop.window.reading import Answer, Chosen, InstalledRead, LicencesRead, Reading, ReadingFailed, Written
from app.desktop.window.remembered import recall, remember
from app.desktop.window.saving import Saving
from app.desktop.window.situation import Looked, Situation
from app.desktop.window.window import Window
from app.desktop.wording import Wording
from app.host.config import Config
from app.host.paths import Paths
from app.host.platform import build_name
from app.setup.errors import Cancelled
from app.setup.plan import Progress

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

    def bring(self, tool: str) -> None:
        """Show what settings can come along to a tool."""

    def show_ready(self, tool: str) -> None:
        """Show how to start a tool that was set up."""

    def show_alert(self, tool: str) -> None:
        """Show the last alert about a tool again."""

    def problem(self, news: Problem) -> None:
        """Say that something does not work."""


class WindowPresenter(QObject):
    """One open window. `closed` comes once, when it is gone."""

    closed = Signal()
    welcome = Signal()
    clear_away = Signal(str)
    """The person wants the welcome again."""
    spoken = Signal(str)
    """The person wants another language (BCP 47; "" for the system's)."""

    def __init__(
        self, theme: Theme, wording: Callable[[], Wording], cards: Cards, paths: Paths, config: Config
    ) -> None:
        super().__init__()
        self._theme, self._wording, self._cards, self._paths = theme, wording, cards, paths
        self._config = config
        self._situation = Situation(state=None, person=person(config), build=build_name())
        self._reading = Reading(paths)
        self._reading.answered.connect(self._answered)
        self._saving = Saving(wording)
        self._preferences = Preferences(self._reading, self._saving, config, lambda: cards.callbacks, wording)
        self._preferences.spoken.connect(self.spoken)
        self._lists = Lists(self._reading, self._saving, wording, lambda: self._situation)
        self._pages = Pages(theme, wording, self._reading, self._lists, self._preferences, config)
        self._pages.pressed.connect(self._pressed)
        self._pages.set_up.connect(self._set_up_and_show)
        self._pages.details.connect(self._show_alert)
        self._pages.remove.connect(self.clear_away)
        self._pages.sync.connect(self._sync)
        self._pages.full.connect(self._show_policy)
        self._pages.undo.connect(self._undo)
        self._pages.welcome.connect(self.welcome)
        self.window = Window(theme, wording(), OFFERED, self._make)
        self.window.left.connect(self._left)
        self.window.gone_to.connect(self._show_current)
        self._recall()
        theme.changed.connect(self.restyle)
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
            counting=known.counting(),
        )
        policy = self._situation.policy
        fresh = before is None or before.policy is not policy
        if policy is not None and (fresh or (known.state and before and known.state.recipes is not before.recipes)):
            self._read_installed()
            if known.state is not None and fresh:
                self._reading.look_around(known.state, self._situation.person)
        self._show_current()

    def _show_current(self) -> None:
        """The page in sight says what is so; the others do once they are gone to."""
        pane = self.window.panes.get(self.window.current)
        if pane is not None:
            self._pages.show(pane, self._situation)

    def receive(self, news: News) -> None:
        """Take in what came over the bridge, after the cards did."""
        situation = self._situation
        match news:
            case TrayHost() | Stillness():
                return
            case Progress() if self._cards.setups.running == tuple(situation.progress):
                self._situation = replace(situation, progress=self._progress())
                self._pages.move_on(self.window.panes.get(self.window.current), self._situation)
                return
            case SetupDone() | Changed():
                self._read_installed()
                if isinstance(news, Changed) and situation.state is not None:
                    self._reading.look_around(situation.state, situation.person)
            case SetupFailed(tool, error) if not isinstance(error, Cancelled):
                self._situation = replace(situation, failed={**situation.failed, tool: error})
            case Problem():  # if it is one of a removal, that is over
                self._situation = replace(situation, removing=frozenset())
            case _:
                pass
        if not isinstance(news, Progress):
            self._lists.read_soon()
        self.refresh()

    def close(self) -> None:
        """Close the window, and read no more."""
        self.window.close()

    def restyle(self) -> None:
        """Build the pages anew: in other looks, or another language."""
        self.window.restyle(self._wording())

    def _make(self, destination: Destination) -> Pane:
        return self._pages.make(destination, self._situation)

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
            case Press.ROLL_BACK:
                self._cards.callbacks.on_roll_back(tool)
            case Press.START:
                self._cards.show_ready(tool)
            case Press.BRING:
                self._cards.bring(tool)
        self.refresh()

    def _set_up_and_show(self, tool: str) -> None:
        """Begin it, and show the page where one sees how it goes."""
        self._pressed(tool, Press.SET_UP)
        self.window.go(Destination.TOOLS)

    def _undo(self, tool: str) -> None:
        """From Activity: take the tool away."""
        self._pressed(tool, Press.REMOVE)

    def _show_alert(self, tool: str) -> None:
        """On the way through us: of a connection to what is no QObject PySide keeps a trace (6.11.3, measured)."""
        self._cards.show_alert(tool)

    def _show_policy(self) -> None:
        self.window.go(Destination.POLICY)

    def _sync(self) -> None:
        self._cards.callbacks.on_sync_now()

    def _read_installed(self) -> None:
        state, policy = self._situation.state, self._situation.policy
        if state is not None and policy is not None:
            self._reading.installed(tuple(tool.id for tool in policy.tools), self._config, state)

    def _answered(self, answer: Answer) -> None:
        match answer:
            case Looked():
                self._situation = replace(self._situation, looked=answer)
            case InstalledRead(tools, changed):
                self._situation = replace(self._situation, installed=tools, changed=changed, removing=frozenset())
                self._lists.read_soon()
            case Chosen():
                self._preferences.take(answer)
            case Written():
                self._saving.written()
            case LicencesRead(lines):
                self._pages.licences = lines
            case ReadingFailed(error):
                self._cards.problem(Problem(error))
                self._pages.forget_choices(self.window.panes.get(Destination.SETTINGS))
            case _:
                self._lists.take(answer)
        self.refresh()

    def _recall(self) -> None:
        """As it was when it was closed last."""
        before = recall(self._paths)
        with_page = next((one for one in Destination if one.value == before.page), None)
        self.window.current = with_page or self.window.current
        if before.width and before.height:
            self.window.resize(before.width, before.height)

    def _left(self) -> None:
        size, page = self.window.normalGeometry().size(), self.window.current.value
        kept = msgspec.structs.replace(recall(self._paths), page=page, width=size.width(), height=size.height())
        remember(self._paths, kept)
        self._minutes.stop()
        self._lists.close()
        self._theme.changed.disconnect(self.restyle)
        self._reading.answered.disconnect(self._answered)  # an answer may be on its way
        self._reading.close()
        self.closed.emit()
