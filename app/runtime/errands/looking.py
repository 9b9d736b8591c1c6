"""Looks for a policy, in a process of their own. An idle poll loads nothing of what a whole look needs.

Here it is decided which of the two a look is: by what the last whole one left (`app.sync.poll`), and where that poll
meets trouble of any kind, the same look is a whole one after all, which says what is so.
"""

import contextlib
import functools
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from app.access import policy_store, policy_sync, session_opener
from app.errors import SignpostError
from app.host import clock
from app.host.clock import Clock
from app.host.config import Config
from app.host.paths import Paths
from app.runtime.errands import passed
from app.runtime.errands.looks import Look, Looked
from app.sync import poll
from app.sync.poll import REFRESH_SECONDS, LastWhole

if TYPE_CHECKING:  # an idle poll needs none of it
    from app.sync.client import Sync


class Looking:
    """See `app.runtime.errands.serving.Work`."""

    def __init__(
        self, config: Config, paths: Paths, now: Clock = clock.now, monotonic: poll.Monotonic = poll.monotonic
    ) -> None:
        self._config, self._paths, self._now, self._monotonic = config, paths, now, monotonic

    def done(self, what: str, about: object, tell: Callable[[Any], None]) -> Looked:
        """Verify what is stored, or look for what is new."""
        match what:
            case "verify":
                return self._verify()
            case "look":
                return self._look(passed.converted(about, Look))
            case _:
                raise ValueError(what)

    @functools.cached_property
    def _sync(self) -> "Sync":
        return policy_sync(self._config, self._paths, now=self._now, monotonic=self._monotonic)

    def _verify(self) -> Looked:
        held, error = self._sync.verified()
        return Looked(self._now(), held, verified=held is not None, error=passed.told(error) if error else None)

    def _look(self, look: Look) -> Looked:
        if look.last is not None and not look.thorough:
            now = self._now()
            last = self._unchanged(look.last, now)
            if last is not None:
                return Looked(now, unchanged=True, last=last)
        outcome = self._sync.refresh()
        return Looked(
            outcome.state.checked_at or self._now(),
            outcome.held,
            verified=outcome.state.verified,
            changed=outcome.changed,
            error=passed.told(outcome.error) if outcome.error else None,
            last=outcome.last,
        )

    def _unchanged(self, last: LastWhole, now: datetime) -> LastWhole | None:
        """See `app.sync.poll`: nothing of what a whole look needs is loaded for it."""
        from app.host.deadline import deadline
        from app.sync.exchange import Exchange

        store, opened = policy_store(self._paths), session_opener(self._config, self._paths)
        with contextlib.suppress(SignpostError, OSError), contextlib.ExitStack() as stack:  # a whole look will say it
            stack.enter_context(store.locked(0))
            running = stack.enter_context(deadline(REFRESH_SECONDS))
            session = stack.enter_context(contextlib.closing(opened()))

            def connected() -> contextlib.closing[Exchange]:
                return contextlib.closing(Exchange(session, running))

            return poll.unchanged(last, store, self._config.url, now, self._monotonic(), connected)
        return None
