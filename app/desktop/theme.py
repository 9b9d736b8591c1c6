"""How things look now: the tokens for the system's light, dark or high-contrast scheme, its UI font and its text size.

A `Look` is one frozen state; `Theme` follows the system and says when it changed.
"""

import sys
from dataclasses import dataclass, replace
from functools import lru_cache

import msgspec
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from app.desktop.tokens import CJK_EXTRA_LINE, DARK, ICON, LIGHT, Colours, TextStyle

_USUAL_POINTS = {"win32": 9.0, "darwin": 13.0}
_USUAL_POINTS_LINUX = 10.0
"""What the platform's UI font measures at 100 % text. Linux desktops ship 9 to 11."""

_TABULAR = QFont.Tag("tnum")


@dataclass(frozen=True)
class Look:
    """One state of the looks. `scale` is the person's text size, 1.0 to 3.0; `cjk` gives lines more room."""

    colours: Colours
    family: str
    mono: str
    scale: float = 1.0
    dark: bool = False
    cjk: bool = False
    high_contrast: bool = False
    still: bool = False
    """Whether the person asked for reduced motion."""

    def colour(self, role: str) -> QColor:
        """The colour of a role (a field of `Colours`)."""
        return QColor(getattr(self.colours, role))

    def font(self, style: TextStyle) -> QFont:
        """The font of a style; figures are tabular so that changing numbers stand still."""
        return QFont(_font(self.mono if style.mono else self.family, round(style.size * self.scale), style.weight))

    def line(self, style: TextStyle) -> int:
        """The line height of a style in pixels."""
        return round((style.line + (CJK_EXTRA_LINE if self.cjk else 0)) * self.scale)

    def grown(self, pixels: int) -> int:
        """A control's size, grown with the text in it."""
        return round(pixels * self.scale)

    @property
    def icon(self) -> int:
        """The size of a line icon beside text: grows with it, but slower."""
        return round(ICON * min(self.scale, 1.5))

    def sized(self, edge: int) -> int:
        """The size of something drawn beside text, a tile or a switch: grows with it as icons do."""
        return round(edge * min(self.scale, 1.5))

    @property
    def border(self) -> int:
        """Width of borders: 1 px, 2 px in high contrast."""
        return 2 if self.high_contrast else 1


@lru_cache(maxsize=64)
def _font(family: str, pixels: int, weight: int) -> QFont:
    font = QFont(family)
    font.setPixelSize(pixels)
    font.setWeight(QFont.Weight(weight))
    font.setFeature(_TABULAR, 1)
    return font


class Theme(QObject):
    """The looks in force. Widgets read `look` when they paint; `refresh` is cheap and tells them when it changed."""

    changed = Signal()
    pointed = Signal()
    """The person pressed something with the pointer: where the keyboard is need not be shown until it is used."""

    def __init__(self, cjk: bool = False, fixed: Look | None = None) -> None:
        super().__init__()
        self._cjk = cjk
        self._fixed = fixed
        self._still = False
        self.look = fixed or system_look(self._cjk)
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self.refresh)
        hints.accessibility().contrastPreferenceChanged.connect(self.refresh)

    def keep_still(self, still: bool) -> None:
        """Take in whether the person asked for reduced motion (Qt 6.11 does not know)."""
        self._still = still
        self.refresh()

    def speak(self, *, cjk: bool) -> None:
        """Make room for another language's lines. Everything is laid out anew."""
        self._cjk = cjk
        self.look = self._fixed or replace(system_look(cjk), still=self._still)
        self.changed.emit()

    def refresh(self) -> None:
        """Look at the system again."""
        look = self._fixed or replace(system_look(self._cjk), still=self._still)
        if look != self.look:
            self.look = look
            self.changed.emit()


def system_look(cjk: bool) -> Look:
    """What the system asks for right now."""
    hints = QGuiApplication.styleHints()
    dark = hints.colorScheme() == Qt.ColorScheme.Dark
    high_contrast = hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast
    look = made_look(dark=dark, cjk=cjk)
    return replace(
        look,
        colours=palette_colours(QGuiApplication.palette(), look.colours) if high_contrast else look.colours,
        scale=_text_scale(QApplication.font()),
        high_contrast=high_contrast,
    )


def made_look(*, dark: bool, cjk: bool, scale: float = 1.0) -> Look:
    """The design's own look with the system's fonts."""
    mono = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).family()
    colours = DARK if dark else LIGHT
    return Look(colours=colours, family=QApplication.font().family(), mono=mono, scale=scale, dark=dark, cjk=cjk)


def palette_colours(palette: QPalette, base: Colours) -> Colours:
    """High contrast: the system's palette and nothing soft; only shapes and words tell states apart."""

    def name(role: QPalette.ColorRole) -> str:
        return palette.color(role).name()

    surface, ink = name(QPalette.ColorRole.Window), name(QPalette.ColorRole.WindowText)
    accent, on_accent = name(QPalette.ColorRole.Highlight), name(QPalette.ColorRole.HighlightedText)
    return msgspec.structs.replace(
        base,
        bg=surface,
        surface=surface,
        sunken=surface,
        line=ink,
        edge=ink,
        ink=ink,
        ink2=ink,
        ink3=ink,
        accent=accent,
        accent_hover=accent,
        on_accent=on_accent,
        accent_soft=surface,
        accent_ink=name(QPalette.ColorRole.Link),
        warm=ink,
        warm_ink=ink,
        warm_soft=surface,
        danger=ink,
    )


def _text_scale(font: QFont) -> float:
    """How much larger than usual the person has the system's text. Ordinary differences between desktops count as 1."""
    points = font.pointSizeF() if font.pointSizeF() > 0 else font.pixelSize() * 0.75
    usual = _USUAL_POINTS.get(sys.platform, _USUAL_POINTS_LINUX)
    ratio = points / usual
    return 1.0 if ratio <= 1.15 else min(3.0, round(ratio * 20) / 20)
