"""The elevated helper on macOS: AppleScript's `do shell script … with administrator privileges`, by osascript(1).

It is the interface that macOS documents for a script (Technical Note TN2065) and needs nothing installed beside the
helper. A daemon by SMAppService wants an XPC service in the application's own signed bundle, in a language that speaks
XPC; AuthorizationExecuteWithPrivileges has been deprecated since 10.7. The words of the order are arguments of the
script (`on run argv`) and are quoted for the shell by AppleScript itself, so none of them is ever part of a program.

What the helper prints comes at its end only, and it cannot be handed anything: it asks the policy host itself. A dialog
that is closed is error -128 (AppleScript Language Guide, error numbers); a command's own exit code is its number.
"""

import os
import re
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from app.host.run import Result, run
from app.setup.elevator import HELPER, NAME, Host, OnBytes, Say, Wish
from app.setup.errors import Cancelled
from app.setup.helper_output import AROUND_SECONDS, Heard, problem
from app.setup.manager import find
from app.setup.manager_errors import ManagerFailed, ManagerUnready, NotAuthorised

PROMPT = "Signpost sets up or removes a tool that your company approved, for this whole computer."

_QUOTED = ' & " " & '.join(f"(quoted form of item {number} of argv)" for number in (1, 2, 3))
_OPTIONS = "with prompt (item 4 of argv) with administrator privileges without altering line endings"
_SCRIPT = ("on run argv", f"do shell script {_QUOTED} {_OPTIONS}", "end run")
_NUMBER = re.compile(r"\((-?[0-9]+)\)\s*$")
_DISMISSED = -128
_NOT_AUTHORISED = range(-60099, -60000)  # Authorization Services' result codes, errAuthorizationDenied among them


@dataclass(frozen=True)
class Osascript:
    """By the administrator's dialog of macOS."""

    helper: Path = HELPER

    def needed(self) -> bool:
        """By the effective user."""
        return sys.platform != "win32" and os.geteuid() != 0

    def viable(self, tool: str, environment: Mapping[str, str]) -> None:
        """Raises ManagerMissing, ManagerUnready."""
        find("osascript", "osascript", tool, environment)
        if not self.helper.exists():
            raise ManagerUnready(manager=NAME, tool=tool, detail=f"{self.helper} is not installed")

    def argv(self, wish: Wish) -> tuple[str, ...]:
        """The list of arguments: a fixed script, then its words."""
        lines = (word for line in _SCRIPT for word in ("-e", line))
        return ("osascript", *lines, str(self.helper), wish.verb, wish.target, PROMPT)

    def carry_out(
        self,
        wish: Wish,
        environment: Mapping[str, str],
        cancel: threading.Event,
        on_bytes: OnBytes = lambda *_: None,
        say: Say = lambda _: None,
        host: Host | None = None,
    ) -> None:
        """See `Elevator`. It ends with the dialog or the helper: nobody can tell from here which of them is at work."""
        del cancel, host
        program, *rest = self.argv(wish)
        try:
            result = run(
                [find(program, program, wish.tool, environment), *rest],
                env=environment,
                timeout=wish.seconds + AROUND_SECONDS,
            )
        except OSError as error:
            raise ManagerFailed(manager=NAME, tool=wish.tool, code=error.errno, detail=error.strerror) from error
        heard = Heard(on_bytes, say, lambda _: None)
        for line in result.out.splitlines():
            heard.line(line)
        number = _number(result)
        if number == _DISMISSED:
            raise Cancelled(tool=wish.tool)
        if number in _NOT_AUTHORISED:
            raise NotAuthorised(tool=wish.tool)
        if ended := problem(wish, Result(number, result.out, result.err, result.ended_by), heard):
            raise ended


def _number(result: Result) -> int:
    """AppleScript's error number, which osascript writes at the end of its last line; it exits with 1 for all."""
    if result.code == 0:
        return 0
    match = _NUMBER.search(result.err)
    return int(match[1]) if match else result.code
