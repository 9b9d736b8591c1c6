"""The tray icon in real trays: XEmbed and StatusNotifier, each started before us and after us."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jeepney import DBusAddress, new_method_call
from PySide6.QtGui import QColor, QImage

from app.desktop import tray_icons
from app.desktop.tokens import DARK, LIGHT
from app.desktop.tray_icons import STATES
from tests.support.desktop import Person, program, wait_until

AGENT = "import sys; from app.desktop.desktop import Desktop; sys.exit(Desktop('en').run())"
WATCHER = "org.kde.StatusNotifierWatcher"


@pytest.fixture
def elsewhere(tmp_path: Path, root: Path) -> Iterator[Person]:
    """Another desktop: which kind of tray there is Qt finds out once per process."""
    with Person(tmp_path / "person") as made:
        made.environment |= {"PYTHONPATH": str(root), "XDG_CURRENT_DESKTOP": "XFCE"}
        yield made


def start_agent(person: Person) -> None:
    person.start("agent", sys.executable, "-c", AGENT)
    wait_until(lambda: person.owner("org.freedesktop.DBus") or None, "the bus")


def start_panel(person: Person) -> None:
    person.start("xfconfd", program("/usr/lib/*/xfce4/xfconf/xfconfd", "/usr/libexec/xfce4/xfconf/xfconfd"))
    person.wait_for_name("org.xfce.Xfconf")
    person.start("panel", program("xfce4-panel"), "--disable-wm-check")
    person.wait_for_name(WATCHER)


def start_trayer(person: Person) -> None:
    person.start("trayer", program("trayer"), "--edge", "bottom", "--align", "right", "--width", "20")


def ask(person: Person, name: str, path: str, interface: str, attribute: str) -> Any:
    address = DBusAddress(path, bus_name=name, interface="org.freedesktop.DBus.Properties")
    with person.bus() as bus:
        reply = bus.send_and_get_reply(new_method_call(address, "Get", "ss", (interface, attribute)), timeout=10)
    return reply.body[0][1] if isinstance(reply.body[0], tuple) else None


def inked(person: Person, file: Path, ink: str, strip: slice) -> int:
    """How many pixels of exactly that ink are in a horizontal strip of the screen's right half."""
    person.screenshot(file)
    image, wanted = QImage(str(file)), QColor(ink).rgb()
    rows = range(image.height())[strip]
    return sum(image.pixel(x, y) == wanted for y in rows for x in range(image.width() // 2, image.width()))


@pytest.mark.parametrize("late", [False, True], ids=["host first", "host later"])
def test_the_icon_shows_in_an_xembed_tray(elsewhere: Person, tmp_path: Path, late: bool) -> None:
    for start in (start_agent, start_trayer) if late else (start_trayer, start_agent):
        start(elsewhere)
    # What matters here is that the icon is there, in the ink of the desktop that is named.
    wait_until(lambda: inked(elsewhere, tmp_path / "x.png", DARK.ink, slice(-30, None)) > 20, "the icon", 30)


@pytest.mark.parametrize("late", [False, True], ids=["host first", "host later"])
def test_the_icon_shows_in_a_status_notifier_tray(elsewhere: Person, tmp_path: Path, late: bool) -> None:
    for start in (start_agent, start_panel) if late else (start_panel, start_agent):
        start(elsewhere)
    items = wait_until(
        lambda: ask(elsewhere, WATCHER, "/StatusNotifierWatcher", WATCHER, "RegisteredStatusNotifierItems") or None,
        "an item",
        30,
    )
    assert len(items) == 1
    name, _, path = items[0].partition("/")
    title = ask(elsewhere, name, f"/{path}", "org.kde.StatusNotifierItem", "ToolTip")
    assert title[2].startswith("Signpost")
    wait_until(lambda: inked(elsewhere, tmp_path / "x.png", DARK.ink, slice(0, 30)) > 20, "the icon on the panel", 30)


def test_every_state_has_a_drawing_of_its_own_that_reads_on_both_panels(qapp: object) -> None:
    assert qapp is not None
    for colours in (LIGHT, DARK):
        seen = set()
        for state in STATES:
            image = tray_icons.icon(state, QColor(colours.ink)).pixmap(22, 22).toImage()
            opaque = [
                image.pixelColor(x, y) for x in range(22) for y in range(22) if image.pixelColor(x, y).alpha() > 200
            ]
            assert len(opaque) > 60
            assert any(colour.name() == colours.ink.lower() for colour in opaque)
            seen.add(bytes(image.constBits()))
        assert len(seen) == len(STATES)
