"""Hears a second start: it shows the window of the agent that runs, also where there is no tray to press."""

import contextlib
import sys
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.errors import SignpostError
from app.host import doorbell


class Doorbell(QObject):
    """Listens below `folder`, the runtime folder, until it is closed. Where that cannot be, nobody rings."""

    rung = Signal()
    """Somebody started the program again."""

    if sys.platform == "win32":

        def __init__(self, folder: Path) -> None:
            from PySide6.QtNetwork import QLocalServer  # 3 MB that no other system needs

            super().__init__()
            self._server = QLocalServer(self)
            self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
            self._server.newConnection.connect(self._answer)
            self._server.listen(doorbell.pipe_name(folder))

        def close(self) -> None:
            """Listen no more."""
            self._server.close()

        def _answer(self) -> None:
            while self._server.hasPendingConnections():
                asking = self._server.nextPendingConnection()
                asking.close()
                asking.deleteLater()
            self.rung.emit()

    else:

        def __init__(self, folder: Path) -> None:
            from PySide6.QtCore import QSocketNotifier

            super().__init__()
            self._bell = None
            with contextlib.suppress(OSError, SignpostError):
                self._bell = doorbell.hang(folder)
                self._notifier = QSocketNotifier(self._bell.fileno(), QSocketNotifier.Type.Read, self)
                self._notifier.activated.connect(self._answer)

        def close(self) -> None:
            """Listen no more."""
            if self._bell is not None:
                self._notifier.setEnabled(False)
                self._bell.close()
                self._bell = None

        def _answer(self) -> None:
            if self._bell is not None and doorbell.rung(self._bell):
                self.rung.emit()
