"""The session bus when there is none: nothing breaks, and whoever asks gets an answer."""

from queue import SimpleQueue

import pytest
from jeepney import Message, message_bus

from app.desktop.session_bus import SessionBus


@pytest.mark.parametrize("address", ["disabled:", "", "nonsense", "tcp:host=127.0.0.1,port=1", "unix:path=/nowhere"])
def test_without_a_bus_every_call_is_answered_by_none(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    answers: SimpleQueue[Message | None] = SimpleQueue()
    owners: SimpleQueue[str] = SimpleQueue()
    bus = SessionBus()
    bus.call(message_bus.ListNames(), answers.put)
    bus.start()
    try:
        assert answers.get(timeout=20) is None
        bus.call(message_bus.ListNames(), answers.put)
        bus.watch_name("org.freedesktop.Notifications", owners.put)
        assert answers.get(timeout=20) is None
        assert owners.get(timeout=20) == ""
    finally:
        bus.close()
