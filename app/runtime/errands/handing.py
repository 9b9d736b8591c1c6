"""Requests for exceptions, handed to their webhook in a process of its own."""

import functools
import threading
from collections.abc import Callable
from typing import Any

from app.access import plain_session
from app.asking.request import Request
from app.asking.webhook import send
from app.host.config import Config
from app.host.paths import Paths
from app.runtime.errands import passed


class Handing:
    """See `app.runtime.errands.serving.Work`."""

    def __init__(self, config: Config, paths: Paths) -> None:
        self._open_session = functools.partial(plain_session, config)

    def done(self, what: str, about: object, tell: Callable[[Any], None]) -> bool:
        """Hand the request over."""
        send(passed.converted(about, Request), self._open_session, threading.Event())
        return True
