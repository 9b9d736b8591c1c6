"""Every folder the product uses, in one place. Nothing else spells a path of its own.

Linux: XDG Base Directory Specification 0.8; elsewhere what `platformdirs` says. Tests and the demo move everything
at once by giving `Paths.below(folder)`.
"""

import os
import sys
from pathlib import Path

import msgspec
import platformdirs

APP = "signpost"


class Paths(msgspec.Struct, frozen=True):
    """The folders of one person on one machine.

    `state` holds the last good policy, sessions and the ledger; `cache` what may be deleted at any time; `tools` the
    tools we set up, a folder each; `bin` where their commands are linked; `runtime` the 0700 folder of sockets and
    locks.
    """

    state: Path
    cache: Path
    tools: Path
    bin: Path
    runtime: Path
    config: Path
    machine_config: Path
    home: Path

    @classmethod
    def of_person(cls) -> "Paths":
        """The real ones."""
        dirs = platformdirs.PlatformDirs(APP, appauthor=False)
        home = Path.home()
        machine = Path("/etc/signpost") if sys.platform == "linux" else Path(dirs.site_config_dir)
        return cls(
            state=Path(dirs.user_state_dir),
            cache=Path(dirs.user_cache_dir),
            tools=Path(dirs.user_data_dir) / "tools",
            bin=_bin_folder(home),
            runtime=_runtime_folder(Path(dirs.user_state_dir)),
            config=Path(dirs.user_config_dir),
            machine_config=machine,
            home=home,
        )

    @classmethod
    def below(cls, folder: Path) -> "Paths":
        """All of them below one folder, which stands in for the home folder too."""
        return cls(
            state=folder / ".local/state/signpost",
            cache=folder / ".cache/signpost",
            tools=folder / ".local/share/signpost/tools",
            bin=folder / ".local/bin",
            runtime=folder / ".run/signpost",
            config=folder / ".config/signpost",
            machine_config=folder / "etc/signpost",
            home=folder,
        )


def _runtime_folder(state: Path) -> Path:
    """Where sockets and locks go: $XDG_RUNTIME_DIR if the session has one, else below our own state; not /tmp."""
    session = os.environ.get("XDG_RUNTIME_DIR", "")
    return Path(session) / APP if Path(session).is_absolute() else state / "run"


def _bin_folder(home: Path) -> Path:
    """Where a person's own commands go: `~/.local/bin` (systemd file-hierarchy(7)), on Windows a folder of our own."""
    if sys.platform == "win32":
        return Path(platformdirs.user_data_dir(APP, appauthor=False)) / "bin"
    return home / ".local/bin"


def resources() -> Path:
    """The folder of icons, translations and the example company: in the checkout, or inside the frozen program."""
    frozen = getattr(sys, "_MEIPASS", None)
    return Path(frozen or Path(__file__).resolve().parents[2]) / "resources"


def own_folder(path: Path) -> Path:
    """Make the folder for this person only (0700) and return it."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path
