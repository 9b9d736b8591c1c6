"""Being asked to end by Windows, as far as it can be told without: its messages by winuser.h."""

import struct

import pytest
from packages.windows.application import AGENT_WINDOW
from pytestqt.qtbot import QtBot

from app.desktop.agent_window import TITLE, AgentWindow, asks_to_end


@pytest.mark.parametrize(
    ("number", "w", "asks"),
    [
        (0x0010, 0, True),  # WM_CLOSE
        (0x0016, 1, True),  # WM_ENDSESSION, it ends
        (0x0016, 0, False),  # WM_ENDSESSION, somebody called it off
        (0x0011, 1, False),  # WM_QUERYENDSESSION: only asked whether it may
        (0x0113, 1, False),  # WM_TIMER
    ],
)
def test_which_messages_ask_for_the_end(number: int, w: int, asks: bool) -> None:
    assert asks_to_end(struct.pack("@PIPP", 1, number, w, 1)) is asks


def test_installers_find_the_window_that_nobody_sees(qtbot: QtBot) -> None:
    window = AgentWindow(lambda: None)
    qtbot.addWidget(window)
    assert window.windowTitle() == TITLE == AGENT_WINDOW
    assert window.internalWinId()
    assert not window.isVisible()
