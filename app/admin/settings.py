"""`signpost-admin.json`: which keys the repository has and where their private halves are. It holds no secret."""

from pathlib import Path

import msgspec

from app.admin import unfinished
from app.admin.errors import NotARepository, RepositoryDamaged
from app.host import files

NAME = "signpost-admin.json"


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """One key: the name people know it by, and securesystemslib's URI of its private half.

    `file2:` paths are relative to the repository's folder; a file that is not there is a key that somebody else holds.
    """

    name: str
    uri: str


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """The keys by key id."""

    format: int = 1
    keys: dict[str, Held] = {}

    def named(self, name: str) -> str | None:
        """The id of the key of that name."""
        return next((keyid for keyid, held in self.keys.items() if held.name == name), None)


def read(folder: Path) -> Settings:
    """The settings of the repository in `folder`. Raises NotARepository, Unfinished, RepositoryDamaged."""
    unfinished.refuse(folder)
    try:
        data = (folder / NAME).read_bytes()
    except OSError as error:
        raise NotARepository(path=folder) from error
    try:
        return msgspec.json.decode(data, type=Settings)
    except (ValueError, RecursionError) as error:  # msgspec's are ValueErrors
        raise RepositoryDamaged(path=folder, detail=f"{NAME}: {error}") from error


def write(folder: Path, settings: Settings) -> None:
    """Put them on disk. Raises DiskFull, NotWritable."""
    data = msgspec.json.format(msgspec.json.encode(settings))
    files.write_durably(folder / NAME, data + b"\n", mode=0o600)
