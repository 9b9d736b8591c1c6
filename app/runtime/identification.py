"""Identification, loaded beside: a policy comes into force without it, and the first launch is judged with it.

Of all the rooms it takes longest to load, and nothing but a launch needs it. What is started meanwhile waits in the
source, so that nothing goes unjudged.
"""

import threading
from collections.abc import Iterable
from typing import TYPE_CHECKING

from app.policy.evidence import Evidence, Sought
from app.policy.launch import Launch

if TYPE_CHECKING:
    from app.identify.identify import Identifier


class Identification:
    """Says what launches are (`agent.Identifier`). From any thread; whoever asks first, or calls `load`, waits."""

    def __init__(self) -> None:
        self._packages: tuple[str, ...] = ()
        self._identifier: Identifier | None = None
        self._lock = threading.Lock()

    def load(self) -> "Identifier":
        """Load it, unless that was done."""
        with self._lock:
            if self._identifier is None:
                from app.identify.identify import Identifier

                self._identifier = Identifier(self._packages)
            return self._identifier

    def seek(self, packages: Iterable[str]) -> None:
        """See `agent.Identifier`."""
        with self._lock:
            self._packages = tuple(packages)
            if self._identifier is not None:
                self._identifier.seek(self._packages)

    def evidence(self, launch: Launch) -> tuple[Evidence, ...]:
        """See `agent.Identifier`."""
        return (self._identifier or self.load()).evidence(launch)

    def has_more(self, launch: Launch, sought: Sought) -> bool:
        """See `agent.Identifier`."""
        return (self._identifier or self.load()).has_more(launch, sought)

    def costly(self, launch: Launch, sought: Sought, cancel: threading.Event | None = None) -> tuple[Evidence, ...]:
        """See `agent.Identifier`."""
        return (self._identifier or self.load()).costly(launch, sought, cancel)
