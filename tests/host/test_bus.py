"""Whatever stands in the environment as a bus's address: there is a connection or one kind of error."""

import socket
from pathlib import Path

import pytest

from app.host.bus import NoBus, connect
from tests.support.bus import private_bus

NONE = ["disabled:", "", ";", "nonsense", "unix:", "unix:path", "unix:tmpdir=/tmp", "tcp:host=127.0.0.1,port=1"]
GONE = ["unix:path=/nowhere/bus", "unix:path=/" + "x" * 200, "unix:path=%00%00", "unix:path=%FF%zz", "autolaunch:"]


@pytest.mark.parametrize("address", NONE + GONE)
def test_without_a_bus_it_says_so(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    with pytest.raises(NoBus, match="Error"):
        connect("SESSION")


def test_without_an_address_there_is_no_session_bus(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    with pytest.raises(NoBus):
        connect("SESSION")


def test_who_takes_the_call_and_says_nothing_is_no_bus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket(socket.AF_UNIX) as silent:
        silent.bind(str(tmp_path / "bus"))
        silent.listen()
        monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", f"unix:path={tmp_path / 'bus'}")
        with pytest.raises(NoBus):
            connect("SYSTEM", 0.1)


def test_a_bus_gives_us_a_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with private_bus(tmp_path) as address:
        monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", address)
        with connect("SYSTEM") as bus:
            assert bus.unique_name.startswith(":")
