"""Network return and wake-up, by the signals NetworkManager and login1 document, over a real bus."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from jeepney.io.blocking import DBusConnection

from app.host.wakeup import SETTLED_SECONDS, Wakeups
from tests.support.bus import emit, private_bus, service

NM, NM_PATH = "org.freedesktop.NetworkManager", "/org/freedesktop/NetworkManager"
LOGIN, LOGIN_PATH = "org.freedesktop.login1", "/org/freedesktop/login1"
PROPERTIES = "org.freedesktop.DBus.Properties"


class Heard:
    """What a listener on that bus said, with a clock of its own."""

    def __init__(self) -> None:
        self.moments = threading.Semaphore(0)
        self.now = 0.0
        self.listener = Wakeups(self.moments.release, lambda: self.now)
        self.thread = threading.Thread(target=self.listener.run)


@pytest.fixture
def bus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    with private_bus(tmp_path) as address:
        monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", address)
        yield address


@pytest.fixture
def heard(bus: str) -> Iterator[Heard]:
    assert bus
    made = Heard()
    made.thread.start()
    assert made.listener.listening.wait(20)
    yield made
    made.listener.close()
    made.thread.join(timeout=20)
    assert not made.thread.is_alive()


@pytest.fixture
def network_manager(bus: str) -> Iterator[DBusConnection]:
    with service(bus, NM) as made:
        yield made


@pytest.fixture
def login1(bus: str) -> Iterator[DBusConnection]:
    with service(bus, LOGIN) as made:
        yield made


def state(bus: DBusConnection, value: int) -> None:
    emit(bus, NM_PATH, NM, "StateChanged", "u", value)


def sleep(bus: DBusConnection, going: bool) -> None:
    emit(bus, LOGIN_PATH, f"{LOGIN}.Manager", "PrepareForSleep", "b", going)


def connectivity(bus: DBusConnection, value: int) -> None:
    emit(bus, NM_PATH, PROPERTIES, "PropertiesChanged", "sa{sv}as", NM, {"Connectivity": ("u", value)}, [])


def test_the_network_is_back(heard: Heard, network_manager: DBusConnection) -> None:
    for value in (20, 40, 70):  # disconnected, connecting, connected
        state(network_manager, value)
    assert heard.moments.acquire(timeout=20)
    assert not heard.moments.acquire(blocking=False)


def test_the_computer_woke_up(heard: Heard, login1: DBusConnection) -> None:
    sleep(login1, True)
    sleep(login1, False)
    assert heard.moments.acquire(timeout=20)
    assert not heard.moments.acquire(blocking=False)


def test_a_sign_in_page_was_passed(heard: Heard, network_manager: DBusConnection) -> None:
    connectivity(network_manager, 2)
    connectivity(network_manager, 4)
    assert heard.moments.acquire(timeout=20)


def test_several_signals_of_one_return_are_one_moment(heard: Heard, network_manager: DBusConnection) -> None:
    for _ in range(5):
        state(network_manager, 70)
    assert heard.moments.acquire(timeout=20)
    connectivity(network_manager, 4)
    heard.now += SETTLED_SECONDS
    state(network_manager, 60)
    assert heard.moments.acquire(timeout=20)
    assert not heard.moments.acquire(blocking=False), "signals arrive in order, and the last one is the second moment"


def test_what_is_odd_or_says_the_opposite_is_passed_over(
    heard: Heard, network_manager: DBusConnection, login1: DBusConnection
) -> None:
    emit(network_manager, NM_PATH, NM, "StateChanged", "s", "70")
    emit(network_manager, NM_PATH, NM, "StateChanged", "", *())
    emit(network_manager, NM_PATH, PROPERTIES, "PropertiesChanged", "sa{sv}as", "other", {"Connectivity": ("u", 4)}, [])
    emit(login1, LOGIN_PATH, f"{LOGIN}.Manager", "PrepareForSleep", "u", 1)
    state(network_manager, 20)
    state(network_manager, 70)
    assert heard.moments.acquire(timeout=20)
    assert not heard.moments.acquire(blocking=False)


def test_nobody_else_is_listened_to(heard: Heard, bus: str, network_manager: DBusConnection) -> None:
    with service(bus, "org.example.Other") as other:
        state(other, 70)
        sleep(other, False)
        connectivity(other, 4)
    state(network_manager, 70)
    assert heard.moments.acquire(timeout=20)
    assert not heard.moments.acquire(blocking=False)


@pytest.mark.parametrize("address", ["unix:path=/nowhere/bus", "disabled:", "nonsense", "tcp:host=127.0.0.1,port=1"])
def test_without_a_bus_nothing_breaks(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", address)
    made = Heard()
    made.thread.start()
    made.listener.close()
    made.thread.join(timeout=20)
    assert not made.thread.is_alive()


def test_a_bus_that_goes_away_ends_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = Heard()
    with private_bus(tmp_path) as address:
        monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", address)
        made.thread.start()
        assert made.listener.listening.wait(20)
    made.thread.join(timeout=20)
    assert not made.thread.is_alive()
