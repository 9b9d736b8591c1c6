"""Notifications on a real session bus: real daemons draw and are pressed, and whoever lies is not believed."""

import os
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from queue import Empty, SimpleQueue

import pytest
from jeepney import HeaderFields, MatchRule, Message, message_bus, new_method_call, new_signal

from app.desktop.notice import DEFAULT, Closed, Notice, Outcome, Pressed, Shown, Unavailable
from app.desktop.notify import Notifier
from app.desktop.session_bus import SessionBus
from tests.desktop.notification_server import EMITTER, Server
from tests.support.desktop import NOTIFICATIONS, NotThere, Person, wait_until

NOTICE = Notice(
    key="alert 1",
    summary="Claude Code is off limits at Acme",
    body="Since Friday 10 July.",
    actions=((DEFAULT, "Show"), ("set-up", "Set up Qoder"), ("later", "Later")),
    needs_buttons=True,
)


class Heard:
    """A notifier on the person's bus, and what it tells."""

    def __init__(self) -> None:
        self._outcomes: SimpleQueue[Outcome] = SimpleQueue()
        self._bus = SessionBus()
        self.notifier = Notifier(self._bus, self._outcomes.put, "signpost")
        self._bus.start()

    def next(self, seconds: float = 15) -> Outcome:
        """What it tells next."""
        try:
            return self._outcomes.get(timeout=seconds)
        except Empty:
            raise NotThere("an outcome") from None

    def settled(self) -> None:
        """Wait until the bus thread has taken in everything that was sent to it before."""
        done = threading.Event()
        self._bus.call(_ping(), lambda _: done.set())
        assert done.wait(10)

    def nothing_more(self) -> bool:
        """Whether nothing was told beyond what was asked for."""
        self.settled()
        return self._outcomes.empty()

    def close(self) -> None:
        self._bus.close()


def _ping() -> Message:
    return message_bus.ListNames()


@pytest.fixture
def heard() -> Iterator[Heard]:
    made = Heard()
    yield made
    made.close()


@pytest.mark.parametrize("daemon", ["xfce4-notifyd", "notification-daemon"])
def test_a_click_on_the_real_notification_arrives(
    heard: Heard, person: Person, no_daemon: Callable[[str], None], daemon: str
) -> None:
    no_daemon(daemon)
    heard.notifier.show(NOTICE)
    shown = heard.next()
    assert isinstance(shown, Shown)
    assert shown.key == "alert 1"
    person.press_button("Set up Qoder")
    assert heard.next() == Pressed("alert 1", "set-up")
    assert heard.nothing_more()


@pytest.mark.parametrize("daemon", ["xfce4-notifyd", "notification-daemon"])
def test_progress_is_shown_in_place_and_keeps_its_buttons(
    heard: Heard, person: Person, no_daemon: Callable[[str], None], daemon: str
) -> None:
    no_daemon(daemon)
    first = replace(NOTICE, progress=True, actions=((DEFAULT, "Show"), ("old", "In 5 minutes")))
    heard.notifier.show(first)
    assert isinstance(heard.next(), Shown)
    wait_until(lambda: person.button("In 5 minutes"), "the first")
    heard.notifier.show(replace(first, actions=((DEFAULT, "Show"), ("new", "In 1 minute"))))
    assert isinstance(heard.next(), Shown)
    wait_until(lambda: person.button("In 1 minute"), "the update")
    assert person.button("In 5 minutes") is None, "in the first one's place"
    person.press_button("In 1 minute")
    assert heard.next() == Pressed("alert 1", "new")


def test_a_daemon_that_draws_no_buttons_is_unavailable_for_what_needs_them(
    heard: Heard, no_daemon: Callable[[str], None]
) -> None:
    no_daemon("dunst")
    heard.notifier.show(NOTICE)
    assert heard.next() == Unavailable("alert 1", "dunst draws no buttons")
    heard.notifier.show(Notice(key="problem", summary="Something", body="to know"))
    assert isinstance(heard.next(), Shown)


def test_no_daemon_is_said_at_once(heard: Heard) -> None:
    heard.notifier.show(NOTICE)
    assert heard.next(2) == Unavailable("alert 1", "no notification server answers")


def test_no_bus_is_no_daemon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/bus")
    lost = Heard()
    lost.notifier.show(NOTICE)
    assert lost.next(5) == Unavailable("alert 1", "no notification server answers")
    lost.notifier.show(NOTICE)
    assert lost.next(5) == Unavailable("alert 1", "no notification server answers")
    lost.close()
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS")
    unset = Heard()
    unset.notifier.show(NOTICE)
    assert isinstance(unset.next(5), Unavailable)
    unset.close()


def test_the_wire_has_the_types_of_the_specification(heard: Heard, person: Person) -> None:
    with Server(person, ["actions", "body", "body-markup"]) as server:
        risky = Notice(key="k", summary="A & B", body='<a href="x">&', actions=((DEFAULT, "Show"),), urgency=2)
        heard.notifier.show(risky)
        assert isinstance(heard.next(), Shown)
        (call,) = server.notified()
    assert call.signature == "susssasa{sv}i"
    name, replaces, icon, summary, body, actions, hints, timeout = call.body
    assert (name, replaces, icon, summary, timeout) == ("Signpost", 0, "signpost", "A & B", -1)
    assert body == '&lt;a href="x"&gt;&amp;'
    assert actions == [DEFAULT, "Show"]
    assert hints == {"urgency": ("y", 2), "category": ("s", "x-signpost.alert"), "desktop-entry": ("s", "signpost")}


def test_what_goes_on_changing_says_so(heard: Heard, person: Person) -> None:
    with Server(person) as server:
        heard.notifier.show(replace(NOTICE, progress=True))
        assert isinstance(heard.next(), Shown)
        (call,) = server.notified()
    assert call.body[6]["x-canonical-private-synchronous"] == ("s", "signpost alert 1")


def test_a_server_without_markup_gets_plain_text(heard: Heard, person: Person) -> None:
    with Server(person, ["actions", "body"]) as server:
        heard.notifier.show(Notice(key="k", summary="s", body="1 < 2 & 3"))
        heard.next()
        assert server.notified()[0].body[4] == "1 < 2 & 3"


def test_nobody_else_can_press_a_button(heard: Heard, person: Person) -> None:
    with Server(person) as server, person.bus() as stranger:
        heard.notifier.show(NOTICE)
        assert isinstance(heard.next(), Shown)
        stranger.send(new_signal(EMITTER, "ActionInvoked", "us", (1, "set-up")))
        stranger.send(new_signal(EMITTER, "NotificationClosed", "uu", (1, 2)))
        stranger.send_and_get_reply(_ping(), timeout=10)  # both signals are on their way before this is answered
        assert heard.nothing_more()
        server.say("ActionInvoked", "us", 1, "set-up")
        assert heard.next() == Pressed("alert 1", "set-up")


def test_what_the_server_says_counts_once_for_a_live_id_and_a_known_action(heard: Heard, person: Person) -> None:
    with Server(person) as server:
        heard.notifier.show(NOTICE)
        heard.next()
        server.say("ActionInvoked", "us", 7, "set-up")
        server.say("ActionInvoked", "us", 1, "install-everything")
        server.say("ActionInvoked", "s", "not the shape")
        server.say("NotificationClosed", "s", "not the shape")
        server.say("ActionInvoked", "us", 1, "later")
        server.say("ActionInvoked", "us", 1, "set-up")
        server.say("NotificationClosed", "uu", 1, 2)
        assert heard.next() == Pressed("alert 1", "later")
        wait_until(heard.nothing_more, "quiet")


@pytest.mark.parametrize(("reason", "by_person"), [(1, False), (2, True), (3, False)])
def test_closing_without_an_action(heard: Heard, person: Person, reason: int, by_person: bool) -> None:
    with Server(person) as server:
        heard.notifier.show(NOTICE)
        heard.next()
        server.say("NotificationClosed", "uu", 1, reason)
        assert heard.next() == Closed("alert 1", by_person)


def test_the_same_key_updates_in_place_and_can_be_withdrawn(heard: Heard, person: Person) -> None:
    with Server(person) as server:
        heard.notifier.show(NOTICE)
        heard.next()
        heard.notifier.show(NOTICE)
        heard.next()
        assert [call.body[1] for call in server.notified()] == [0, 1]
        heard.notifier.withdraw("alert 1")
        closed = wait_until(
            lambda: [call.body for call in server.calls if call.method == "CloseNotification"] or None, "closing"
        )
        assert closed == [(1,)]
        server.say("ActionInvoked", "us", 1, "set-up")
        assert heard.nothing_more()


def test_an_update_takes_the_place_of_what_is_there_and_comes_up_for_nothing_else(heard: Heard, person: Person) -> None:
    with Server(person) as server:
        heard.notifier.update(NOTICE)
        assert heard.nothing_more()
        heard.notifier.show(NOTICE)
        heard.notifier.update(replace(NOTICE, summary="Claude Code ist tabu"))
        assert isinstance(heard.next(), Shown)
        assert isinstance(heard.next(), Shown)
        assert [call.body[1] for call in server.notified()] == [0, 1]
        assert server.notified()[1].body[3] == "Claude Code ist tabu"
        server.say("NotificationClosed", "uu", 1, 1)
        assert heard.next() == Closed("alert 1", by_person=False)
        heard.notifier.update(NOTICE)
        assert heard.nothing_more()


def test_what_is_withdrawn_before_it_was_shown_does_not_stay(heard: Heard, person: Person) -> None:
    with Server(person) as server:
        heard.notifier.show(NOTICE)
        heard.notifier.withdraw("alert 1")
        assert isinstance(heard.next(), Shown)
        wait_until(lambda: "CloseNotification" in [call.method for call in server.calls], "closing")


def test_the_token_of_the_server_itself_comes_with_the_action(heard: Heard, person: Person) -> None:
    with Server(person) as server, person.bus() as stranger:
        heard.notifier.show(NOTICE)
        heard.next()
        server.say("ActivationToken", "us", 1, "front")
        server.say("ActivationToken", "us", 1, "x" * 1025)
        server.say("ActivationToken", "u", 1)
        stranger.send(new_signal(EMITTER, "ActivationToken", "us", (1, "stolen")))
        stranger.send_and_get_reply(_ping(), timeout=10)
        heard.settled()
        server.say("ActionInvoked", "us", 1, "later")
        assert heard.next() == Pressed("alert 1", "later", "front")


def test_a_server_that_goes_takes_its_notifications_with_it(heard: Heard, person: Person) -> None:
    with Server(person):
        heard.notifier.show(NOTICE)
        heard.next()
    assert heard.next() == Closed("alert 1", by_person=False)
    with Server(person, ["body"], name="another") as server:
        server.say("ActionInvoked", "us", 1, "set-up")
        heard.notifier.show(NOTICE)
        assert heard.next() == Unavailable("alert 1", "another draws no buttons")


def test_a_server_that_refuses_or_hangs_is_unavailable(heard: Heard, person: Person) -> None:
    with Server(person) as server:
        heard.notifier.show(NOTICE)
        heard.next()
        server.refuses = True
        heard.notifier.show(Notice(key="other", summary="s", body="b"))
        assert heard.next() == Unavailable("other", "test did not take it")
        server.refuses, server.silent = False, True
        heard.notifier.show(Notice(key="third", summary="s", body="b"))
        assert heard.next(10) == Unavailable("third", "test did not take it")
        server.answer_late()
        closed = wait_until(
            lambda: [call.body for call in server.calls if call.method == "CloseNotification"] or None, "closing"
        )
        assert closed == [(2,)], "a card has spoken meanwhile"
        assert heard.nothing_more()


def test_the_call_that_arrives_at_a_real_daemon_is_well_formed(
    heard: Heard, person: Person, no_daemon: Callable[[str], None]
) -> None:
    """Seen by a monitor of the bus, so that nothing of ours stands between."""
    from jeepney import DBusAddress

    no_daemon("xfce4-notifyd")
    with person.bus() as monitor:
        rule = MatchRule(interface=NOTIFICATIONS, member="Notify")
        address = DBusAddress(
            "/org/freedesktop/DBus", bus_name="org.freedesktop.DBus", interface="org.freedesktop.DBus.Monitoring"
        )
        monitor.send_and_get_reply(
            new_method_call(address, "BecomeMonitor", "asu", ([rule.serialise()], 0)), timeout=10
        )
        heard.notifier.show(NOTICE)
        message = wait_until(lambda: _notify_call(monitor.receive(timeout=10)), "Notify on the bus")
    assert message == "susssasa{sv}i"
    assert isinstance(heard.next(), Shown)
    assert os.environ["DBUS_SESSION_BUS_ADDRESS"] == person.environment["DBUS_SESSION_BUS_ADDRESS"]


def _notify_call(message: Message) -> str | None:
    fields = message.header.fields
    return str(fields[HeaderFields.signature]) if fields.get(HeaderFields.member) == "Notify" else None
