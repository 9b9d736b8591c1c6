"""The helper as User Account Control starts it, and where it lies on Windows.

    %ProgramData%\\Signpost\\            config.toml, where a company rolls one out as a file; everybody may read
                           setup\\      the helper's own state, closed to all others (`app.elevation.helper`)
                           progress\\   what it says (`app.elevation.windows.progress`); everybody may read

The place is what Windows says (FOLDERID_ProgramData). Any account may put a folder of its own there before us; such a
one is refused, and IT has to remove it.
"""

import contextlib
import ctypes
import os
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from app.host import known_folders
from app.setup import trees
from app.setup.uac import SAID

if TYPE_CHECKING:
    from app.elevation.helper import Tell
    from app.elevation.managers import PackageManager
    from app.elevation.order import Order
    from app.elevation.trust import Folders
    from app.elevation.windows.event_log import EventLog
    from app.elevation.windows.owned import AccessListed
    from app.elevation.windows.token import Token


_LEFT_SECONDS = 86_400.0
"""Longer than any installation takes: what is older was left by a run that was ended."""


@contextlib.contextmanager
def prepared(ours: "AccessListed", folders: "Folders") -> Iterator[Path]:
    """Make the folders, or find them as they have to be; gives the one for what is said.

    What installers unpack for themselves goes below the helper's own state, where nobody can exchange it.
    Raises OpenToOthers, OSError.
    """
    from app.elevation.windows.owned import SHOWN

    said, temporary = folders.configuration / SAID, folders.state / "temporary"
    ours.make_folder(folders.configuration, SHOWN)
    ours.make_folder(said, SHOWN)
    ours.make_folder(folders.state)
    ours.make_folder(temporary)
    for left in temporary.iterdir():
        if time.time() - left.lstat().st_mtime > _LEFT_SECONDS:
            _let_go(left)
    own = temporary / str(os.getpid())
    own.mkdir(exist_ok=True)  # it has the list of the folder it is in
    os.environ.update(TEMP=str(own), TMP=str(own))
    try:
        yield said
    finally:
        _let_go(own)


def _let_go(left: Path) -> None:
    with contextlib.suppress(OSError):  # a program of the installer's still runs there
        trees.remove(left)


class Started:
    """By UAC, or by a shell of an administrator's; `ours` says which of the `folders` may be believed."""

    def __init__(self, log: "EventLog", token: "Token", folders: "Folders", ours: "AccessListed") -> None:
        from app.elevation.windows.progress import Progress

        self._log, self._token, self._folders, self._ours = log, token, folders, ours
        self._progress = Progress()

    def expect_administrator(self) -> None:
        """By the token of this process. Raises NotAdministrator."""
        from app.elevation.errors import NotAdministrator

        if not self._token.is_administrators():
            raise NotAdministrator
        self._token.make_for_administrators()

    def log(self, words: str) -> None:
        """Into the event log."""
        self._log.write(words)

    def say(self, record: Mapping[str, object]) -> None:
        """Into a file; nobody can be gone."""
        self._progress.say(record)

    def obey(self, wanted: "Order", tell: "Tell") -> None:
        """Carry out an order on this computer."""
        from app.elevation.helper import Helper
        from app.elevation.trust import Trust

        with prepared(self._ours, self._folders) as said:
            self._progress.open(said)
            company = Trust(self._folders, ours=self._ours)
            Helper(self._folders.state, company.refreshed, tell, ours=self._ours).carry_out(wanted)


if sys.platform == "win32":

    def start() -> Started:
        """Nothing of the caller's is left."""
        from app.elevation.windows import surroundings

        where, kernel32 = known_folders.system().path, ctypes.WinDLL("kernel32.dll", winmode=0x800)
        surroundings.clean(where, kernel32.SetDefaultDllDirectories)
        from app.elevation.windows import event_log, objects, token
        from app.elevation.windows.owned import AccessListed

        advapi32 = ctypes.WinDLL("advapi32.dll", winmode=0x800, use_last_error=True)
        log = event_log.EventLog(event_log.Libraries(advapi32))
        rights = token.Token(objects.Libraries(kernel32, advapi32), ctypes.get_last_error)
        return Started(log, rights, folders(), AccessListed(objects.system()))

    def folders() -> "Folders":
        """See above."""
        from app.elevation.trust import Folders

        signpost = known_folders.system().path(known_folders.PROGRAM_DATA) / "Signpost"
        return Folders(signpost, signpost / "setup")

    def managers() -> "tuple[PackageManager, ...]":
        """Windows Installer, and set-up programs."""
        from app.elevation.windows import objects
        from app.elevation.windows.exe import SetUpProgram
        from app.elevation.windows.msi import WindowsInstaller
        from app.elevation.windows.owned import AccessListed

        where = known_folders.system().path
        places = {
            "program_files": where(known_folders.PROGRAM_FILES),
            "program_files_x86": where(known_folders.PROGRAM_FILES_X86),
        }
        return (
            WindowsInstaller(where(known_folders.SYSTEM), os.environ),
            SetUpProgram(places, os.environ, AccessListed(objects.system()).expect_file),
        )
