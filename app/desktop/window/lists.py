"""The two long lists, Activity and What IT sees: when they are read anew, and where they are written to."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from shiboken6 import isValid

from app.desktop.theme import Theme
from app.desktop.window.activity import ActivityPane
from app.desktop.window.export import FORMATS, exported
from app.desktop.window.ledger import LedgerPane
from app.desktop.window.ledger_view import ledger_words
from app.desktop.window.listing import Listing
from app.desktop.window.reading import ActivityRead, Answer, LedgerRead, Reading
from app.desktop.window.saving import Saving
from app.desktop.window.situation import Situation
from app.desktop.window.told_view import told
from app.desktop.wording import Wording
from app.policy.events import kept_days

_SOON_MS = 250
"""What happens is written down by another thread: a list is read this long after it was told."""


class Lists(QObject):
    """Makes the pages and keeps them current. `situation` is asked for names, and for what can be undone."""

    def __init__(
        self,
        reading: Reading,
        saving: Saving,
        wording: Callable[[], Wording],
        situation: Callable[[], Situation],
    ) -> None:
        super().__init__()
        self._reading, self._saving, self._wording, self._situation = reading, saving, wording, situation
        self._activity: ActivityPane | None = None
        self._ledger: LedgerPane | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON_MS)
        self._soon.timeout.connect(self._read)

    def activity(self, theme: Theme) -> ActivityPane:
        """The page Activity, read soon."""
        policy = self._situation().policy
        days = kept_days(policy.events if policy is not None else None)
        pane = self._activity = ActivityPane(theme, self._wording(), days)
        pane.export.connect(lambda: self.export(pane, "signpost-activity"))
        self.read_soon()
        return pane

    def ledger(self, theme: Theme) -> LedgerPane:
        """The page What IT sees, read soon."""
        pane = self._ledger = LedgerPane(theme, ledger_words(self._wording(), self._situation().policy))
        pane.export.connect(lambda: self.export(pane, "signpost-records"))
        self.read_soon()
        return pane

    def read_soon(self) -> None:
        """Something happened: several things that happen together are read once."""
        self._soon.start()

    def take(self, answer: Answer) -> None:
        """Show what was read."""
        match answer:
            case LedgerRead(figures, rows) if self._ledger is not None and isValid(self._ledger):
                self._ledger.show_ledger(figures, rows)
            case ActivityRead(rows) if self._activity is not None and isValid(self._activity):
                self._activity.show_activity(rows)
            case _:
                pass

    def close(self) -> None:
        """Read no more."""
        self._soon.stop()

    def _read(self) -> None:
        situation = self._situation()
        if self._ledger is not None and isValid(self._ledger):
            self._ledger.tell(told(situation.policy, self._wording()))
            tools = situation.policy.tools if situation.policy is not None else ()
            self._reading.ledger({tool.id: tool.name for tool in tools}, self._wording())
        if self._activity is not None and isValid(self._activity):
            undoable = {tool: installed.version for tool, installed in situation.installed.items()}
            self._reading.activity(undoable, self._wording())

    def export(self, listing: Listing, name: str) -> None:
        """Ask where to, and have what is shown written there."""
        button = listing.export_button
        file = self._saving.ask(button, f"{name}.json", ";;".join(FORMATS.values()))
        if file is not None:
            self._reading.write(file, exported(listing.shown, file.suffix.lower()))
