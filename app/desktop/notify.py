"""Desktop notifications by the freedesktop.org specification (1.2), over D-Bus with the real types.

An action counts only when it comes from the very server that took the notification (its unique bus name), for a live
id, and once. A server that draws no buttons, or none at all, is `Unavailable`: then a card has to speak.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from jeepney import DBusAddress, MatchRule, Message, new_method_call

from app.desktop.plain import markup
from app.desktop.session_bus import SessionBus, sender_of, succeeded

NAME = "org.freedesktop.Notifications"
_SERVER = DBusAddress("/org/freedesktop/Notifications", bus_name=NAME, interface=NAME)
_ACTIVATION_SECONDS = 1.5
"""How long the first answer may take: the bus may have to start the server. Later answers get the bus's default."""

DEFAULT = "default"
"""The action of a click on the notification itself (specification, section "Notify")."""

DISMISSED = 2
"""The reason NotificationClosed gives for a person's own closing."""

_NO_BUTTONS = {
    "dunst": "https://github.com/dunst-project/dunst/issues/234",
    "mako": "https://github.com/emersion/mako/issues/567",
}
"""Servers that say `actions` and draw no buttons: they want a menu of their own for them (seen with dunst 1.9.0)."""

Urgency = Literal[0, 1, 2]
"""Low, normal, critical. A critical one stays until the person closes it."""


@dataclass(frozen=True)
class Notice:
    """One notification. `key` is ours: showing the same key again updates it in place. Texts are plain.

    `progress` says that it goes on being updated: servers then show each update at once, instead of the last one.
    """

    key: str
    summary: str
    body: str
    actions: tuple[tuple[str, str], ...] = ()
    urgency: Urgency = 1
    category: str = "x-signpost.alert"
    needs_buttons: bool = False
    progress: bool = False


@dataclass(frozen=True)
class Server:
    """Who draws notifications here, and what it can do."""

    name: str
    capabilities: frozenset[str]

    @property
    def draws_buttons(self) -> bool:
        """Whether a person sees something to press."""
        return "actions" in self.capabilities and self.name not in _NO_BUTTONS


@dataclass(frozen=True)
class Shown:
    """The server took it. `at_ns` is CLOCK_MONOTONIC when it was asked to show it."""

    key: str
    at_ns: int


@dataclass(frozen=True)
class Unavailable:
    """Nobody here shows this notification as it needs to be shown."""

    key: str
    reason: str


@dataclass(frozen=True)
class Pressed:
    """The person pressed an action of a live notification."""

    key: str
    action: str


@dataclass(frozen=True)
class Closed:
    """It is gone without an action."""

    key: str
    by_person: bool


Outcome = Shown | Unavailable | Pressed | Closed


class Notifier:
    """The one conversation with the notification server. Its state belongs to the bus thread."""

    def __init__(self, bus: SessionBus, on_outcome: Callable[[Outcome], None], icon: str) -> None:
        self._bus, self._on_outcome, self._icon = bus, on_outcome, icon
        self._server: Server | None = None
        self._live: dict[int, tuple[str, Notice]] = {}
        """By id: the unique name of the server that gave it, and what it shows."""
        bus.watch(MatchRule(type="signal", interface=NAME, member="ActionInvoked"), self._invoked)
        bus.watch(MatchRule(type="signal", interface=NAME, member="NotificationClosed"), self._closed)
        bus.watch_name(NAME, self._owner_changed)

    def show(self, notice: Notice) -> None:
        """Show it, or say `Unavailable` through `on_outcome`; from any thread."""
        self._bus.run(lambda: self._show(notice))

    def withdraw(self, key: str) -> None:
        """Take the notification of `key` away if it is still there; from any thread."""
        self._bus.run(lambda: self._withdraw(key))

    def _show(self, notice: Notice) -> None:
        if self._server is not None:
            self._notify(notice, self._server)
        else:
            self._ask_server(lambda server: self._notify(notice, server))

    def _withdraw(self, key: str) -> None:
        for number, (_, notice) in tuple(self._live.items()):
            if notice.key == key:
                del self._live[number]
                self._bus.call(new_method_call(_SERVER, "CloseNotification", "u", (number,)), _ignore)

    def _ask_server(self, then: Callable[[Server | None], None]) -> None:
        """Find out who draws notifications; the bus may have to start it."""

        def information(reply: Message | None) -> None:
            good = succeeded(reply)
            if good is None:
                then(None)
                return
            name = str(good.body[0])
            self._bus.call(new_method_call(_SERVER, "GetCapabilities"), lambda answer: capabilities(name, answer))

        def capabilities(name: str, reply: Message | None) -> None:
            good = succeeded(reply)
            if good is not None:
                self._server = Server(name, frozenset(str(one) for one in good.body[0]))
            then(self._server)

        self._bus.call(new_method_call(_SERVER, "GetServerInformation"), information, _ACTIVATION_SECONDS)

    def _notify(self, notice: Notice, server: Server | None) -> None:
        if server is None:
            self._on_outcome(Unavailable(notice.key, "no notification server answers"))
            return
        if notice.needs_buttons and not server.draws_buttons:
            self._on_outcome(Unavailable(notice.key, f"{server.name} draws no buttons"))
            return
        replaces = next((number for number, (_, live) in self._live.items() if live.key == notice.key), 0)
        asked_ns = time.monotonic_ns()

        def answered(reply: Message | None) -> None:
            good = succeeded(reply)
            if good is None:
                self._on_outcome(Unavailable(notice.key, f"{server.name} did not take it"))
                return
            self._live[int(good.body[0])] = (sender_of(good), notice)
            self._on_outcome(Shown(notice.key, asked_ns))

        def answered_late(reply: Message | None) -> None:
            # Somebody else has spoken for it meanwhile: two alerts for one would be one too many.
            good = succeeded(reply)
            if good is not None:
                self._bus.call(new_method_call(_SERVER, "CloseNotification", "u", (int(good.body[0]),)), _ignore)

        self._bus.call(_message(notice, server, replaces, self._icon), answered, on_late=answered_late)

    def _invoked(self, message: Message) -> None:
        match message.body:
            case (int(number), str(action)):
                notice = self._taken(number, sender_of(message), action)
                if notice is not None:
                    self._on_outcome(Pressed(notice.key, action))
            case _:
                pass  # not the specification's shape: from nobody we know

    def _closed(self, message: Message) -> None:
        match message.body:
            case (int(number), int(reason)):
                notice = self._taken(number, sender_of(message))
                if notice is not None:
                    self._on_outcome(Closed(notice.key, by_person=reason == DISMISSED))
            case _:
                pass

    def _taken(self, number: int, sender: str, action: str | None = None) -> Notice | None:
        """End the live notification that `sender` speaks of; nothing where sender, id or action are not its own."""
        owner, notice = self._live.get(number, ("", None))
        if notice is None or owner != sender:
            return None
        if action is not None and action not in [name for name, _ in notice.actions]:
            return None
        del self._live[number]
        return notice

    def _owner_changed(self, owner: str) -> None:
        """Another server, or none: its ids mean nothing any more, its abilities may differ."""
        gone = [number for number, (server, _) in self._live.items() if server != owner]
        for number in gone:
            _, notice = self._live.pop(number)
            self._on_outcome(Closed(notice.key, by_person=False))
        self._server = None
        if owner:  # ask now, so that the first alert does not have to wait for it
            self._ask_server(lambda _: None)


def _message(notice: Notice, server: Server, replaces: int, icon: str) -> Message:
    """The call, signature `susssasa{sv}i`. A body is markup only for a server that says it reads markup."""
    body = markup(notice.body) if "body-markup" in server.capabilities else notice.body
    actions = [part for action in notice.actions for part in action] if "actions" in server.capabilities else []
    hints: dict[str, tuple[str, object]] = {
        "urgency": ("y", notice.urgency),
        "category": ("s", notice.category),
        "desktop-entry": ("s", "signpost"),
    }
    if notice.progress:  # notify-osd, xfce4-notifyd, dunst and mako: the same tag takes the other's place
        hints["x-canonical-private-synchronous"] = ("s", f"signpost {notice.key}")
    values = ("Signpost", replaces, icon, notice.summary, body, actions, hints, -1)
    return new_method_call(_SERVER, "Notify", "susssasa{sv}i", values)


def _ignore(reply: Message | None) -> None:
    del reply
