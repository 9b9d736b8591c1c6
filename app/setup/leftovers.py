"""Makes the disk agree with the record: the one way a set-up is undone, whether it failed, was cancelled or was killed.

The record (`installed.json`) is replaced durably as the last act of a set-up and removed as the first act of taking a
tool away. So whatever it does not name is a leftover of a run that did not get there.
"""

import contextlib
import re

from app.errors import SignpostError
from app.host.files import sync_folder
from app.host.paths import Paths
from app.setup.errors import AlreadyRunning, NotInstalled, RecordUnreadable
from app.setup.launchers import link_path, our_links, put_link, target_of
from app.setup.place import Place
from app.setup.trees import remove

_HALF_MADE = re.compile(r"\..+\.[0-9a-f]{8}(?:\.cmd)?")
"""A link under its passing name, before it was renamed into place."""


def settle(place: Place) -> None:
    """Remove what the record does not name, and lead links back to what it does. The tool's lock must be held.

    A link the person removed is not made again, and one they made themselves to what is installed stays.
    Raises RecordUnreadable, NameTaken, OSError.
    """
    installed = place.read()
    prefix = place.prefix(installed) if installed else None
    commands = {link_path(place.paths, command): command for command in installed.commands} if installed else {}
    for link in our_links(place.paths, place.tool):
        target = target_of(link)
        lasts = prefix is not None and target is not None and target.is_relative_to(prefix)
        if prefix is not None and link in commands and not lasts:
            put_link(place.paths, place.tool, commands[link], prefix)
        elif not lasts or _HALF_MADE.fullmatch(link.name):
            link.unlink(missing_ok=True)
    if place.folder.is_dir():
        names = {place.record.name, *installed.folders} if installed else set[str]()
        for path in [path for path in place.folder.iterdir() if path.name not in names]:
            remove(path)
        if not installed:
            remove(place.folder)


def clean_leftovers(paths: Paths) -> list[SignpostError]:
    """At start: undo what an ended set-up left half done, for every tool. A tool being set up right now is left alone.

    Returns the problems instead of raising them: one broken folder must not keep the agent from starting.
    """
    problems: list[SignpostError] = []
    if paths.tools.is_dir():
        for folder in sorted(paths.tools.iterdir()):
            with contextlib.suppress(ValueError, AlreadyRunning):
                place = Place(paths, folder.name)
                try:
                    with place.alone():
                        settle(place)
                except AlreadyRunning:
                    raise
                except SignpostError as error:
                    problems.append(error)
                except OSError as error:
                    problems.append(RecordUnreadable(path=folder, detail=error))
    return problems


def uninstall(paths: Paths, tool: str) -> None:
    """Take away what a set-up of that tool put there: links, folder, record, cache; nothing else.

    Raises NotInstalled, AlreadyRunning, NotWritable, OSError.
    """
    try:
        place = Place(paths, tool)
    except ValueError as error:
        raise NotInstalled(tool=tool) from error
    if not place.folder.is_dir():
        raise NotInstalled(tool=tool)
    with place.alone():
        place.record.unlink(missing_ok=True)
        sync_folder(place.folder)
        settle(place)
        for cache in place.caches():
            remove(cache)


def installed_tools(paths: Paths) -> list[str]:
    """The tools that are set up."""
    if not paths.tools.is_dir():
        return []
    return sorted(path.name for path in paths.tools.iterdir() if (path / "installed.json").is_file())
