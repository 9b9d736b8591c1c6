"""The desktop: the screen of the agent. Makes and ends the application, the bus, the tray and the cards.

`Desktop` is a `Screen`: its methods may be called from any thread and return at once. `run` belongs to the main thread.
"""

import sys
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QIcon

from app.alerts.alert import Alert
from app.alerts.brake import Pause
from app.alerts.closing import Closing
from app.alerts.quiet import Surroundings
from app.alerts.silence import Silence
from app.asking.store import Asked
from app.desktop import icons, x11
from app.desktop.announcements import Announcements
from app.desktop.bridge import (
    Allowed,
    Bridge,
    Changed,
    Ending,
    Heartbeat,
    News,
    Paused,
    Problem,
    SetupDone,
    SetupFailed,
    Silenced,
    Stillness,
    TrayHost,
    Wished,
)
from app.desktop.callbacks import Callbacks
from app.desktop.deck import Deck
from app.desktop.doorbell import Doorbell
from app.desktop.front import Front
from app.desktop.language import Language
from app.desktop.presenter import Presenter
from app.desktop.resting import Resting
from app.desktop.rewording import reworded
from app.desktop.signals import ending_with_signals
from app.desktop.snooze_card import undo_entry
from app.desktop.status_text import missed, status
from app.desktop.theme import Theme
from app.desktop.tray import Entry
from app.desktop.tray_icons import TrayState
from app.desktop.windows import Windows
from app.desktop.wording import Wording
from app.errors import SignpostError
from app.host import clock
from app.host.clock import Clock
from app.host.config import Config
from app.host.paths import Paths, resources
from app.policy.model import Tool
from app.policy.person import Person
from app.screen import Finished
from app.setup.plan import Progress
from app.sync.state import SyncState
from app.watch.standing import Watching

if TYPE_CHECKING:
    from app.desktop.toasts import Toasts
    from app.desktop.window.destination import Destination

_TRAY_WATCHER = "org.kde.StatusNotifierWatcher"

_ICON_MS = 50
"""What the icon gets before anything else takes the processor: a tray host and we say a few words to each other."""

_WARM_UP_MS = 300
"""When after the start everything a card needs is loaded: after what the start itself has to do."""


class Desktop:
    """Everything a person sees. `language` forces one (BCP 47); "" follows the system.

    `paths` are the person's folders (default: the real ones), `config` is what applies on this computer. `front` is
    what stands already.
    """

    cards = True

    def __init__(
        self,
        language: str = "",
        now: Clock = clock.now,
        paths: Paths | None = None,
        config: Config | None = None,
        front: Front | None = None,
    ) -> None:
        self._now, self._paths = now, paths
        self._doorbell: Doorbell | None = None
        front = front or Front()
        self.application, self.tray = front.application, front.tray
        self.application.setWindowIcon(QIcon(icons.application(128)))
        self._language = Language(self.application, language)
        self.theme = Theme(self._language.cjk)
        self.tray.follow(self.theme)
        self._bridge = Bridge()
        self._bridge.arrived.connect(self._receive)
        self._tray_host: str | None = None
        self.deck = Deck(self.theme, self.tray.geometry)
        self._links: _Links | None = None
        self._toasts: Toasts | None = None
        self._full_screen: x11.FullScreen | None = None
        self._said = Announcements(self._bridge.post)
        self.presenter = Presenter(self.deck, self._said, self.tray.balloon, self._wording)
        self.windows = Windows(self.theme, self._wording, self.presenter, paths, config or Config(url="", root=b""))
        self.windows.spoken.connect(self.speak)
        self._resting = Resting()
        self.deck.emptied.connect(self._resting.begin)
        self.windows.freed.connect(self._resting.begin)
        self.presenter.on_bring = self.windows.bring_along
        self.presenter.on_clear_away = self.windows.clear_away

    def wire(self, callbacks: Callbacks, person: Person | None = None) -> None:
        """Say who carries out what the person asks for, and who that person is to IT."""
        self.presenter.callbacks = callbacks
        self.presenter.known.person = person or Person()

    def open(self) -> None:
        """Show the tray icon and connect to the session bus."""
        self.tray.entries = self._entries
        self.tray.activated.connect(self._tray_clicked)
        self.tray.open()
        if sys.platform == "linux":
            self._links = _Links(self._bridge.post)
            self._said.native = self._links.notifier
            self._full_screen = x11.FullScreen()
        else:
            from app.desktop.toasts import Toasts

            self._said.native = self._toasts = Toasts(self._bridge.post)
        if self._paths is not None:
            self._doorbell = Doorbell(self._paths.runtime)
            self._doorbell.rung.connect(self.open_window)
        if sys.platform == "win32":
            from app.desktop.agent_window import AgentWindow

            self._agent_window = AgentWindow(self.quit)
        self._refresh()
        QTimer.singleShot(_WARM_UP_MS, self.deck.warm)
        self._resting.begin()

    # The agent's screen, from any thread

    def heartbeat(self, answer: Callable[[], None]) -> None:
        """Say that the main thread gets on."""
        self._bridge.post(Heartbeat(answer))

    def policy_state(self, state: SyncState) -> None:
        """The policy in force, or how fresh it is, changed."""
        self._bridge.post(state)

    def watching(self, watching: Watching) -> None:
        """How launches are seen changed, or some were missed."""
        self._bridge.post(watching)

    def alert(self, alert: Alert) -> None:
        """Show an alert."""
        self._bridge.post(alert)

    def paused(self, pause: Pause, *, began: bool) -> None:
        """Show the one alert that stands for all further ones, or have it count."""
        self._bridge.post(Paused(pause, began))

    def surroundings(self) -> Surroundings:
        """Whether this is a bad moment. Asked from the agent's threads, so that nothing has to watch for it."""
        links, full = self._links, self._full_screen
        return Surroundings(
            do_not_disturb=links is not None and links.do_not_disturb.asked, full_screen=full is not None and full.now()
        )

    def silenced(self, silences: tuple[Silence, ...]) -> None:
        """What the person silenced changed."""
        self._bridge.post(Silenced(silences))

    def closing(self, closing: Closing) -> None:
        """A countdown began, moved on or ended."""
        self._bridge.post(closing)

    def setup(self, progress: Progress) -> None:
        """A set-up moved on."""
        self._bridge.post(progress)

    def setup_done(self, tool_id: str, finished: Finished) -> None:
        """A set-up is done, or its edit of PATH changed."""
        self._bridge.post(SetupDone(tool_id, finished))

    def setup_failed(self, tool_id: str, error: SignpostError) -> None:
        """A set-up ended without its tool."""
        self._bridge.post(SetupFailed(tool_id, error))

    def changed(self, tool_id: str) -> None:
        """What is set up of a tool is another than before, or gone."""
        self._bridge.post(Changed(tool_id))

    def asked(self, asked: Asked) -> None:
        """What the person asked IT for."""
        self._bridge.post(asked)

    def allowed(self, tool: Tool, until: datetime) -> None:
        """The person has an exception."""
        self._bridge.post(Allowed(tool, until))

    def ending(self, tool: Tool, until: datetime) -> None:
        """Their exception ends soon."""
        self._bridge.post(Ending(tool, until))

    def wished(self, tool: Tool, reason: str) -> None:
        """Somebody wants IT asked for it."""
        self._bridge.post(Wished(tool, reason))

    def problem(self, error: SignpostError) -> None:
        """Something the person should know of does not work."""
        self._bridge.post(Problem(error))

    # The main thread

    def open_window(self, destination: "Destination | None" = None) -> None:
        """Open the window, or bring it to the front, on that page (None: where the person was)."""
        self.windows.open(destination)

    def run(
        self, *, window: bool = False, then: Callable[[], None] = lambda: None, over: Callable[[], bool] = lambda: False
    ) -> int:
        """Show things until the person quits, or SIGINT or SIGTERM; returns the exit code. `window`: that one first.

        `then` is done once the icon had the time to be drawn. Raises what it raises, if a person can read that. `over`
        says whether the end was asked for before anybody here could hear of it.
        """
        failed: list[SignpostError] = []

        def go_on() -> None:
            try:
                then()
            except SignpostError as error:
                failed.append(error)
                self.quit()

        with ending_with_signals(self.quit):
            if over():
                QTimer.singleShot(0, self.quit)
            self.open()
            QTimer.singleShot(_ICON_MS, go_on)
            self.windows.greet()
            if window:
                QTimer.singleShot(0, self.open_window)
            try:
                status = self.application.exec()
            finally:
                self.close()
        for error in failed:
            raise error
        return status

    def quit(self) -> None:
        """End `run`."""
        self.presenter.callbacks.on_quit()
        self.application.quit()

    def close(self) -> None:
        """Take everything off the screen and end the bus thread."""
        self._full_screen = None
        if self._doorbell is not None:
            self._doorbell.close()
        self.presenter.stop()
        self._said.end()
        self.tray.remove()
        self.windows.close()
        card = self.deck.card
        if card is not None:
            card.close()
        if self._links is not None:
            self._links.close()
        if self._toasts is not None:
            self._toasts.close()
        self._said.native = None
        self._language.leave()

    def _receive(self, news: News) -> None:
        match news:
            case Heartbeat(answer):
                answer()
                return
            case TrayHost(owner):
                if owner and self._tray_host == "":
                    self.tray.recreate()
                self._tray_host = owner
            case Stillness(still):
                self.theme.keep_still(still)
            case _:
                self.presenter.receive(news)
        self.windows.receive(news)
        self._refresh()

    def speak(self, language: str) -> None:
        """Speak another language from now on (BCP 47; "" follows the system)."""
        self._language.leave()
        self._language = Language(self.application, language)
        presenter, wording = self.presenter, self._wording()
        self.deck.reword(lambda view: reworded(view, presenter.known, presenter.setups, wording))
        self._said.reword()
        self.theme.speak(cjk=self._language.cjk)
        self._refresh()

    def _tray_clicked(self) -> None:
        """What waits for an answer comes first."""
        if self.presenter.unanswered:
            self.presenter.show_last()
        else:
            self.open_window()

    def _wording(self) -> Wording:
        return self._language.wording(self._now())

    def _refresh(self) -> None:
        """Have the tray say how things stand."""
        presenter, wording = self.presenter, self._wording()
        said, gap = status(presenter.known.state, wording), missed(presenter.known.watching, wording)
        if presenter.setups.running:
            state = TrayState.WORKING
        elif presenter.unanswered:
            state = TrayState.ATTENTION
        else:
            state = TrayState(said.icon)
        self.tray.show_state(state, "\n".join(("Signpost", *presenter.countdowns.lines(wording), *said.lines, *gap)))

    def _entries(self) -> list[Entry]:
        """The tray's menu as things stand."""
        presenter, wording = self.presenter, self._wording()
        translate = wording.translate
        said, gap = status(presenter.known.state, wording).lines, missed(presenter.known.watching, wording)
        entries = [Entry(line) for line in (*presenter.countdowns.lines(wording), *said, *gap)]
        entries.append(Entry())
        for tool in presenter.setups.running:
            view = presenter.setups.progress_view(tool, wording)
            if view is not None:
                entries.append(Entry(f"{view.title}  {view.amount}".rstrip(), partial(presenter.show_setup, tool)))
        entries.append(Entry(translate("tray", "Open Signpost"), self.open_window))
        show = presenter.show_last if presenter.known.last is not None else None
        entries.append(Entry(translate("tray", "Show last alert"), show))
        for silence in presenter.known.silences.values():
            text = undo_entry(silence, presenter.known.name_of(silence.tool), wording)
            entries.append(Entry(text, partial(presenter.callbacks.on_unsnooze, silence.tool)))
        entries.append(Entry(translate("tray", "Sync now"), presenter.callbacks.on_sync_now))
        entries.append(Entry())
        entries.append(Entry(translate("tray", "Quit Signpost"), self.quit))
        return entries


class _Links:
    """The connections to the session bus: notifications, the tray's watcher, the wish for stillness."""

    def __init__(self, post: Callable[[News], None]) -> None:
        from app.desktop.motion import Motion
        from app.desktop.notify import Notifier
        from app.desktop.session_bus import SessionBus
        from app.desktop.surroundings import DoNotDisturb

        self._bus = SessionBus()
        self.notifier = Notifier(self._bus, post, str(resources() / "icons/icon.svg"))
        self.do_not_disturb = DoNotDisturb(self._bus)
        self._motion = Motion(self._bus, lambda still: post(Stillness(still)))
        self._bus.watch_name(_TRAY_WATCHER, lambda owner: post(TrayHost(owner)))
        self._bus.start()

    def close(self) -> None:
        """Disconnect."""
        self._bus.close()
