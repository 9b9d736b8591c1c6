"""The signed files of the policy in force, in a process of its own: what is signed of them, and a download."""

import threading
from collections.abc import Callable
from typing import Any

from app.access import artifacts
from app.host.config import Config
from app.host.paths import Paths
from app.runtime.errands import passed
from app.sync.wanted import Signed, Wanted


class Fetching:
    """See `app.runtime.errands.serving.Work`."""

    def __init__(self, config: Config, paths: Paths) -> None:
        self._artifacts = artifacts(config, paths, {})

    def done(self, what: str, about: object, tell: Callable[[Any], None]) -> dict[str, Signed] | bool:
        """Go through the signatures, or bring a file; whoever asks holds its lock."""
        if what == "signed":
            return self._artifacts.signed()
        wanted = passed.converted(about, Wanted)
        self._artifacts.download(wanted, lambda done, total: tell([done, total]), threading.Event())
        return True
