"""After something was shown, memory goes back: once, and not while more is shown."""

import pytest
from pytestqt.qtbot import QtBot

from app.desktop import resting, samples
from app.desktop.desktop import Desktop
from app.desktop.resting import Resting


def test_once_for_each_time(monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    given: list[int] = []
    monkeypatch.setattr("app.host.memory.give_back", lambda: given.append(1))
    monkeypatch.setattr(resting, "_AFTER_MS", 20)
    rest = Resting()
    rest.begin()
    rest.begin()
    qtbot.waitUntil(lambda: given == [1])
    assert not rest._timer.isActive()
    rest.begin()
    qtbot.waitUntil(lambda: given == [1, 1])


def test_a_card_put_away_and_a_window_closed_are_followed_by_rest(qtbot: QtBot, desktop: Desktop) -> None:
    desktop._resting._timer.stop()
    for view in samples.cards(desktop._wording()).values():
        desktop.deck.present(view)
    while desktop.deck.card is not None:
        assert not desktop._resting._timer.isActive()
        desktop.deck.leave()
    assert desktop._resting._timer.isActive()
    desktop._resting._timer.stop()
    desktop.open_window()
    assert desktop.windows.window is not None
    desktop.windows.window.close()
    qtbot.waitUntil(desktop._resting._timer.isActive)
