"""The tray icon in real trays: XEmbed and StatusNotifier, each started before us and after us."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jeepney import DBusAddress, new_method_call
from PySide6.QtGui import QColor, QImage, QPainter

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


@pytest.mark.parametrize("panel", ["#ffffff", "#f5f4f2", "#353535", "#000000"])
@pytest.mark.parametrize("ink", [LIGHT.ink, DARK.ink])
def test_every_state_reads_on_a_panel_of_any_colour_whatever_ink_was_chosen(qapp: object, panel: str, ink: str) -> None:
    """At least 3:1 (WCAG 2.2, 1.4.11) over the outline: enough pixels of it to see the shape."""
    assert qapp is not None
    for state in STATES:
        drawn = tray_icons.icon(state, QColor(ink)).pixmap(22, 22).toImage()
        on_panel = QImage(22, 22, QImage.Format.Format_RGB32)
        on_panel.fill(QColor(panel))
        painter = QPainter(on_panel)
        painter.drawImage(0, 0, drawn)
        painter.end()
        seen = sum(contrast(on_panel.pixelColor(x, y), QColor(panel)) >= 3 for x in range(22) for y in range(22))
        assert seen > 60, (state, seen)


def contrast(one: QColor, other: QColor) -> float:
    """By the formula of WCAG 2."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: QColor) -> float:
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (colour.redF(), colour.greenF(), colour.blueF())
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


@pytest.mark.parametrize("host", ["xembed", "status notifier"])
def test_a_click_on_the_icon_in_a_real_tray_opens_the_window(elsewhere: Person, tmp_path: Path, host: str) -> None:
    xembed = host == "xembed"
    (start_trayer if xembed else start_panel)(elsewhere)
    start_agent(elsewhere)
    strip = slice(-30, None) if xembed else slice(0, 30)
    place = wait_until(lambda: found(elsewhere, tmp_path / "x.png", DARK.ink, strip), "the icon", 30)
    elsewhere.click(*place)
    wait_until(lambda: elsewhere.window("Signpost"), "the window")


def found(person: Person, file: Path, ink: str, strip: slice) -> tuple[int, int] | None:
    """Where the icon is: the middle of the pixels of exactly that ink; None while there are too few."""
    person.screenshot(file)
    image, wanted = QImage(str(file)), QColor(ink).rgb()
    rows = range(image.height())[strip]
    places = [(x, y) for y in rows for x in range(image.width() // 2, image.width()) if image.pixel(x, y) == wanted]
    if len(places) <= 20:
        return None
    return sum(x for x, _ in places) // len(places), sum(y for _, y in places) // len(places)
