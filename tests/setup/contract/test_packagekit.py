"""PackageKit on a bus of its own, by the interface that its XML documents: phases, 101, errors, cancel, hanging."""

import contextlib
import os
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from jeepney import DBusAddress, HeaderFields, MessageType, message_bus, new_method_return, new_signal
from jeepney.io.blocking import DBusConnection, open_dbus_connection

from app.errors import SignpostError
from app.setup.course import Course
from app.setup.errors import Cancelled, TimedOut
from app.setup.kinds.native import DEB, NativeInstaller
from app.setup.kinds.packagekit import NAME, TRANSACTION, transactions
from app.setup.manager_errors import ManagerBusy, ManagerFailed, NotAuthorised
from tests.setup.contract.worlds import ODD, WORLDS
from tests.support.bus import private_bus, service

PATH = "/42_abcdefgh"
CREATED, DONE, FAILED, CANCELLED = 1, 1, 2, 3
Answer = Callable[["Daemon"], None]


@dataclass
class Daemon:
    """The daemon's side: answers calls from a thread until the connection is closed."""

    connection: DBusConnection
    answer: Answer
    calls: list[tuple[str, tuple[Any, ...]]] = field(default_factory=list)

    def serve(self) -> None:
        while True:
            try:
                message = self.connection.receive()
            except (OSError, EOFError, ValueError):  # closed, by them or by us
                return
            if message.header.message_type is not MessageType.method_call:
                continue
            member = message.header.fields[HeaderFields.member]
            self.calls.append((member, message.body))
            reply = ("o", (PATH,)) if member == "CreateTransaction" else (None, ())
            self.connection.send(new_method_return(message, *reply))
            if member == "InstallFiles":
                self.answer(self)
            elif member == "Cancel":
                self.emit("Finished", "uu", CANCELLED, 1)

    def emit(self, member: str, signature: str, *body: object) -> None:
        address = DBusAddress(PATH, interface=TRANSACTION)
        self.connection.send(new_signal(address, member, signature, body))

    def property(self, **changed: int) -> None:
        address = DBusAddress(PATH, interface="org.freedesktop.DBus.Properties")
        values = {name: ("u", value) for name, value in changed.items()}
        self.connection.send(new_signal(address, "PropertiesChanged", "sa{sv}as", (TRANSACTION, values, [])))


@pytest.fixture
def start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Answer], Daemon]]:
    """Start a PackageKit that answers so."""
    with private_bus(tmp_path) as address:
        monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", address)
        running: list[tuple[Any, Daemon, threading.Thread]] = []

        def begin(answer: Answer) -> Daemon:
            owned = service(address, NAME)
            daemon = Daemon(owned.__enter__(), answer)
            thread = threading.Thread(target=daemon.serve)
            thread.start()
            running.append((owned, daemon, thread))
            return daemon

        yield begin
        for owned, daemon, thread in running:
            with contextlib.suppress(OSError):  # a test may have closed it
                daemon.connection.sock.shutdown(socket.SHUT_RDWR)  # to close it would wake nobody who waits for it
            thread.join(timeout=20)
            assert not thread.is_alive()
            owned.__exit__(None, None, None)


def install(told: list[str] | None = None, timeout: int = 60, cancel: threading.Event | None = None) -> None:
    """As the installer does it."""
    packagekit = transactions()
    assert packagekit is not None
    course = Course("q", lambda progress: (told if told is not None else []).append(progress.detail))
    packagekit.install("q", "/q ü.deb", timeout, course, cancel or threading.Event())


def test_phases_begin_anew_and_101_is_unknown(start: Callable[[Answer], Daemon]) -> None:
    def answer(daemon: Daemon) -> None:
        daemon.property(Status=2)
        daemon.property(Status=31)
        daemon.property(Status=8, Percentage=50)
        daemon.property(Percentage=101)
        daemon.property(Status=9, Percentage=0)
        daemon.property(Percentage=100)
        daemon.emit("Package", "uss", 12, "q;1.0.0;all;local", "q")
        daemon.emit("Finished", "uu", DONE, 1200)

    daemon, told = start(answer), list[str]()
    install(told)
    assert told[1:] == [
        "PackageKit: setting up", "PackageKit: waiting for authorisation", "PackageKit: downloading 50 %",
        "PackageKit: downloading", "PackageKit: installing 0 %", "PackageKit: installing 100 %",
    ]  # fmt: skip
    assert daemon.calls[-3:] == [
        ("CreateTransaction", ()),
        ("SetHints", (["interactive=true", "background=false"],)),
        ("InstallFiles", (1, ["/q ü.deb"])),
    ]


def test_only_packagekit_itself_is_believed(start: Callable[[Answer], Daemon]) -> None:
    """Anybody on the bus may send a signal that looks like its own, the tool that is to go included."""

    def answer(daemon: Daemon) -> None:
        with open_dbus_connection(os.environ["DBUS_SYSTEM_BUS_ADDRESS"]) as other:
            stranger = Daemon(other, lambda _: None)
            stranger.emit("ErrorCode", "us", 13, "call 555-0199 for help")
            stranger.emit("Finished", "uu", FAILED, 1)
            stranger.emit("Finished", "s", "what is no number")
            other.send_and_get_reply(message_bus.ListNames(), timeout=20)  # the bus has passed them on
        daemon.emit("Finished", "uu", DONE, 1)

    start(answer)
    install()


@pytest.mark.parametrize(
    ("code", "error"), [(48, NotAuthorised), (26, ManagerBusy), (13, ManagerFailed), (None, ManagerFailed)]
)
def test_an_error_is_what_its_code_means(
    start: Callable[[Answer], Daemon], code: int | None, error: type[SignpostError]
) -> None:
    def answer(daemon: Daemon) -> None:
        if code is not None:
            daemon.emit("ErrorCode", "us", code, "it\nwent wrong")
        daemon.emit("Finished", "uu", FAILED, 1)

    start(answer)
    with pytest.raises(error) as caught:
        install()
    assert error is not ManagerFailed or code is None or "it went wrong" in caught.value.happened


def test_cancel_is_handed_on(start: Callable[[Answer], Daemon]) -> None:
    cancel = threading.Event()
    daemon = start(lambda _: cancel.set())
    with pytest.raises(Cancelled):
        install(cancel=cancel)
    assert daemon.calls[-1][0] == "Cancel"


def test_one_that_hangs_is_cancelled_when_the_time_is_over(start: Callable[[Answer], Daemon]) -> None:
    daemon = start(lambda _: None)
    with pytest.raises(TimedOut):
        install(timeout=1)
    assert daemon.calls[-1][0] == "Cancel"


def test_a_daemon_that_is_gone_in_the_middle_is_an_error(start: Callable[[Answer], Daemon]) -> None:
    start(lambda daemon: daemon.connection.close())
    with pytest.raises((TimedOut, ManagerFailed)):
        install(timeout=1)


def test_without_a_bus_or_without_packagekit_there_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", f"unix:path={tmp_path}/nothing")
    assert transactions() is None
    with private_bus(tmp_path) as address:
        monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", address)
        assert transactions() is None


def test_a_deb_goes_through_it_where_it_is(start: Callable[[Answer], Daemon], tmp_path: Path) -> None:
    (tmp_path / ODD / "state").mkdir(parents=True)
    world = WORLDS["deb"](tmp_path / ODD)
    daemon = start(lambda daemon: daemon.emit("Finished", "uu", DONE, 1))
    NativeInstaller(DEB, transactions).run_install(world.job())
    (files,) = (body[1] for member, body in daemon.calls if member == "InstallFiles")
    assert Path(files[0]).name == "q.deb"
    assert not [words for words in world.argv() if words[0] == "apt-get"]
