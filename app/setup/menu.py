"""A tool's entry in the desktop's menu: one file of the Desktop Entry Specification 1.5, marked as ours.

An entry somebody else put under that name is never replaced or removed.
"""

from pathlib import Path

from app.host.files import write_durably
from app.setup.place import Installed, Place

_MARK = "X-Signpost-Tool"
_KINDS = ("appimage",)
"""The kinds that put an entry there."""


def entry_path(place: Place) -> Path:
    """Where the entry of a tool is: below the same base folder as the tools (XDG_DATA_HOME)."""
    return place.paths.tools.parents[1] / "applications" / f"signpost-{place.tool}.desktop"


def put(place: Place, name: str, program: Path) -> None:
    """Let the menu start `program`. Raises DiskFull, NotWritable, OSError."""
    path = entry_path(place)
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists() or _is_ours(path, place.tool):
        write_durably(path, entry(place.tool, name, program).encode(), 0o644)


def settle(place: Place, installed: Installed | None) -> None:
    """Remove our entry when what is installed has none. Raises OSError."""
    path = entry_path(place)
    if (installed is None or installed.kind not in _KINDS) and _is_ours(path, place.tool):
        path.unlink(missing_ok=True)


def _is_ours(path: Path, tool: str) -> bool:
    try:
        return f"\n{_MARK}={tool}\n" in path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return False


def entry(tool: str, name: str, program: Path) -> str:
    """The file's text. Values escape backslashes; in `Exec`, quoting comes first, and `%` is doubled."""
    quoted = "".join(f"\\{letter}" if letter in '"`$\\' else letter for letter in str(program)).replace("%", "%%")
    lines = (
        "[Desktop Entry]",
        "Type=Application",
        "Version=1.5",
        f"Name={_value(name)}",
        "Exec=" + _value(f'"{quoted}"') + " %U",
        f"TryExec={_value(str(program))}",
        "Terminal=false",
        f"{_MARK}={tool}",
    )
    return "\n".join(lines) + "\n"


def _value(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\n", "\\n")
