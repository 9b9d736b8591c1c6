"""The tray icon: a drawing per state, a tooltip, and a menu that is rebuilt from state whenever it opens."""

import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QObject, QRect, QTimer, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from app.desktop import tray_icons
from app.desktop.tokens import DARK, LIGHT
from app.desktop.tray_icons import TrayState

if TYPE_CHECKING:  # comes after the icon
    from app.desktop.theme import Theme

_TURN_MS = 250
"""The working arrow alternates at 2 Hz: on for as long as off."""

_DARK_PANELS = frozenset({"GNOME", "GNOME-Classic", "Unity", "Pantheon", "X-Cinnamon", "Budgie", "XFCE"})
"""Desktops whose panel is dark in their default theme whatever the colour scheme is (XDG_CURRENT_DESKTOP)."""

_OWN_BALLOON = sys.platform in ("win32", "darwin")


class Entry(msgspec.Struct, frozen=True):
    """A line of the menu: something to press, or (without `press`) something to read. No text: a separator."""

    text: str = ""
    press: Callable[[], None] | None = None


class Tray(QObject):
    """Shows a state and a menu wherever there is a tray, also one that starts after us.

    `dark` is the desktop's scheme as far as is known at the start; `follow` says all of it.
    """

    activated = Signal()
    """The icon itself was clicked."""

    def __init__(self, *, dark: bool) -> None:
        super().__init__()
        self._dark, self._still = dark, False
        self.entries: Callable[[], list[Entry]] = list
        """Says what the menu holds; asked whenever it opens."""
        self._state, self._tooltip, self._lit = TrayState.FINE, "Signpost", True
        self._menu = QMenu()
        self._menu.aboutToShow.connect(self._fill)
        self._turning = QTimer(self)
        self._turning.setInterval(_TURN_MS)
        self._turning.timeout.connect(self._turn)
        self._icon = self._make()

    def follow(self, theme: "Theme") -> None:
        """Look as the theme does, from now on."""

        def take() -> None:
            dark, self._still = self._dark, theme.look.still
            self._dark = theme.look.dark
            if self._dark is not dark:
                self._draw()

        theme.changed.connect(take)
        take()

    def open(self) -> None:
        """Show the icon."""
        self._icon.show()

    def show_state(self, state: TrayState, tooltip: str) -> None:
        """Say how things stand."""
        changed, self._state, self._tooltip = state != self._state, state, tooltip
        moving = state is TrayState.WORKING and not self._still
        if moving != self._turning.isActive():
            self._lit = True
            (self._turning.start if moving else self._turning.stop)()
        if changed:
            self._draw()
        self._icon.setToolTip(tooltip)
        # Some hosts show the menu as they last saw it and never say that it is about to show (dbusmenu, AboutToShow).
        if not self._menu.isVisible():
            self._fill()

    def recreate(self) -> None:
        """Make the icon anew: a tray host that appeared after us never learns of one made before (measured)."""
        old, self._icon = self._icon, self._make()
        old.hide()
        old.deleteLater()
        self._icon.show()

    def geometry(self) -> QRect:
        """Where the icon is, empty where the host does not tell."""
        return self._icon.geometry()

    @property
    def visible(self) -> bool:
        """Whether there is a tray at all."""
        return QSystemTrayIcon.isSystemTrayAvailable() and self._icon.isVisible()

    def balloon(self, summary: str, body: str) -> bool:
        """Show a native balloon; False where there is none (on Linux Qt's is the D-Bus notification again)."""
        if not _OWN_BALLOON or not self.visible or not QSystemTrayIcon.supportsMessages():
            return False
        self._icon.showMessage(summary, body, tray_icons.icon(self._state, self._ink()))
        return True

    def remove(self) -> None:
        """Take the icon away."""
        self._turning.stop()
        self._icon.hide()

    def _make(self) -> QSystemTrayIcon:
        icon = QSystemTrayIcon(self)
        icon.setContextMenu(self._menu)
        icon.setToolTip(self._tooltip)
        icon.setIcon(tray_icons.icon(self._state, self._ink()))
        icon.activated.connect(self._clicked)
        return icon

    def _clicked(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in (QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick):
            self.activated.emit()

    def _turn(self) -> None:
        self._lit = not self._lit
        self._draw()

    def _draw(self) -> None:
        drawn = self._state if self._lit else TrayState.FINE
        self._icon.setIcon(tray_icons.icon(drawn, self._ink()))

    def _fill(self) -> None:
        self._menu.clear()
        for entry in self.entries():
            if not entry.text:
                self._menu.addSeparator()
                continue
            action = self._menu.addAction(entry.text.replace("&", "&&"))
            action.setEnabled(entry.press is not None)
            if entry.press is not None:
                # Qt says besides whether it is ticked, which is for nobody here.
                action.triggered.connect(lambda _=False, press=entry.press: press())

    def _ink(self) -> QColor:
        """The ink that reads on the panel: light on the desktops whose panel is dark by default."""
        desktops = frozenset(os.environ.get("XDG_CURRENT_DESKTOP", "").split(":"))
        dark = sys.platform == "win32" or bool(desktops & _DARK_PANELS) or self._dark
        return QColor((DARK if dark else LIGHT).ink)
