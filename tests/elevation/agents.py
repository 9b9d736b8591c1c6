"""Who is at the computer of `inside.py`: a person's Signpost, and the agents by which polkit asks for a password."""

import json
import os
import pty
import select
import signal
import subprocess
import sys
import termios
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jeepney import (
    DBusAddress,
    HeaderFields,
    MessageType,
    new_error,
    new_method_call,
)
from jeepney.io.blocking import DBusConnection, open_dbus_connection

PERSON, ADMINISTRATOR = 54321, 54322
PASSWORDS = {"person": "the person's own", "boss": "an administrator's"}
_AUTHORITY = DBusAddress(
    "/org/freedesktop/PolicyKit1/Authority", "org.freedesktop.PolicyKit1", "org.freedesktop.PolicyKit1.Authority"
)


def run(*argv: str, given: str = "") -> None:
    """Run a command to its end. Raises CalledProcessError with what it said."""
    subprocess.run(argv, check=True, input=given, text=True, stdout=sys.stderr)


class Person:
    """Signpost as an ordinary person runs it, waiting for the word to ask for the helper: see `person.py`."""

    def __init__(self, wish: Mapping[str, Any], public: str) -> None:
        script = str(Path(__file__).with_name("person.py"))
        self.process = subprocess.Popen(
            [sys.executable, "-I", script, json.dumps(wish), public],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.stdin, self.stdout = self.process.stdin, self.process.stdout
        self.stdout.readline()  # it is the person now

    def go(self) -> None:
        """Ask for the helper."""
        self.stdin.write("\n")
        self.stdin.flush()

    def ended(self) -> Any:
        """What came of it."""
        said = self.stdout.readline()
        self.process.wait()
        self.stdin.close()
        self.stdout.close()
        return json.loads(said)


class Terminal:
    """polkit's own agent for terminals, at work for a process of the person's; `shown` is all it wrote."""

    def __init__(self, process: int) -> None:
        ready, notify = os.pipe()
        os.set_inheritable(notify, True)
        self.child, self.terminal = pty.fork()
        if self.child == 0:
            become_person()
            os.execvp("pkttyagent", ["pkttyagent", "--process", str(process), "--notify-fd", str(notify)])  # noqa: S606  it gets a terminal
        os.close(notify)
        os.read(ready, 1)  # closed once it is registered
        os.close(ready)
        self.shown = ""

    def type(self, word: str) -> None:
        """Wait for the question, and answer it once it listens: what came before its echo was off is thrown away."""
        self._until("Password: ")
        while termios.tcgetattr(self.terminal)[3] & termios.ECHO:
            select.select([self.terminal], [], [], 0.01)
        os.write(self.terminal, word.encode() + b"\n")
        self._until("==== AUTHENTICATION ")

    def _until(self, text: str) -> None:
        while text not in self.shown:
            if not select.select([self.terminal], [], [], 60)[0]:
                raise TimeoutError(self.shown)
            self.shown += os.read(self.terminal, 1000).decode()

    def close(self) -> None:
        """End it."""
        os.kill(self.child, signal.SIGTERM)
        os.waitpid(self.child, 0)
        os.close(self.terminal)


def become_person() -> None:
    """For good."""
    os.setgroups([])
    os.setresgid(PERSON, PERSON, PERSON)
    os.setresuid(PERSON, PERSON, PERSON)


class Window:
    """An agent that speaks to polkit as those of desktops do, whose dialog the person closes; `asked` is what it was to
    show."""

    def __init__(self, process: int) -> None:
        os.setresuid(PERSON, PERSON, 0)
        try:
            self.bus: DBusConnection = open_dbus_connection("SYSTEM")
        finally:
            os.setresuid(0, 0, 0)
        started = int(Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[19])
        subject = ("unix-process", {"pid": ("u", process), "start-time": ("t", started), "uid": ("i", PERSON)})
        call = new_method_call(
            _AUTHORITY, "RegisterAuthenticationAgent", "(sa{sv})ss", (subject, "zh_CN.UTF-8", "/agent")
        )
        answer = self.bus.send_and_get_reply(call, timeout=10)
        if answer.header.message_type is MessageType.error:
            raise RuntimeError(answer.body)
        self.asked: dict[str, Any] = {}

    def dismiss(self) -> None:
        """Wait for the question, and close it."""
        while True:
            message = self.bus.receive(timeout=30)
            if message.header.fields.get(HeaderFields.member) == "BeginAuthentication":
                action, words, _, _, _, identities = message.body
                self.asked = {"action": action, "message": words, "identities": identities}
                self.bus.send(new_error(message, "org.freedesktop.PolicyKit1.Error.Cancelled", "s", ("closed",)))
                return

    def close(self) -> None:
        """Go away."""
        self.bus.close()
