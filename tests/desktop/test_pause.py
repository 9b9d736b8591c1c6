"""The one alert that stands for many: announced once, counting silently, its tools named on the card."""

import msgspec
from pytestqt.qtbot import QtBot

from app.alerts.brake import Held, Pause
from app.desktop import samples
from app.desktop.alert_page import AlertPage
from app.desktop.card_model import AlertView
from app.desktop.desktop import Desktop
from app.desktop.pause_card import pause_view
from app.desktop.wording import Wording
from app.sync.state import SyncState
from tests.desktop.conftest import Wishes
from tests.desktop.notification_server import Server
from tests.support.desktop import Person

ONE = msgspec.structs.replace(samples.PAUSE, held=(Held("codex", "Codex"),))


def counting(pause: Pause, *more: str) -> Pause:
    """That pause, with these tools more."""
    return msgspec.structs.replace(pause, held=(*pause.held, *(Held(name, name.title()) for name in more)))


def on_screen(desktop: Desktop) -> AlertView | None:
    view = desktop.deck.view
    return view if isinstance(view, AlertView) else None


def test_it_is_announced_once_and_opens_with_the_count_of_now(
    qtbot: QtBot, desktop: Desktop, wishes: Wishes, person: Person
) -> None:
    with Server(person) as server:
        desktop.paused(ONE, began=True)
        qtbot.waitUntil(lambda: len(server.notified()) == 1)
        summary, body, actions = server.notified()[0].body[3:6]
        assert summary == "Signpost has paused alerts"
        assert body.startswith("1 more tool was noticed.\nMore than 6 alerts came within an hour.")
        assert actions == ["default", "Show", "why", "Which tools?", "later", "Later"]
        desktop.paused(counting(ONE, "cursor"), began=False)
        desktop.paused(counting(ONE, "cursor", "aider"), began=False)
        known = desktop.presenter.known
        qtbot.waitUntil(lambda: known.last == counting(ONE, "cursor", "aider"))
        assert desktop.presenter.unanswered == {ONE.session}
        server.say("ActionInvoked", "us", 1, "why")
        qtbot.waitUntil(lambda: on_screen(desktop) is not None)
        assert len(server.notified()) == 1, "counting up is silent"
    view = on_screen(desktop)
    assert view is not None
    assert view.when == "3 more tools were noticed"
    assert view.evidence == ("Codex", "Cursor", "Aider")
    card = desktop.deck.card
    assert card is not None
    assert isinstance(card.page, AlertPage)
    assert card.page.why.unfolded
    desktop.paused(counting(ONE, "cursor", "aider", "llm"), began=False)
    qtbot.waitUntil(lambda: (shown := on_screen(desktop)) is not None and shown.when == "4 more tools were noticed")
    page = desktop.deck.card.page if desktop.deck.card is not None else None
    assert isinstance(page, AlertPage)
    page.later.click()
    assert wishes.made == [("later", ONE.session)]
    assert desktop.deck.view is None
    assert desktop.presenter.unanswered == set()


def test_without_a_daemon_it_is_a_card(qtbot: QtBot, desktop: Desktop) -> None:
    desktop.paused(ONE, began=True)
    qtbot.waitUntil(lambda: on_screen(desktop) is not None)


def test_after_a_restart_it_is_not_announced_anew_but_can_be_looked_at(
    qtbot: QtBot, desktop: Desktop, person: Person
) -> None:
    with Server(person) as server:
        desktop.paused(ONE, began=False)
        qtbot.waitUntil(lambda: desktop.presenter.known.last == ONE)
        desktop.presenter.show_last()
        assert on_screen(desktop) is not None
        assert server.notified() == []


def test_before_the_policy_is_known_it_waits(qtbot: QtBot, wishes: Wishes, state: SyncState) -> None:
    early = Desktop("en", now=lambda: samples.NOW)
    early.wire(wishes.callbacks())
    early.open()
    early.paused(ONE, began=True)
    early.policy_state(state)
    qtbot.waitUntil(lambda: on_screen(early) is not None)
    early.close()


def test_a_hostile_name_cannot_dress_up() -> None:
    pause = msgspec.structs.replace(ONE, held=(Held("x", "A\u202eb\nc" + "d" * 500, 2),))
    (said,) = pause_view(pause, Wording(now=samples.NOW)).evidence
    assert "\u202e" not in said
    assert "\n" not in said
    assert said.endswith(", 2 times")
    assert len(said) < 100
