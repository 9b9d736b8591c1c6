"""The card's buttons, painted from tokens, in the role screen readers know.

The focus ring is not theirs: the card paints one around whatever has the focus (`focus_ring`).
"""

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QFontMetricsF,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from app.desktop import glyphs
from app.desktop.theme import Theme
from app.desktop.tokens import (
    BODY_STRONG,
    BUTTON_HEIGHT,
    DETAIL_STRONG,
    ICON,
    RADIUS_CONTROL,
    SECTION,
    SPACE_4,
    SPACE_8,
    SPACE_16,
    TARGET,
    TextStyle,
)


class Button(QPushButton):
    """What all buttons share: plain text, size from text, pressed by keyboard too, never focused by a click."""

    style_of_text: TextStyle = BODY_STRONG
    height_at_100 = BUTTON_HEIGHT
    padding = SPACE_16

    def __init__(self, theme: Theme, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setText(text)
        self.setAccessibleName(text)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)

    def reword(self, text: str) -> None:
        """Say something else from now on."""
        self.setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()

    def setText(self, text: str, /) -> None:
        """Show `text` literally: an ampersand is no shortcut."""
        self._shown = text
        super().setText(text.replace("&", "&&"))

    @property
    def ring_radius(self) -> int:
        """How round the focus ring around it is."""
        return RADIUS_CONTROL

    def sizeHint(self) -> QSize:
        width = QFontMetricsF(self.theme.look.font(self.style_of_text)).horizontalAdvance(self._shown)
        return QSize(int(width) + 1 + 2 * self.padding + self._extra(), self._height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def enterEvent(self, event: QEnterEvent, /) -> None:
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent, /) -> None:
        self.update()
        super().leaveEvent(event)

    def mousePressEvent(self, event: QMouseEvent, /) -> None:
        self.theme.pointed.emit()
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        """Return presses a focused button, as it does in dialogs."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)

    def _extra(self) -> int:
        return 0

    def _height(self) -> int:
        return max(self.height_at_100, self.theme.look.grown(self.height_at_100))

    def _paint_text(self, painter: QPainter, colour: QColor, flags: Qt.AlignmentFlag, box: QRect) -> None:
        painter.setFont(self.theme.look.font(self.style_of_text))
        painter.setPen(colour)
        painter.drawText(box, flags | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, self._shown)

    def _box(self, painter: QPainter, fill: QColor | None, border: QColor | None) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = self.theme.look.border if border else 0
        painter.setPen(QPen(border, width) if border else Qt.PenStyle.NoPen)
        painter.setBrush(fill or Qt.BrushStyle.NoBrush)
        inset = width / 2
        box = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(box, RADIUS_CONTROL - inset, RADIUS_CONTROL - inset)


class Primary(Button):
    """The one primary button: this way."""

    style_of_text = SECTION

    def paintEvent(self, event: QPaintEvent, /) -> None:
        look = self.theme.look
        painter = QPainter(self)
        hovered = self.underMouse() or self.isDown()
        border = look.colour("ink") if look.high_contrast else None
        ground, ink = "accent_hover" if hovered else "accent", "on_accent"
        if not self.isEnabled():
            ground, ink = "sunken", "ink3"
        self._box(painter, look.colour(ground), border)
        self._paint_text(painter, look.colour(ink), Qt.AlignmentFlag.AlignHCenter, self.rect())
        painter.end()


class Secondary(Button):
    """A bordered button."""

    height_at_100 = 32

    def paintEvent(self, event: QPaintEvent, /) -> None:
        look = self.theme.look
        painter = QPainter(self)
        hovered = self.underMouse() or self.isDown()
        self._box(painter, look.colour("sunken") if hovered else None, look.colour("line"))
        ink = look.colour("ink" if self.isEnabled() else "ink3")
        self._paint_text(painter, ink, Qt.AlignmentFlag.AlignHCenter, self.rect())
        painter.end()


class Quiet(Button):
    """Text that can be pressed, for what is not the way on."""

    height_at_100 = TARGET
    padding = SPACE_8
    role = "ink2"

    def paintEvent(self, event: QPaintEvent, /) -> None:
        look = self.theme.look
        painter = QPainter(self)
        if self.underMouse() or self.isDown():
            self._box(painter, look.colour("sunken"), None)
        self._paint_text(painter, look.colour(self.role), Qt.AlignmentFlag.AlignHCenter, self.rect())
        painter.end()


class Copy(Quiet):
    """Puts words into the clipboard, and says so."""

    role = "accent_ink"

    def __init__(self, theme: Theme, words: str, text: str, copied: str) -> None:
        super().__init__(theme, text)
        self._words, self._copied = words, copied
        self.clicked.connect(self._copy)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._words)
        self.reword(self._copied)


class Unfolding(Quiet):
    """Quiet words with a chevron: more choices unfold in place."""

    def __init__(self, theme: Theme, text: str) -> None:
        super().__init__(theme, text)
        self.unfolded = False

    def _extra(self) -> int:
        return SPACE_4 + self.theme.look.icon

    def paintEvent(self, event: QPaintEvent, /) -> None:
        look, extra = self.theme.look, self._extra()
        painter = QPainter(self)
        if self.underMouse() or self.isDown():
            self._box(painter, look.colour("sunken"), None)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        words = self.rect().adjusted(extra if mirrored else 0, 0, 0 if mirrored else -extra, 0)
        self._paint_text(painter, look.colour(self.role), Qt.AlignmentFlag.AlignHCenter, words)
        left = self.padding if mirrored else self.width() - self.padding - look.icon
        icon = QRectF(left, (self.height() - look.icon) / 2 + 0.5, look.icon, look.icon)
        glyphs.draw(painter, "chevron-up" if self.unfolded else "chevron", icon, look.colour(self.role))
        painter.end()


class Disclosure(Button):
    """A link with a chevron that unfolds something in place. Tells screen readers whether it is unfolded."""

    style_of_text = DETAIL_STRONG
    height_at_100 = TARGET
    padding = 0

    def __init__(self, theme: Theme, text: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, text, parent)
        self.unfolded = False

    def _extra(self) -> int:
        return SPACE_4 + self.theme.look.icon

    def paintEvent(self, event: QPaintEvent, /) -> None:
        look = self.theme.look
        painter = QPainter(self)
        colour = look.colour("accent_ink")
        text_width = self.width() - self._extra()
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        box = QRect(self._extra() if mirrored else 0, 0, text_width, self.height())
        self._paint_text(painter, colour, Qt.AlignmentFlag.AlignHCenter, box)
        size = look.icon
        icon = QRectF(0 if mirrored else self.width() - size, (self.height() - size) / 2 + 0.5, size, size)
        glyphs.draw(painter, "chevron-up" if self.unfolded else "chevron", icon, colour)
        if self.underMouse():
            baseline = (self.height() + look.grown(self.style_of_text.size)) / 2 + 1
            painter.setPen(QPen(colour, 1))
            painter.drawLine(QPointF(box.left(), baseline), QPointF(box.right(), baseline))
        painter.end()


class Close(Button):
    """The cross in the corner."""

    def sizeHint(self) -> QSize:
        edge = TARGET - ICON + self.theme.look.icon
        return QSize(edge, edge)

    def paintEvent(self, event: QPaintEvent, /) -> None:
        look = self.theme.look
        painter = QPainter(self)
        if self.underMouse() or self.isDown():
            self._box(painter, look.colour("sunken"), None)
        edge = (TARGET - ICON) / 2
        glyphs.draw(painter, "close", QRectF(edge, edge, look.icon, look.icon), look.colour("ink2"))
        painter.end()
