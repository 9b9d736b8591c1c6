"""Whether new terminals find a tool that is set up, and the one edit that would change that."""

import os
from typing import TYPE_CHECKING

from app.host.paths import Paths
from app.screen import Finished

if TYPE_CHECKING:
    from app.setup.place import Installed


def findable(paths: Paths, installed: "Installed") -> Finished:
    """What to tell of it; a tool without a command has nothing to be found. Raises what `path_edit` raises."""
    from app.setup import path_edit
    from app.setup.on_path import look_up

    if not installed.commands:
        return Finished(installed=installed, findable=True)
    asked = look_up(paths, installed.commands[0], os.environ)
    made = path_edit.applied(paths) if asked.ours else None
    edit = made if asked.ours else path_edit.propose(paths, asked)
    return Finished(installed=installed, findable=asked.ours, edit=edit, edited=made is not None)
