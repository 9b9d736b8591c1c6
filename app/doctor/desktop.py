"""The desktop as far as Signpost needs it: a session bus, somebody who draws the icon and the notifications. No Qt."""

import ctypes
import os
import sys
from collections.abc import Iterator

from app.doctor.finding import Finding, Subject, failed, ok, warning

PATIENCE = 5.0

if sys.platform == "linux":
    from jeepney import DBusAddress, Message, MessageType, Properties, message_bus, new_method_call
    from jeepney.io.blocking import DBusConnection

    from app.host.bus import NoBus, connect
    from app.host.notifications import Server

    _NOTIFICATIONS = "org.freedesktop.Notifications"
    _DRAWS = DBusAddress("/org/freedesktop/Notifications", bus_name=_NOTIFICATIONS, interface=_NOTIFICATIONS)
    _WATCHER = "org.kde.StatusNotifierWatcher"
    _ICONS = DBusAddress("/StatusNotifierWatcher", bus_name=_WATCHER, interface=_WATCHER)

    def session_bus(subject: Subject) -> Iterator[Finding]:
        """Whether there is a session bus, and who draws notifications. Without a screen nobody misses it."""
        grade = failed if _has_screen(subject) else warning
        try:
            with connect("SESSION", PATIENCE) as bus:
                yield ok("session-bus", "The session bus answers.")
                yield _notifications(bus)
        except NoBus as error:
            named = subject.environment.get("DBUS_SESSION_BUS_ADDRESS")
            why = str(error) if named else "DBUS_SESSION_BUS_ADDRESS is not set"
            todo = "Start Signpost from a desktop session; over SSH there is none as a rule."
            yield grade("session-bus", f"There is no session bus ({why}).", todo)
        except (OSError, EOFError) as error:
            yield grade("session-bus", f"The session bus does not answer ({type(error).__name__}).", _LOG_IN_ANEW)

    def tray(subject: Subject) -> Iterator[Finding]:
        """Whether somebody draws the icon: a StatusNotifier host on the bus, or a panel with a tray (XEmbed)."""
        host = ""
        try:
            with connect("SESSION", PATIENCE) as bus:
                if _owned(bus, _WATCHER):
                    said = _answer(bus, Properties(_ICONS).get("IsStatusNotifierHostRegistered"))
                    host = "by StatusNotifierItem" if said == ("b", True) else ""
        except (OSError, EOFError):
            host = ""  # the bus has its own line
        if not host and subject.environment.get("DISPLAY") and _selection_owned(b"_NET_SYSTEM_TRAY_S0"):
            host = "by XEmbed"
        if host:
            yield ok("tray", f"The desktop shows tray icons ({host}).")
        else:
            yield warning(
                "tray",
                "The desktop shows no tray icons: neither a StatusNotifier host nor an XEmbed tray is there.",
                "Open Signpost from the applications menu. On GNOME the AppIndicator extension shows icons.",
            )

    def _notifications(bus: DBusConnection) -> Finding:
        information = _answer(bus, new_method_call(_DRAWS, "GetServerInformation"), whole=True)
        if not isinstance(information, tuple) or not information:
            return warning(
                "notifications",
                "Nobody draws notifications on this desktop.",
                "Nothing is lost: Signpost's own card appears. A notification service of the desktop can be started.",
            )
        can = _answer(bus, new_method_call(_DRAWS, "GetCapabilities"))
        known = frozenset(str(one) for one in can) if isinstance(can, list) else frozenset[str]()
        server = Server(str(information[0])[:40], known)
        if server.draws_buttons:
            return ok("notifications", f"Notifications with buttons are drawn by {server.name}.")
        return warning(
            "notifications",
            f"Notifications are drawn by {server.name}, which shows no buttons.",
            "Nothing is lost: Signpost's own card appears in their place.",
        )

    def _owned(bus: DBusConnection, name: str) -> bool:
        return _answer(bus, message_bus.NameHasOwner(name)) is True

    def _answer(bus: DBusConnection, message: Message, *, whole: bool = False) -> object:
        """What is answered, its first part unless the `whole`; None where it is an error or nothing in time."""
        reply = bus.send_and_get_reply(message, timeout=PATIENCE)
        if reply.header.message_type is not MessageType.method_return or not reply.body:
            return None
        return reply.body if whole else reply.body[0]

    def _selection_owned(name: bytes) -> bool:
        """Whether a client of the X server owns that selection (X11 protocol, GetSelectionOwner). False without X."""
        try:
            xcb, free = ctypes.CDLL("libxcb.so.1"), ctypes.CDLL(None).free
        except OSError:
            return False
        xcb.xcb_connect.restype = ctypes.c_void_p
        connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
        try:
            if xcb.xcb_connection_has_error(connection):
                return False

            def reply(request: str, *arguments: object) -> int:
                cookie = getattr(xcb, request)(connection, *arguments)
                take = getattr(xcb, f"{request}_reply")
                take.restype = ctypes.c_void_p
                found = take(connection, ctypes.c_uint(cookie), None)
                if not found:
                    return 0
                value = ctypes.c_uint32.from_address(found + _REPLY_HEADER).value
                free(ctypes.c_void_p(found))
                return value

            atom = reply("xcb_intern_atom", ctypes.c_uint8(0), ctypes.c_uint16(len(name)), name)
            return reply("xcb_get_selection_owner", ctypes.c_uint32(atom)) != 0
        finally:
            xcb.xcb_disconnect(connection)

    _REPLY_HEADER = 8
    """Bytes before the one 32-bit value of both replies (X11 protocol, appendix B)."""

else:

    def session_bus(_: Subject) -> Iterator[Finding]:
        """There is none, and none is needed."""
        yield from ()

    def tray(_: Subject) -> Iterator[Finding]:
        """Windows and macOS always have one."""
        yield from ()


_LOG_IN_ANEW = "Log out and in again. If it comes again, tell IT."


def _has_screen(subject: Subject) -> bool:
    return sys.platform != "linux" or any(subject.environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


def screen(subject: Subject) -> Iterator[Finding]:
    """Whether there is a screen to show anything on."""
    if _has_screen(subject):
        yield ok("screen", "There is a screen.")
    else:
        yield warning(
            "screen", "There is no screen here.", "From a terminal without one, `signpost run --headless` works."
        )
    if sys.platform != "win32" and os.geteuid() == 0:
        yield warning("account", "This is root's own account.", "Run Signpost as the person who works here.")
