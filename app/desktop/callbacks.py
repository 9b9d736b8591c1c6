"""What the desktop asks of the rest of the program. Every callback is called on the main thread and returns at once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time

from app.alerts.life import Event
from app.alerts.silence import Choice
from app.asking.request import NotAskable, Request
from app.screen import Finished


def _nothing(*_: object) -> None:
    """For what nobody listens to."""


def _no_command(tool_id: str) -> str:
    """For a program that set nothing up."""
    del tool_id
    return ""


def _nobody_to_ask(tool_id: str, reason: str, until: datetime) -> Request:
    """For a program without anybody behind it."""
    del tool_id, reason, until
    raise NotAskable(detail="nobody is there to ask")


@dataclass(frozen=True)
class Callbacks:
    """The person's wishes, and what was shown.

    `on_shown` gets an alert's session, the channel ("notification" or "card") and when (CLOCK_MONOTONIC, ns);
    `on_act` an alert's session and what the person did about it; `on_snooze` a tool and for how long it is to be quiet,
    `on_unsnooze` the tool when that is taken back, `on_roll_back` a tool whose version before is to come back,
    `on_cleared` a tool that is off limits and was removed,
    `on_find` a tool of ours, to be told again how terminals find it. `command_of` gives the command that starts a tool
    which is set up, else "". `on_ask` gets a tool, why, and until when (NotAskable); `on_take_back` the tool
    of a request that the person takes back.
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
    on_ask: Callable[[str, str, datetime], Request] = _nobody_to_ask
    on_take_back: Callable[[str], None] = _nothing
    on_path_edit: Callable[[Finished], None] = _nothing
    on_path_undo: Callable[[Finished], None] = _nothing
    on_shown: Callable[[str, str, int], None] = _nothing
    command_of: Callable[[str], str] = _no_command
