"""A set-up that nothing of ours shows goes on in one notification, which is updated in place and says how it ends."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.desktop import activation
from app.desktop.card_model import DoneView, ProgressView
from app.desktop.desktop import Desktop
from app.desktop.page import Action
from app.setup.errors import Cancelled, RegistryUnreachable
from app.setup.plan import State
from tests.desktop.conftest import Wishes
from tests.desktop.notification_server import Server
from tests.desktop.test_flow import READY, progress, shown
from tests.support.desktop import Person, wait_until

SECOND = 10**9


@pytest.fixture
def server(person: Person) -> Iterator[Server]:
    with Server(person, name="dunst") as made:
        yield made


def close_card(qtbot: QtBot, desktop: Desktop) -> None:
    """A set-up begins, and the person closes its card."""
    desktop.setup(progress())
    qtbot.waitUntil(lambda: shown(desktop) is ProgressView)
    card = desktop.deck.card
    assert card is not None
    card.acted.emit(Action.CLOSE, card.view)


def last(server: Server) -> tuple[Any, ...]:
    return server.notified()[-1].body


def withdrawn(server: Server) -> list[object]:
    return [call.body[0] for call in server.calls if call.method == "CloseNotification"]


def test_it_goes_on_in_one_notification_to_the_end(qtbot: QtBot, desktop: Desktop, server: Server) -> None:
    close_card(qtbot, desktop)
    qtbot.waitUntil(lambda: len(server.notified()) == 1)
    _, replaces, _, summary, body, actions, hints, timeout = last(server)
    assert (replaces, summary, timeout) == (0, "Setting up Qoder", 0)
    assert body == "Downloading\n38.2 of 93.0 MB\nTo cancel it, open Signpost."
    assert actions == ["default", "Show", "cancel", "Cancel"]
    assert (hints["value"], hints["urgency"], hints["category"]) == (("i", 41), ("y", 0), ("s", "transfer"))
    desktop.setup(progress(done=60_000_000, at=SECOND // 2))
    desktop.setup(progress(done=70_000_000, at=SECOND))
    qtbot.waitUntil(lambda: len(server.notified()) == 2)
    assert last(server)[1] == 1, "in its place"
    assert last(server)[4].startswith("Downloading\n70.0 of 93.0 MB"), "once every second"
    desktop.setup(progress(State.INSTALLING, at=SECOND + 1))
    qtbot.waitUntil(lambda: last(server)[4].startswith("Installing"))
    assert "value" not in last(server)[6], "no invented percentage"
    desktop.setup_done("qoder", READY)
    qtbot.waitUntil(lambda: last(server)[3] == "Qoder is ready")
    assert (last(server)[1], last(server)[7]) == (1, -1)
    assert withdrawn(server) == []


def test_updates_that_come_faster_than_answers_are_one_notification(
    qtbot: QtBot, desktop: Desktop, server: Server
) -> None:
    close_card(qtbot, desktop)
    for number, state in enumerate((State.VERIFYING, State.INSTALLING, State.DETECTING)):
        desktop.setup(progress(state, at=number))
    desktop.setup_failed("qoder", RegistryUnreachable(registry="", code="ENOTFOUND"))
    qtbot.waitUntil(lambda: bool(server.notified()) and last(server)[3] == "Qoder was not set up")
    assert {call.body[1] for call in server.notified()} <= {0, 1}
    assert [call.body[1] for call in server.notified()].count(0) == 1


def test_a_bar_alone_would_hide_the_words(qtbot: QtBot, desktop: Desktop, person: Person) -> None:
    with Server(person, name="Xfce Notify Daemon") as server:
        close_card(qtbot, desktop)
        qtbot.waitUntil(lambda: len(server.notified()) == 1)
        assert "value" not in last(server)[6]


def test_cancel_is_pressed_there(qtbot: QtBot, desktop: Desktop, server: Server, wishes: Wishes) -> None:
    close_card(qtbot, desktop)
    qtbot.waitUntil(lambda: len(server.notified()) == 1)
    server.say("ActionInvoked", "us", 1, "cancel")
    qtbot.waitUntil(lambda: ("cancel", "qoder") in wishes.made)
    desktop.setup(progress(State.INSTALLING, at=5 * SECOND))
    desktop.setup_failed("qoder", Cancelled(tool="qoder"))
    qtbot.waitUntil(lambda: desktop.presenter.setups.running == ())
    assert len(server.notified()) == 1
    assert desktop.deck.view is None


def test_a_set_up_cancelled_elsewhere_takes_its_notification_away(
    qtbot: QtBot, desktop: Desktop, server: Server
) -> None:
    close_card(qtbot, desktop)
    desktop.setup_failed("qoder", Cancelled(tool="qoder"))
    qtbot.waitUntil(lambda: withdrawn(server) == [1])


def test_a_click_brings_the_card_back_in_its_place(
    qtbot: QtBot, desktop: Desktop, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    tokens: list[str] = []
    monkeypatch.setattr(activation, "let_forward", tokens.append)
    close_card(qtbot, desktop)
    qtbot.waitUntil(lambda: len(server.notified()) == 1)
    server.say("ActivationToken", "us", 1, "front")
    server.say("ActionInvoked", "us", 1, "default")
    qtbot.waitUntil(lambda: shown(desktop) is ProgressView)
    assert tokens == ["front"]
    desktop.setup(progress(State.INSTALLING, at=5 * SECOND))
    desktop.setup_done("qoder", READY)
    qtbot.waitUntil(lambda: shown(desktop) is DoneView)
    assert len(server.notified()) == 1, "the card says it"


def test_who_closes_it_hears_how_it_ended_and_nothing_before(qtbot: QtBot, desktop: Desktop, server: Server) -> None:
    close_card(qtbot, desktop)
    qtbot.waitUntil(lambda: len(server.notified()) == 1)
    server.say("NotificationClosed", "uu", 1, 2)
    qtbot.waitUntil(lambda: "setup qoder" not in desktop.presenter.said)
    desktop.setup(progress(State.INSTALLING, at=5 * SECOND))
    desktop.setup_done("qoder", READY)
    qtbot.waitUntil(lambda: len(server.notified()) == 2)
    assert last(server)[3] == "Qoder is ready"


def test_the_open_window_shows_it_and_the_closed_one_does_not(qtbot: QtBot, desktop: Desktop, server: Server) -> None:
    desktop.open_window()
    desktop.presenter.set_up("qoder")
    sent = progress(at=SECOND)
    desktop.setup(sent)
    qtbot.waitUntil(lambda: desktop.presenter.setups.progress("qoder") == sent)
    assert server.notified() == []
    desktop.windows.close()
    qtbot.waitUntil(lambda: len(server.notified()) == 1)
    desktop.open_window()
    qtbot.waitUntil(lambda: withdrawn(server) == [1])
    desktop.windows.close()
    qtbot.waitUntil(lambda: len(server.notified()) == 2)


def test_who_draws_no_buttons_says_where_to_cancel(qtbot: QtBot, desktop: Desktop, person: Person) -> None:
    with Server(person, ["body"], name="plain") as server:
        close_card(qtbot, desktop)
        qtbot.waitUntil(lambda: len(server.notified()) == 1)
        assert last(server)[5] == []
        assert last(server)[4].endswith("\nTo cancel it, open Signpost.")


def test_nobody_who_draws_it_opens_no_card_that_was_closed(qtbot: QtBot, desktop: Desktop) -> None:
    close_card(qtbot, desktop)
    qtbot.waitUntil(lambda: "setup qoder" not in desktop.presenter.said)
    desktop.setup(progress(State.INSTALLING, at=5 * SECOND))
    desktop.setup(progress(State.DETECTING, at=9 * SECOND))
    assert desktop.deck.view is None
    desktop.setup_done("qoder", READY)
    qtbot.waitUntil(lambda: shown(desktop) is DoneView)


def test_quitting_leaves_nothing_on_the_screen(
    qtbot: QtBot, desktop: Desktop, person: Person, no_daemon: Callable[[str], None]
) -> None:
    no_daemon("xfce4-notifyd")
    close_card(qtbot, desktop)
    wait_until(lambda: person.button("Cancel"), "the notification")
    desktop.close()
    wait_until(lambda: person.button("Cancel") is None, "its end")


def test_quitting_before_the_server_answered_leaves_nothing_either(
    qtbot: QtBot, desktop: Desktop, server: Server
) -> None:
    close_card(qtbot, desktop)
    desktop.close()
    assert withdrawn(server) == [call.body[1] or 1 for call in server.notified()][:1]


@pytest.mark.parametrize("daemon", ["xfce4-notifyd", "notification-daemon"])
def test_on_real_daemons(
    qtbot: QtBot,
    desktop: Desktop,
    person: Person,
    no_daemon: Callable[[str], None],
    wishes: Wishes,
    daemon: str,
) -> None:
    no_daemon(daemon)
    close_card(qtbot, desktop)
    wait_until(lambda: person.button("Cancel"), "the notification")
    desktop.setup(progress(done=80_000_000, at=2 * SECOND))
    person.press_button("Cancel")
    qtbot.waitUntil(lambda: ("cancel", "qoder") in wishes.made)


def test_in_another_language_at_once(qtbot: QtBot, desktop: Desktop, server: Server) -> None:
    close_card(qtbot, desktop)
    qtbot.waitUntil(lambda: len(server.notified()) == 1)
    desktop.speak("de")
    qtbot.waitUntil(lambda: len(server.notified()) == 2)
    assert last(server)[1] == 1
    assert last(server)[3] == "Qoder wird eingerichtet"
    assert last(server)[6]["value"] == ("i", 41)
