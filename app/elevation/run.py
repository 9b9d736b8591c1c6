"""One start of the helper: its order is read, its rights looked at, and what comes of it becomes an exit code."""

import sys
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Protocol

from app.elevation import order
from app.elevation.errors import BadOrder, InstallationRunning, NotAdministrator, OpenToOthers
from app.errors import SignpostError
from app.host import entries
from app.host.config import ConfigUnreadable, NotConfigured
from app.host.files import InUse

if TYPE_CHECKING:
    from app.elevation.helper import Tell

_CODES: Mapping[type[SignpostError], int] = {
    BadOrder: 64,
    InUse: 75,
    InstallationRunning: 75,
    NotAdministrator: 77,
    OpenToOthers: 78,
    ConfigUnreadable: 78,
    NotConfigured: 78,
}
"""See `app.elevation.main`."""


class Started(Protocol):
    """How a system starts the helper, and hears of it."""

    def expect_administrator(self) -> None:
        """Raises NotAdministrator."""

    def log(self, words: str) -> None:
        """Into the system's log."""

    def say(self, record: Mapping[str, object]) -> None:
        """To whoever asked. Raises BrokenPipeError when nobody is there any more; from then on it goes nowhere."""


class Run:
    """One start; `obey` does what was ordered."""

    def __init__(self, started: Started, obey: "Callable[[order.Order, Tell], None]") -> None:
        self._started, self._obey = started, obey
        self._changing = False

    def carry_out(self, words: list[str]) -> int:
        """The exit code for the order in `words`."""
        try:
            wanted = order.read(words)
            _expect_isolation()
            self._started.expect_administrator()
            self._started.log(f"{wanted.verb.value} {wanted.target}")
            self._obey(wanted, self.tell)
        except BrokenPipeError:
            self._started.log("whoever asked is gone; nothing was changed")
            return 1
        except SignpostError as error:
            self._started.log(f"refused: {error.code}")
            self._last({"error": error.code, "what": error.happened, "todo": error.advice})
            return _CODES.get(type(error), 1)
        except Exception as error:  # noqa: BLE001  a traceback could show a setting
            self._started.log(f"failed: {type(error).__name__}")
            self._last({"error": "fault", "what": f"The helper failed ({type(error).__name__}).", "todo": ""})
            return 70
        self._started.log("done")
        return 0

    def tell(self, record: Mapping[str, object]) -> None:
        """Say a record. Raises BrokenPipeError while nothing is changed yet: nobody wants it any more."""
        try:
            self._started.say(record)
        except BrokenPipeError:
            if not self._changing:
                raise
        self._changing = self._changing or record.get("phase") in ("installing", "removing")

    def _last(self, record: Mapping[str, object]) -> None:
        self._changing = True  # it is said to whoever is left
        self.tell(record)


def _expect_isolation() -> None:
    """Else variables and the folder we were started in would say what Python loads. Raises BadOrder."""
    if not sys.flags.isolated and not entries.is_frozen():
        raise BadOrder(detail="Python was not started isolated (-I)")
