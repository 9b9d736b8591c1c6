"""What is shown when: a notification first, a card where nobody draws buttons, a set-up in one card."""

from collections.abc import Callable
from datetime import UTC, datetime

import msgspec
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.desktop import samples
from app.desktop.alert_page import AlertPage
from app.desktop.bridge import TrayHost
from app.desktop.card_model import AlertView, DoneView, FailedView, ProgressView
from app.desktop.desktop import Desktop
from app.desktop.page import Action
from app.desktop.setup_pages import DonePage, FailedPage, ProgressPage
from app.desktop.tray_icons import TrayState
from app.policy.model import Tool
from app.screen import Finished
from app.setup.errors import Cancelled, NotOurEdit, RegistryUnreachable
from app.setup.path_edit import Edit
from app.setup.place import Installed
from app.setup.plan import Progress, State
from app.setup.receipt import PrefixReceipt
from app.sync.errors import Offline
from app.sync.state import Freshness, Standing, SyncState
from tests.desktop.conftest import Wishes
from tests.desktop.notification_server import Server
from tests.support.desktop import Person

INSTALLED = Installed(
    tool="qoder",
    kind="npm",
    package="@qoder-ai/qodercli",
    version="1.1.52",
    pin="0" * 64,
    receipt=PrefixReceipt(folder="1.1.52", commands=("qodercli",)),
    at=datetime(2026, 7, 15, tzinfo=UTC),
)
READY = Finished(installed=INSTALLED, findable=True)
EDIT = Edit(file="/home/lin/.profile", lines=samples.EDIT_LINES, diff="", existed=True, open_ended=False)
LOST = Finished(installed=INSTALLED, findable=False, edit=EDIT)


def progress(state: State = State.DOWNLOADING, done: int = 38_200_000, at: int = 0) -> Progress:
    return Progress(tool="qoder", state=state, done_bytes=done, total_bytes=93_000_000, at_ns=at)


def shown(desktop: Desktop) -> object:
    """The kind of view on the screen."""
    return type(desktop.deck.view)


def test_a_real_daemon_a_real_click_and_the_set_up_begins_in_a_card(
    qtbot: QtBot, desktop: Desktop, wishes: Wishes, person: Person, no_daemon: Callable[[str], None]
) -> None:
    no_daemon("xfce4-notifyd")
    desktop.alert(samples.alert())
    qtbot.waitUntil(lambda: bool(wishes.shown))
    assert [(session, channel) for session, channel, _ in wishes.shown] == [("sample", "notification")]
    assert desktop.deck.view is None
    assert desktop.presenter.unanswered == {"sample"}
    person.press_button("Set up Qoder")
    qtbot.waitUntil(lambda: wishes.made == [("answer", "sample"), ("set up", "qoder")])
    qtbot.waitUntil(lambda: shown(desktop) is ProgressView)
    assert desktop.presenter.unanswered == set()


def test_no_button_is_left_behind_that_nobody_answers(
    qtbot: QtBot, desktop: Desktop, wishes: Wishes, person: Person, no_daemon: Callable[[str], None]
) -> None:
    no_daemon("xfce4-notifyd")
    desktop.alert(samples.alert())
    qtbot.waitUntil(lambda: bool(wishes.shown))
    qtbot.waitUntil(lambda: person.button("Set up Qoder") is not None)
    desktop.close()
    qtbot.waitUntil(lambda: person.button("Set up Qoder") is None)


def test_without_buttons_the_card_speaks_at_once(
    qtbot: QtBot, desktop: Desktop, wishes: Wishes, person: Person
) -> None:
    with Server(person, name="dunst") as server:
        desktop.alert(samples.alert())
        qtbot.waitUntil(lambda: [channel for _, channel, _ in wishes.shown] == ["card"])
        assert server.notified() == [], "one alert, not two"
    card = desktop.deck.card
    assert card is not None
    assert not card.isActiveWindow()


def test_without_a_daemon_the_card_speaks_at_once(qtbot: QtBot, desktop: Desktop, wishes: Wishes) -> None:
    desktop.alert(samples.alert())
    qtbot.waitUntil(lambda: [channel for _, channel, _ in wishes.shown] == ["card"])


@pytest.mark.parametrize(("action", "unfolded"), [("default", False), ("why", True)])
def test_the_notification_opens_the_card(
    qtbot: QtBot, desktop: Desktop, wishes: Wishes, person: Person, action: str, unfolded: bool
) -> None:
    with Server(person) as server:
        desktop.alert(samples.alert())
        qtbot.waitUntil(lambda: bool(wishes.shown))
        server.say("ActionInvoked", "us", 1, action)
        qtbot.waitUntil(lambda: shown(desktop) is AlertView)
        card = desktop.deck.card
        assert card is not None
        qtbot.waitActive(card)
        assert isinstance(card.page, AlertPage)
        assert card.page.why.unfolded == unfolded
    assert [channel for _, channel, _ in wishes.shown] == ["notification"], "shown once is reported once"


def test_what_is_shown_is_said_in_another_language_at_once(
    qtbot: QtBot, desktop: Desktop, wishes: Wishes, person: Person
) -> None:
    with Server(person) as server:
        desktop.alert(samples.alert())
        qtbot.waitUntil(lambda: bool(wishes.shown))  # it is number 1
        desktop.problem(NotOurEdit(path="/x", detail="it is not a file"))
        qtbot.waitUntil(lambda: len(server.notified()) == 2)
        desktop.speak("zh-CN")
        qtbot.waitUntil(lambda: len(server.notified()) == 4)
        alert, problem = (call.body for call in server.notified()[2:])
        assert (alert[1], alert[3]) == (1, "Claude Code 在 Acme 已停用")
        assert "安装 Qoder" in alert[5]
        assert problem[1] == 2
        server.say("NotificationClosed", "uu", 2, 1)
        server.say("ActionInvoked", "us", 1, "default")
        qtbot.waitUntil(lambda: shown(desktop) is AlertView)
        desktop.speak("en")
        desktop.problem(NotOurEdit(path="/y", detail="it is not a file"))
        qtbot.waitUntil(lambda: server.notified()[-1].body[3].startswith("/y"))
        assert len(server.notified()) == 5, "what is gone is not said again"
    assert [channel for _, channel, _ in wishes.shown] == ["notification"]


@pytest.mark.parametrize("how", ["later", "closed"])
def test_putting_off(qtbot: QtBot, desktop: Desktop, wishes: Wishes, person: Person, how: str) -> None:
    with Server(person) as server:
        desktop.alert(samples.alert())
        qtbot.waitUntil(lambda: bool(wishes.shown))
        if how == "later":
            server.say("ActionInvoked", "us", 1, "later")
        else:
            server.say("NotificationClosed", "uu", 1, 2)
        qtbot.waitUntil(lambda: wishes.made == [("later", "sample")])
    assert desktop.deck.view is None


def test_one_card_at_a_time_the_others_wait(qtbot: QtBot, desktop: Desktop, wishes: Wishes) -> None:
    first = samples.alert()
    second = msgspec.structs.replace(first, session="second")
    for alert in (first, second):
        desktop.alert(alert)
    qtbot.waitUntil(lambda: [session for session, _, _ in wishes.shown] == ["sample"])
    card = desktop.deck.card
    assert card is not None
    assert [one for one in QApplication.topLevelWidgets() if type(one) is type(card) and one.isVisible()] == [card]
    card.acted.emit(Action.CLOSE, card.view)
    qtbot.waitUntil(lambda: isinstance(desktop.deck.view, AlertView) and desktop.deck.view.session == "second")
    assert wishes.made == [("later", "sample")]
    qtbot.waitUntil(lambda: [session for session, _, _ in wishes.shown] == ["sample", "second"])


def test_alerts_that_come_before_their_policy_wait_for_it(qtbot: QtBot, wishes: Wishes, state: SyncState) -> None:
    early = Desktop("en", now=lambda: samples.NOW)
    early.wire(wishes.callbacks())
    early.open()
    early.alert(samples.alert())
    early.policy_state(state)
    qtbot.waitUntil(lambda: [channel for _, channel, _ in wishes.shown] == ["card"])
    early.close()


def test_the_whole_set_up_in_one_card(qtbot: QtBot, desktop: Desktop, wishes: Wishes) -> None:
    desktop.alert(samples.alert())
    qtbot.waitUntil(lambda: shown(desktop) is AlertView)
    card = desktop.deck.card
    assert card is not None
    assert isinstance(card.page, AlertPage)
    assert card.page.offer is not None
    assert card.page.offer.button is not None
    card.page.offer.button.click()
    assert wishes.made == [("answer", "sample"), ("set up", "qoder")]
    assert isinstance(card.page, ProgressPage)
    desktop.setup(progress())
    qtbot.waitUntil(
        lambda: isinstance(desktop.deck.view, ProgressView) and desktop.deck.view.amount == "38.2 of 93.0 MB"
    )
    assert "Setting up Qoder  38.2 of 93.0 MB" in [entry.text for entry in desktop._entries()]
    desktop.setup_done("qoder", READY)
    qtbot.waitUntil(lambda: shown(desktop) is DoneView)
    assert desktop.deck.card is card
    page = card.page
    assert isinstance(page, DonePage)
    page.copy.click()
    assert QApplication.clipboard().text() == "qodercli"
    page.finish.click()
    qtbot.waitUntil(lambda: desktop.deck.view is None)


def test_what_it_replaces_can_be_removed_from_the_done_card_and_is_never_preselected(
    qtbot: QtBot, desktop: Desktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    cleared: list[str] = []
    monkeypatch.setattr(desktop.presenter, "on_clear_away", cleared.append)
    desktop.alert(samples.alert())
    qtbot.waitUntil(lambda: shown(desktop) is AlertView)
    desktop.setup(progress())
    desktop.setup_done("qoder", READY)
    qtbot.waitUntil(lambda: shown(desktop) is DoneView)
    card = desktop.deck.card
    assert card is not None
    assert isinstance(card.page, DonePage)
    assert not card.page.remove or not card.page.remove.hasFocus()
    assert card.page.remove is not None
    assert card.page.remove.text() == "Remove Claude Code…"
    assert cleared == []
    card.page.remove.click()
    assert cleared == ["claude-code"]
    qtbot.waitUntil(lambda: desktop.deck.view is None)


def test_the_edit_of_path_is_made_and_taken_back_only_when_asked(
    qtbot: QtBot, desktop: Desktop, wishes: Wishes
) -> None:
    desktop.setup(progress())
    desktop.setup_done("qoder", LOST)
    qtbot.waitUntil(lambda: shown(desktop) is DoneView)
    assert wishes.made == []
    press_edit(desktop, "Add these lines")
    assert wishes.made == [("path edit", LOST)]
    edited = msgspec.structs.replace(LOST, edited=True)
    desktop.setup_done("qoder", edited)
    qtbot.waitUntil(lambda: edit_of(desktop) == "Undo")
    press_edit(desktop, "Undo")
    assert wishes.made == [("path edit", LOST), ("path undo", edited)]
    desktop.problem(NotOurEdit(path="/home/lin/.profile", detail="it is not a file"))
    qtbot.waitUntil(lambda: isinstance(desktop.deck.view, FailedView))
    view = desktop.deck.view
    assert isinstance(view, FailedView)
    assert (view.happened, view.retry) == ("/home/lin/.profile was left as it is: it is not a file", "")


def edit_of(desktop: Desktop) -> str:
    card = desktop.deck.card
    page = card.page if card is not None else None
    return page.edit.accessibleName() if isinstance(page, DonePage) and page.edit is not None else ""


def press_edit(desktop: Desktop, label: str) -> None:
    card = desktop.deck.card
    page = card.page if card is not None else None
    assert isinstance(page, DonePage)
    assert page.edit is not None
    assert page.edit.accessibleName() == label
    page.edit.click()


def test_a_failure_can_be_tried_again(qtbot: QtBot, desktop: Desktop, wishes: Wishes) -> None:
    desktop.setup(progress())
    desktop.setup_failed("qoder", RegistryUnreachable(registry="", code="ENOTFOUND"))
    qtbot.waitUntil(lambda: shown(desktop) is FailedView)
    card = desktop.deck.card
    assert card is not None
    page = card.page
    assert isinstance(page, FailedPage)
    assert page.retry is not None
    page.retry.click()
    assert wishes.made == [("set up", "qoder")]
    assert shown(desktop) is ProgressView


def test_cancelling_goes_back_to_the_alert(qtbot: QtBot, desktop: Desktop, wishes: Wishes) -> None:
    desktop.alert(samples.alert())
    qtbot.waitUntil(lambda: shown(desktop) is AlertView)
    desktop.setup(progress())
    qtbot.waitUntil(lambda: shown(desktop) is ProgressView)
    card = desktop.deck.card
    assert card is not None
    assert isinstance(card.page, ProgressPage)
    card.page.cancel.click()
    assert wishes.made == [("cancel", "qoder")]
    desktop.setup_failed("qoder", Cancelled(tool="qoder"))
    qtbot.waitUntil(lambda: shown(desktop) is AlertView)
    assert desktop.presenter.setups.running == ()


def test_cancelling_a_set_up_that_no_alert_led_to_closes_the_card(qtbot: QtBot, desktop: Desktop) -> None:
    desktop.setup(progress())
    qtbot.waitUntil(lambda: shown(desktop) is ProgressView)
    desktop.setup_failed("qoder", Cancelled(tool="qoder"))
    qtbot.waitUntil(lambda: desktop.deck.view is None)


def test_a_closed_set_up_goes_on_and_ends_as_a_notification(qtbot: QtBot, desktop: Desktop, person: Person) -> None:
    with Server(person) as server:
        desktop.setup(progress())
        qtbot.waitUntil(lambda: shown(desktop) is ProgressView)
        card = desktop.deck.card
        assert card is not None
        card.acted.emit(Action.CLOSE, card.view)
        assert desktop.deck.view is None
        desktop.setup(progress(at=10**9))
        desktop.setup_done("qoder", READY)
        qtbot.waitUntil(lambda: bool(server.notified()) and server.notified()[-1].body[3] == "Qoder is ready")
        assert server.notified()[-1].body[4] == "To start it, type this in a new terminal: qodercli"
        assert desktop.deck.view is None
        server.say("ActionInvoked", "us", 1, "default")
        qtbot.waitUntil(lambda: shown(desktop) is DoneView)


def test_a_closed_set_up_that_fails_without_a_daemon_ends_as_a_card(qtbot: QtBot, desktop: Desktop) -> None:
    desktop.setup(progress())
    qtbot.waitUntil(lambda: shown(desktop) is ProgressView)
    card = desktop.deck.card
    assert card is not None
    card.acted.emit(Action.CLOSE, card.view)
    desktop.setup_failed("qoder", RegistryUnreachable(registry="", code="ENOTFOUND"))
    qtbot.waitUntil(lambda: shown(desktop) is FailedView)


def test_a_problem_is_a_notification_and_without_a_daemon_a_card(
    qtbot: QtBot, desktop: Desktop, person: Person
) -> None:
    error = NotOurEdit(path="/x", detail="it is not a file")
    with Server(person) as server:
        desktop.problem(error)
        qtbot.waitUntil(lambda: bool(server.notified()))
        assert server.notified()[0].body[3] == "/x was left as it is: it is not a file"
        assert desktop.deck.view is None
    desktop.problem(error)
    qtbot.waitUntil(lambda: shown(desktop) is FailedView)


def test_the_menu_says_how_things_stand_and_reaches_everything(
    qtbot: QtBot, desktop: Desktop, wishes: Wishes, state: SyncState
) -> None:
    def menu() -> list[str]:
        return [entry.text for entry in desktop._entries() if entry.text]

    assert menu() == [
        "Policy of Acme, Friday 3 July",
        "Checked at 09:42",
        "Open Signpost",
        "Show last alert",
        "Sync now",
        "Quit Signpost",
    ]
    next(entry.press for entry in desktop._entries() if entry.text == "Sync now")()  # type: ignore[misc]
    assert wishes.made == [("sync", None)]
    why = Offline(host="h", detail="d")
    desktop.policy_state(
        msgspec.structs.replace(state, freshness=Freshness(standing=Standing.STALE, since=samples.NOW, why=why))
    )
    qtbot.waitUntil(lambda: menu()[0].startswith("Offline since 09:42"))
    assert desktop.tray._state is TrayState.OFFLINE
    desktop.alert(samples.alert())
    qtbot.waitUntil(lambda: desktop.tray._state is TrayState.ATTENTION and desktop.deck.card is not None)
    card = desktop.deck.card
    assert card is not None
    card.acted.emit(Action.CLOSE, card.view)
    qtbot.waitUntil(lambda: desktop.deck.view is None)
    desktop.presenter.show_last()
    again = desktop.deck.card
    assert again is not None
    qtbot.waitActive(again)
    desktop.setup(progress())
    qtbot.waitUntil(lambda: desktop.tray._state is TrayState.WORKING)
    assert "Claude" in samples.CLAUDE_CODE.name
    assert isinstance(samples.QODER, Tool)


def test_a_tray_host_that_comes_late_gets_a_new_icon(qtbot: QtBot, desktop: Desktop) -> None:
    icon = desktop.tray._icon
    desktop._bridge.post(TrayHost(""))
    desktop._bridge.post(TrayHost(":1.99"))
    qtbot.waitUntil(lambda: desktop.tray._icon is not icon)
    again = desktop.tray._icon
    desktop._bridge.post(TrayHost(":1.99"))
    desktop.policy_state(desktop.presenter.known.state or pytest.fail("no policy"))
    qtbot.wait(0)
    assert desktop.tray._icon is again


def test_quitting_asks_first_and_ends_the_loop(desktop: Desktop, wishes: Wishes, qtbot: QtBot) -> None:
    from PySide6.QtCore import QTimer

    QTimer.singleShot(0, desktop.quit)
    assert desktop.application.exec() == 0
    assert wishes.made == [("quit", None)]
    assert qtbot is not None
