"""The operating system's keyring, for tokens, with a time limit.

A keyring that is locked asks for its password in a dialog and blocks whoever asked until somebody answers, for ever if
need be (the Secret Service's `Prompt`, org.freedesktop.Secret). So it is asked by a thread of its own, which a person
may keep waiting; until that one is back nobody asks again, and there is never more than one dialog.
"""

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from app.errors import SignpostError
from app.host.secret import Secret

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "Signpost"
SECONDS = 10.0


class KeyringLocked(SignpostError):
    """No answer in time: it waits for its password."""

    what = "The keyring did not answer within {seconds} seconds; it is probably locked."
    todo = "Unlock the keyring. Until then the last good policy stays in force."


class KeyringUnusable(SignpostError):
    """There is none, or it refuses."""

    what = "The access token could not be read or kept in the keyring ({detail})."
    todo = "Use `signpost token set --file`, which keeps it in a file that only you can read."


class Keychain:
    """Tokens by the origin they are for. Every method raises KeyringLocked, KeyringUnusable."""

    _waiting: ClassVar[threading.Thread | None] = None

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds

    def get(self, origin: str) -> Secret | None:
        """The token; None: there is none."""
        found = self._ask(lambda ring: ring.get_password(SERVICE, origin))
        return Secret(found) if found else None

    def set(self, origin: str, token: Secret) -> None:
        """Keep it in place of any other."""
        self._ask(lambda ring: ring.set_password(SERVICE, origin, token.value))

    def delete(self, origin: str) -> None:
        """Forget it, if it is there."""
        if self.get(origin) is not None:
            self._ask(lambda ring: ring.delete_password(SERVICE, origin))

    def _ask(self, work: "Callable[[KeyringBackend], str | None]") -> str | None:
        if Keychain._waiting is not None and Keychain._waiting.is_alive():
            raise KeyringLocked(seconds=f"{self._seconds:g}")
        said: list[str | None] = []
        failed: list[Exception] = []

        def run() -> None:
            import keyring

            try:
                said.append(work(keyring.get_keyring()))
            except Exception as error:  # noqa: BLE001 - every backend has its own: keyring documents no common base
                failed.append(error)

        thread = threading.Thread(target=run, daemon=True, name="keyring")
        Keychain._waiting = thread
        thread.start()
        thread.join(self._seconds)
        if thread.is_alive():
            raise KeyringLocked(seconds=f"{self._seconds:g}")
        if failed:
            raise KeyringUnusable(detail=type(failed[0]).__name__) from failed[0]
        return said[0]
