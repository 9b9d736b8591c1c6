"""Desktop notifications by the freedesktop.org specification (1.2), over D-Bus with the real types.

An action counts only when it comes from the very server that took the notification (its unique bus name), for a live
id, and once. A server that draws no buttons, or none at all, is `Unavailable`: then a card has to speak.

What is asked for one key while the server still thinks about that key waits for its answer, the newest only: else an
update would not know whose place to take, and what is withdrawn would come up afterwards.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from jeepney import DBusAddress, MatchRule, Message, new_method_call

from app.desktop.notice import Closed, Notice, Outcome, Pressed, Shown, Unavailable
from app.desktop.plain import markup
from app.desktop.session_bus import SessionBus, body_of, sender_of
from app.host.notifications import Server

NAME = "org.freedesktop.Notifications"
_SERVER = DBusAddress("/org/freedesktop/Notifications", bus_name=NAME, interface=NAME)
_ACTIVATION_SECONDS = 1.5
"""How long the first answer may take: the bus may have to start the server. Later answers get the bus's default."""

DISMISSED = 2
"""The reason NotificationClosed gives for a person's own closing."""

_BAR_BELOW_TEXT = {
    "dunst": "https://dunst-project.org/documentation/dunst/",
    "mako": "https://github.com/emersion/mako/blob/master/doc/mako.5.scd",
}
"""Servers that draw the hint `value` as a bar beside the text. Others draw the bar alone, without text and buttons, as
for a volume (seen with xfce4-notifyd 0.7.3; notify-osd's design), or pass it over."""

_LONGEST_TOKEN = 1024


@dataclass(frozen=True)
class _Live:
    """What is shown: the unique name of the server that took it, and the token that it gave for an action to come."""

    owner: str
    notice: Notice
    token: str = ""


class Notifier:
    """The one conversation with the notification server. Its state belongs to the bus thread."""

    def __init__(self, bus: SessionBus, on_outcome: Callable[[Outcome], None], icon: str) -> None:
        self._bus, self._on_outcome, self._icon = bus, on_outcome, icon
        self._server: Server | None = None
        self._live: dict[int, _Live] = {}
        """By the server's id."""
        self._asked: dict[str, Callable[[], None] | None] = {}
        """By key: what follows once the server has answered."""
        for member, heard in (
            ("ActionInvoked", self._invoked),
            ("NotificationClosed", self._closed),
            ("ActivationToken", self._given),
        ):
            bus.watch(MatchRule(type="signal", interface=NAME, member=member), heard)
        bus.watch_name(NAME, self._owner_changed)

    def show(self, notice: Notice) -> None:
        """Show it, or say `Unavailable` through `on_outcome`; from any thread."""
        self._bus.run(lambda: self._show(notice))

    def update(self, notice: Notice) -> None:
        """Show it in place of the one of its key, if that is still there; from any thread."""
        self._bus.run(lambda: self._update(notice))

    def withdraw(self, key: str) -> None:
        """Take the notification of `key` away if it is still there; from any thread."""
        self._bus.run(lambda: self._withdraw(key))

    def _show(self, notice: Notice) -> None:
        if notice.key in self._asked:
            self._asked[notice.key] = lambda: self._show(notice)
            return
        self._asked[notice.key] = None
        if self._server is not None:
            self._notify(notice, self._server)
        else:
            self._ask_server(lambda server: self._notify(notice, server))

    def _update(self, notice: Notice) -> None:
        if notice.key in self._asked:
            self._asked[notice.key] = lambda: self._update(notice)
        elif self._number_of(notice.key):
            self._show(notice)

    def _withdraw(self, key: str) -> None:
        if key in self._asked:
            self._asked[key] = lambda: self._withdraw(key)
            return
        number = self._number_of(key)
        if number:
            del self._live[number]
            self._close(number)

    def _number_of(self, key: str) -> int:
        """The id of what shows under `key`; 0, which the specification gives to none, where nothing does."""
        return next((number for number, live in self._live.items() if live.notice.key == key), 0)

    def _close(self, number: int) -> None:
        self._bus.call(new_method_call(_SERVER, "CloseNotification", "u", (number,)), _ignore)

    def _answered(self, outcome: Outcome) -> None:
        """What came of a call; then what was asked for meanwhile."""
        then = self._asked.pop(outcome.key, None)
        self._on_outcome(outcome)
        if then is not None:
            then()

    def _ask_server(self, then: Callable[[Server | None], None]) -> None:
        """Find out who draws notifications; the bus may have to start it."""

        def information(reply: Message | None) -> None:
            match body_of(reply):
                case (str(name), *_):
                    ask = new_method_call(_SERVER, "GetCapabilities")
                    self._bus.call(ask, lambda answer: capabilities(name, answer))
                case _:
                    then(None)

        def capabilities(name: str, reply: Message | None) -> None:
            match body_of(reply):
                case (list(said),):
                    self._server = Server(name, frozenset(str(one) for one in said))
                case _:
                    pass  # it does not say what it can do
            then(self._server)

        self._bus.call(new_method_call(_SERVER, "GetServerInformation"), information, _ACTIVATION_SECONDS)

    def _notify(self, notice: Notice, server: Server | None) -> None:
        if server is None:
            self._answered(Unavailable(notice.key, "no notification server answers"))
            return
        if notice.needs_buttons and not server.draws_buttons:
            self._answered(Unavailable(notice.key, f"{server.name} draws no buttons"))
            return
        asked_ns = time.monotonic_ns()

        def answered(reply: Message | None) -> None:
            match body_of(reply):
                case (int(number),) if reply is not None:
                    self._live[number] = _Live(sender_of(reply), notice)
                    self._answered(Shown(notice.key, asked_ns))
                case _:
                    self._answered(Unavailable(notice.key, f"{server.name} did not take it"))

        def answered_late(reply: Message | None) -> None:
            # Somebody else has spoken for it meanwhile: two alerts for one would be one too many.
            match body_of(reply):
                case (int(number),):
                    self._close(number)
                case _:
                    pass

        message = _message(notice, server, self._number_of(notice.key), self._icon)
        self._bus.call(message, answered, on_late=answered_late)

    def _given(self, message: Message) -> None:
        """The token for the action that the server tells of next (signal "ActivationToken")."""
        match message.body:
            case (int(number), str(token)) if len(token) <= _LONGEST_TOKEN:
                live = self._live.get(number)
                if live is not None and live.owner == sender_of(message):
                    self._live[number] = replace(live, token=token)
            case _:
                pass  # not the specification's shape: from nobody we know

    def _invoked(self, message: Message) -> None:
        match message.body:
            case (int(number), str(action)):
                live = self._taken(number, sender_of(message), action)
                if live is not None:
                    self._on_outcome(Pressed(live.notice.key, action, live.token))
            case _:
                pass

    def _closed(self, message: Message) -> None:
        match message.body:
            case (int(number), int(reason)):
                live = self._taken(number, sender_of(message))
                if live is not None:
                    self._on_outcome(Closed(live.notice.key, by_person=reason == DISMISSED))
            case _:
                pass

    def _taken(self, number: int, sender: str, action: str | None = None) -> _Live | None:
        """End the live notification that `sender` speaks of; nothing where sender, id or action are not its own."""
        live = self._live.get(number)
        if live is None or live.owner != sender:
            return None
        if action is not None and action not in [name for name, _ in live.notice.actions]:
            return None
        del self._live[number]
        return live

    def _owner_changed(self, owner: str) -> None:
        """Another server, or none: its ids mean nothing any more, its abilities may differ."""
        gone = [number for number, live in self._live.items() if live.owner != owner]
        for number in gone:
            self._on_outcome(Closed(self._live.pop(number).notice.key, by_person=False))
        self._server = None
        if owner:  # ask now, so that the first alert does not have to wait for it
            self._ask_server(lambda _: None)


def _message(notice: Notice, server: Server, replaces: int, icon: str) -> Message:
    """The call, signature `susssasa{sv}i`. A body is markup only for a server that says it reads markup."""
    said = notice.body if server.draws_buttons or not notice.unpressed else f"{notice.body}\n{notice.unpressed}"
    body = markup(said) if "body-markup" in server.capabilities else said
    actions = [part for action in notice.actions for part in action] if "actions" in server.capabilities else []
    hints: dict[str, tuple[str, object]] = {
        "urgency": ("y", notice.urgency),
        "category": ("s", notice.category),
        "desktop-entry": ("s", "signpost"),
    }
    if notice.progress:  # notify-osd, xfce4-notifyd, dunst and mako: the same tag takes the other's place
        hints["x-canonical-private-synchronous"] = ("s", f"signpost {notice.key}")
    if notice.percent is not None and server.name in _BAR_BELOW_TEXT:
        hints["value"] = ("i", notice.percent)
    seconds = 0 if notice.lasting else -1  # 0: never runs out; -1: as the server likes
    values = ("Signpost", replaces, icon, notice.summary, body, actions, hints, seconds)
    return new_method_call(_SERVER, "Notify", "susssasa{sv}i", values)


def _ignore(reply: Message | None) -> None:
    del reply
