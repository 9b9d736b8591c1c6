"""How our own programs are started: those of the frozen folder, or by this Python from the checkout.

Loads nothing: the watcher process is started before all else. A Linux package keeps each version in a folder of its
own, `…/versions/NAME`, beside a link `current`; whoever starts us later goes by that link.
"""

import os
import sys

TYPE_CHECKING = False  # as `typing` has it, without loading that
if TYPE_CHECKING:
    from pathlib import Path

_SUFFIX = ".exe" if sys.platform == "win32" else ""


def is_frozen() -> bool:
    """Whether this is PyInstaller's program ("Run-time Information": `sys.frozen`)."""
    return bool(getattr(sys, "frozen", False))


def forget_loader() -> None:
    """Let what we start find its own libraries: take back what PyInstaller's loader put into the environment.

    It names our folder in LD_LIBRARY_PATH for the dynamic linker, which has read it by now, and keeps what was there
    ("Run-time Information", "LD_LIBRARY_PATH / LIBPATH considerations"). A desktop's browser that opens a link would
    load our Qt and our slim ICU. A program of ours that we start begins as if by hand.
    """
    if is_frozen():
        for name in [name for name in os.environ if name.startswith("_PYI_")]:
            del os.environ[name]
        before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
        if before is not None:
            os.environ["LD_LIBRARY_PATH"] = before
        else:
            os.environ.pop("LD_LIBRARY_PATH", None)


def itself(*words: str) -> list[str]:
    """The argv of `signpost` with these words, of this very version."""
    if is_frozen():
        return [_beside("signpost"), *words]
    return [sys.executable, "-I", "-m", "app.main", *words]


def isolated(name: str, script: str) -> list[str]:
    """The argv of a program that needs the standard library alone: `name` when frozen, else the script, isolated."""
    return [_beside(name)] if is_frozen() else [sys.executable, "-I", "-S", script]


def lasting(*words: str) -> list[str]:
    """The argv of `signpost` for later starts: of whatever version is installed then.

    In an AppImage that is its file.
    """
    image = _image()
    if not is_frozen() or (not image and _current() is None):
        return itself(*words)
    return [image or f"{_current()}/signpost", *words]


def folder() -> str:
    """The folder this version runs from."""
    return os.path.dirname(sys.executable)  # noqa: PTH120


def installed_at() -> "Path | None":
    """What changes when another version is installed: the link `current`, or the AppImage; None: nothing does."""
    from pathlib import Path

    if not is_frozen():
        return None
    found = _image() or _current()
    return Path(found) if found else None


def _beside(name: str) -> str:
    return os.path.join(os.path.dirname(sys.executable), name + _SUFFIX)  # noqa: PTH118, PTH120  pathlib is not loaded


def _image() -> str:
    """The AppImage we run from; "" for none.

    The runtime names it, and the folder it is mounted at, in variables that whatever it starts inherits: from a
    terminal or an editor that is an AppImage we would take that for ourselves (AppImage documentation, "Environment
    variables").
    """
    image, mount = os.environ.get("APPIMAGE", ""), os.environ.get("APPDIR", "").rstrip("/")
    return image if mount and image.startswith("/") and folder().startswith(f"{mount}/") else ""


def _current() -> str | None:
    """The link to the version that is installed; None where there is none."""
    versions, _, _ = os.path.dirname(sys.executable).rpartition("/")  # noqa: PTH120
    above, _, name = versions.rpartition("/")
    link = f"{above}/current"
    return link if name == "versions" and os.path.islink(link) else None  # noqa: PTH114
