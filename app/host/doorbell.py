"""Asking the agent that runs already to show its window: what a second start does, and so every launcher.

A socket in the person's own 0700 runtime folder; on Windows a named pipe. Whoever connects has said everything there is
to say: nothing is read, so nothing that comes in has to be understood.
"""

import contextlib
import hashlib
import os
import socket
import struct
import sys
from pathlib import Path

from app.host.paths import own_folder

_NAME = "window"
_WAITING = 4


def pipe_name(folder: Path) -> str:
    """The name of the pipe on Windows, where pipes lie in no folder: one for each person's runtime folder."""
    return f"signpost-{hashlib.sha256(os.fsencode(folder)).hexdigest()[:32]}"


def ring(folder: Path) -> bool:
    """Ask the agent whose runtime folder this is to show its window; whether one is there that can."""
    with contextlib.suppress(OSError):
        if sys.platform == "win32":
            with Path(rf"\\.\pipe\{pipe_name(folder)}").open("wb"):
                return True
        else:
            with socket.socket(socket.AF_UNIX) as asking:
                asking.settimeout(1)
                asking.connect(str(folder / _NAME))
                return True
    return False


if sys.platform != "win32":

    def hang(folder: Path) -> socket.socket:
        """Be there to be asked; only for who holds the lock of the one instance. Raises OSError, DiskFull, NotWritable.

        What an agent left that was killed is replaced.
        """
        path = own_folder(folder) / _NAME
        path.unlink(missing_ok=True)
        bell = socket.socket(socket.AF_UNIX)
        try:
            bell.setblocking(False)
            bell.bind(str(path))
            path.chmod(0o600)
            bell.listen(_WAITING)
        except OSError:
            bell.close()
            raise
        return bell

    def rung(bell: socket.socket) -> bool:
        """Take everybody who asks; whether one of them was this person (on Linux the kernel says who: unix(7))."""
        welcome = False
        with contextlib.suppress(OSError):
            while True:
                asking, _ = bell.accept()
                with asking:
                    welcome = welcome or _is_own(asking)
        return welcome


def _is_own(asking: socket.socket) -> bool:
    """Whether the other end is this very person; where nobody tells, the folder's mode has to do."""
    if sys.platform == "linux":
        credentials = struct.Struct("3i")
        said = asking.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, credentials.size)
        return bool(credentials.unpack(said)[1] == os.getuid())
    else:
        return True
