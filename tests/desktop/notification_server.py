"""A notification server that a test can steer: it answers as told and says what a test wants said.

What real daemons do is tested with real daemons; this one does what they do not, such as lying.
"""

import threading
from collections.abc import Iterable
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

from jeepney import (
    DBusAddress,
    HeaderFields,
    Message,
    MessageType,
    message_bus,
    new_error,
    new_method_return,
    new_signal,
)
from jeepney.io.blocking import DBusConnection

from tests.support.desktop import NOTIFICATIONS, Person

EMITTER = DBusAddress("/org/freedesktop/Notifications", interface=NOTIFICATIONS)
PROPERTIES = DBusAddress(EMITTER.object_path, interface="org.freedesktop.DBus.Properties")


@dataclass(frozen=True)
class Call:
    """One method call that arrived."""

    method: str
    signature: str
    body: tuple[Any, ...]


class Server:
    """Owns the notifications' name while it is entered; writes down what is asked of it."""

    def __init__(self, person: Person, capabilities: Iterable[str] = ("actions", "body"), name: str = "test") -> None:
        self._bus: DBusConnection = person.bus()
        self._capabilities, self._name = list(capabilities), name
        self.calls: list[Call] = []
        self.refuses = False
        self.silent = False
        self._unanswered: list[Message] = []
        self._properties: dict[tuple[str, str], bool] = {}
        self._telling = threading.Lock()
        self._number = 0
        self._closing = False
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self) -> Self:
        reply = self._bus.send_and_get_reply(message_bus.RequestName(NOTIFICATIONS, 4), timeout=10)
        assert reply.body == (1,), "somebody else owns the name"
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closing = True
        self._thread.join(timeout=10)
        self._bus.close()

    def say(self, signal: str, signature: str, *body: object) -> None:
        """Emit a signal as this server."""
        self._bus.send(new_signal(EMITTER, signal, signature, body))

    def put(self, interface: str, name: str, value: bool) -> None:
        """Change a property, and tell of it; who asks is told the same from then on."""
        with self._telling:
            self._properties[interface, name] = value
            changed = new_signal(PROPERTIES, "PropertiesChanged", "sa{sv}as", (interface, {name: ("b", value)}, []))
            self._bus.send(changed)

    def answer_late(self) -> None:
        """Answer now what it kept silent about."""
        self.silent = False
        for message in self._unanswered:
            self._reply(message, str(message.header.fields[HeaderFields.member]))

    def notified(self) -> list[Call]:
        """The notifications asked for so far."""
        return [call for call in self.calls if call.method == "Notify"]

    def _serve(self) -> None:
        while not self._closing:
            try:
                message = self._bus.receive(timeout=0.05)
            except TimeoutError:
                continue
            if message.header.message_type is MessageType.method_call:
                self._answer(message)

    def _answer(self, message: Message) -> None:
        fields = message.header.fields
        method = str(fields[HeaderFields.member])
        self.calls.append(Call(method, str(fields.get(HeaderFields.signature, "")), message.body))
        if self.silent:
            self._unanswered.append(message)
            return
        self._reply(message, method)

    def _reply(self, message: Message, method: str) -> None:
        if self.refuses and method == "Notify":
            self._bus.send(new_error(message, "org.freedesktop.DBus.Error.Failed"))
        elif method == "GetServerInformation":
            self._bus.send(new_method_return(message, "ssss", (self._name, "tests", "1", "1.2")))
        elif method == "GetCapabilities":
            self._bus.send(new_method_return(message, "as", (self._capabilities,)))
        elif method == "Get" and message.body in self._properties:
            with self._telling:
                self._bus.send(new_method_return(message, "v", (("b", self._properties[message.body]),)))
        elif method == "Notify":
            self._number = message.body[1] or self._number + 1
            self._bus.send(new_method_return(message, "u", (self._number,)))
        else:
            self._bus.send(new_method_return(message))
