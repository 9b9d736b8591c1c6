"""The token of an enrolled computer in a file of the person's own: 0600, replaced whole, for one policy host.

It only ever reads, and IT can revoke it at any time; no integrity rests on it. So that a token never goes to another
host than the one it was got for, the file names that host.
"""

from pathlib import Path

import msgspec

from app.errors import SignpostError
from app.host import files
from app.host.paths import own_folder
from app.host.secret import Secret


class TokenUnreadable(SignpostError):
    """The file is there and cannot be read."""

    what = "The access token in {path} cannot be read ({detail})."
    todo = "Ask IT for a new code, and run: signpost enrol CODE"


class _Kept(msgspec.Struct, frozen=True):
    origin: str
    token: str


class TokenFile:
    """The token for the host `origin` (`https://policy.example.com`), in the file `path`."""

    def __init__(self, path: Path, origin: str) -> None:
        self._path, self._origin = path, origin

    def read(self) -> Secret | None:
        """The token; None: there is none for this host. Raises TokenUnreadable."""
        try:
            kept = msgspec.json.decode(self._path.read_bytes(), type=_Kept)
        except FileNotFoundError:
            return None
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise TokenUnreadable(path=self._path, detail="it is damaged") from error
        except OSError as error:
            raise TokenUnreadable(path=self._path, detail=error.strerror or error) from error
        return Secret(kept.token) if kept.origin == self._origin else None

    def write(self, token: Secret) -> None:
        """Keep this one in place of any other. Raises DiskFull, NotWritable."""
        own_folder(self._path.parent)
        files.write_durably(self._path, msgspec.json.encode(_Kept(self._origin, token.value)))
