"""Whether polkit would let anybody authorise the helper, asked before anything is fetched and without a dialog.

polkit has no question for "is there an agent that asks for passwords?". But it registers one agent for a subject and
refuses a second one, so who registers and lets go at once learns it. That takes a millisecond, nothing is ever sent to
that agent, and polkit forgets it by itself should we end in between. Interface:
https://www.freedesktop.org/software/polkit/docs/latest/eggdbus-interface-org.freedesktop.PolicyKit1.Authority.html
"""

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jeepney.io.blocking import DBusConnection

ACTION = "com.signpost.setup"
NOBODY_ASKS = "no program is running that asks for an administrator's password (a polkit agent)"

_NAME = "org.freedesktop.PolicyKit1"
_PATH = "/org/freedesktop/PolicyKit1"
_LOGIN, _LOGIN_PATH = "org.freedesktop.login1", "/org/freedesktop/login1"
_AGENT = "/com/signpost/setup/agent"
_NOT_INTERACTIVE = 0
_SECONDS = 5.0
_NO_SESSION = "Cannot determine session"  # polkitbackendinteractiveauthority.c: so no session's agent would be asked

_Subject = tuple[str, dict[str, tuple[str, Any]]]


class _Refused(Exception):
    """The bus, polkit or login1 answered with an error."""


def refusal() -> str:
    """Why nobody could authorise the helper for this process, in a few words; "" where somebody can.

    What cannot be found out counts as nothing in the way: pkexec will tell.
    """
    from app.host.bus import NoBus, connect

    try:
        with connect("SYSTEM") as bus:
            return _refusal(bus)
    except NoBus:
        return "there is no system bus, by which polkit is asked"
    except (OSError, EOFError, TimeoutError, ValueError, TypeError):
        return ""


def _refusal(bus: "DBusConnection") -> str:
    own = _this_process()
    details: dict[str, str] = {}
    try:
        question = own, ACTION, details, _NOT_INTERACTIVE, ""
        authorised, challenge, _ = _polkit(bus, "CheckAuthorization", "(sa{sv})sa{ss}us", question)[0]
    except _Refused as error:
        return f"polkit does not know what it may do: {error}"
    if authorised:
        return ""
    if not challenge:
        return "polkit's rules on this computer do not allow it"
    return "" if any(_has_agent(bus, subject) for subject in (own, *_session(bus))) else NOBODY_ASKS


def _has_agent(bus: "DBusConnection", subject: _Subject) -> bool:
    """Whether a password would be asked for by an agent for that very process or session."""
    try:
        _polkit(bus, "RegisterAuthenticationAgent", "(sa{sv})ss", (subject, "C", _AGENT))
    except _Refused as error:
        return _NO_SESSION not in str(error)
    with contextlib.suppress(_Refused):
        _polkit(bus, "UnregisterAuthenticationAgent", "(sa{sv})s", (subject, _AGENT))
    return False


def _this_process() -> _Subject:
    """As polkit(8) names a process: by number, start time (proc(5), the 22nd field of stat) and user."""
    started = int(Path("/proc/self/stat").read_text("utf-8", "replace").rpartition(")")[2].split()[19])
    known = {"pid": ("u", os.getpid()), "start-time": ("t", started), "uid": ("i", _user())}
    return "unix-process", known


def _session(bus: "DBusConnection") -> Iterator[_Subject]:
    """The session this process is in, else the one of its user's screen: polkit goes by sd_uid_get_display(3)."""
    session = ""
    with contextlib.suppress(_Refused):
        (path,) = _login(bus, "GetSessionByPID", (os.getpid(),))
        session = _property(bus, path, "Session", "Id")
    if not session:
        with contextlib.suppress(_Refused):
            (path,) = _login(bus, "GetUser", (_user(),))
            session = _property(bus, path, "User", "Display")[0]
    if session:
        yield "unix-session", {"session-id": ("s", session)}


if sys.platform == "win32":

    def _user() -> int:
        """There is no polkit."""
        return -1

else:
    _user = os.getuid


def _polkit(bus: "DBusConnection", method: str, signature: str, body: tuple[Any, ...]) -> tuple[Any, ...]:
    from jeepney import DBusAddress, new_method_call

    address = DBusAddress(f"{_PATH}/Authority", bus_name=_NAME, interface=f"{_NAME}.Authority")
    return _answered(bus, new_method_call(address, method, signature, body))


def _login(bus: "DBusConnection", method: str, body: tuple[int]) -> tuple[Any, ...]:
    from jeepney import DBusAddress, new_method_call

    address = DBusAddress(_LOGIN_PATH, bus_name=_LOGIN, interface=f"{_LOGIN}.Manager")
    return _answered(bus, new_method_call(address, method, "u", body))


def _property(bus: "DBusConnection", path: str, interface: str, name: str) -> Any:
    from jeepney import DBusAddress, Properties

    address = DBusAddress(path, bus_name=_LOGIN, interface=f"{_LOGIN}.{interface}")
    return _answered(bus, Properties(address).get(name))[0][1]


def _answered(bus: "DBusConnection", question: Any) -> tuple[Any, ...]:
    from jeepney import MessageType

    answer = bus.send_and_get_reply(question, timeout=_SECONDS)
    if answer.header.message_type is MessageType.error:
        raise _Refused(str(answer.body[0]) if answer.body else "no reason")
    return tuple(answer.body)
