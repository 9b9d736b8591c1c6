"""When it is worth looking at the network again: it is back, a sign-in page was passed, or the computer woke up.

NetworkManager and login1 say so on the system bus. Where there is no bus, or neither of them, nothing is said and the
schedule goes on by the clock. Only moments come out of here; what to do about them others decide.

Sources: NetworkManager's D-Bus API, `StateChanged` and `Connectivity` (NMState, NMConnectivityState); that of
org.freedesktop.login1, `PrepareForSleep`, which says false after waking up.
"""

import contextlib
import selectors
import socket
import threading
import time
from collections.abc import Callable

from jeepney import HeaderFields, MatchRule, Message, MessageType, message_bus
from jeepney.io.blocking import DBusConnection

from app.host.bus import connect

SETTLED_SECONDS = 10.0
"""Several signals tell of one return; within this time they count as one."""

_NM, _NM_PATH = "org.freedesktop.NetworkManager", "/org/freedesktop/NetworkManager"
_LOGIN, _LOGIN_PATH = "org.freedesktop.login1", "/org/freedesktop/login1"
_PROPERTIES = "org.freedesktop.DBus.Properties"
_CONNECTED_SITE, _CONNECTED_GLOBAL, _CONNECTIVITY_FULL = 60, 70, 4

_RULES = (
    MatchRule(type="signal", sender=_NM, interface=_NM, member="StateChanged", path=_NM_PATH),
    MatchRule(type="signal", sender=_NM, interface=_PROPERTIES, member="PropertiesChanged", path=_NM_PATH),
    MatchRule(type="signal", sender=_LOGIN, interface=f"{_LOGIN}.Manager", member="PrepareForSleep", path=_LOGIN_PATH),
)


class Wakeups:
    """Calls `on_wakeup` at such moments, from `run`, the body of a thread that the caller makes, until `close`."""

    def __init__(self, on_wakeup: Callable[[], None], monotonic: Callable[[], float] = time.monotonic) -> None:
        self._on_wakeup, self._monotonic = on_wakeup, monotonic
        self._woken, self._wake = socket.socketpair()
        self._last = float("-inf")
        self.listening = threading.Event()

    def close(self) -> None:
        """End `run`."""
        with contextlib.suppress(OSError):
            self._wake.send(b"x")

    def run(self) -> None:
        """Listen. Returns at `close`, and at once where there is no system bus or when it goes away."""
        try:
            with connect("SYSTEM") as bus:
                for rule in _RULES:
                    bus.send_and_get_reply(message_bus.AddMatch(rule), timeout=5)
                self.listening.set()
                self._listen(bus)
        except (OSError, EOFError):
            return  # without a bus there is the clock
        finally:
            self._woken.close()
            self._wake.close()

    def _listen(self, bus: DBusConnection) -> None:
        with selectors.DefaultSelector() as waiting:
            waiting.register(self._woken, selectors.EVENT_READ)
            waiting.register(bus.sock, selectors.EVENT_READ)
            while True:
                if any(key.fileobj is self._woken for key, _ in waiting.select()):
                    return
                while (message := _next(bus)) is not None:
                    if is_wakeup(message) and self._monotonic() - self._last >= SETTLED_SECONDS:
                        self._last = self._monotonic()
                        self._on_wakeup()


def _next(bus: DBusConnection) -> Message | None:
    try:
        return bus.receive(timeout=0)
    except TimeoutError:
        return None


def is_wakeup(message: Message) -> bool:
    """Whether a signal says that a request may now succeed which failed before. Anything odd does not."""
    fields = message.header.fields
    if message.header.message_type is not MessageType.signal:
        return False
    match fields.get(HeaderFields.interface), fields.get(HeaderFields.member), message.body:
        case f, "PrepareForSleep", (False,) if f == f"{_LOGIN}.Manager":
            return True
        case f, "StateChanged", (int(state),) if f == _NM:
            return state in (_CONNECTED_SITE, _CONNECTED_GLOBAL)
        case f, "PropertiesChanged", (str(of), dict(changed), _) if (f, of) == (_PROPERTIES, _NM):
            return changed.get("Connectivity") == ("u", _CONNECTIVITY_FULL)
    return False
