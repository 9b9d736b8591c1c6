"""The session bus, raw: calls go out, replies and signals come in, on one thread of its own. No judgement.

jeepney and not QtDBus: PySide6 cannot send the `u` that `Notify` needs (a Python int becomes `i`, measured). Every
callback runs on the bus thread; whoever owns widgets hands values over the bridge.
"""

import selectors
import socket
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from queue import Empty, SimpleQueue

from jeepney import HeaderFields, MatchRule, Message, MessageType, message_bus
from jeepney.io.blocking import DBusConnection

from app.host.bus import connect
from app.host.thread import begin

Reply = Callable[[Message | None], None]
"""Gets the reply (a method return or an error), or None when none came in time or the bus is gone."""

Signal = Callable[[Message], None]

Work = Callable[[DBusConnection | None], None]
"""Something for the bus thread to do; the connection is None when there is no bus."""

CALL_SECONDS = 2.0
_LAST_SECONDS = 0.5
_BUS = "org.freedesktop.DBus"
_FIRST_SERIAL = 1000
"""Above the serials that the connection gave to its own greeting."""

_MAX_OVERDUE = 64


@dataclass(frozen=True)
class _Awaited:
    """Who is told of a reply, and who of one that comes too late."""

    on_reply: Reply
    on_late: Reply | None = None


class SessionBus:
    """One connection. Without a bus, or when it goes away, every call is answered by None and no signal comes."""

    def __init__(self) -> None:
        self._work: SimpleQueue[Work] = SimpleQueue()
        self._woken, self._wake = socket.socketpair()
        for end in (self._woken, self._wake):
            end.setblocking(False)
        self._pending: dict[int, tuple[float, _Awaited]] = {}
        self._overdue: OrderedDict[int, Reply] = OrderedDict()
        self._watched: list[tuple[MatchRule, Signal]] = []
        self._serials = count(_FIRST_SERIAL)
        self._closing = False
        self._thread = threading.Thread(target=self._run, name="session-bus", daemon=True)

    def start(self) -> None:
        """Connect and listen, on the bus thread. Raises NoThread."""
        begin(self._thread)

    def close(self) -> None:
        """Disconnect and wait for the thread."""
        self._closing = True
        self._poke()
        if self._thread.is_alive() and self._thread is not threading.current_thread():
            self._thread.join()
        self._wake.close()

    def run(self, work: Callable[[], None]) -> None:
        """Do something on the bus thread, from any thread. It is done without a bus, too."""
        self._submit(lambda _: work())

    def call(
        self, message: Message, on_reply: Reply, seconds: float = CALL_SECONDS, on_late: Reply | None = None
    ) -> None:
        """Send a method call, from any thread. `on_late` gets a reply that comes after `on_reply` was told None."""
        self._submit(lambda connection: self._send(connection, message, _Awaited(on_reply, on_late), seconds))

    def watch(self, rule: MatchRule, on_signal: Signal) -> None:
        """Have every signal that `rule` matches handed to `on_signal`. The rule names no sender but the bus itself.

        Anybody on the bus can send such a signal: `on_signal` has to look at `sender_of` and at the body's shape.
        """

        def add(connection: DBusConnection | None) -> None:
            self._watched.append((rule, on_signal))
            self._send(connection, message_bus.AddMatch(rule), _Awaited(_ignore), CALL_SECONDS)

        self._submit(add)

    def watch_name(self, name: str, on_owner: Callable[[str], None]) -> None:
        """Tell who owns a bus name (its unique name, "" for nobody): now, and whenever that changes."""
        rule = MatchRule(type="signal", sender=_BUS, interface=_BUS, member="NameOwnerChanged")
        rule.add_arg_condition(0, name)

        def changed(message: Message) -> None:
            # The bus itself cannot be imitated: it alone may send under its name.
            if sender_of(message) == _BUS and message.body[0] == name:
                on_owner(str(message.body[2]))

        def current(reply: Message | None) -> None:
            known = reply is not None and reply.header.message_type is MessageType.method_return
            on_owner(str(reply.body[0]) if reply is not None and known else "")

        self.watch(rule, changed)
        self.call(message_bus.GetNameOwner(name), current)

    def _submit(self, work: Work) -> None:
        self._work.put(work)
        self._poke()

    def _poke(self) -> None:
        with suppress(OSError):  # closed, or so full that it wakes anyway
            self._wake.send(b"!")

    def _run(self) -> None:
        with (
            suppress(OSError, EOFError),
            connect("SESSION", CALL_SECONDS) as connection,
        ):
            self._loop(connection)
        self._give_up(list(self._pending))
        with selectors.DefaultSelector() as selector:
            selector.register(self._woken, selectors.EVENT_READ)
            while not self._closing:
                selector.select()
                self._drain_wakes()
                self._drain_work(None)
        self._woken.close()

    def _loop(self, connection: DBusConnection) -> None:
        with selectors.DefaultSelector() as selector:
            selector.register(connection.sock, selectors.EVENT_READ)
            selector.register(self._woken, selectors.EVENT_READ)
            while not self._closing:
                self._drain_work(connection)
                selector.select(self._patience())
                self._drain_wakes()
                self._drain_messages(connection)
                now = time.monotonic()
                self._give_up([serial for serial, (deadline, _) in self._pending.items() if deadline <= now])
            self._finish(connection, selector)

    def _finish(self, connection: DBusConnection, selector: selectors.BaseSelector) -> None:
        """Send what was asked for last, and wait a moment for what it still depends on: nothing may stay behind."""
        give_up = time.monotonic() + _LAST_SECONDS
        self._drain_work(connection)
        while self._pending and (left := give_up - time.monotonic()) > 0:
            selector.select(left)
            self._drain_wakes()
            self._drain_messages(connection)
            self._drain_work(connection)

    def _patience(self) -> float | None:
        """Seconds until the next reply is overdue; None (for ever) when none is awaited."""
        deadline = min((deadline for deadline, _ in self._pending.values()), default=None)
        return None if deadline is None else max(0.0, deadline - time.monotonic())

    def _drain_work(self, connection: DBusConnection | None) -> None:
        while True:
            try:
                work = self._work.get_nowait()
            except Empty:
                return
            work(connection)

    def _drain_wakes(self) -> None:
        with suppress(BlockingIOError):
            while self._woken.recv(4096):
                pass

    def _drain_messages(self, connection: DBusConnection) -> None:
        while True:
            try:
                message = connection.receive(timeout=0)
            except TimeoutError:
                return
            self._dispatch(message)

    def _dispatch(self, message: Message) -> None:
        kind = message.header.message_type
        if kind in (MessageType.method_return, MessageType.error):
            serial = message.header.fields.get(HeaderFields.reply_serial, -1)
            _, awaited = self._pending.pop(serial, (0.0, _Awaited(self._overdue.pop(serial, _ignore))))
            awaited.on_reply(message)
        elif kind is MessageType.signal:
            for rule, on_signal in tuple(self._watched):
                if rule.matches(message):
                    on_signal(message)

    def _send(self, connection: DBusConnection | None, message: Message, awaited: "_Awaited", seconds: float) -> None:
        if connection is None:
            awaited.on_reply(None)
            return
        serial = next(self._serials)
        self._pending[serial] = (time.monotonic() + seconds, awaited)
        connection.send(message, serial=serial)

    def _give_up(self, serials: list[int]) -> None:
        for serial in serials:
            _, awaited = self._pending.pop(serial)
            if awaited.on_late is not None:
                self._overdue[serial] = awaited.on_late
                if len(self._overdue) > _MAX_OVERDUE:
                    self._overdue.popitem(last=False)
            awaited.on_reply(None)


def sender_of(message: Message) -> str:
    """The unique name of who sent it, as the bus stamped it."""
    return str(message.header.fields.get(HeaderFields.sender, ""))


def succeeded(reply: Message | None) -> Message | None:
    """The reply if it is a method return; None for an error, a timeout or a lost bus."""
    return reply if reply is not None and reply.header.message_type is MessageType.method_return else None


def body_of(reply: Message | None) -> object:
    """What a method returned, of whatever types a peer chose; None where it did not."""
    good = succeeded(reply)
    return good.body if good is not None else None


def _ignore(reply: Message | None) -> None:
    del reply
