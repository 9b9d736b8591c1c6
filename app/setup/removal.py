"""Taking a tool away that was set up: what its set-up put there, and with the last tool the edit of PATH."""

import contextlib
import os
import threading
from collections.abc import Mapping

from app.host.files import sync_folder, translated
from app.host.paths import Paths
from app.setup import journal, path_edit, recovery
from app.setup.errors import NotInstalled, RecordUnreadable
from app.setup.kinds import of_kind
from app.setup.leftovers import installed_tools, settle
from app.setup.place import Installed, Place
from app.setup.receipt import PackageReceipt
from app.setup.trees import remove


def take_away(
    paths: Paths,
    tool: str,
    environment: Mapping[str, str] | None = None,
    cancel: threading.Event | None = None,
) -> None:
    """Leave nothing of the set-up: first what a foreign manager holds, then record, links, folders and downloads.

    Raises NotInstalled, AlreadyRunning, NotWritable, Cancelled, HalfInstalled, what the manager and `path_edit.undo`
    raise. Ended in the middle it is taken up again where it was, by asking once more.
    """
    try:
        place = Place(paths, tool)
    except ValueError as error:
        raise NotInstalled(tool=tool) from error
    if not place.folder.is_dir():
        raise NotInstalled(tool=tool)
    try:
        with place.alone():
            known, ended = dict(os.environ if environment is None else environment), cancel or threading.Event()
            _end_what_was_cut_off(place, known, ended)
            for installed in _versions(place):
                installer = of_kind(installed.kind)
                if installer is not None:
                    installer.remove(place, installed.receipt, known, ended)
            place.record.unlink(missing_ok=True)
            place.journal.unlink(missing_ok=True)
            if place.folder.is_dir():
                sync_folder(place.folder)
            settle(place)
            for cache in place.caches():
                remove(cache)
    except OSError as error:
        raise translated(error, paths.tools / tool) from error
    edit = path_edit.applied(paths)
    if edit is not None and not installed_tools(paths):
        path_edit.undo(paths, edit)


def _end_what_was_cut_off(place: Place, environment: Mapping[str, str], cancel: threading.Event) -> None:
    """A run that was killed in a foreign manager's work is known by its journal alone. Raises HalfInstalled, Cancelled.

    In a folder of ours nothing needs to be finished before it goes.
    """
    with contextlib.suppress(RecordUnreadable):
        entry = journal.read(place)
        if entry is not None and isinstance(entry.receipt, PackageReceipt):
            recovery.recover(place, environment, cancel, takes_away=True)


def _versions(place: Place) -> list[Installed]:
    """What a foreign manager holds of it, newest first: folders of ours go with the record, in one step."""
    try:
        installed = place.read()
    except RecordUnreadable:
        return []
    found = [one for one in (installed, installed.previous if installed else None) if one is not None]
    return [one for one in found if place.prefix(one) is None]
