"""A request for an exception handed to its webhook by an errand."""

import contextlib
import threading
from urllib.parse import urlsplit

from app.asking.errors import NotTaken
from app.asking.request import Request
from app.host.config import Config
from app.host.conversation import NoAnswer
from app.host.paths import Paths
from app.host.thread import NoThread
from app.runtime.errands.errand import Errand
from app.runtime.errands.passed import Kind

SECONDS = 60.0
"""The longest it takes; the request has a deadline of its own within."""


def hand_over(config: Config, paths: Paths, request: Request, cancel: threading.Event) -> None:
    """Hand it over; back once the receiver has it. Raises NotTaken, TurnedDown, AuthoritiesUnreadable."""
    host = urlsplit(request.way.webhook or "").netloc
    try:
        with contextlib.closing(Errand(Kind.REQUEST, config, paths)) as errand:
            if errand.ask("send", request, bool, SECONDS, cancel=cancel) is None:
                raise NotTaken(host=host, tool=request.name, detail="did not get to answer")
    except (NoAnswer, NoThread) as error:
        raise NotTaken(host=host, tool=request.name, detail=f"was not asked ({error.code})") from error
