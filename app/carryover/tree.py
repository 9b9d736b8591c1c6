"""A home folder or a project, read and listed without ever leaving it: no link is followed, no credential opened."""

import errno
import fnmatch
import os
import stat
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import msgspec

from app.carryover.errors import NoProject, NotPlain, SettingsUnreadable, TooMuch
from app.host import private
from app.policy.carrypaths import is_credential

MOST_FILES = 2_000
MOST_BYTES = 32_000_000
LARGEST_FILE = 4_000_000
_DEEPEST = 12
_MOST_SEEN = 20_000


class Found(msgspec.Struct, frozen=True):
    """The plain files of a pattern, and what was passed over: links, and what holds credentials."""

    files: tuple[str, ...]
    links: tuple[str, ...] = ()
    credentials: tuple[str, ...] = ()


class Tree(msgspec.Struct, frozen=True):
    """A folder; `shown` is how its paths begin where people read them (`~`). All paths are relative, with slashes."""

    root: Path
    shown: str

    def show(self, path: str) -> str:
        """The path as the person knows it."""
        return f"{self.shown}/{path}"

    def exists(self, path: str) -> bool:
        """Whether something is there, whatever it is. Nothing is opened, no link followed."""
        return self._reached(path) is not None

    def read(self, path: str, largest: int = LARGEST_FILE) -> bytes | None:
        """The bytes of a plain file of the person's; None when there is none.

        Raises NotPlain, TooMuch, SettingsUnreadable.
        """
        if any(is_credential(part) for part in path.split("/")):  # the last word, whatever a policy says
            raise NotPlain(path=self.show(path), detail="a place of credentials")
        found = self._reached(path)
        if found is None:
            return None
        if not stat.S_ISREG(found.st_mode):
            raise NotPlain(path=self.show(path), detail=_kind(found.st_mode))
        if found.st_size > largest:
            raise TooMuch(path=self.show(path), detail=f"{found.st_size} bytes; at most {largest}")
        try:
            return private.read(self.root / path, largest)
        except OSError as error:
            raise SettingsUnreadable(path=self.show(path), detail=error.strerror or error) from error

    def mode(self, path: str) -> int:
        """The permission bits of a file that is there. Raises NotPlain, SettingsUnreadable."""
        found = self._reached(path)
        if found is None:
            raise SettingsUnreadable(path=self.show(path), detail="it is gone")
        return stat.S_IMODE(found.st_mode)

    def find(self, pattern: str) -> Found:
        """The files of `a/*.md`, `a/**` or `a/**/*.md`, by name. Raises NotPlain, TooMuch, SettingsUnreadable."""
        folder, name = fixed_part(pattern)
        found = self._reached(folder)
        if found is None:
            return Found(())
        if not stat.S_ISDIR(found.st_mode):
            raise NotPlain(path=self.show(folder), detail=_kind(found.st_mode))
        files: list[str] = []
        links: list[str] = []
        credentials: list[str] = []
        size = 0
        for number, (path, about) in enumerate(self._below(folder, 0 if "**" in pattern else _DEEPEST)):
            if is_credential(PurePosixPath(path).name):
                credentials.append(path)
            elif stat.S_ISLNK(about.st_mode):
                links.append(path)
            elif stat.S_ISREG(about.st_mode) and fnmatch.fnmatchcase(PurePosixPath(path).name, name):
                files.append(path)
                size += about.st_size
            if len(files) > MOST_FILES or size > MOST_BYTES or number > _MOST_SEEN:
                detail = f"over {MOST_FILES} files or {MOST_BYTES // 1_000_000} MB"
                raise TooMuch(path=self.show(folder), detail=detail)
        return Found(tuple(sorted(files)), tuple(sorted(links)), tuple(sorted(credentials)))

    def _below(self, folder: str, depth: int) -> Iterator[tuple[str, os.stat_result]]:
        try:
            with os.scandir(self.root / folder) as entries:
                names = sorted(entry.name for entry in entries)
        except OSError as error:
            raise SettingsUnreadable(path=self.show(folder), detail=error.strerror or error) from error
        for name in names[: _MOST_SEEN + 2]:
            path = f"{folder}/{name}"
            try:
                name.encode()  # a name that is no text cannot be shown, and is none of a tool's
                about = (self.root / path).lstat()
            except (OSError, UnicodeEncodeError):
                continue
            if not stat.S_ISDIR(about.st_mode) or is_credential(name):
                yield path, about
            elif depth < _DEEPEST:
                yield from self._below(path, depth + 1)

    def _reached(self, path: str) -> os.stat_result | None:
        """What is there, reached through folders only. Raises NotPlain: a link is on the way."""
        here = self.root
        parts = path.split("/")
        found = None
        for number, part in enumerate(parts):
            here = here / part
            try:
                found = here.lstat()
            except FileNotFoundError:
                return None
            except OSError as error:
                raise SettingsUnreadable(path=self.show(path), detail=error.strerror or error) from error
            if number < len(parts) - 1 and not stat.S_ISDIR(found.st_mode):
                shown = self.show("/".join(parts[: number + 1]))
                raise NotPlain(path=shown, detail=_kind(found.st_mode))
        return found


def home_tree(home: Path) -> Tree:
    """The person's home folder."""
    return Tree(Path(os.path.realpath(home)), "~")


def project_tree(project: Path, home: Path) -> Tree:
    """A project's folder. Raises NoProject: it is none, or the home folder, or above that."""
    real = Path(os.path.realpath(project))
    if not real.is_dir():
        raise NoProject(path=project, detail=os.strerror(errno.ENOENT))
    if Path(os.path.realpath(home)).is_relative_to(real):
        raise NoProject(path=project, detail="your home folder lies in it")
    return Tree(real, str(real))


def fixed_part(pattern: str) -> tuple[str, str]:
    """The folder a pattern begins with, and the pattern of names in it: `a/**/*.md` is `a` and `*.md`."""
    parts = pattern.split("/")
    name = "*" if parts[-1] == "**" else parts[-1]
    return "/".join(part for part in parts[:-1] if part != "**"), name


def _kind(mode: int) -> str:
    if stat.S_ISLNK(mode):
        return "a link"
    if stat.S_ISDIR(mode):
        return "a folder"
    return "a file" if stat.S_ISREG(mode) else "neither a file nor a folder"
