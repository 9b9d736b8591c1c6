"""Where this computer is not the whole picture: a container, WSL, a session from afar, and what cannot be seen there.

Sources: the kernel's name in WSL (its release ends in `microsoft-standard-WSL2`); podman's `/run/.containerenv`;
Docker's `/.dockerenv`; systemd's Container Interface (`/run/systemd/container`); ssh(1), `SSH_CONNECTION`; dev
containers' `REMOTE_CONTAINERS` and `CODESPACES`; xrdp, TigerVNC, X2Go, Chrome Remote Desktop and Windows' `SESSIONNAME`
by the variables they set.
"""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

import msgspec


class Place(msgspec.Struct, frozen=True):
    """Something about where we run: its name for programs, and in plain words what cannot be seen because of it."""

    name: str
    unseen: str


WSL = Place(
    "wsl",
    "This is Linux inside Windows (WSL): what starts in it is seen; Windows programs, also those started from here, "
    "are not.",
)
CONTAINER = Place(
    "container",
    "This is a container: what starts in it is seen; programs of the computer around it and of other containers are "
    "not.",
)
DEV_CONTAINER = Place(
    "dev-container",
    "This is a development container: what the editor starts in it is seen; the editor itself and what it starts "
    "elsewhere are not.",
)
SSH = Place(
    "ssh",
    "You came by SSH: what starts on this computer is seen; what starts on the one you sit at is not, and cards appear "
    "only where this computer has a screen.",
)
REMOTE_DESKTOP = Place(
    "remote-desktop",
    "This is a remote or virtual desktop: what starts on it is seen; what starts on the computer you sit at is not.",
)

_CONTAINER_FILES = ("run/.containerenv", ".dockerenv", "run/systemd/container")
_DESKTOP_VARIABLES = ("XRDP_SESSION", "VNCDESKTOP", "X2GO_SESSION", "CHROME_REMOTE_DESKTOP_SESSION")


def places(environment: Mapping[str, str] = os.environ, root: Path = Path("/")) -> tuple[Place, ...]:
    """Every such place that we run in, the widest first; `root` is where the file system begins."""
    found = [
        (WSL, "microsoft" in _content(root / "proc/sys/kernel/osrelease").casefold()),
        (DEV_CONTAINER, bool(environment.get("REMOTE_CONTAINERS") or environment.get("CODESPACES"))),
        (CONTAINER, any((root / name).exists() for name in _CONTAINER_FILES)),
        (SSH, bool(environment.get("SSH_CONNECTION"))),
        (REMOTE_DESKTOP, _is_remote_desktop(environment)),
    ]
    return tuple(place for place, is_here in found if is_here)


def _is_remote_desktop(environment: Mapping[str, str]) -> bool:
    if sys.platform == "win32":
        return environment.get("SESSIONNAME", "").startswith(("RDP-", "ICA-"))
    return any(environment.get(name) for name in _DESKTOP_VARIABLES)


def _content(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
