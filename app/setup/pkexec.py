"""The elevated helper on Linux: pkexec(1) starts it, polkit asks for an administrator's password.

polkit goes by the action of `resources/polkit`, whose `exec.path` is `HELPER`. The helper's own exit codes and what it
prints are in `app.elevation.main`; what they mean here is `app.setup.helper_output`.
"""

import os
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from app.host.run import run
from app.setup import polkit
from app.setup.carrying import Carrying
from app.setup.elevator import HELPER, NAME, Host, OnBytes, Say, Wish
from app.setup.helper_output import AROUND_SECONDS, Heard, problem
from app.setup.manager import find
from app.setup.manager_errors import ManagerFailed, ManagerUnready


@dataclass(frozen=True)
class Pkexec:
    """By polkit, on Linux."""

    helper: Path = HELPER

    def needed(self) -> bool:
        """By the effective user."""
        return sys.platform != "win32" and os.geteuid() != 0

    def viable(self, tool: str, environment: Mapping[str, str]) -> None:
        """Raises ManagerMissing, ManagerUnready."""
        find("pkexec", "pkexec", tool, environment)
        if not self.helper.exists():
            raise ManagerUnready(manager=NAME, tool=tool, detail=f"{self.helper} is not installed")
        if reason := polkit.refusal():
            raise ManagerUnready(manager=NAME, tool=tool, detail=reason)

    def argv(self, wish: Wish) -> tuple[str, ...]:
        """The list of arguments. pkexec's own agent needs a terminal, which no child of ours has."""
        return ("pkexec", "--disable-internal-agent", str(self.helper), wish.verb, wish.target)

    def carry_out(
        self,
        wish: Wish,
        environment: Mapping[str, str],
        cancel: threading.Event,
        on_bytes: OnBytes = lambda *_: None,
        say: Say = lambda _: None,
        host: Host | None = None,
    ) -> None:
        """See `Elevator`. From its first word on the helper is root's, and goes on whatever we do: it is waited for."""
        program, *rest = self.argv(wish)
        carrying = Carrying(host) if host is not None else None
        heard = Heard(on_bytes, say, carrying.hand_over if carrying is not None else lambda _: None)
        stop = threading.Event()

        def tick() -> None:
            if cancel.is_set() and not heard.anything:
                stop.set()

        try:
            result = run(
                [find(program, program, wish.tool, environment), *rest],
                env=environment,
                timeout=wish.seconds + AROUND_SECONDS,
                cancel=stop,
                tick=tick,
                on_output=heard.line,
                stdin=carrying.reading if carrying is not None else None,
            )
        except OSError as error:
            raise ManagerFailed(manager=NAME, tool=wish.tool, code=error.errno, detail=error.strerror) from error
        finally:
            if carrying is not None:
                carrying.close()
        if ended := problem(wish, result, heard):
            raise (carrying.trouble if carrying is not None else None) or ended
