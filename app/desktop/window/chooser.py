"""A switch, and a button that opens a menu of options."""

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QActionGroup, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QMenu, QSizePolicy

from app.desktop.theme import Look, Theme
from app.desktop.tokens import BODY, RADIUS_CONTROL, SPACE_4, SPACE_8, SPACE_24, TARGET
from app.desktop.window.controls import IconButton
from app.desktop.window.settings_view import Option

_WIDE, _TALL, _KNOB = 36, 20, 12


def _menu_sheet(look: Look) -> str:
    """The options on a surface like any other of ours; what is chosen has the style's own mark."""
    colours, room = look.colours, look.grown(SPACE_4 + 2)
    return (
        f"QMenu {{ background: {colours.surface}; color: {colours.ink}; border: 1px solid {colours.line};"
        f" padding: {SPACE_4}px; }}"
        f"QMenu::item {{ padding: {room}px {SPACE_24}px {room}px {SPACE_8}px; border-radius: {RADIUS_CONTROL - 2}px; }}"
        f"QMenu::item:selected {{ background: {colours.sunken}; }}"
    )


class Switch(QCheckBox):
    """On or off: a check box for screen readers and keyboards, a switch to the eye."""

    def __init__(self, theme: Theme, name: str, *, on: bool) -> None:
        super().__init__()
        self._theme = theme
        self.setAccessibleName(name)
        self.setChecked(on)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        look = self._theme.look
        return QSize(look.sized(_WIDE), max(TARGET, look.sized(_TALL)))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def mousePressEvent(self, event: QMouseEvent, /) -> None:
        self._theme.pointed.emit()
        super().mousePressEvent(event)

    def hitButton(self, pos: QPoint, /) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent, /) -> None:
        look = self._theme.look
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wide, tall, knob = look.sized(_WIDE), look.sized(_TALL), look.sized(_KNOB)
        box = QRectF(0, (self.height() - tall) / 2, wide, tall).adjusted(0.75, 0.75, -0.75, -0.75)
        on = self.isChecked()
        edge, ground = ("accent", "accent") if on else ("edge", "surface")
        painter.setPen(QPen(look.colour(edge if self.isEnabled() else "line"), 1.5))
        painter.setBrush(look.colour(ground if self.isEnabled() or not on else "line"))
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("on_accent" if on else "edge"))
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        x = box.right() - box.height() / 2 if on is not mirrored else box.left() + box.height() / 2
        painter.drawEllipse(QRectF(x - knob / 2, box.center().y() - knob / 2, knob, knob))
        painter.end()


class Chooser(IconButton):
    """Shows what is chosen; pressed, it opens the options. `chosen` gives the key."""

    height_at_100 = 32
    ground = ""
    chosen = Signal(str)

    def __init__(
        self, theme: Theme, name: str, options: tuple[Option, ...], current: str, text: str, *, glyph: str = ""
    ) -> None:
        super().__init__(theme, glyph, text, after="chevron")
        self.options, self._current = options, current
        self.setAccessibleName(f"{name}: {text}")
        self.clicked.connect(self.open)

    def open(self) -> None:
        """Open the options below the button."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setFont(self.theme.look.font(BODY))
        menu.setStyleSheet(_menu_sheet(self.theme.look))
        only_one = QActionGroup(menu)
        for option in self.options:
            action = only_one.addAction(option.text.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(option.key == self._current)
            action.triggered.connect(lambda _=False, key=option.key: self.chosen.emit(key))
            menu.addAction(action)
        menu.popup(self.mapToGlobal(QPoint(0, self.height() + 2)))
