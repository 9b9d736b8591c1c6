"""Events on their way to their receiver, in a process of their own."""

import threading
from collections.abc import Callable
from typing import Any

from app.access import events_session
from app.host.config import Config
from app.host.paths import Paths
from app.policy.events import Events
from app.report.answer import Answer
from app.report.delivery import Directly
from app.runtime.errands import passed
from app.runtime.errands.delivery import Load


class Delivering:
    """See `app.runtime.errands.serving.Work`."""

    def __init__(self, config: Config, paths: Paths) -> None:
        self._config, self._paths = config, paths

    def done(self, what: str, about: object, tell: Callable[[Any], None]) -> Answer | bool:
        """Open the way, which may get a token for it; then deliver."""
        if what == "open":
            self._way = Directly(events_session(self._config, self._paths, passed.converted(about, Events)))
            return True
        load = passed.converted(about, Load)
        return self._way.deliver(load.events, load.parcels, threading.Event(), compress=load.compress)
