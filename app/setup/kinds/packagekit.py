"""PackageKit over D-Bus: one transaction that installs a local package file, with polkit asking for authorisation.

Interface: /usr/share/dbus-1/interfaces/org.freedesktop.PackageKit.Transaction.xml. `Percentage` starts anew with each
phase, and 101 stands for unknown; so what is told is a phase and, within it, a percentage where one is known.
"""

import contextlib
import threading
import time
from collections.abc import Callable
from typing import Any, Protocol

from app.setup.course import Course
from app.setup.errors import Cancelled, TimedOut
from app.setup.manager_errors import ManagerBusy, ManagerFailed, NotAuthorised
from app.setup.npm_errors import plain

NAME = "org.freedesktop.PackageKit"
PATH = "/org/freedesktop/PackageKit"
TRANSACTION = f"{NAME}.Transaction"
UNKNOWN_PERCENTAGE = 101

_ASK_SECONDS = 5.0
_LOOK_SECONDS = 0.2
_CANCEL_SECONDS = 10.0
_SUCCESS, _CANCELLED = 1, (3, 9)  # PkExitEnum in pk-enum.h: success; cancelled, cancelled-priority
_UNTRUSTED_ALLOWED = 1 << 0  # PkTransactionFlagEnum `none`: the file is ours, signed by TUF and not by the distribution
_NOT_AUTHORISED = 48  # PkErrorEnum in pk-enum.h, `not-authorized`
_LOCKED = 26  # `cannot-get-lock`
PHASES = {
    1: "waiting", 2: "setting up", 3: "running", 4: "querying", 6: "removing", 8: "downloading", 9: "installing",
    10: "updating", 11: "cleaning up", 13: "resolving dependencies", 14: "checking the signature",
    15: "testing the changes", 16: "committing", 30: "waiting for another installation",
    31: "waiting for authorisation", 36: "running the package's own steps",
}  # fmt: skip
"""PkStatusEnum in pk-enum.h, those that an installation goes through."""


class PackageKit(Protocol):
    """What installs through PackageKit."""

    def install(self, tool: str, file: str, timeout: int, course: Course, cancel: threading.Event) -> None:
        """Install a local package file. Raises ManagerFailed, ManagerBusy, NotAuthorised, TimedOut, Cancelled."""


Transactions = Callable[[], PackageKit | None]


def transactions() -> PackageKit | None:
    """PackageKit on the system bus; None where there is no bus, or nothing that could be started by that name."""
    try:
        from jeepney import DBusErrorResponse, message_bus

        from app.host.bus import NoBus, connect
    except ImportError:  # not on this platform
        return None
    try:
        with connect("SYSTEM") as connection:
            for question in (message_bus.ListNames(), message_bus.ListActivatableNames()):
                reply = connection.send_and_get_reply(question, timeout=_ASK_SECONDS)
                if reply.body and NAME in reply.body[0]:
                    return _OnTheBus()
    except (NoBus, OSError, TimeoutError, DBusErrorResponse):
        return None
    return None


class _OnTheBus:
    def install(self, tool: str, file: str, timeout: int, course: Course, cancel: threading.Event) -> None:
        from jeepney import DBusErrorResponse

        from app.host.bus import NoBus, connect

        try:
            with connect("SYSTEM") as connection:
                _Transaction(connection, tool, course).run(file, timeout, cancel)
        except (NoBus, OSError, TimeoutError, DBusErrorResponse, EOFError) as error:
            raise ManagerFailed(
                manager="PackageKit", tool=tool, code=type(error).__name__, detail=plain(str(error))
            ) from error


class _Transaction:
    """One, from its creation to `Finished`."""

    def __init__(self, connection: Any, tool: str, course: Course) -> None:
        self._connection, self._tool, self._course = connection, tool, course
        self._phase = ""
        self._error: tuple[int, str] | None = None

    def run(self, file: str, timeout: int, cancel: threading.Event) -> None:
        from jeepney import DBusAddress, MatchRule, message_bus

        path = self._call(DBusAddress(PATH, NAME, NAME), "CreateTransaction", "", ())[0]
        address = DBusAddress(path, NAME, TRANSACTION)
        bus = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")
        owner = self._call(bus, "GetNameOwner", "s", (NAME,))[0]
        rule = MatchRule(type="signal", sender=owner, path=path)  # anybody may send signals that look like its own
        self._connection.send_and_get_reply(message_bus.AddMatch(rule), timeout=_ASK_SECONDS)
        deadline, ended_by = time.monotonic() + timeout, ""
        with self._connection.filter(rule, bufsize=1000) as signals:
            self._call(address, "SetHints", "as", (["interactive=true", "background=false"],))
            self._call(address, "InstallFiles", "tas", (_UNTRUSTED_ALLOWED, [file]))
            while True:
                with contextlib.suppress(TimeoutError):
                    exit_code = self._heard(self._connection.recv_until_filtered(signals, timeout=_LOOK_SECONDS))
                    if exit_code is not None:
                        break
                if not ended_by and (cancel.is_set() or time.monotonic() > deadline):
                    ended_by = "cancel" if cancel.is_set() else "timeout"
                    self._call(address, "Cancel", "", ())
                    deadline = time.monotonic() + _CANCEL_SECONDS
                if ended_by and time.monotonic() > deadline:
                    exit_code = _CANCELLED[0]
                    break
        self._judge(exit_code, ended_by, timeout)

    def _call(self, address: Any, method: str, signature: str, body: tuple[Any, ...]) -> tuple[Any, ...]:
        from jeepney import new_method_call
        from jeepney.wrappers import unwrap_msg

        message = new_method_call(address, method, signature or None, body)
        reply: tuple[Any, ...] = unwrap_msg(self._connection.send_and_get_reply(message, timeout=_ASK_SECONDS))
        return reply

    def _heard(self, signal: Any) -> int | None:
        """Take a signal in; the exit code when it is the last one."""
        from jeepney import HeaderFields

        member, body = signal.header.fields.get(HeaderFields.member), signal.body
        if member == "Finished":
            return int(body[0])
        if member == "ErrorCode":
            self._error = (int(body[0]), plain(str(body[1])))
        elif member == "PropertiesChanged":
            changed = {name: value[1] for name, value in body[1].items()}
            self._phase = PHASES.get(changed.get("Status", -1), self._phase)
            percentage = changed.get("Percentage", UNKNOWN_PERCENTAGE)
            known = f" {percentage} %" if percentage < UNKNOWN_PERCENTAGE else ""
            if self._phase:
                self._course.say(f"PackageKit: {self._phase}{known}")
        return None

    def _judge(self, exit_code: int, ended_by: str, timeout: int) -> None:
        if ended_by == "timeout":
            raise TimedOut(tool=self._tool, seconds=timeout)
        if ended_by == "cancel" and exit_code != _SUCCESS:
            raise Cancelled(tool=self._tool)
        if exit_code == _SUCCESS:
            return
        code, detail = self._error or (0, "it did not say why")
        if code == _NOT_AUTHORISED:
            raise NotAuthorised(tool=self._tool)
        if code == _LOCKED:
            raise ManagerBusy(manager="PackageKit", tool=self._tool)
        raise ManagerFailed(manager="PackageKit", tool=self._tool, code=f"error {code}", detail=detail)
