"""`signpost-setup-helper VERB TARGET`: started as root by pkexec or osascript.

Standard output carries the progress protocol, one JSON object a line: `{"phase": …}`, `{"bytes": …, "total": …}`,
`{"says": …}`, `{"wants": …}` (see `app.elevation.carried`), at the end `{"phase": "done"}` or
`{"error": code, "what": …, "todo": …}`. What was asked for and what came of it goes to the system's log (authpriv),
never a setting.

Exit codes: 0 done, 1 refused or failed as the last line says, 64 no order (sysexits.h EX_USAGE), 75 another one is at
work (EX_TEMPFAIL), 77 not root (EX_NOPERM), 70 a fault of ours. 126 and 127 are pkexec's own.
"""

import functools
import json
import os
import sys
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from app.host import entries

if TYPE_CHECKING:
    from app.elevation.helper import Tell
    from app.elevation.order import Order

if sys.platform != "win32":
    import syslog

    def main(words: list[str] | None = None) -> int:
        """Carry out the one order in `words` (default: the command line); returns the exit code."""
        asked_by = os.environ.get("PKEXEC_UID", "")
        os.environ.clear()
        os.umask(0o077)
        os.chdir("/")
        syslog.openlog("signpost-setup-helper", syslog.LOG_PID, syslog.LOG_AUTHPRIV)
        asked_by = asked_by if asked_by.isdecimal() else str(os.getuid())
        return Run(asked_by, _obey).carry_out(sys.argv[1:] if words is None else words)

    def _obey(wanted: "Order", tell: "Tell") -> None:
        from app.elevation import carried
        from app.elevation.helper import Helper
        from app.elevation.trust import Trust, folders

        carrier = functools.partial(carried.Carrier, tell=tell) if carried.is_offered() else None
        company = Trust(folders(), carrier)
        Helper(folders().state, company.refreshed, tell).carry_out(wanted)

    class Run:
        """One start of the helper, for the person with the user id `asked_by`; `obey` does what was ordered."""

        def __init__(self, asked_by: str, obey: "Callable[[Order, Tell], None]") -> None:
            self._asked_by, self._obey = asked_by, obey
            self._changing = False

        def carry_out(self, words: list[str]) -> int:
            """See `main`."""
            from app.elevation import order
            from app.elevation.errors import BadOrder, NotAdministrator
            from app.errors import SignpostError
            from app.host.files import InUse

            try:
                wanted = order.read(words)
                _expect_to_be_alone()
                self._log(f"{wanted.verb.value} {wanted.target}")
                self._obey(wanted, self.tell)
            except BrokenPipeError:
                self._log("whoever asked is gone; nothing was changed")
                return 1
            except SignpostError as error:
                self._log(f"refused: {error.code}")
                self._last({"error": error.code, "what": error.happened, "todo": error.advice})
                codes: Mapping[type[SignpostError], int] = {BadOrder: 64, InUse: 75, NotAdministrator: 77}
                return codes.get(type(error), 1)
            except Exception as error:  # noqa: BLE001  a traceback could show a setting
                self._log(f"failed: {type(error).__name__}")
                self._last({"error": "fault", "what": f"The helper failed ({type(error).__name__}).", "todo": ""})
                return 70
            self._log("done")
            return 0

        def tell(self, record: Mapping[str, object]) -> None:
            """Write a record. Raises BrokenPipeError while nothing is changed yet: nobody wants it any more."""
            try:
                print(json.dumps(record), flush=True)
            except BrokenPipeError:
                self._hush()
                if not self._changing:
                    raise
            self._changing = self._changing or record.get("phase") in ("installing", "removing")

        def _last(self, record: Mapping[str, object]) -> None:
            self._changing = True  # it is said to whoever is left
            self.tell(record)

        def _hush(self) -> None:
            """Have what is still to be said go nowhere."""
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, sys.stdout.fileno())
            os.close(nowhere)

        def _log(self, words: str) -> None:
            syslog.syslog(syslog.LOG_NOTICE, f"uid {self._asked_by}: {words}")

    def _expect_to_be_alone() -> None:
        from app.elevation.errors import BadOrder, NotAdministrator

        if not sys.flags.isolated and not entries.is_frozen():
            raise BadOrder(detail="Python was not started isolated (-I)")
        if os.geteuid() != 0:
            raise NotAdministrator

else:

    def main(words: list[str] | None = None) -> int:
        """There is no elevated helper on Windows: its installers ask for elevation themselves."""
        del words
        return 77


if __name__ == "__main__":
    sys.exit(main())
