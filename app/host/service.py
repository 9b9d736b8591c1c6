"""The service manager that runs us: telling systemd how we are (sd_notify(3), "Standalone Implementations"), and
launchd how we ended.

systemd only where a unit of `Type=notify` asks for it: then `NOTIFY_SOCKET` is set, and with `WatchdogSec=`
`WATCHDOG_USEC`.
"""

import contextlib
import os
import sys

LABEL = "com.signpost.agent"
"""The name of macOS' launch agent."""

_MEANT = (1, 2, 129, 130, 143)
"""It was said why, the command line was wrong, it was ended: starting anew would come to the same."""


def answer(code: int) -> int:
    """The exit code to end the agent with. launchd starts anew what ends with any but 0 (launchd.plist(5),
    `SuccessfulExit`), where systemd knows which are meant (`RestartPreventExitStatus`)."""
    return 0 if code in _MEANT and os.environ.get("XPC_SERVICE_NAME") == LABEL else code


class Service:
    """The way to the service manager; every method does nothing where there is none."""

    def __init__(self) -> None:
        self._address = os.environ.get("NOTIFY_SOCKET", "") if sys.platform == "linux" else ""

    @property
    def watchdog_seconds(self) -> float | None:
        """How often it wants a sign of life at the least; None: it wants none from this process."""
        said, whose = os.environ.get("WATCHDOG_USEC", ""), os.environ.get("WATCHDOG_PID", "")
        if not said.isdecimal() or not int(said) or (whose and whose != str(os.getpid())):
            return None
        return int(said) / 1_000_000

    def say(self, state: str) -> None:
        """Send it: `READY=1`, `WATCHDOG=1`, `STOPPING=1`, `STATUS=…`."""
        if sys.platform == "linux" and self._address.startswith(("/", "@")):
            import socket  # 4 ms, which only a unit of systemd has to wait for

            address = self._address.replace("@", "\0", 1) if self._address.startswith("@") else self._address
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as way:
                way.setblocking(False)
                with contextlib.suppress(OSError):  # a service manager that does not listen is none
                    way.connect(address)
                    way.send(state.encode())
