"""A policy that comes into force, or another word on how fresh it is, spread to all who go by it, in one order."""

import threading
from collections.abc import Callable, Sequence

from app.lines import policy_line
from app.policy.model import Policy
from app.report.stream import Stream
from app.screen import Screen
from app.sync.state import SyncState


class Spreading:
    """From any thread. `users` are told every state, in their order, the event stream only what is new.

    The screen comes before them, since what follows may speak of a policy, but last where all is as it was: who is told
    gets the interpreter when we are done with it.
    """

    def __init__(self, screen: Screen, stream: Stream, users: Sequence[Callable[[SyncState], None]]) -> None:
        self._screen, self._stream, self._users = screen, stream, users
        self._state: SyncState | None = None
        self._telling, self._over = threading.Lock(), False

    @property
    def policy(self) -> Policy | None:
        """What is in force."""
        return self._state.policy if self._state is not None else None

    def take(self, state: SyncState) -> None:
        """Spread it."""
        with self._telling:
            if not self._over:
                self._spread(state)

    def end(self) -> None:
        """Whoever still comes has nothing to say any more."""
        with self._telling:
            self._over = True

    def _spread(self, state: SyncState) -> None:
        before, self._state = self._state, state
        same = before is not None and (before.policy, before.exceptions) == (state.policy, state.exceptions)
        if not same:
            self._screen.policy_state(state)
        for use in self._users:
            use(state)
        line = policy_line(state)
        if before is None or {**policy_line(before), "since": line["since"]} != line:
            self._stream.write("policy", **line)
        if same:
            self._screen.policy_state(state)
