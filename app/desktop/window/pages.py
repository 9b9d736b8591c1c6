"""Makes the window's pages, connects what is pressed on them, and hands them what is so."""

import platform
from collections.abc import Callable
from urllib.parse import urlsplit

from PySide6.QtCore import QObject, Signal, qVersion

from app.desktop.theme import Theme
from app.desktop.window.about import AboutPane
from app.desktop.window.about_view import AboutView, about_view
from app.desktop.window.catalogue import Catalogue
from app.desktop.window.catalogue_view import Press, catalogue_view
from app.desktop.window.destination import Destination
from app.desktop.window.lists import Lists
from app.desktop.window.overview import Overview
from app.desktop.window.overview_view import overview_view
from app.desktop.window.pane import Pane
from app.desktop.window.policy import PolicyPane
from app.desktop.window.preferences import Preferences
from app.desktop.window.reading import Reading
from app.desktop.window.settings import SettingsPane
from app.desktop.window.situation import Situation
from app.desktop.wording import Wording
from app.host.config import Config


class Pages(QObject):
    """One window's. `pressed` gives a tool and what was pressed on its card, `details` one whose alert is wanted."""

    pressed = Signal(str, Press)
    set_up = Signal(str)
    remove = Signal(str)
    details = Signal(str)
    sync = Signal()
    full = Signal()
    undo = Signal(str)
    welcome = Signal()

    def __init__(
        self,
        theme: Theme,
        wording: Callable[[], Wording],
        reading: Reading,
        lists: Lists,
        preferences: Preferences,
        config: Config,
    ) -> None:
        super().__init__()
        self._theme, self._wording, self._reading = theme, wording, reading
        self._lists, self._preferences, self._config = lists, preferences, config
        self.licences: tuple[str, ...] = ()

    def make(self, destination: Destination, situation: Situation) -> Pane:
        """The page for a destination."""
        match destination:
            case Destination.OVERVIEW:
                overview = Overview(self._theme, overview_view(situation, self._wording()))
                overview.sync.connect(self.sync)
                overview.set_up.connect(self.set_up)
                overview.details.connect(self.details)
                overview.remove.connect(self.remove)
                overview.full.connect(self.full)
                return overview
            case Destination.POLICY:
                policy = PolicyPane(self._theme, situation, self._wording())
                policy.export.connect(lambda: self._lists.export(policy, "signpost-policy"))
                return policy
            case Destination.TOOLS:
                catalogue = Catalogue(self._theme, catalogue_view(situation, self._wording()))
                catalogue.pressed.connect(self.pressed)
                return catalogue
            case Destination.ACTIVITY:
                activity = self._lists.activity(self._theme)
                activity.acted.connect(self.undo)
                return activity
            case Destination.LEDGER:
                return self._lists.ledger(self._theme)
            case Destination.SETTINGS:
                settings = SettingsPane(self._theme, self._preferences.view())
                self._preferences.connect_to(settings)
                self._reading.preferences()
                return settings
            case Destination.ABOUT:
                about = AboutPane(self._theme, self._about())
                about.welcome.connect(self.welcome)
                about.unfolded.connect(self._reading.licences)
                return about

    def show(self, pane: Pane, situation: Situation) -> None:
        """Have the page say what is so. The lists are kept current by being read."""
        if isinstance(pane, Overview):
            pane.show_view(overview_view(situation, self._wording()))
        elif isinstance(pane, PolicyPane):
            pane.show_policy(situation, self._wording())
        elif isinstance(pane, Catalogue):
            pane.show_view(catalogue_view(situation, self._wording()))
        elif isinstance(pane, SettingsPane):
            pane.show_view(self._preferences.view())
        elif isinstance(pane, AboutPane):
            pane.show_view(self._about())

    def move_on(self, pane: Pane | None, situation: Situation) -> None:
        """Set-ups moved on and nothing else did."""
        if isinstance(pane, Catalogue):
            pane.move_on(situation.progress)

    def forget_choices(self, pane: Pane | None) -> None:
        """Something could not be written: the controls are to show what is so, not what was wanted."""
        if isinstance(pane, SettingsPane):
            pane.show_anew(self._preferences.view())

    def _about(self) -> AboutView:
        host = urlsplit(self._config.url).hostname or ""
        versions = (("Qt", qVersion()), ("Python", platform.python_version()))
        return about_view(host, self._config.device, versions, self.licences, self._wording())
