"""A desktop of its own: Xvfb, a private session bus, a real notification daemon. For journeys and for `demo --play`.

The bus starts no service but the daemon's own settings store, so that which daemon answers is decided here. Everything
started is ended by its process, never by name.
"""

import contextlib
import ctypes
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

XFCE4_NOTIFYD = "xfce4-notifyd"
_PLACES = ("/usr/lib/*/xfce4/notifyd/xfce4-notifyd", "/usr/lib/xfce4/notifyd/xfce4-notifyd")
_SERVICES = Path("/usr/share/dbus-1/services")
_BUS = """<busconfig><type>session</type><listen>unix:dir={folder}</listen><servicedir>{folder}/services</servicedir>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
</policy></busconfig>"""
_BACKGROUND = 0xC9D3DF
_MARGIN = 14
"""xfce4-notifyd's padding around its row of equally wide buttons (measured, 0.7, default theme)."""

T = TypeVar("T")


@dataclass(frozen=True)
class Box:
    """A rectangle on the screen, pixels."""

    x: int
    y: int
    width: int
    height: int


def wait_until(what: str, look: Callable[[], T | None], seconds: float = 20) -> T:
    """The first answer that is not None (or False); fails naming `what` when none comes in time."""
    deadline = time.monotonic() + seconds
    while True:
        answer = look()
        if answer is not None and answer is not False:
            return answer
        if time.monotonic() > deadline:
            raise TimeoutError(f"{what}: nothing within {seconds:.0f} s")
        time.sleep(0.02)


@dataclass(frozen=True)
class VirtualDesktop:
    """The screen and the bus, as environment variables for what runs on them."""

    env: dict[str, str]

    def screenshot(self, picture: Path) -> Path:
        """Save what is on the screen as PNG."""
        code = (
            "import sys; from PySide6.QtGui import QGuiApplication; app = QGuiApplication([]);"
            "sys.exit(not app.primaryScreen().grabWindow(0).save(sys.argv[1]))"
        )
        environment = {**self.env, "QT_QPA_PLATFORM": "xcb"}
        subprocess.run([sys.executable, "-c", code, picture], env=environment, check=True, timeout=60)
        return picture

    def windows(self, name: str) -> list[Box]:
        """The visible windows whose title is `name`, as boxes."""
        search = ["xdotool", "search", "--onlyvisible", "--name", f"^{name}$"]
        found = subprocess.run(search, env=self.env, capture_output=True, text=True, check=False).stdout.split()
        return [box for box in map(self._box, found) if box is not None and box.width > 1]

    def _box(self, window: str) -> Box | None:
        geometry = ["xdotool", "getwindowgeometry", "--shell", window]
        told = subprocess.run(geometry, env=self.env, capture_output=True, text=True, check=False)
        values = dict(line.split("=", 1) for line in told.stdout.splitlines() if "=" in line)
        if told.returncode != 0:
            return None
        return Box(*(int(values[name]) for name in ("X", "Y", "WIDTH", "HEIGHT")))

    def notification(self) -> Box | None:
        """Where xfce4-notifyd shows its notification now."""
        return next(iter(self.windows(XFCE4_NOTIFYD)), None)

    def click(self, x: int, y: int) -> None:
        """Click there as a person would, with the X server's own pointer."""
        move = ["xdotool", "mousemove", "--sync", str(x), str(y), "click", "1"]
        subprocess.run(move, env=self.env, check=True, timeout=20)

    def press_notification_button(self, number: int, of: int) -> None:
        """Press the button `number` (from 0) of the `of` that the notification shows, the default action included."""
        box = wait_until("a notification", self.notification)
        column = (box.width - 2 * _MARGIN) / of
        self.click(round(box.x + _MARGIN + column * (number + 0.5)), box.y + box.height - 31)


@contextlib.contextmanager
def virtual_desktop(folder: Path, *, notifications: bool = True, size: str = "1280x800") -> Iterator[VirtualDesktop]:
    """Start all of it; `folder` takes the bus's socket and settings. Without `notifications` no daemon runs."""
    (folder / "services").mkdir(parents=True, exist_ok=True)
    with contextlib.ExitStack() as stack:
        display = _start_xvfb(stack, size)
        home = {"XDG_CONFIG_HOME": str(folder / "config"), "XDG_RUNTIME_DIR": str(_private(folder / "runtime"))}
        env = {**os.environ, **home, "DISPLAY": display, "NO_AT_BRIDGE": "1", "GTK_THEME": "Adwaita"}
        env.pop("WAYLAND_DISPLAY", None)
        _paint_background(display)
        settings = _SERVICES / "org.xfce.Xfconf.service"
        if settings.exists():
            (folder / "services" / settings.name).write_bytes(settings.read_bytes())
        (folder / "bus.conf").write_text(_BUS.format(folder=folder))
        bus = _start(stack, ["dbus-daemon", f"--config-file={folder / 'bus.conf'}", "--print-address"], env, says=True)
        env["DBUS_SESSION_BUS_ADDRESS"] = bus
        if notifications:
            program = next((path for place in _PLACES for path in sorted(Path("/").glob(place[1:]))), None)
            if program is None:
                raise FileNotFoundError("xfce4-notifyd is not installed: run `python3 build/dev.py setup`")
            _start(stack, [str(program)], env)
            wait_until("a notification daemon", lambda: _owned("org.freedesktop.Notifications", bus))
        yield VirtualDesktop(env)


def _private(folder: Path) -> Path:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _start_xvfb(stack: contextlib.ExitStack, size: str) -> str:
    """Start Xvfb on a display of its choice and return that."""
    reader, writer = os.pipe()
    with os.fdopen(reader) as answer:
        command = ["Xvfb", "-displayfd", str(writer), "-screen", "0", f"{size}x24", "-nolisten", "tcp", "-noreset"]
        server = subprocess.Popen(command, pass_fds=[writer], stderr=subprocess.DEVNULL)
        stack.callback(_end, server)
        os.close(writer)
        number = answer.readline().strip()
    if not number:
        raise RuntimeError("Xvfb did not start")
    return f":{number}"


def _start(stack: contextlib.ExitStack, command: list[str], env: dict[str, str], *, says: bool = False) -> str:
    """Start a program that lives as long as the desktop; with `says`, wait for its first line and return that."""
    out = subprocess.PIPE if says else subprocess.DEVNULL
    process = subprocess.Popen(command, env=env, stdout=out, stderr=subprocess.DEVNULL, text=True)
    stack.callback(_end, process)
    if process.stdout is None:
        return ""
    stack.enter_context(process.stdout)
    return process.stdout.readline().strip()


def _end(process: "subprocess.Popen[str] | subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _owned(name: str, address: str) -> bool:
    from jeepney import message_bus
    from jeepney.io.blocking import Proxy, open_dbus_connection

    with open_dbus_connection(address) as connection:
        return bool(Proxy(message_bus, connection).NameHasOwner(name)[0])


def _paint_background(display: str) -> None:
    """A quiet colour, so that pictures look like a desktop and not like a hole (Xlib, XSetWindowBackground)."""
    try:
        x11 = ctypes.CDLL("libX11.so.6")
    except OSError:
        return
    x11.XOpenDisplay.restype = ctypes.c_void_p
    x11.XDefaultRootWindow.restype = ctypes.c_ulong
    server = ctypes.c_void_p(x11.XOpenDisplay(display.encode()))
    if server.value is not None:
        root = ctypes.c_ulong(x11.XDefaultRootWindow(server))
        x11.XSetWindowBackground(server, root, ctypes.c_ulong(_BACKGROUND))
        x11.XClearWindow(server, root)
        x11.XCloseDisplay(server)
