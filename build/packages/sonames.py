"""Which shared libraries programs load, and which of them one that brings everything along has to carry."""

import functools
import re
import shutil
from collections.abc import Iterable
from pathlib import Path

from packages import asked

_EVERYWHERE = re.compile(
    r"""
    ld-linux.*
    | lib(c|dl|m|mvec|pthread|resolv|rt|util|thread_db|nss_\w+)\.so\.\d+
    | lib(stdc\+\+|gcc_s|z|expat|uuid|com_err|gpg-error|gmp|fribidi)\.so\.\d+
    | lib(GL|EGL|GLX|GLdispatch|OpenGL|drm|gbm|glapi)\.so\.\d+
    | lib(X11|X11-xcb|xcb|xcb-dri[23]|ICE|SM|wayland-client)\.so\.\d+
    | lib(fontconfig|freetype|harfbuzz)\.so\.\d+
    """,
    re.VERBOSE,
)
"""What every desktop has in a version that fits, and what must fit its drivers, fonts and name services (the AppImage
project's excludelist)."""


def needed(file: Path) -> list[str]:
    """The sonames a program or library asks for (ELF, DT_NEEDED). Raises Trouble."""
    said = asked.output(["readelf", "--dynamic", "--wide", str(file)]).decode()
    return re.findall(r"\(NEEDED\).*\[(.+)\]", said)


def to_carry(files: Iterable[Path]) -> dict[str, Path]:
    """The system's libraries that these files load, by soname, but for those that every desktop has. Raises Trouble."""
    waiting = list(files)
    own = {file.name for file in waiting}
    found: dict[str, Path] = {}
    while waiting:
        for name in needed(waiting.pop()):
            here = _here().get(name)
            if name not in own and name not in found and here is not None and not _EVERYWHERE.fullmatch(name):
                found[name] = here
                waiting.append(here)
    return dict(sorted(found.items()))


def elf(folder: Path) -> list[Path]:
    """The programs and libraries in a folder."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink())
    return [path for path in files if path.read_bytes()[:4] == b"\x7fELF"]


@functools.cache
def _here() -> dict[str, Path]:
    """This system's 64-bit libraries, by soname, as the dynamic linker finds them (ldconfig(8))."""
    ldconfig = shutil.which("ldconfig", path="/sbin:/usr/sbin") or "ldconfig"
    listed = asked.output([ldconfig, "-p"]).decode()
    found = re.findall(r"^\s+(\S+) \(.*64.*\) => (\S+)$", listed, re.MULTILINE)
    return {name: Path(path) for name, path in reversed(found)}
