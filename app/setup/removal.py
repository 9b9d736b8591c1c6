"""Taking a tool away that was set up: what its set-up put there, and with the last tool the edit of PATH."""

from app.host.files import translated
from app.host.paths import Paths
from app.setup import path_edit
from app.setup.leftovers import installed_tools, uninstall


def take_away(paths: Paths, tool: str) -> None:
    """Leave nothing of the set-up. Raises NotInstalled, AlreadyRunning, NotWritable, what `path_edit.undo` raises."""
    try:
        uninstall(paths, tool)
    except OSError as error:
        raise translated(error, paths.tools / tool) from error
    edit = path_edit.applied(paths)
    if edit is not None and not installed_tools(paths):
        path_edit.undo(paths, edit)
