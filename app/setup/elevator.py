"""The way to the elevated helper: pkexec starts it as root, with a verb and a signed target's name and nothing else.

polkit asks for an administrator's password by the action of `resources/polkit`, whose `exec.path` is `HELPER`.
pkexec(1): exit code 126 says that the dialog was dismissed, 127 that nobody could authorise or the program did not run.
The helper's own codes and what it prints are in `app.elevation.main`.
"""

import json
import os
import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from app.errors import SignpostError
from app.host.run import Result, run
from app.setup.errors import Cancelled, TimedOut
from app.setup.manager import find
from app.setup.manager_errors import ManagerBusy, ManagerFailed, ManagerUnready, NotAuthorised
from app.setup.npm_errors import plain

HELPER = Path("/usr/lib/signpost/signpost-setup-helper")
"""Where the product's own packages put it; root's, or polkit's action would not be worth its password."""

NAME = "Signpost's helper"
_DISMISSED, _NOT_AUTHORISED, _BUSY = 126, 127, 75
_AROUND_SECONDS = 1800.0
"""For the password, the refresh and the download; the helper bounds the package manager itself."""

OnBytes = Callable[[int, int | None], None]
Say = Callable[[str], None]


@dataclass(frozen=True)
class Wish:
    """What is wanted of the helper: `verb` is install or remove, `seconds` how long the package manager may take."""

    tool: str
    verb: str
    target: str
    seconds: float


class Elevator(Protocol):
    """Has the helper work as root."""

    def needed(self) -> bool:
        """Whether we are not root ourselves."""

    def viable(self, tool: str, environment: Mapping[str, str]) -> None:
        """Whether it can be asked for at all. Raises ManagerMissing, ManagerUnready: the next recipe is tried."""

    def carry_out(
        self,
        wish: Wish,
        environment: Mapping[str, str],
        cancel: threading.Event,
        on_bytes: OnBytes = lambda *_: None,
        say: Say = lambda _: None,
    ) -> None:
        """Raises Cancelled, NotAuthorised, ManagerBusy, ManagerFailed, TimedOut."""


@dataclass(frozen=True)
class Pkexec:
    """By polkit, on Linux."""

    helper: Path = HELPER

    def needed(self) -> bool:
        """By the effective user."""
        return sys.platform != "win32" and os.geteuid() != 0

    def viable(self, tool: str, environment: Mapping[str, str]) -> None:
        """Raises ManagerMissing, ManagerUnready."""
        find("pkexec", "pkexec", tool, environment)
        if not self.helper.exists():
            raise ManagerUnready(manager=NAME, tool=tool, detail=f"{self.helper} is not installed")

    def argv(self, wish: Wish) -> tuple[str, ...]:
        """The list of arguments. pkexec's own agent needs a terminal, which no child of ours has."""
        return ("pkexec", "--disable-internal-agent", str(self.helper), wish.verb, wish.target)

    def carry_out(
        self,
        wish: Wish,
        environment: Mapping[str, str],
        cancel: threading.Event,
        on_bytes: OnBytes = lambda *_: None,
        say: Say = lambda _: None,
    ) -> None:
        """See `Elevator`. From its first word on the helper is root's, and goes on whatever we do: it is waited for."""
        program, *rest = self.argv(wish)
        heard = _Heard(on_bytes, say)
        stop = threading.Event()

        def tick() -> None:
            if cancel.is_set() and not heard.anything:
                stop.set()

        try:
            result = run(
                [find(program, program, wish.tool, environment), *rest],
                env=environment,
                timeout=wish.seconds + _AROUND_SECONDS,
                cancel=stop,
                tick=tick,
                on_output=heard.line,
            )
        except OSError as error:
            raise ManagerFailed(manager=NAME, tool=wish.tool, code=error.errno, detail=error.strerror) from error
        if problem := _problem(wish, result, heard):
            raise problem


def _problem(wish: Wish, result: Result, heard: "_Heard") -> SignpostError | None:
    if result.ended_by == "cancel":
        return Cancelled(tool=wish.tool)
    if result.ended_by == "timeout":
        return TimedOut(tool=wish.tool, seconds=int(wish.seconds + _AROUND_SECONDS))
    match result.code:
        case 0:
            return None
        case code if code == _DISMISSED:
            return Cancelled(tool=wish.tool)
        case code if code == _NOT_AUTHORISED:
            return NotAuthorised(tool=wish.tool)
        case code if code == _BUSY:
            return ManagerBusy(manager=NAME, tool=wish.tool)
        case code:
            said = heard.error or f"exit code {code}"
            return ManagerFailed(manager=NAME, tool=wish.tool, code=said, detail=heard.what or "it said nothing")


class _Heard:
    """Reads the helper's progress protocol; what is none of it is passed over."""

    def __init__(self, on_bytes: OnBytes, say: Say) -> None:
        self._on_bytes, self._say = on_bytes, say
        self.anything = False
        self.error = self.what = ""

    def line(self, text: str) -> None:
        """Take in one line of its output."""
        try:
            record = json.loads(text)
        except (ValueError, RecursionError):
            return
        if not isinstance(record, dict):
            return
        self.anything = True
        match record:
            case {"bytes": int(done), "total": int() | None as total}:
                self._on_bytes(done, total)
            case {"says": str(words)}:
                self._say(plain(words))
            case {"error": str(code), "what": str(what)}:
                self.error, self.what = plain(code), plain(what)
            case _:
                pass  # a phase, or what a newer helper says
