"""Reduced motion, as the settings portal tells it."""

import threading
from collections.abc import Iterator
from queue import SimpleQueue

import pytest
from jeepney import DBusAddress, HeaderFields, MessageType, message_bus, new_method_return, new_signal

from app.desktop.motion import Motion
from app.desktop.session_bus import SessionBus
from tests.support.desktop import Person

PORTAL = "org.freedesktop.portal.Desktop"
EMITTER = DBusAddress("/org/freedesktop/portal/desktop", interface="org.freedesktop.portal.Settings")


@pytest.fixture
def portal(person: Person) -> Iterator[object]:
    """A portal that says: animations off."""
    bus, closing = person.bus(), threading.Event()
    assert bus.send_and_get_reply(message_bus.RequestName(PORTAL, 4), timeout=10).body == (1,)

    def serve() -> None:
        while not closing.is_set():
            try:
                message = bus.receive(timeout=0.05)
            except TimeoutError:
                continue
            if (
                message.header.message_type is MessageType.method_call
                and message.header.fields[HeaderFields.member] == "ReadAll"
            ):
                values = {"org.gnome.desktop.interface": {"enable-animations": ("b", False)}}
                bus.send(new_method_return(message, "a{sa{sv}}", (values,)))

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield bus
    closing.set()
    thread.join(timeout=10)
    bus.close()


def test_it_is_read_followed_and_only_the_portal_is_believed(person: Person, portal: object) -> None:
    from jeepney.io.blocking import DBusConnection

    assert isinstance(portal, DBusConnection)
    told: SimpleQueue[bool] = SimpleQueue()
    bus = SessionBus()
    Motion(bus, told.put)
    bus.start()
    assert told.get(timeout=10) is True
    change = ("org.gnome.desktop.interface", "enable-animations", ("b", True))
    with person.bus() as stranger:
        stranger.send(new_signal(EMITTER, "SettingChanged", "ssv", change))
        stranger.send_and_get_reply(message_bus.ListNames(), timeout=10)
    portal.send(
        new_signal(EMITTER, "SettingChanged", "ssv", ("org.freedesktop.appearance", "reduced-motion", ("u", 1)))
    )
    assert told.get(timeout=10) is True
    portal.send(
        new_signal(EMITTER, "SettingChanged", "ssv", ("org.freedesktop.appearance", "reduced-motion", ("u", 0)))
    )
    assert told.get(timeout=10) is True
    portal.send(new_signal(EMITTER, "SettingChanged", "ssv", change))
    assert told.get(timeout=10) is False
    assert told.empty()
    bus.close()
