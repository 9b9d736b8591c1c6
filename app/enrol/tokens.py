"""The token of this computer for one policy host: in the system's keyring, else in a file of the person's own.

The file says where the token is, so that a keyring is only asked where one was used. Where the keyring cannot be used
(none, no session, locked for too long) the token itself lies in the file: 0600, replaced whole. It only ever reads, and
IT can revoke it at any time; no integrity rests on it. So that a token never goes to another host than the one it was
got for, the file names that host.
"""

import contextlib
import os
import sys
from pathlib import Path
from typing import Protocol

import msgspec

from app.errors import SignpostError
from app.host import files
from app.host.paths import own_folder
from app.host.secret import Secret

_LONGEST = 4096


class TokenUnreadable(SignpostError):
    """The file is there and cannot be read."""

    what = "The access token in {path} cannot be read ({detail})."
    todo = "Ask IT for a new code, and run: signpost enrol"


class NotAToken(SignpostError):
    """What was pasted cannot be a bearer token (RFC 6750, section 2.1)."""

    what = "That is no access token: {detail}."
    todo = "Paste the token as IT gave it: one line, without spaces."


class Keychain(Protocol):
    """Where the system keeps secrets: `app.host.keychain`."""

    def get(self, origin: str) -> Secret | None:
        """The token; None: there is none."""

    def set(self, origin: str, token: Secret) -> None:
        """Keep it."""

    def delete(self, origin: str) -> None:
        """Forget it."""


class _Kept(msgspec.Struct, frozen=True, omit_defaults=True):
    origin: str
    token: str = ""


class TokenFile:
    """The token for the host `origin` (`https://policy.example.com`): in `keychain`, if there is one, or in `path`."""

    def __init__(self, path: Path, origin: str, keychain: Keychain | None = None) -> None:
        self._path, self._origin, self._keychain = path, origin, keychain

    def read(self) -> Secret | None:
        """The token; None: there is none for this host. Raises TokenUnreadable, and what the keychain raises."""
        kept = self._kept()
        if kept is None or kept.token or self._keychain is None:
            return Secret(kept.token) if kept is not None and kept.token else None
        return self._keychain.get(self._origin)

    def where(self) -> str:
        """`keyring`, `file`, or "" where there is no token for this host. Raises TokenUnreadable."""
        kept = self._kept()
        return "" if kept is None else "file" if kept.token else "keyring"

    def write(self, token: Secret) -> None:
        """Keep this one in place of any other. Raises DiskFull, NotWritable."""
        own_folder(self._path.parent)
        kept = _Kept(self._origin, token.value)
        if self._keychain is not None:
            with contextlib.suppress(SignpostError):  # the file is there for that
                self._keychain.set(self._origin, token)
                kept = _Kept(self._origin)
        files.write_durably(self._path, msgspec.json.encode(kept))

    def forget(self) -> None:
        """Remove it from wherever it is. Raises NotWritable, and what the keychain raises."""
        if self._keychain is not None and self.where() == "keyring":
            self._keychain.delete(self._origin)
        try:
            self._path.unlink(missing_ok=True)
        except OSError as error:
            raise files.translated(error, self._path) from error

    def _kept(self) -> _Kept | None:
        try:
            with files.plain(self._path) as file:
                if sys.platform != "win32" and os.fstat(file.fileno()).st_mode & 0o077:
                    raise TokenUnreadable(path=self._path, detail="others can read it too")
                kept = msgspec.json.decode(file.read(), type=_Kept)
        except FileNotFoundError:
            return None
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise TokenUnreadable(path=self._path, detail="it is damaged") from error
        except OSError as error:
            raise TokenUnreadable(path=self._path, detail=error.strerror or error) from error
        return kept if kept.origin == self._origin else None


def pasted(text: str) -> Secret:
    """The token in what a person pasted. Raises NotAToken, which does not repeat it."""
    token = text.strip()
    if not token:
        raise NotAToken(detail="it is empty")
    if len(token) > _LONGEST:
        raise NotAToken(detail="it is too long")
    if not (token.isascii() and token.isprintable()) or " " in token:
        raise NotAToken(detail="it holds characters that no token has")
    return Secret(token)
