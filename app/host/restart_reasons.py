"""Why this program should start anew in its own place: another version was installed, or another configuration.

Both are noticed by the folders they come to (`app.host.folder_news`): on Linux. Elsewhere, and for the registry and
macOS' preferences, they are taken up at the next start. A configuration that cannot be used is no reason, and keeps
an upgrade waiting: started anew, Signpost would not run.
"""

import enum
from pathlib import Path

from app.errors import SignpostError
from app.host import config as configuration
from app.host import inotify
from app.host.config import Config
from app.host.folder_news import FolderNews
from app.host.paths import Paths
from app.host.upgrade import Upgrade

QUIET_SECONDS = 1.0
"""A file that is written piece by piece, or a package of several, is read once nothing more has come for so long."""


class Reason(enum.Enum):
    """One of them, as the event stream has it."""

    UPGRADE = "upgrade"
    CONFIGURATION = "configuration"


class ConfigKept(SignpostError):
    """What is there now cannot be used."""

    what = "The configuration was changed, and Signpost goes on with the settings of before. {detail}"
    todo = "IT: correct it; it is then read at once. Started anew, Signpost would not run."


def company_folders(paths: Paths) -> tuple[Path, ...]:
    """Where the files of the company's configuration lie."""
    return paths.machine_config, paths.machine_config / "managed.d"


class RestartReasons:
    """Waits for them. One thread waits; the rest from any."""

    def __init__(self, config: Config, paths: Paths, upgrade: Upgrade | None = None, quiet: float = QUIET_SECONDS):
        """`config` is what is in force, `quiet` in seconds."""
        self._config, self._paths, self._quiet = config, paths, quiet
        self._upgrade = upgrade or Upgrade()
        self._told = ""
        self._news = FolderNews()
        self._listen()

    def wait(self) -> Reason | ConfigKept | None:
        """The next; or why a configuration is none, once; None when `end` was called."""
        while not self._news.over:
            self._listen()
            found = self._found()
            if found not in (Reason.UPGRADE, None) and self._news.settle(self._quiet):
                found = self._found()
            if found is not None and not self._news.over:
                self._told = found.happened if isinstance(found, ConfigKept) else ""
                return found
            if found is None:
                self._news.wait()
        return None

    def hold(self) -> bool:
        """Whether what was a reason a while ago still is one."""
        return isinstance(self._found(), Reason)

    def end(self) -> None:
        """Have the one that waits come back."""
        self._news.end()

    def close(self) -> None:
        """Let go of it, when nobody waits any more."""
        self._news.close()

    def _listen(self) -> None:
        self._news.listen(self._upgrade.folders)
        if self._config.flags is not None:
            self._news.listen(company_folders(self._paths), inotify.CHANGED)

    def _found(self) -> Reason | ConfigKept | None:
        """What there is now that was not told."""
        if not self._news.comes:
            return None
        now = self._configured()
        if isinstance(now, ConfigKept):
            return now if now.happened != self._told else None
        if self._upgrade.here:
            return Reason.UPGRADE
        if now.company != self._config.company:
            return Reason.CONFIGURATION
        self._told = ""
        return None

    def _configured(self) -> Config | ConfigKept:
        """What a start would find; what is in force where nothing was read."""
        if self._config.flags is None:
            return self._config
        try:
            return configuration.load(self._paths, self._config.flags)
        except SignpostError as error:
            return ConfigKept(detail=error.happened)
