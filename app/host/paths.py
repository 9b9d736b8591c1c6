"""Every folder the product uses, in one place. Nothing else spells a path of its own.

Linux: XDG Base Directory Specification 0.8; elsewhere what `platformdirs` says. Tests and the demo move everything
at once by giving `Paths.below(folder)`.
"""

import os
import sys
from pathlib import Path

import msgspec

from app.host.files import translated

APP = "signpost"


class Paths(msgspec.Struct, frozen=True):
    """The folders of one person on one machine.

    `state` holds the last good policy, sessions and the ledger; `cache` what may be deleted at any time; `tools` the
    tools we set up, a folder each; `bin` where their commands are linked; `runtime` the 0700 folder of sockets and
    locks. `system`: what device management set in this very system counts too (`app.host.managed`).
    """

    state: Path
    cache: Path
    tools: Path
    bin: Path
    runtime: Path
    config: Path
    machine_config: Path
    home: Path
    system: bool = False

    @classmethod
    def of_person(cls) -> "Paths":
        """The real ones."""
        home = Path.home()
        if sys.platform == "linux":  # platformdirs says the same and takes 10 ms to load at every start
            state = _base("XDG_STATE_HOME", home / ".local/state") / APP
            return cls(
                state=state,
                cache=_base("XDG_CACHE_HOME", home / ".cache") / APP,
                tools=_base("XDG_DATA_HOME", home / ".local/share") / APP / "tools",
                bin=home / ".local/bin",  # a person's own commands (systemd file-hierarchy(7))
                runtime=_runtime_folder(state),
                config=_base("XDG_CONFIG_HOME", home / ".config") / APP,
                machine_config=Path("/etc/signpost"),
                home=home,
                system=True,
            )
        else:
            import platformdirs

            dirs = platformdirs.PlatformDirs(APP, appauthor=False)
            data, state = Path(dirs.user_data_dir), Path(dirs.user_state_dir)
            return cls(
                state=state,
                cache=Path(dirs.user_cache_dir),
                tools=data / "tools",
                bin=data / "bin" if sys.platform == "win32" else home / ".local/bin",
                runtime=_runtime_folder(state),
                config=Path(dirs.user_config_dir),
                machine_config=Path(dirs.site_config_dir),
                home=home,
                system=True,
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


def _base(variable: str, otherwise: Path) -> Path:
    """A base folder of the person; a path that is not absolute is ignored (XDG Base Directory Specification 0.8)."""
    said = Path(os.environ.get(variable, ""))
    return said if said.is_absolute() else otherwise


def resources() -> Path:
    """The folder of icons, translations and the example company: in the checkout, or inside the frozen program."""
    frozen = getattr(sys, "_MEIPASS", None)
    return Path(frozen or Path(__file__).resolve().parents[2]) / "resources"


def own_folder(path: Path) -> Path:
    """As `make_missing`; returns it. Raises DiskFull, NotWritable."""
    try:
        make_missing(path)
    except OSError as error:
        raise translated(error, path) from error
    return path


def make_missing(path: Path) -> None:
    """Make the folder, and those above it that are missing, for this person only (0700). Raises OSError.

    `mkdir` gives its mode to the last folder alone, and XDG Base Directory Specification 0.8 wants 0700 for the bases.
    """
    if not path.parent.exists():
        make_missing(path.parent)
    path.mkdir(mode=0o700, exist_ok=True)
