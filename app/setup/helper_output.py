"""What the elevated helper says while it works, and what its ending means: see `app.elevation.main` for both.

pkexec(1) adds two exit codes: 126 says that the dialog was dismissed, 127 that nobody could authorise.
"""

import json
from collections.abc import Callable

from app.errors import SignpostError
from app.host.run import Result
from app.setup.elevator import NAME, OnBytes, Say, Wish
from app.setup.errors import Cancelled, TimedOut
from app.setup.manager_errors import ManagerBusy, ManagerFailed, ManagerUnready, NotAuthorised
from app.setup.npm_errors import plain
from app.setup.polkit import NOBODY_ASKS

DISMISSED, NOT_AUTHORISED, BUSY, CONFIGURATION = 126, 127, 75, 78
_NOT_CONFIGURED = "what it may trust is missing on this computer, or open to others"
_NO_AGENT = "No authentication agent found"  # pkexec.c

AROUND_SECONDS = 1800.0
"""For the password, the refresh and the download; the helper bounds the package manager itself."""


class Heard:
    """Reads the helper's progress protocol; what is none of it is passed over. `want` hands over what it wants."""

    def __init__(self, on_bytes: OnBytes, say: Say, want: Callable[[str], None]) -> None:
        self._on_bytes, self._say, self._want = on_bytes, say, want
        self.anything = False
        self.error = self.what = ""

    def line(self, text: str) -> None:
        """Take in one line of its output."""
        try:
            record = json.loads(text)
        except (ValueError, RecursionError):
            return
        if not isinstance(record, dict):
            return
        self.anything = True
        match record:
            case {"bytes": int(done), "total": int() | None as total}:
                self._on_bytes(done, total)
            case {"wants": str(path)}:
                self._want(path)
            case {"says": str(words)}:
                self._say(plain(words))
            case {"error": str(code), "what": str(what)}:
                self.error, self.what = plain(code), plain(what)
            case _:
                pass  # a phase, or what a newer helper says


def problem(wish: Wish, result: Result, heard: Heard) -> SignpostError | None:
    """The error that an ending means; None where all went well."""
    if result.ended_by == "cancel":
        return Cancelled(tool=wish.tool)
    if result.ended_by == "timeout":
        return TimedOut(tool=wish.tool, seconds=int(wish.seconds + AROUND_SECONDS))
    match result.code:
        case 0:
            return None
        case code if code == DISMISSED:
            return Cancelled(tool=wish.tool)
        case code if code == NOT_AUTHORISED:
            if _NO_AGENT in result.err:
                return ManagerUnready(manager=NAME, tool=wish.tool, detail=NOBODY_ASKS)
            return NotAuthorised(tool=wish.tool)
        case code if code == BUSY:
            return ManagerBusy(manager=NAME, tool=wish.tool)
        case code if code == CONFIGURATION:
            return ManagerUnready(manager=NAME, tool=wish.tool, detail=heard.what or _NOT_CONFIGURED)
        case code:
            said = heard.error or f"exit code {code}"
            return ManagerFailed(manager=NAME, tool=wish.tool, code=said, detail=heard.what or "it said nothing")
