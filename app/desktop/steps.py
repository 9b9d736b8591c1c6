"""The steps of a set-up as a list: what is done, what is under way, what is to come."""

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QHideEvent, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.desktop import glyphs
from app.desktop.card_model import Step, StepState
from app.desktop.card_parts import row
from app.desktop.text import Text
from app.desktop.theme import Theme
from app.desktop.tokens import DETAIL, DETAIL_STRONG, SPACE_8, SPACE_12

_TURN_MS = 50


class StepMark(QWidget):
    """A step's mark: check, turning three-quarter arc, or a small ring."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme, self._state, self._angle = theme, StepState.WAITING, 0
        self.setFixedSize(theme.look.icon, theme.look.line(DETAIL))
        self._timer = QTimer(self)
        self._timer.setInterval(_TURN_MS)
        self._timer.timeout.connect(self._turn)

    def show_state(self, state: StepState) -> None:
        """Show another state."""
        self._state = state
        self._run()
        self.update()

    def showEvent(self, event: QShowEvent, /) -> None:
        self._run()
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent, /) -> None:
        self._timer.stop()
        super().hideEvent(event)

    def _run(self) -> None:
        if self._state is StepState.ACTIVE and self.isVisible() and not self._theme.look.still:
            self._timer.start()
        else:
            self._timer.stop()

    def _turn(self) -> None:
        self._angle = (self._angle + 20) % 360
        self.update()

    def paintEvent(self, event: QPaintEvent, /) -> None:
        look, box = self._theme.look, QRectF(0, (self.height() - self.width()) / 2, self.width(), self.width())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        match self._state:
            case StepState.DONE:
                glyphs.draw(painter, "check", box.adjusted(1, 1, -1, -1), look.colour("accent"), 2.0)
            case StepState.ACTIVE:
                arc = box.adjusted(2, 2, -2, -2)
                _arc(painter, arc, look.colour("line"), 0, 360)
                _arc(painter, arc, look.colour("accent"), 90 - self._angle, -120)
            case StepState.WAITING:
                glyphs.ring(painter, QPointF(box.center()), 3, look.colour("edge"))
        painter.end()


def _arc(painter: QPainter, box: QRectF, colour: QColor, start: int, span: int) -> None:
    painter.setPen(QPen(colour, 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawArc(box, start * 16, span * 16)


class Steps(QWidget):
    """The list of steps; updated in place."""

    def __init__(self, theme: Theme, steps: tuple[Step, ...]) -> None:
        super().__init__()
        self._rows: list[tuple[StepMark, Text]] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_8)
        for step in steps:
            line = row(SPACE_12)
            mark, text = StepMark(theme), Text(theme, DETAIL, "ink3", step.text)
            line.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(text, 1)
            layout.addLayout(line)
            self._rows.append((mark, text))
        self.show_steps(steps)

    def show_steps(self, steps: tuple[Step, ...]) -> None:
        """Show how far it is."""
        for (mark, text), step in zip(self._rows, steps, strict=True):
            mark.show_state(step.state)
            text.setText(step.text)
            match step.state:
                case StepState.DONE:
                    text.restyle(DETAIL, "ink2")
                case StepState.ACTIVE:
                    text.restyle(DETAIL_STRONG, "ink")
                case StepState.WAITING:
                    text.restyle(DETAIL, "ink3")
