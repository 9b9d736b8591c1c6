"""What the policy host says, handed on to the elevated helper as it is: it verifies all itself, from its own root.

So the helper needs neither a connection nor a token. A large file that was fetched already is given from this disk.
"""

import contextlib
import io
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from app.host import private
from app.host.deadline import deadline
from app.sync import errors
from app.sync.exchange import Exchange

if TYPE_CHECKING:
    import requests

SECONDS = 60.0
LARGEST = 64_000_000
"""Bytes of what is fetched now and kept in memory: metadata, policies, recipes."""

_PATH = re.compile(r"(?:metadata|targets)(?:/[A-Za-z0-9@_%-][A-Za-z0-9@._+%-]{0,200}){1,6}")
_TARGET = re.compile(r"targets/(?:.+/)?([0-9a-f]{64})\.[^/]+")


def answer(
    path: str, url: str, folder: Path, open_session: "Callable[[], requests.Session]"
) -> tuple[int, int, BinaryIO]:
    """Status, length and bytes for `path` below `url`; `folder` is where fetched files lie. Raises NetworkTrouble."""
    if not _PATH.fullmatch(path):
        return 404, 0, io.BytesIO()
    kept = _TARGET.fullmatch(path)
    if kept is not None:
        with contextlib.suppress(OSError):
            return _kept(folder / kept[1])
    data = bytearray()
    with (
        contextlib.closing(open_session()) as session,
        deadline(SECONDS) as running,
        contextlib.closing(Exchange(session, running)) as exchange,
    ):
        try:
            for chunk in exchange.get(f"{url}{path}"):
                data += chunk
                if len(data) > LARGEST:
                    raise errors.NoEnd(host=exchange.host, file=exchange.file)
        except errors.BadStatus as error:
            return int(error.facts["status"]), 0, io.BytesIO()
    return 200, len(data), io.BytesIO(data)


def _kept(place: Path) -> tuple[int, int, BinaryIO]:
    """Raises OSError: it is not there, or a link, a pipe or another user's."""
    with private.opened(place) as file:
        ours = os.fdopen(os.dup(file.fileno()), "rb")
    return 200, os.fstat(ours.fileno()).st_size, ours
