"""What will lie in a bundle, read from a folder: files and links, each once, in one order on every computer."""

import hashlib
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from app.admin.bundle.errors import BundleImpossible
from app.policy.bundle import PackedFile, PackedLink


class Tree(msgspec.Struct, frozen=True):
    """The entries, and where each file's bytes are now."""

    files: tuple[PackedFile, ...]
    links: tuple[PackedLink, ...]
    sources: dict[str, Path]

    def __add__(self, other: "Tree") -> "Tree":
        """Both of them; one path in both is found by the manifest's own check."""
        files = tuple(sorted((*self.files, *other.files), key=lambda file: file.path))
        links = tuple(sorted((*self.links, *other.links), key=lambda link: link.path))
        return Tree(files, links, self.sources | other.sources)


def read(folder: Path, below: str = "", leave: Callable[[str], bool] = lambda _: False) -> Tree:
    """All of the folder, as it will lie below `below`, but for what `leave` says of its path in the folder.

    Empty folders do not travel.

    Raises BundleImpossible for devices, pipes and the like, and for files nobody may read.
    """
    files, links, sources = [], [], {}
    try:
        for path in sorted(_entries(folder)):
            name = path.relative_to(folder).as_posix()
            if leave(name):
                continue
            place = f"{below}/{name}" if below else name
            about = path.lstat()
            if stat.S_ISLNK(about.st_mode):
                links.append(PackedLink(place, path.readlink().as_posix()))
            elif stat.S_ISREG(about.st_mode):
                files.append(_file(place, path, about))
                sources[place] = path
            else:
                raise BundleImpossible(given=path, detail="it is neither a file, nor a folder, nor a link")
    except OSError as error:
        raise BundleImpossible(given=error.filename or folder, detail=error.strerror or error) from error
    return Tree(
        tuple(sorted(files, key=lambda file: file.path)), tuple(sorted(links, key=lambda link: link.path)), sources
    )


def _entries(folder: Path) -> Iterator[Path]:
    def refuse(error: OSError) -> None:
        raise error

    for inner, folders, names in os.walk(folder, onerror=refuse):
        yield from (Path(inner, name) for name in names)
        yield from (path for name in folders if (path := Path(inner, name)).is_symlink())


def _file(place: str, path: Path, about: os.stat_result) -> PackedFile:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return PackedFile(place, about.st_size, digest, bool(about.st_mode & stat.S_IXUSR))
