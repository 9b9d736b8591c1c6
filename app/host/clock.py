"""The one clock. Code that judges takes a `Clock`, so that a test or a replay can say what time it is."""

import time
from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""Returns the current moment, aware."""


def now() -> datetime:
    """Wall-clock time, UTC, aware."""
    return datetime.now(UTC)


def monotonic_ns() -> int:
    """CLOCK_MONOTONIC in nanoseconds: for durations and for comparing with launches."""
    return time.monotonic_ns()
