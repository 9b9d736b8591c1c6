"""The door to a D-Bus: whatever keeps us from one is a single error.

Linux only: it loads jeepney.
"""

from typing import Literal

from jeepney import AuthenticationError, DBusErrorResponse
from jeepney.io.blocking import DBusConnection, open_dbus_connection


class NoBus(ConnectionError):
    """There is no bus, or none that we can speak to; the text says why."""


def connect(bus: Literal["SESSION", "SYSTEM"], patience: float = 1.0) -> DBusConnection:
    """A connection of our own; `patience` is how many seconds the greeting may take. Raises NoBus.

    The address is the environment's: it may be unset, nonsense (`disabled:` is what people write to have none), or of a
    transport that jeepney does not speak (`jeepney.bus`: KeyError, ValueError, RuntimeError).
    """
    try:
        return open_dbus_connection(bus, auth_timeout=patience)
    except (OSError, EOFError, KeyError, ValueError, RuntimeError, AuthenticationError, DBusErrorResponse) as error:
        raise NoBus(f"{type(error).__name__}: {error}") from error
