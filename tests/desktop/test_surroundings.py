"""Do not disturb and a full screen, as the real dunst, the real Xfconf, portals and window managers tell of them."""

import subprocess
import threading
from collections.abc import Callable, Iterator

import pytest
from jeepney import DBusAddress, HeaderFields, MessageType, message_bus, new_method_return, new_signal
from jeepney.io.blocking import DBusConnection
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.alerts.quiet import Surroundings
from app.desktop import x11
from app.desktop.curtain import Curtain
from app.desktop.desktop import Desktop
from app.desktop.session_bus import SessionBus
from app.desktop.surroundings import DoNotDisturb
from tests.desktop.notification_server import PROPERTIES, Server
from tests.support.desktop import Person, program, wait_until

PORTAL = "org.freedesktop.portal.Desktop"
SETTINGS = DBusAddress("/org/freedesktop/portal/desktop", interface="org.freedesktop.portal.Settings")
Body = tuple[str, dict[str, tuple[str, bool]], list[str]]


@pytest.fixture
def asked(person: Person) -> Iterator[Callable[[], bool]]:
    """Whether the person asked not to be disturbed, as it is known now."""
    del person
    bus = SessionBus()
    found = DoNotDisturb(bus)
    bus.start()
    yield lambda: found.asked
    bus.close()


def run(person: Person, *command: str) -> None:
    subprocess.run((program(command[0]), *command[1:]), env=person.environment, check=True, timeout=20)


def until(asked: Callable[[], bool], wanted: bool) -> None:
    wait_until(lambda: asked() is wanted, f"do not disturb: {wanted}")


def test_dunst_paused(person: Person, asked: Callable[[], bool], no_daemon: Callable[[str], None]) -> None:
    no_daemon("dunst")
    run(person, "dunstctl", "set-paused", "true")
    until(asked, True)
    run(person, "dunstctl", "set-paused", "false")
    until(asked, False)
    run(person, "dunstctl", "set-paused", "true")
    until(asked, True)
    person.end("dunst")
    until(asked, False)


def test_xfce_s_do_not_disturb(person: Person, asked: Callable[[], bool]) -> None:
    person.start("xfconfd", program("/usr/lib/*/xfce4/xfconf/xfconfd"))
    try:
        person.wait_for_name("org.xfce.Xfconf")
        put = ("xfconf-query", "-c", "xfce4-notifyd", "-p", "/do-not-disturb", "-n", "-t", "bool", "-s")
        run(person, *put, "true")
        until(asked, True)
        run(person, *put, "false")
        until(asked, False)
    finally:
        person.end("xfconfd")


def answering(bus: DBusConnection, method: str, closing: threading.Event, **values: bool) -> None:
    """Answer this method by the value of the property that is asked for."""
    while not closing.is_set():
        try:
            message = bus.receive(timeout=0.05)
        except TimeoutError:
            continue
        called = message.header.message_type is MessageType.method_call
        if called and message.header.fields[HeaderFields.member] == method:
            value = values.get(str(message.body[1]).replace("-", "_"), False)
            bus.send(new_method_return(message, "v", (("v", ("b", value)),)))


def test_gnome_s_banners_by_the_portal_and_no_stranger(person: Person, asked: Callable[[], bool]) -> None:
    closing = threading.Event()
    with person.bus() as portal, person.bus() as stranger:
        assert portal.send_and_get_reply(message_bus.RequestName(PORTAL, 4), timeout=10).body == (1,)
        thread = threading.Thread(target=answering, args=(portal, "Read", closing), kwargs={"show_banners": False})
        thread.start()
        until(asked, True)
        change = ("org.gnome.desktop.notifications", "show-banners", ("b", True))
        stranger.send(new_signal(SETTINGS, "SettingChanged", "ssv", change))
        stranger.send_and_get_reply(message_bus.ListNames(), timeout=10)
        assert asked()
        portal.send(
            new_signal(SETTINGS, "SettingChanged", "ssv", ("org.gnome.desktop.notifications", "x", ("b", True)))
        )
        portal.send(new_signal(SETTINGS, "SettingChanged", "ssv", change))
        until(asked, False)
        closing.set()
        thread.join(timeout=10)


def test_a_server_that_says_inhibited(person: Person, asked: Callable[[], bool]) -> None:
    """KDE Plasma, which also says so while the screen is shared."""
    with Server(person) as server:
        for inhibited in (True, False, True):  # the first may come as the answer to a question
            server.put("org.freedesktop.Notifications", "Inhibited", inhibited)
            until(asked, inhibited)
        with person.bus() as stranger:
            lie: Body = ("org.freedesktop.Notifications", {"Inhibited": ("b", False)}, [])
            stranger.send(new_signal(PROPERTIES, "PropertiesChanged", "sa{sv}as", lie))
            stranger.send_and_get_reply(message_bus.ListNames(), timeout=10)
        assert asked()
    until(asked, False)


def test_a_full_screen_is_the_active_window_s(qtbot: QtBot, person: Person) -> None:
    del person
    full = x11.FullScreen()
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    qtbot.waitActive(window)
    assert not full.now()
    window.showFullScreen()
    qtbot.waitUntil(full.now)
    window.close()
    qtbot.waitUntil(lambda: not full.now())


def test_the_desktop_tells_it_from_any_thread_and_nothing_before_it_is_there(
    qtbot: QtBot, desktop: Desktop, person: Person, no_daemon: Callable[[str], None]
) -> None:
    curtain = Curtain()
    assert curtain.surroundings() == Surroundings()
    curtain.rise(desktop)
    window = QWidget()
    qtbot.addWidget(window)
    window.showFullScreen()
    said: list[Surroundings] = []
    qtbot.waitUntil(lambda: desktop.surroundings().full_screen)
    thread = threading.Thread(target=lambda: said.append(curtain.surroundings()))
    thread.start()
    thread.join(timeout=10)
    assert said == [Surroundings(full_screen=True)]
    window.close()
    no_daemon("dunst")
    run(person, "dunstctl", "set-paused", "true")
    qtbot.waitUntil(lambda: desktop.surroundings() == Surroundings(do_not_disturb=True))
