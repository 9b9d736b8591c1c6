"""Coming to the front on Wayland, where only whoever was just used may hand that right on.

The notification server gives it as a token (signal "ActivationToken", Desktop Notifications 1.2). Qt takes it from the
environment when it activates a window next, and clears it there (QWaylandXdgSurface::requestActivate; protocol
xdg-activation-v1, "the XDG_ACTIVATION_TOKEN environment variable").
"""

import os

from PySide6.QtGui import QGuiApplication

VARIABLE = "XDG_ACTIVATION_TOKEN"


def let_forward(token: str) -> None:
    """Let the window that is activated next come to the front by `token` ("": there is none)."""
    if token and QGuiApplication.platformName().startswith("wayland"):
        os.putenv(VARIABLE, token)  # where Qt looks and clears it; in `os.environ` it would stay
