"""The small programs in `PREFIX/bin` that start a tool's commands, and the links in `Paths.bin` that lead to them.

A link is ours when it leads into our tools folder; nothing else in `Paths.bin` is ever replaced or removed. On Windows,
where links need a privilege, a link is a .cmd file that names its target in its first line.
"""

import os
import re
import secrets
import shlex
import sys
from pathlib import Path

from app.host.paths import Paths
from app.policy.recipe import Command
from app.setup.errors import NameTaken

SUFFIX = ".cmd" if sys.platform == "win32" else ""
_CALL = re.compile(r'@rem signpost\r\n@call "(.*)" %\*\r\n')


def write_launcher(staging: Path, final: Path, command: Command) -> None:
    """Write `staging/bin/<command>`, which starts the command once `staging` is renamed to `final`. Raises OSError."""
    launcher = staging / "bin" / f"{command.name}{SUFFIX}"
    launcher.parent.mkdir(exist_ok=True)
    file, runtime = staging / command.file, staging / command.runtime if command.runtime else None
    _make_executable(runtime or file)
    if SUFFIX:
        program = f'"%~dp0..\\{command.runtime}" ' if command.runtime else "node " if file.suffix in _SCRIPTS else ""
        launcher.write_text(f'@{program}"%~dp0..\\{command.file}" %*\r\n'.replace("/", "\\"), "utf-8", newline="")
    elif command.runtime:
        # shlex.quote is right for any path: POSIX sh takes single-quoted bytes as they are (XCU 2.2.2).
        words = " ".join(shlex.quote(str(final / path)) for path in (command.runtime, command.file))
        launcher.write_bytes(os.fsencode(f'#!/bin/sh\nexec {words} "$@"\n'))
        launcher.chmod(0o755)
    else:
        launcher.symlink_to(Path("..") / command.file)


_SCRIPTS = (".js", ".cjs", ".mjs")


def _make_executable(file: Path) -> None:
    mode = file.stat().st_mode & 0o777
    file.chmod(mode | 0o100 | (mode & 0o044) >> 2)


def link_path(paths: Paths, command: str) -> Path:
    """Where the command is linked."""
    return paths.bin / f"{command}{SUFFIX}"


def launcher_path(prefix: Path, command: str) -> Path:
    """Where the prefix has the command itself."""
    return prefix / "bin" / f"{command}{SUFFIX}"


def target_of(link: Path) -> Path | None:
    """Where a link leads; None for what is no link of the kind we make."""
    try:
        if SUFFIX:
            match = _CALL.fullmatch(link.read_bytes()[:4096].decode("utf-8"))
            return Path(match[1].replace("%%", "%")) if match else None
        return link.readlink()
    except (OSError, UnicodeDecodeError):
        return None


def is_ours(paths: Paths, tool: str, link: Path) -> bool:
    """Whether this link leads into the folder of that tool."""
    target, folder = target_of(link), paths.tools / tool
    if target is None or not target.is_absolute():
        return False
    return target.is_relative_to(folder) or Path(os.path.realpath(target.parent)).is_relative_to(folder.resolve())


def check_free(paths: Paths, tool: str, command: str) -> None:
    """Make sure that the command's link can be put there. Raises NameTaken."""
    link = link_path(paths, command)
    if os.path.lexists(link) and not is_ours(paths, tool, link):
        raise NameTaken(path=link)


def put_link(paths: Paths, tool: str, command: str, prefix: Path) -> None:
    """Let `Paths.bin/<command>` lead to the launcher in `prefix`, in one step. Raises NameTaken, OSError."""
    link, target = link_path(paths, command), launcher_path(prefix, command)
    paths.bin.mkdir(parents=True, exist_ok=True)
    check_free(paths, tool, command)
    if not os.path.lexists(link):
        try:
            _make_link(link, target)  # fails when somebody else was faster, where a rename would overwrite
        except FileExistsError:
            raise NameTaken(path=link) from None
    elif target_of(link) != target:
        beside = paths.bin / f".{command}.{secrets.token_hex(4)}{SUFFIX}"
        _make_link(beside, target)
        beside.replace(link)


def _make_link(link: Path, target: Path) -> None:
    if SUFFIX:
        with link.open("x", encoding="utf-8", newline="") as file:
            file.write(f'@rem signpost\r\n@call "{str(target).replace("%", "%%")}" %*\r\n')
    else:
        link.symlink_to(target)


def our_links(paths: Paths, tool: str) -> list[Path]:
    """Every link in `Paths.bin` that leads into the folder of that tool, half-made ones included."""
    if not paths.bin.is_dir():
        return []
    return [path for path in paths.bin.iterdir() if is_ours(paths, tool, path)]
