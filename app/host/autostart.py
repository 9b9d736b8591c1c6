"""Whether Signpost starts when the person logs in: XDG Autostart on Linux. Nothing where no way is known.

A package puts a file for everybody under /etc/xdg; the person's own of the same name wins, and `Hidden=true` in it
turns the other off (Desktop Application Autostart Specification 0.5).
"""

import os
import shlex
import sys
from pathlib import Path

from app.host.entries import lasting
from app.host.files import write_durably
from app.host.paths import APP, Paths

_NAME = f"{APP}.desktop"


class Autostart:
    """One person's. `folders` are the system's configuration folders (default: XDG_CONFIG_DIRS)."""

    def __init__(self, paths: Paths, folders: tuple[Path, ...] | None = None) -> None:
        self._own = paths.config.parent / "autostart" / _NAME
        said = os.environ.get("XDG_CONFIG_DIRS") or "/etc/xdg"
        self._folders = tuple(Path(one) for one in said.split(":") if one) if folders is None else folders

    @property
    def known(self) -> bool:
        """Whether it can be told and changed here."""
        return sys.platform == "linux"

    @property
    def on(self) -> bool:
        """Whether it starts by itself."""
        own = _entry(self._own)
        if own is not None:
            return not _says(own, "Hidden=true") and not _says(own, "X-GNOME-Autostart-enabled=false")
        return any(_entry(folder / "autostart" / _NAME) is not None for folder in self._folders)

    @property
    def program(self) -> str:
        """The program the entry in force starts; "" where none says so."""
        entry = _entry(self._own) or next(
            (found for folder in self._folders if (found := _entry(folder / "autostart" / _NAME)) is not None), ""
        )
        line = next((one.partition("=")[2] for one in entry.splitlines() if one.startswith("Exec=")), "")
        try:
            return next(iter(shlex.split(line.replace("%%", "%"))), "")
        except ValueError:
            return ""

    def turn(self, on: bool) -> None:
        """Turn it on or off for this person. Raises DiskFull, NotWritable."""
        everybodys = any(_entry(folder / "autostart" / _NAME) is not None for folder in self._folders)
        if on and everybodys:
            self._own.unlink(missing_ok=True)
            return
        self._own.parent.mkdir(parents=True, exist_ok=True)
        lines = ["[Desktop Entry]", "Type=Application", "Name=Signpost", f"Exec={_command()}", "Terminal=false"]
        write_durably(self._own, "\n".join([*lines, *([] if on else ["Hidden=true"]), ""]).encode(), mode=0o644)


def _entry(path: Path) -> str | None:
    try:
        return path.read_text("utf-8", errors="replace")
    except OSError:
        return None


def _says(entry: str, line: str) -> bool:
    return any(one.replace(" ", "").casefold() == line.casefold() for one in entry.splitlines())


def _command() -> str:
    """How to start this very program: the frozen one, or this Python with its module."""
    return " ".join(_quoted(word) for word in lasting("run"))


def _quoted(word: str) -> str:
    """An argument of `Exec` (Desktop Entry Specification 1.5, "The Exec key"): quoted, `%` doubled."""
    escaped = "".join(f"\\{letter}" if letter in '"`$\\' else letter for letter in word.replace("%", "%%"))
    return f'"{escaped}"' if escaped != word or " " in word else word
