"""A person's desktop for tests: screen, session bus, notification daemon, window manager, tray host; all of them real.

Each part is a process in a group of its own, which the test that started it ends by its id. Nothing here needs pytest.

How the real notification's button is pressed: xfce4-notifyd and notification-daemon draw GTK buttons in a window of
their own; X knows the window but not its buttons. AT-SPI knows each button's label and place on the screen. So
`press_button` asks the accessibility bus for the push button of that label and clicks its middle with xdotool. The same
way reaches the buttons of our own card by their screen reader names (`environment` sets what Qt needs for that).
"""

import contextlib
import os
import re
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self, TypeVar

from jeepney import DBusAddress, MessageType, message_bus, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection

T = TypeVar("T")

NOTIFICATIONS = "org.freedesktop.Notifications"
_BUS_CONFIG = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:dir={folder}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow user="*"/>
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""
"""A session bus that starts nothing by itself: what answers on it, a test has started."""

_DAEMONS = {
    "xfce4-notifyd": ("/usr/lib/*/xfce4/notifyd/xfce4-notifyd", "/usr/libexec/xfce4/notifyd/xfce4-notifyd"),
    "notification-daemon": ("/usr/lib/notification-daemon/notification-daemon", "/usr/libexec/notification-daemon"),
    "dunst": ("/usr/bin/dunst",),
}
"""Where distributions put them. The first two draw buttons, dunst does not."""

_A11Y_LAUNCHERS = ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher")
_ACCESSIBLE = "org.a11y.atspi.Accessible"
_SECONDS = 20.0
_LOOKS = 3


class NotThere(AssertionError):
    """What a test waited for did not come."""


def wait_until(found: Callable[[], T | None], what: str, seconds: float = _SECONDS) -> T:
    """Wait for the condition; returns the first result that is neither None nor False. Raises NotThere."""
    deadline = time.monotonic() + seconds
    while True:
        result = found()
        if result is not None and result is not False:
            return result
        if time.monotonic() > deadline:
            raise NotThere(f"{what} within {seconds:.0f} s")
        time.sleep(0.02)  # between two looks at another process; nothing tells us when it is ready


def program(*candidates: str) -> str:
    """The first of these programs (paths with * allowed, or names on PATH) that is here. Raises NotThere."""
    for candidate in candidates:
        if candidate.startswith("/"):
            hit = next(iter(sorted(Path("/").glob(candidate[1:]))), None)
            if hit is not None:
                return str(hit)
        elif found := shutil.which(candidate):
            return found
    raise NotThere(f"no program {candidates[0]}: run `python3 build/dev.py setup`")


@dataclass(frozen=True)
class Widget:
    """Something on the accessibility bus: its name, role and box on the screen."""

    name: str
    role: str
    x: int
    y: int
    width: int
    height: int
    owner: str
    path: str


class Person:
    """The desktop of one made-up person. Use it as a context manager; leaving it ends every part."""

    def __init__(self, folder: Path, *, screen: str = "1280x1024x24") -> None:
        self.folder = folder
        self._screen = screen
        self._parts: dict[str, subprocess.Popen[bytes]] = {}
        self._accessibility: DBusConnection | None = None
        self.environment: dict[str, str] = {
            "PATH": os.environ.get("PATH", os.defpath),
            "HOME": str(folder),
            "XDG_RUNTIME_DIR": str(folder / "run"),
            "LANG": "C.UTF-8",
            "TZ": "Europe/Berlin",
            "GDK_BACKEND": "x11",
            "QT_QPA_PLATFORM": "xcb",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        }
        """For programs that are to run on this desktop."""

    def __enter__(self) -> Self:
        (self.folder / "run").mkdir(mode=0o700, parents=True, exist_ok=True)
        with contextlib.ExitStack() as stack:
            stack.callback(self.end_all)
            self._start_screen()
            self._start_bus()
            stack.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self.end_all()

    # Parts

    @property
    def running(self) -> tuple[str, ...]:
        """The parts that were started and not ended."""
        return tuple(self._parts)

    def start(self, name: str, *command: str, **variables: str) -> "subprocess.Popen[bytes]":
        """Start a part in a process group of its own; what it prints goes to `<name>.log` in the folder."""
        with (self.folder / f"{name}.log").open("ab") as log:
            self._parts[name] = subprocess.Popen(
                command,
                env={**self.environment, **variables},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        return self._parts[name]

    def end(self, name: str) -> None:
        """End a part and what it started, by the id of its group; wait until it is gone."""
        part = self._parts.pop(name)
        for ask in (signal.SIGTERM, signal.SIGKILL):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(part.pid, ask)
            with contextlib.suppress(subprocess.TimeoutExpired):
                part.wait(timeout=3)
                break
        with contextlib.suppress(ProcessLookupError):  # children that outlived it
            os.killpg(part.pid, signal.SIGKILL)

    def end_all(self) -> None:
        """End every part, the last started first."""
        if self._accessibility is not None:
            self._accessibility.close()
            self._accessibility = None
        for name in reversed(tuple(self._parts)):
            self.end(name)

    def start_daemon(self, name: str) -> None:
        """Start a notification daemon (a key of the table above) and wait until it owns its name on the bus."""
        arguments = () if name != "dunst" else ("-conf", "/dev/null")
        self.start(name, program(*_DAEMONS[name]), *arguments)
        self.wait_for_name(NOTIFICATIONS)

    def start_window_manager(self) -> None:
        """Start openbox and wait until it manages windows."""
        self.start("openbox", program("openbox"), "--sm-disable")
        wait_until(lambda: self.xdotool("get_num_desktops", check=False) or None, "a window manager")

    def start_accessibility(self) -> None:
        """Start the accessibility bus. Programs started before it are not on it."""
        self.start("a11y", program(*_A11Y_LAUNCHERS), "--launch-immediately")
        self.wait_for_name("org.a11y.Bus")
        with self.bus() as bus:
            (address,) = _call(bus, "org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress")
        self.environment["AT_SPI_BUS_ADDRESS"] = str(address)
        self._accessibility = open_dbus_connection(str(address).split(",")[0])

    # The bus

    def bus(self) -> DBusConnection:
        """A new connection to the session bus."""
        return open_dbus_connection(self.environment["DBUS_SESSION_BUS_ADDRESS"])

    def owner(self, name: str) -> str:
        """The unique name of who owns `name` on the session bus; "" for nobody."""
        with self.bus() as bus:
            reply = bus.send_and_get_reply(message_bus.GetNameOwner(name), timeout=_SECONDS)
            return str(reply.body[0]) if reply.header.message_type is MessageType.method_return else ""

    def wait_for_name(self, name: str) -> str:
        """Wait until somebody owns `name`; the owner's unique name."""
        return wait_until(lambda: self.owner(name) or None, f"{name} on the session bus")

    # Looking and pressing

    def widgets(self, *, own: bool = False) -> Iterator[Widget]:
        """Everything that shows on the accessibility bus, from the outside in.

        The asking process itself is left out unless `own`: it could not answer while it waits for its own answer.
        """
        bus = self._accessibility
        if bus is None:
            return
        registry, path = "org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root"
        for owner, application in (_call(bus, registry, path, _ACCESSIBLE, "GetChildren") or ([],))[0]:
            pid = bus.send_and_get_reply(message_bus.GetConnectionUnixProcessID(owner), timeout=_SECONDS).body[0]
            if own or pid != os.getpid():
                yield from _below(bus, owner, application)

    def button(self, label: str) -> Widget | None:
        """The push button of that name, if one is on the screen."""
        return next(
            (
                one
                for one in self.widgets()
                if one.role in ("push button", "button") and one.name == label and one.width > 1 and one.x >= 0
            ),
            None,
        )

    def press_button(self, label: str) -> None:
        """Wait for a button of that label (a notification's or a card's) and click its middle with the mouse.

        It has to stand still: windows are put somewhere, and then where they belong.
        """
        seen: list[Widget | None] = []

        def still() -> Widget | None:
            seen.append(self.button(label))
            return seen[-1] if len(seen) > _LOOKS and all(one == seen[-1] for one in seen[-_LOOKS:]) else None

        found = wait_until(still, f"a button {label!r}")
        self.click(found.x + found.width // 2, found.y + found.height // 2)

    def window(self, title: str) -> bool:
        """Whether a window of that title is on the screen."""
        return bool(self.xdotool("search", "--onlyvisible", "--name", f"^{re.escape(title)}$", check=False))

    def click(self, x: int, y: int) -> None:
        """Click there with the first mouse button."""
        self.xdotool("mousemove", "--sync", str(x), str(y), "click", "1")

    def focused(self) -> str:
        """The id of the window that has the keyboard."""
        return self.xdotool("getwindowfocus", "-f")

    def xdotool(self, *arguments: str, check: bool = True) -> str:
        """Run xdotool on this screen; what it prints."""
        done = subprocess.run(
            [program("xdotool"), *arguments],
            env=self.environment,
            check=False,
            capture_output=True,
            text=True,
            timeout=_SECONDS,
        )
        if check and done.returncode:
            raise NotThere(f"xdotool {' '.join(arguments)}: {done.stderr.strip()}")
        return done.stdout.strip() if not done.returncode else ""

    def screenshot(self, file: Path) -> None:
        """Save what is on the screen as a PNG, through a Qt program of its own."""
        code = (
            "import sys; from PySide6.QtGui import QGuiApplication; application = QGuiApplication([]);"
            "sys.exit(not application.primaryScreen().grabWindow(0).save(sys.argv[1]))"
        )
        subprocess.run([sys.executable, "-c", code, str(file)], env=self.environment, check=True, timeout=60)

    # Making

    def _start_screen(self) -> None:
        read, write = os.pipe()
        xvfb = program("Xvfb")
        with (self.folder / "xvfb.log").open("ab") as log:
            self._parts["xvfb"] = subprocess.Popen(
                [xvfb, "-displayfd", str(write), "-screen", "0", self._screen, "-nolisten", "tcp", "-noreset"],
                pass_fds=(write,),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        os.close(write)
        self.environment["DISPLAY"] = f":{_line(read, 'a display')}"

    def _start_bus(self) -> None:
        config = self.folder / "bus.conf"
        config.write_text(_BUS_CONFIG.format(folder=self.folder / "run"))
        read, write = os.pipe()
        with (self.folder / "bus.log").open("ab") as log:
            self._parts["bus"] = subprocess.Popen(
                [program("dbus-daemon"), f"--config-file={config}", f"--print-address={write}", "--nofork"],
                env=self.environment,
                pass_fds=(write,),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        os.close(write)
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = _line(read, "a session bus")


def _line(descriptor: int, what: str) -> str:
    """One line that a part writes into a pipe once it is ready."""
    text = b""
    with os.fdopen(descriptor, "rb", buffering=0) as pipe:
        deadline = time.monotonic() + _SECONDS
        while not text.endswith(b"\n"):
            ready, _, _ = select.select([pipe], [], [], max(0.0, deadline - time.monotonic()))
            more = pipe.read(512) if ready else b""
            if not more:
                raise NotThere(what)
            text += more
    return text.decode().strip()


def _call(
    bus: DBusConnection, name: str, path: str, interface: str, method: str, signature: str | None = None, *body: object
) -> tuple[Any, ...]:
    address = DBusAddress(path, bus_name=name, interface=interface)
    reply = bus.send_and_get_reply(new_method_call(address, method, signature, body), timeout=_SECONDS)
    return reply.body if reply.header.message_type is MessageType.method_return else ()


def _below(bus: DBusConnection, owner: str, path: str) -> Iterator[Widget]:
    """The widget there and those in it; what went away meanwhile is skipped."""
    name = _call(bus, owner, path, "org.freedesktop.DBus.Properties", "Get", "ss", _ACCESSIBLE, "Name")
    role = _call(bus, owner, path, _ACCESSIBLE, "GetRoleName")
    if not name or not role:
        return
    extents = _call(bus, owner, path, "org.a11y.atspi.Component", "GetExtents", "u", 0)
    x, y, width, height = extents[0] if extents else (0, 0, 0, 0)
    yield Widget(str(name[0][1]), str(role[0]), x, y, width, height, owner, path)
    for child_owner, child_path in (_call(bus, owner, path, _ACCESSIBLE, "GetChildren") or ([],))[0]:
        yield from _below(bus, child_owner, child_path)
