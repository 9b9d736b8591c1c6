"""Starts the program with a screen: the runtime behind the desktop, and its end with the desktop's."""

import contextlib
import os
import signal
import sys
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

from app.access import person
from app.errors import SignpostError
from app.host import signals
from app.host.config import Config
from app.host.files import InUse
from app.host.instance import only_one
from app.host.loading import loading
from app.host.paths import Paths
from app.report.stream import Stream
from app.watch.opening import Opening

if TYPE_CHECKING:
    from types import FrameType

    from app.desktop.desktop import Desktop
    from app.desktop.front import Front
    from app.runtime.runtime import Runtime


_PATIENCE_SECONDS = 3.0


class NoScreen(SignpostError):
    """Started with a screen where there is none."""

    what = "There is no screen here to show anything on."
    todo = "Start Signpost from a desktop session, or run it with --headless."


def expect_screen() -> None:
    """Raise NoScreen where there is none."""
    if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        raise NoScreen


def run(
    config: Config,
    paths: Paths,
    stream: Stream,
    opening: Opening,
    *,
    window: bool = False,
    again: tuple[int, str] = (0, ""),
) -> int:
    """Run until the person quits or a signal asks for it; returns the exit code. Raises NoScreen, InUse.

    The icon comes first, then the policy into force, then all else that can be seen: nothing is missed meanwhile, since
    the process that hears of launches was started before anything else. Where one runs already its window is shown
    instead, before Qt is loaded, and this one is done. `window` shows the window at the first start, too.
    """
    expect_screen()
    with contextlib.ExitStack() as held:
        try:
            held.enter_context(only_one(paths))
        except InUse:
            if shows_its_window(paths):
                return 0
            raise
        told = held.enter_context(_signals_noted())
        with loading():
            front = icon_shown()
            from app.desktop.curtain import Curtain
            from app.runtime.runtime import Runtime

            curtain = Curtain()
            runtime = Runtime(config, paths, curtain, stream, opening, again)
            runtime.start(whole=False)
            held.callback(runtime.stop)
            desktop = _desktop(config, paths, runtime, front)
        if told:
            desktop.close()
            return 0
        curtain.rise(desktop)
        return desktop.run(window=window, then=runtime.go_on, over=lambda: bool(told))


def shows_its_window(paths: Paths) -> bool:
    """Ask the agent that runs to show its window; one that only just started is given the time to load Qt."""
    from app.host import doorbell

    give_up = time.monotonic() + _PATIENCE_SECONDS
    while not doorbell.ring(paths.runtime):
        if time.monotonic() > give_up:
            return False
        time.sleep(0.1)
    return True


def icon_shown() -> "Front":
    """Load Qt, and show the icon."""
    from app.desktop import interpreter

    interpreter.import_plainly()
    interpreter.hand_over_sooner()
    from app.desktop.front import Front
    from app.desktop.messages import listen

    listen()
    front = Front()
    front.show()
    return front


def _desktop(config: Config, paths: Paths, runtime: "Runtime", front: "Front") -> "Desktop":
    """What the person sees besides, and who carries out what they ask for."""
    from app.desktop.callbacks import Callbacks
    from app.desktop.desktop import Desktop

    desktop = Desktop(config.language, paths=paths, config=config, front=front)
    desktop.wire(
        Callbacks(
            on_set_up=runtime.setups.begin,
            on_act=runtime.acts.act,
            on_snooze=runtime.acts.silence,
            on_unsnooze=runtime.acts.unsilence,
            on_cancel=runtime.setups.cancel,
            on_remove=runtime.setups.remove,
            on_roll_back=runtime.setups.roll_back,
            on_cleared=runtime.setups.cleared,
            on_find=runtime.setups.find,
            on_quiet=runtime.acts.quiet,
            on_sync_now=runtime.sync_now,
            on_path_edit=runtime.acts.edit_path,
            on_path_undo=runtime.acts.undo_path,
            on_shown=runtime.shown,
            on_ask=runtime.acts.ask,
            on_take_back=runtime.acts.take_back,
            command_of=lambda tool_id: _command_of(paths, tool_id),
        ),
        person(config),
    )
    return desktop


@contextlib.contextmanager
def _signals_noted() -> Iterator[list[int]]:
    """Have the signals to end wait until what is inside is done: the desktop cannot listen to them yet.

    An exception of a handler would come where nothing can catch it: shiboken runs Python while it is loaded, and aborts
    where that fails (`Py_FatalError` of its signature bootstrap).
    """
    told: list[int] = []

    def note(number: int, _frame: "FrameType | None") -> None:
        told.append(number)

    before = {number: signal.signal(number, note) for number in signals.ending()}
    try:
        yield told
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _command_of(paths: Paths, tool_id: str) -> str:
    """The command of a tool that was set up before; "" when it was not, or nobody can tell."""
    from app.setup.place import Place

    with contextlib.suppress(SignpostError, ValueError):
        installed = Place(paths, tool_id).read()
        if installed is not None and installed.commands:
            return installed.commands[0]
    return ""
