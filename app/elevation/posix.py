"""The helper as pkexec and osascript start it: as root, with the caller at the other end of its standard streams."""

import functools
import json
import os
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.elevation.helper import Tell
    from app.elevation.order import Order

if sys.platform != "win32":
    import syslog

    class Started:
        """For the person with the user id `asked_by`."""

        def __init__(self, asked_by: str) -> None:
            self._asked_by = asked_by
            syslog.openlog("signpost-setup-helper", syslog.LOG_PID, syslog.LOG_AUTHPRIV)

        def expect_administrator(self) -> None:
            """By the effective user. Raises NotAdministrator."""
            from app.elevation.errors import NotAdministrator

            if os.geteuid() != 0:
                raise NotAdministrator

        def log(self, words: str) -> None:
            """By syslog(3)."""
            syslog.syslog(syslog.LOG_NOTICE, f"uid {self._asked_by}: {words}")

        def say(self, record: Mapping[str, object]) -> None:
            """On standard output. Raises BrokenPipeError, once."""
            try:
                print(json.dumps(record), flush=True)
            except BrokenPipeError:
                nowhere = os.open(os.devnull, os.O_WRONLY)
                os.dup2(nowhere, sys.stdout.fileno())
                os.close(nowhere)
                raise

        def obey(self, wanted: "Order", tell: "Tell") -> None:
            """Carry out an order on this computer."""
            from app.elevation import carried
            from app.elevation.helper import Helper
            from app.elevation.trust import Trust, folders

            carrier = functools.partial(carried.Carrier, tell=tell) if carried.is_offered() else None
            company = Trust(folders(), carrier)
            Helper(folders().state, company.refreshed, tell).carry_out(wanted)

    def start() -> Started:
        """Nothing of the caller's is left but who it is."""
        asked_by = os.environ.get("PKEXEC_UID", "")
        os.environ.clear()
        os.umask(0o077)
        os.chdir("/")
        return Started(asked_by if asked_by.isdecimal() else str(os.getuid()))
