"""The token that lets a window come to the front is put where Qt takes it, on Wayland alone."""

import os

import pytest
from PySide6.QtCore import QProcessEnvironment
from PySide6.QtGui import QGuiApplication

from app.desktop.activation import VARIABLE, let_forward


@pytest.mark.parametrize(("platform", "found"), [("wayland", "front"), ("wayland-egl", "front"), ("xcb", "")])
def test_qt_finds_it(monkeypatch: pytest.MonkeyPatch, platform: str, found: str) -> None:
    monkeypatch.setattr(QGuiApplication, "platformName", lambda: platform)
    let_forward("front")
    let_forward("")
    try:
        assert QProcessEnvironment.systemEnvironment().value(VARIABLE) == found
        assert VARIABLE not in os.environ, "programs that are started get none"
    finally:
        os.unsetenv(VARIABLE)
