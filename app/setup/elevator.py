"""Elevation: what installs for the whole computer is done by one small program with root's rights, the helper.

It is told a verb and a signed target's name and nothing else; what it does with them is `app.elevation`. How it is
started, and by whom a password is asked for, is the system's: an `Elevator` each.
"""

import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from app.host import known_folders
from app.setup.installer import Answer

if sys.platform == "win32":
    HELPER = known_folders.system().path(known_folders.PROGRAM_FILES) / "Signpost/signpostw.exe"
elif sys.platform == "darwin":
    HELPER = Path("/Library/Application Support/signpost/signpost-setup-helper")
else:
    HELPER = Path("/usr/lib/signpost/signpost-setup-helper")
"""Where the product's own packages put it; an administrator's own, or it would not be worth its password."""

NAME = "Signpost's helper"

OnBytes = Callable[[int, int | None], None]
Say = Callable[[str], None]
Host = Callable[[str], Answer]
"""Asks the policy host for a path below its address; see `app.setup.installer.Artifacts.answer`."""


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
        """Whether we have not got those rights ourselves."""

    def viable(self, tool: str, environment: Mapping[str, str]) -> None:
        """Whether it can be asked for at all, found out before anything is fetched. Nobody is asked for a password yet.

        Raises ManagerMissing, ManagerUnready: the next recipe is tried.
        """

    def carry_out(
        self,
        wish: Wish,
        environment: Mapping[str, str],
        cancel: threading.Event,
        on_bytes: OnBytes = lambda *_: None,
        say: Say = lambda _: None,
        host: Host | None = None,
    ) -> None:
        """Start it and wait for its end; `host` is asked for whatever it wants of the policy host.

        Raises Cancelled, NotAuthorised, ManagerBusy, ManagerFailed, TimedOut, and what `host` raises.
        """


def of_this_system() -> Elevator:
    """The one of this operating system."""
    if sys.platform == "win32":
        from app.setup.uac import Uac, Windows

        return Uac(Windows())
    elif sys.platform == "darwin":
        from app.setup.osascript import Osascript

        return Osascript()
    else:
        from app.setup.pkexec import Pkexec

        return Pkexec()
