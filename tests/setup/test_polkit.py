"""What polkit and login1 are asked beforehand, played on a bus of its own; the real polkitd is tests/elevation's."""

import contextlib
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from jeepney import HeaderFields, Message, new_error, new_method_return
from jeepney.io.blocking import DBusConnection

from app.setup.polkit import NOBODY_ASKS, refusal
from tests.support.bus import private_bus, service

TAKEN = "An authentication agent already exists for the given subject"
NO_SESSION = "Cannot determine session the caller is in"
DIFFERS = "Passed session and the session the caller is in differs. They must be equal for now."


class Computer:
    """`session` and `display` are what login1 says; `agent` is the subject that has one; `odd` is polkit's refusal."""

    def __init__(self) -> None:
        self.session = self.display = self.agent = self.odd = ""
        self.authorised, self.challenge = False, True
        self.registered: list[str] = []
        self.over = threading.Event()

    def serve(self, bus: DBusConnection) -> None:
        """Until it is over."""
        while not self.over.is_set():
            with contextlib.suppress(TimeoutError):
                message = bus.receive(timeout=0.1)
                if (answer := self._polkit(message) or self._login(message)) is not None:
                    bus.send(answer)

    def _polkit(self, message: Message) -> Message | None:
        match message.header.fields.get(HeaderFields.member), message.body:
            case "CheckAuthorization", (("unix-process", dict(process)), "com.signpost.setup", {}, 0, ""):
                assert (process["pid"], process["uid"]) == (("u", os.getpid()), ("i", os.getuid()))
                return new_method_return(message, "(bba{ss})", ((self.authorised, self.challenge, {}),))
            case "RegisterAuthenticationAgent", ((str(kind), dict(facts)), str(), str()):
                subject = str(facts["session-id"][1]) if kind == "unix-session" else "process"
                if subject == self.agent:
                    return new_error(message, "org.freedesktop.PolicyKit1.Error.Failed", "s", (TAKEN,))
                if kind == "unix-session" and self.odd:
                    return new_error(message, "org.freedesktop.PolicyKit1.Error.Failed", "s", (self.odd,))
                self.registered.append(subject)
                return new_method_return(message)
            case "UnregisterAuthenticationAgent", ((str(kind), dict(facts)), str()):
                self.registered.remove(str(facts["session-id"][1]) if kind == "unix-session" else "process")
                return new_method_return(message)
            case _:
                return None

    def _login(self, message: Message) -> Message | None:
        match message.header.fields.get(HeaderFields.member), message.body:
            case "GetSessionByPID", (int(),) if self.session:
                return new_method_return(message, "o", ("/session",))
            case "GetUser", (int(),) if self.display:
                return new_method_return(message, "o", ("/user",))
            case "Get", ("org.freedesktop.login1.Session", "Id"):
                return new_method_return(message, "v", (("s", self.session),))
            case "Get", ("org.freedesktop.login1.User", "Display"):
                return new_method_return(message, "v", (("(so)", (self.display, "/session")),))
            case (("GetSessionByPID" | "GetUser"), _):
                return new_error(message, "org.freedesktop.login1.NoSessionForPID", "s", ("none",))
            case _:
                return None


@pytest.fixture
def computer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Computer]:
    """One without a session and without an agent."""
    made = Computer()
    with private_bus(tmp_path) as address, contextlib.ExitStack() as names:
        monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", address)
        threads = [
            threading.Thread(target=made.serve, args=(names.enter_context(service(address, name)),))
            for name in ("org.freedesktop.PolicyKit1", "org.freedesktop.login1")
        ]
        for thread in threads:
            thread.start()
        yield made
        made.over.set()
        for thread in threads:
            thread.join()
        assert made.registered == [], "no agent of ours is left"


def test_the_agent_of_the_session_this_process_is_in(computer: Computer) -> None:
    computer.session = computer.agent = "c2"
    assert refusal() == ""


def test_the_agent_of_the_users_screen_where_systemd_started_this_process(computer: Computer) -> None:
    computer.display = computer.agent = "c3"
    assert refusal() == ""


def test_an_agent_of_this_process_alone(computer: Computer) -> None:
    computer.agent = "process"
    assert refusal() == ""


@pytest.mark.parametrize("session", ["", "c2"])
def test_no_agent(computer: Computer, session: str) -> None:
    computer.session = session
    assert refusal() == NOBODY_ASKS


def test_no_agent_where_polkit_sees_no_session(computer: Computer) -> None:
    computer.session, computer.odd = "c2", NO_SESSION
    assert refusal() == NOBODY_ASKS


def test_what_polkit_finds_odd_is_left_to_pkexec(computer: Computer) -> None:
    computer.session, computer.odd = "c2", DIFFERS
    assert refusal() == ""


def test_who_is_allowed_anyway_needs_no_agent(computer: Computer) -> None:
    computer.authorised = True
    assert refusal() == ""


def test_what_rules_forbid_is_known_before(computer: Computer) -> None:
    computer.challenge = False
    assert "rules" in refusal()
