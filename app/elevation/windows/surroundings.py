"""What a process with an administrator's rights may take from its surroundings on Windows: nothing of the caller's.

Variables are any account's to set, for itself (HKCU\\Environment), and UAC hands those of the account that consents to
the helper. So all are dropped, and those that Windows' own programs need are made anew of what Windows says.
"""

import os
import sysconfig
import uuid
from collections.abc import Callable, Mapping
from pathlib import Path

from app.host import known_folders

Where = Callable[[uuid.UUID], Path]
"""Where a known folder is; see `app.host.known_folders`."""

_SEARCH_DEFAULT_DIRS = 0x1000  # LOAD_LIBRARY_SEARCH_DEFAULT_DIRS: the program's own folder and System32
_PROCESSORS = {"win-amd64": "AMD64", "win-arm64": "ARM64"}


def environment(where: Where) -> Mapping[str, str]:
    """All variables that the helper and what it starts are given; `TEMP` comes with the helper's folder."""
    system, windows = where(known_folders.SYSTEM), where(known_folders.WINDOWS)
    return {
        "SystemRoot": str(windows),
        "windir": str(windows),
        "SystemDrive": windows.drive,
        "ComSpec": str(system / "cmd.exe"),
        "PATH": os.pathsep.join((str(system), str(windows))),
        "PATHEXT": ".COM;.EXE",
        "PROCESSOR_ARCHITECTURE": _PROCESSORS.get(sysconfig.get_platform(), ""),
        "ProgramData": str(where(known_folders.PROGRAM_DATA)),
        "ProgramFiles": str(where(known_folders.PROGRAM_FILES)),
        "ProgramFiles(x86)": str(where(known_folders.PROGRAM_FILES_X86)),
    }


def clean(where: Where, search: Callable[[int], int]) -> None:
    """Drop what is the caller's: variables, the current folder, where libraries are looked for.

    `search` is SetDefaultDllDirectories. Raises OSError.
    """
    if not search(_SEARCH_DEFAULT_DIRS):
        raise OSError(0, "Windows would look for libraries anywhere")
    wanted = environment(where)
    os.environ.clear()
    os.environ.update(wanted)
    os.chdir(where(known_folders.SYSTEM))
