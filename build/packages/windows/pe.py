"""What PyInstaller puts into a program for Windows besides the code: icon, manifest, version.

It runs inside PyInstaller on Windows, and nowhere else.
"""

from pathlib import Path
from typing import Any

from PyInstaller.utils.win32.versioninfo import (
    FixedFileInfo,
    StringFileInfo,
    StringStruct,
    StringTable,
    VarFileInfo,
    VarStruct,
    VSVersionInfo,
)

from app import __version__
from packages.windows import icon, said

_ENGLISH, _UNICODE = 0x0409, 1200
_ABOUT = {
    "signpost": "Signpost (command line)",
    "signpostw": "Signpost",
    "signpost-admin": "Signpost for IT",
}


def options(work: Path) -> dict[str, Any]:
    """Icon and manifest, as PyInstaller's EXE takes them."""
    work.mkdir(parents=True, exist_ok=True)
    file = work / "signpost.ico"
    file.write_bytes(icon.ico())
    return {"icon": str(file), "manifest": said.MANIFEST}


def version(name: str) -> VSVersionInfo:
    """The version resource of that program."""
    numbers = said.numbers(__version__)
    texts = [StringStruct(key, text) for key, text in said.texts(name, __version__, _ABOUT[name]).items()]
    return VSVersionInfo(
        ffi=FixedFileInfo(filevers=numbers, prodvers=numbers),
        kids=[
            StringFileInfo([StringTable(f"{_ENGLISH:04x}{_UNICODE:04x}", texts)]),
            VarFileInfo([VarStruct("Translation", [_ENGLISH, _UNICODE])]),
        ],
    )
