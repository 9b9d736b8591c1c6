"""What the desktop asks of the rest of the program. Every callback is called on the main thread and returns at once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import time

from app.alerts.life import Event
from app.alerts.silence import Choice
from app.screen import Finished


def _nothing(*_: object) -> None:
    """For what nobody listens to."""


def _no_command(tool_id: str) -> str:
    """For a program that set nothing up."""
    del tool_id
    return ""


@dataclass(frozen=True)
class Callbacks:
    """The person's wishes, and what was shown.

    `on_shown` gets an alert's session, the channel ("notification" or "card") and when (CLOCK_MONOTONIC, ns);
    `on_act` an alert's session and what the person did about it; `on_snooze` a tool and for how long it is to be quiet,
    `on_unsnooze` the tool when that is taken back, `on_roll_back` a tool whose version before is to come back,
    `on_cleared` a tool that is off limits and was removed,
    `on_find` a tool of ours, to be told again how terminals find it. `command_of` gives the command that starts a tool
    which is set up, else "".
    """

    on_set_up: Callable[[str], None] = _nothing
    on_cancel: Callable[[str], None] = _nothing
    on_act: Callable[[str, Event], None] = _nothing
    on_snooze: Callable[[str, Choice], None] = _nothing
    on_unsnooze: Callable[[str], None] = _nothing
    on_remove: Callable[[str], None] = _nothing
    on_roll_back: Callable[[str], None] = _nothing
    on_cleared: Callable[[str], None] = _nothing
    on_find: Callable[[str], None] = _nothing
    on_quiet: Callable[[time | None, time | None, tuple[int, ...]], None] = _nothing
    on_sync_now: Callable[[], None] = _nothing
    on_quit: Callable[[], None] = _nothing
    on_path_edit: Callable[[Finished], None] = _nothing
    on_path_undo: Callable[[Finished], None] = _nothing
    on_shown: Callable[[str, str, int], None] = _nothing
    command_of: Callable[[str], str] = _no_command
