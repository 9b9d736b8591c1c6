"""From the agent's alert to the painted card where nobody draws notifications: the person's 50 ms."""

import statistics
import time

import msgspec
from pytestqt.qtbot import QtBot

from app.desktop import samples
from app.desktop.desktop import Desktop
from app.desktop.page import Action
from tests.desktop.conftest import Wishes

ROUNDS, ALERTS = 3, 12


def test_an_alert_is_a_painted_card_within_50_ms(qtbot: QtBot, desktop: Desktop, wishes: Wishes) -> None:
    """The bus is asked for a server first, in vain. The best of three rounds counts: others share the CPU."""
    desktop.deck.warm()
    medians = []
    for number in range(ROUNDS):
        took = [once(qtbot, desktop, wishes, f"{number}-{again}") for again in range(ALERTS)]
        medians.append(statistics.median(took))
    print(f"alert to painted card, medians of {ROUNDS} rounds, ms: {[round(one, 1) for one in medians]}")
    assert min(medians) <= 50


def once(qtbot: QtBot, desktop: Desktop, wishes: Wishes, session: str) -> float:
    """Milliseconds from handing over one alert to the card's first paint."""
    wishes.shown.clear()
    began = time.monotonic_ns()
    desktop.alert(msgspec.structs.replace(samples.alert(), session=session))
    qtbot.waitUntil(lambda: bool(wishes.shown))
    ((_, channel, at_ns),) = wishes.shown
    assert channel == "card"
    card = desktop.deck.card
    assert card is not None
    card.acted.emit(Action.CLOSE, card.view)
    qtbot.waitUntil(lambda: desktop.deck.card is None)
    return (at_ns - began) / 1e6
