"""A start with a configuration that cannot be used waits until it can: IT repairs it while people work.

It is noticed by the folders of the files (`app.host.folder_news`), and looked at once a minute besides: on macOS there
is no such news, and no folder tells of the system's own preferences. Who gave the company on the command line, or was
never told of one, is answered at once instead.
"""

import contextlib
from collections.abc import Callable
from pathlib import Path

from app.errors import SignpostError
from app.host import config as configuration
from app.host import inotify
from app.host.config import Config, ConfigUnreadable, NotConfigured
from app.host.folder_news import FolderNews
from app.host.paths import Paths
from app.host.restart_reasons import QUIET_SECONDS, company_folders
from app.host.settings import Settings

LOOK_SECONDS = 60.0
"""How often to look where nothing tells of a change."""


class ConfigAwaited(SignpostError):
    """What the company rolled out cannot be used."""

    what = "The configuration {path} cannot be used: {detail}"
    todo = "Ask IT to correct it. Signpost waits, and goes on by itself as soon as that is done."


class OwnConfigAwaited(SignpostError):
    """What the person wrote cannot be used."""

    what = "The configuration {path} cannot be used: {detail}"
    todo = (
        "It is your own file: correct it, or remove it. Signpost waits, and goes on by itself as soon as that is done."
    )


class CompanyAwaited(SignpostError):
    """What the company rolled out is not whole."""

    what = "Signpost does not know its company yet: {missing} is not set."
    todo = (
        "Ask IT to complete the configuration ({path}). Signpost waits, and goes on by itself as soon as that is done."
    )


def awaited(error: SignpostError, paths: Paths, flags: Settings) -> SignpostError | None:
    """What a start that met `error` says while it waits; None: it does not wait.

    `flags` are the command line's: whoever gives some is there to correct them, and tests and demos do.
    """
    if flags != Settings():
        return None
    match error:
        case ConfigUnreadable() if _lies_in(error.facts["path"], paths.config):
            return OwnConfigAwaited(**error.facts)
        case ConfigUnreadable():
            return ConfigAwaited(**error.facts)
        case NotConfigured() if configuration.company_layer(paths) != Settings():
            return CompanyAwaited(**error.facts)
        case _:
            return None


class Repair:
    """Waits for it. One thread waits; `end` from any."""

    def __init__(
        self,
        paths: Paths,
        told: SignpostError,
        alive: Callable[[], None] = lambda: None,
        every: float = LOOK_SECONDS,
        quiet: float = QUIET_SECONDS,
    ) -> None:
        """`told` was said of it. `alive` is called at least once in `every` seconds; `quiet`: see `RestartReasons`."""
        self._paths, self._told, self._alive, self._every, self._quiet = paths, told, alive, every, quiet
        self._news = FolderNews()

    def wait(self) -> Config | SignpostError | None:
        """The configuration that can be used, or what else is wrong with it by now; None: `end` was called."""
        while not self._news.over:
            self._alive()
            self._listen()
            found = self._found()
            if found is not None and self._news.settle(self._quiet):
                found = self._found()  # written piece by piece
            if found is not None and not self._news.over:
                self._told = found if isinstance(found, SignpostError) else self._told
                return found
            self._news.wait(self._every)
        return None

    def end(self) -> None:
        """Have the one that waits come back."""
        self._news.end()

    def close(self) -> None:
        """Let go of it, when nobody waits any more."""
        self._news.close()

    def _listen(self) -> None:
        """To the folders of the files there can be, and to that of the one that is named."""
        folders = (*company_folders(self._paths), self._paths.config)
        named = Path(self._told.facts["path"])
        self._news.listen((*folders, named.parent) if named.is_absolute() else folders, inotify.CHANGED)

    def _found(self) -> Config | SignpostError | None:
        """What there is now that was not told."""
        try:
            return configuration.load(self._paths, Settings())
        except SignpostError as error:
            now: SignpostError = error
        with contextlib.suppress(SignpostError):
            now = awaited(now, self._paths, Settings()) or now
        return now if str(now) != str(self._told) else None


def _lies_in(name: str, folder: Path) -> bool:
    return Path(name).is_relative_to(folder)
