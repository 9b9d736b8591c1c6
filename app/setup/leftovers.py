"""Makes the disk agree with the record: how a set-up in a folder of ours is undone, whether it failed or was killed.

The record (`installed.json`) is replaced durably as the last act of a set-up and removed as the first act of taking a
tool away. So whatever it does not name is a leftover of a run that did not get there. What the record names is kept:
the version in force, and the one before it, to go back to.
"""

import re

from app.host.paths import Paths
from app.setup import menu
from app.setup.launchers import link_path, our_links, put_link, target_of
from app.setup.place import Place
from app.setup.trees import remove

_HALF_MADE = re.compile(r"\..+\.[0-9a-f]{8}(?:\.cmd)?")
"""A link under its passing name, before it was renamed into place."""


def settle(place: Place) -> None:
    """Remove what the record does not name, and lead links back to what it does. The tool's lock must be held.

    A link the person removed is not made again, and one they made themselves to what is installed stays. A journal is
    left for `recovery`. Raises RecordUnreadable, NameTaken, OSError.
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
    menu.settle(place, installed)
    if place.folder.is_dir():
        kept = {place.record.name, *installed.folders} if installed else set[str]()
        for path in [path for path in place.folder.iterdir() if path.name not in kept and path != place.journal]:
            remove(path)
        if not installed and not place.journal.exists():
            remove(place.folder)


def installed_tools(paths: Paths) -> list[str]:
    """The tools that are set up."""
    if not paths.tools.is_dir():
        return []
    return sorted(path.name for path in paths.tools.iterdir() if (path / "installed.json").is_file())
