"""What Qt says: printed as ever; before it ends the program (qFatal), a report is kept of what it said last."""

import sys
from typing import Any

from PySide6.QtCore import QMessageLogContext, QRect, QtMsgType, qInstallMessageHandler

from app.host import crash


def listen() -> None:
    """From now on. Qt aborts after a fatal message whatever the handler does (QtMsgType, QtFatalMsg)."""
    qInstallMessageHandler(_heard)


def _heard(kind: QtMsgType, _: QMessageLogContext, message: str) -> None:
    print(message, file=sys.stderr, flush=True)
    if kind is QtMsgType.QtFatalMsg:
        crash.note("qt", "screen", message)


def refusal() -> str:
    """What PySide6 says of an argument it does not take: for proofs that it can."""
    wrong: Any = "wrong"
    try:
        QRect(wrong)
    except TypeError as error:
        return str(error)
    return ""
