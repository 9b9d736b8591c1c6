"""Who signed a program, by the platform's own means: the evidence for rules of `signer`.

Only a signature that holds says anything: it belongs to the file as it is now, and leads to a root that the platform
trusts. Asking may take seconds, so it is for a worker thread, and each state of a file is asked about once.
Programs on Linux carry no signature; there is nobody to ask.
"""

import stat
import sys
import threading
from typing import Protocol

import msgspec

from app.identify.cache import Cache
from app.identify.files import Identity, identity, status
from app.identify.findings import sound
from app.policy.evidence import Evidence, Kind


class Reader(Protocol):
    """One platform's signatures."""

    def signers(self, path: str, cancel: threading.Event | None) -> tuple[str, ...] | None:
        """The names that the valid signature of a file answers to (`policy.signer`); none without such a signature.

        None when nobody could say: it took too long or was called off.
        """


class _Known(msgspec.Struct, frozen=True):
    names: tuple[str, ...]


class Signers:
    """Asks and remembers, by the state of the file. Safe between threads."""

    def __init__(self, reader: Reader | None, size: int = 1024) -> None:
        self._reader = reader
        self._known: Cache[Identity, _Known] = Cache(size)

    def of(self, path: str, cancel: threading.Event | None = None) -> tuple[Evidence, ...]:
        """A fact for each name; none for what is no regular file, or changed while it was asked about."""
        if self._reader is None:
            return ()
        found = status(path)
        if found is None or not stat.S_ISREG(found.st_mode):
            return ()
        state = identity(found)
        known = self._known.get(state)
        if known is None:
            names = self._reader.signers(path, cancel)
            after = status(path)
            if names is None or after is None or identity(after) != state:
                return ()
            known = _Known(names)
            self._known.put(state, known)
        return tuple(Evidence(Kind.SIGNER, sound(name), sound(path)) for name in known.names)


def of_this_platform() -> Signers:
    """The signatures of the system we run on."""
    if sys.platform == "win32":
        from app.identify.authenticode import Authenticode, WinTrust, libraries

        return Signers(Authenticode(WinTrust(*libraries())))
    elif sys.platform == "darwin":
        from app.identify.codesign import Codesign

        return Signers(Codesign())
    else:
        return Signers(None)
