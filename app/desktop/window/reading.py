"""What the window reads from disk: by threads that live as long as the window, never by the one that paints."""

import contextlib
import os
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal

from app.desktop.window.about_view import licences
from app.desktop.window.activity_view import activity_rows
from app.desktop.window.ledger_view import figures, ledger_rows
from app.desktop.window.policy_text import Figure
from app.desktop.window.rows import Caption, Row
from app.desktop.window.situation import Looked, grouped
from app.desktop.wording import Wording
from app.errors import SignpostError
from app.host import clock, crash_reports, platform
from app.host.autostart import Autostart
from app.host.choices import Choices, Value, choices, choose
from app.host.config import Config
from app.host.files import write_durably
from app.host.paths import Paths, own_folder
from app.policy.person import Person
from app.policy.verdict import PolicyIndex
from app.report.activity import Activity
from app.report.ledger import Ledger
from app.runtime.everything import everything
from app.runtime.worker import Worker
from app.setup.place import Installed
from app.sync.state import SyncState

CHECK_UP_SECONDS = 3.0
"""How long the bundle for IT waits for its check-up: somebody looks on."""

MOST_RECORDS = 20_000
"""Records that are read; of older ones there are more than anybody looks through."""


@dataclass(frozen=True)
class InstalledRead:
    """What Signpost set up and is still there, by tool; and which of it IT changed under its version."""

    tools: dict[str, Installed]
    changed: frozenset[str] = frozenset()


@dataclass(frozen=True)
class ReadingFailed:
    """Something could not be read."""

    error: SignpostError


@dataclass(frozen=True)
class LedgerRead:
    """The records there are, in words."""

    figures: tuple[Figure, ...]
    rows: tuple[Caption | Row, ...]


@dataclass(frozen=True)
class ActivityRead:
    """What happened, in words."""

    rows: tuple[Caption | Row, ...]


@dataclass(frozen=True)
class Chosen:
    """What is chosen, and whether Signpost starts at login (None: nobody can tell); how often it crashed, and when."""

    choices: Choices
    autostart: bool | None
    crashes: int = 0
    crashed: datetime | None = None


@dataclass(frozen=True)
class LicencesRead:
    """Whose work is in this program, a line each."""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class Written:
    """A file the person asked for is there."""

    file: Path


Answer = Looked | InstalledRead | LedgerRead | ActivityRead | Chosen | LicencesRead | Written | ReadingFailed


class Reading(QObject):
    """Ask on the main thread; `answered` comes there too, in the order of asking. `close` ends and joins the thread."""

    answered = Signal(object)
    _read = Signal(object)

    def __init__(self, paths: Paths) -> None:
        super().__init__()
        self._paths = paths
        self._cancel = threading.Event()
        self._worker = Worker("window", lambda error: self._read.emit(ReadingFailed(error)))
        self._looker = Worker("look-around", lambda error: self._read.emit(ReadingFailed(error)))
        self._read.connect(self.answered, Qt.ConnectionType.QueuedConnection)

    def installed(self, tools: tuple[str, ...], config: Config, state: SyncState) -> None:
        """Which of these tools Signpost has set up here."""
        self._ask(lambda: _installed(self._paths, tools, config, state))

    def ledger(self, names: Mapping[str, str], wording: Wording) -> None:
        """What there is in the ledger; `names` are the tools' by id."""
        self._ask(lambda: _ledger(self._paths, names, wording))

    def activity(self, undoable: Mapping[str, str], wording: Wording) -> None:
        """What happened; `undoable` are the tools whose set-up can be undone."""
        self._ask(lambda: _activity(self._paths, undoable, wording))

    def preferences(self) -> None:
        """What the person chose."""
        self._ask(lambda: _chosen(self._paths))

    def choose(self, changes: dict[str, Value]) -> None:
        """Write choices down; what applies then is answered."""
        self._ask(lambda: _choose(self._paths, changes))

    def autostart(self, on: bool) -> None:
        """Turn the start at login on or off; what applies then is answered."""
        self._ask(lambda: _turn(self._paths, on))

    def licences(self) -> None:
        """Whose work is in this program."""
        self._ask(lambda: LicencesRead(licences()))

    def bundle(self, file: Path, config: Config, versions: Mapping[str, str]) -> None:
        """Write the bundle for IT."""
        self._ask(lambda: _written(file, _diagnostics(config, self._paths, versions)))

    def everything(self, file: Path, at: str) -> None:
        """Write all that is kept about the person, as of then (in words)."""
        self._ask(lambda: _written(file, everything(self._paths, at)))

    def write(self, file: Path, data: bytes) -> None:
        """Write a file the person asked for."""
        self._ask(lambda: _written(file, data))

    def look_around(self, state: SyncState, person: Person) -> None:
        """Which of the policy's tools lie on this computer."""
        if state.policy is not None:
            self._looker.give(lambda: self._read.emit(_look(state, person, self._paths, self._cancel)))

    def close(self) -> None:
        """Let what is being read end, drop the rest, join."""
        self._cancel.set()
        for worker in (self._looker, self._worker):
            worker.end(drop=True)

    def _ask(self, read: Callable[[], Answer]) -> None:
        self._worker.give(lambda: self._read.emit(read()))


def _installed(paths: Paths, tools: tuple[str, ...], config: Config, state: SyncState) -> InstalledRead:
    from app.runtime.errands.artifacts import ArtifactErrands
    from app.setup.pins import Pins
    from app.setup.place import Place
    from app.setup.updates import update_of

    found, changed = {}, set[str]()
    pins = Pins(paths, ArtifactErrands(config, paths, state.artifacts))
    for tool in tools:
        # One record that cannot be read is a tool that is not there: a set-up makes it anew.
        with contextlib.suppress(SignpostError, ValueError):
            installed = Place(paths, tool).read()
            if installed is not None:
                found[tool] = installed
                update = update_of(installed, state.recipes.of(tool), differs=pins.differs)
                if update is not None and update.version == installed.version:
                    changed.add(tool)
    return InstalledRead(found, frozenset(changed))


def _ledger(paths: Paths, names: Mapping[str, str], wording: Wording) -> LedgerRead:
    with contextlib.closing(Ledger(paths.state / "ledger.db")) as ledger:
        entries, counts = tuple(ledger.entries(MOST_RECORDS)), ledger.counts()
    return LedgerRead(figures(counts, wording), ledger_rows(entries, names, wording))


def _activity(paths: Paths, undoable: Mapping[str, str], wording: Wording) -> ActivityRead:
    with contextlib.closing(Activity(paths.state / "activity.db")) as activity:
        return ActivityRead(activity_rows(activity.newest(MOST_RECORDS), undoable, wording))


def _chosen(paths: Paths) -> Chosen:
    start = Autostart(paths)
    crashes = crash_reports.reports(crash_reports.folder(paths))
    last = crashes[-1].at if crashes else None
    return Chosen(choices(paths), start.on if start.known else None, len(crashes), last)


def _choose(paths: Paths, changes: dict[str, Value]) -> Chosen:
    choose(paths, changes)
    return _chosen(paths)


def _turn(paths: Paths, on: bool) -> Chosen:
    Autostart(paths).turn(on)
    return _chosen(paths)


def _written(file: Path, data: bytes) -> Written:
    write_durably(file, data)
    return Written(file)


def _diagnostics(config: Config, paths: Paths, versions: Mapping[str, str]) -> bytes:
    from app.doctor.diagnostics import bundle, files

    return bundle(files(config, paths, versions, os.environ, CHECK_UP_SECONDS))


def _look(state: SyncState, person: Person, paths: Paths, cancel: threading.Event) -> Looked:
    from app.runtime.around import Asked, look_around

    if state.policy is None:
        raise RuntimeError("there is nothing to look for without a policy")
    index = PolicyIndex(state.policy, platform.system())
    lying = look_around(Asked(state.policy, person, str(paths.home)), own_folder(paths.runtime), cancel)
    now = clock.now()
    found = [(one.path, index.decide(one.evidence, now, person, state.exceptions)) for one in lying]
    return Looked(grouped(found), now)
