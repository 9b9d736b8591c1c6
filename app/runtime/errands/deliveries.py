"""The way events leave, as the agent holds it: a process at a time, begun when some wait, ended when it ends."""

import threading
from typing import TYPE_CHECKING

from app.host.config import Config
from app.host.conversation import NoAnswer
from app.host.keychain import KeyringLocked
from app.host.paths import Paths
from app.policy.events import Events
from app.runtime.errands.errand import Errand
from app.runtime.errands.passed import Kind

if TYPE_CHECKING:  # with the first event that is to be sent
    from app.runtime.errands.delivery import DeliveryErrand

SECONDS = 120.0
"""The longest that getting the token takes; it has a deadline of its own within."""


class Deliveries:
    """Opens ways to the receiver. `end` from any thread, the rest from one.

    A process whose keyring waits for its password stays, lest its dialog go while the person types.
    """

    def __init__(self, config: Config, paths: Paths) -> None:
        self._config, self._paths = config, paths
        self._lock, self._over = threading.Lock(), False
        self._errand: Errand | None = None
        self._waiting: Errand | None = None

    def open(self, events: Events) -> "DeliveryErrand":
        """See `app.report.way.OpenWay`. Raises NoEventToken, what reading a token can raise, NoAnswer, NoThread."""
        with self._lock:
            if self._over:
                raise NoAnswer(detail="it was ended")
            waiting, self._waiting = self._waiting, None
            errand = self._errand = waiting or Errand(Kind.EVENTS, self._config, self._paths)
        try:
            errand.ask("open", events, bool, SECONDS)
        except KeyringLocked:
            self._waiting = errand
            raise
        except BaseException:
            errand.close()
            raise
        from app.runtime.errands.delivery import DeliveryErrand

        return DeliveryErrand(errand)

    def end(self) -> None:
        """Cut off what is under way, and begin nothing more."""
        with self._lock:
            self._over = True
            if self._errand is not None:
                self._errand.end()
