"""Starts the program with a screen: the runtime behind the desktop, and its end with the desktop's."""

import contextlib
import os
import sys

from app.access import person
from app.errors import SignpostError
from app.host.config import Config
from app.host.loading import loading
from app.host.paths import Paths
from app.report.stream import Stream
from app.watch.opening import Opening


class NoScreen(SignpostError):
    """Started with a screen where there is none."""

    what = "There is no screen here to show anything on."
    todo = "Start Signpost from a desktop session, or run it with --headless."


def run(config: Config, paths: Paths, stream: Stream, opening: Opening) -> int:
    """Run until the person quits or a signal asks for it; returns the exit code. Raises NoScreen, InUse."""
    if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        raise NoScreen
    with loading():
        from app.desktop.callbacks import Callbacks
        from app.desktop.desktop import Desktop
        from app.runtime.runtime import Runtime

        desktop = Desktop(config.language, paths=paths, person=person(config))
        runtime = Runtime(config, paths, desktop, stream, opening)
        desktop.wire(
            Callbacks(
                on_set_up=runtime.set_up,
                on_cancel=runtime.cancel,
                on_sync_now=runtime.sync_now,
                on_path_edit=runtime.edit_path,
                on_path_undo=runtime.undo_path,
                on_shown=runtime.shown,
                command_of=lambda tool_id: _command_of(paths, tool_id),
            )
        )
        runtime.start()
    try:
        return desktop.run()
    finally:
        runtime.stop()


def _command_of(paths: Paths, tool_id: str) -> str:
    """The command of a tool that was set up before; "" when it was not, or nobody can tell."""
    from app.setup.place import Place

    with contextlib.suppress(SignpostError, ValueError):
        installed = Place(paths, tool_id).read()
        if installed is not None and installed.commands:
            return installed.commands[0]
    return ""
