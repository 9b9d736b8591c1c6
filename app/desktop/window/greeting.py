"""What stands behind the welcome: speaks the language that is chosen there at once, and writes the choice down."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal

from app.desktop.theme import Theme
from app.desktop.window.preferences import languages
from app.desktop.window.welcome import Welcome
from app.desktop.window.welcome_view import WelcomeView, welcome_view
from app.desktop.wording import Wording
from app.errors import SignpostError
from app.host.choices import Choices, choices, choose
from app.host.paths import Paths
from app.policy.model import Policy
from app.runtime.worker import Worker


class Greeting(QObject):
    """One welcome. `policy` is None while there is none; `gone` comes once, when it was closed."""

    ledger = Signal()
    spoken = Signal(str)
    """The person wants another language (BCP 47; "" for the system's)."""
    gone = Signal()
    failed = Signal(object)
    """The choice could not be written down: a `SignpostError`."""
    _refused = Signal(object)

    def __init__(self, theme: Theme, wording: Callable[[], Wording], policy: Policy | None, paths: Paths) -> None:
        super().__init__()
        self._theme, self._wording, self._policy, self._paths = theme, wording, policy, paths
        self._chosen = _chosen(paths)
        self._writer = Worker("welcome", self._refused.emit)
        self._refused.connect(self.failed, Qt.ConnectionType.QueuedConnection)
        self.welcome = Welcome(theme, self._view())
        self.welcome.ledger.connect(self.ledger)
        self.welcome.language.connect(self._choose)
        self.welcome.destroyed.connect(self._closed)
        theme.changed.connect(self._restyle)

    def close(self) -> None:
        """Close it."""
        self.welcome.close()

    def _view(self) -> WelcomeView:
        company = self._policy.company.name if self._policy is not None else ""
        return welcome_view(company, self._wording(), languages(), self._chosen, self._policy)

    def _restyle(self) -> None:
        self.welcome.show_view(self._view())

    def _choose(self, language: str) -> None:
        if self._chosen is not None:
            self._chosen = Choices(language=language, managed=self._chosen.managed)
        self._writer.give(choose, self._paths, {"language": language or None})
        self.spoken.emit(language)

    def _closed(self) -> None:
        self._theme.changed.disconnect(self._restyle)
        self._writer.end()
        self.gone.emit()


def _chosen(paths: Paths) -> Choices | None:
    """What applies; None where the files cannot be read, which Settings says."""
    try:
        return choices(paths)
    except SignpostError:
        return None
