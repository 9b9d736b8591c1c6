"""The one clock. Code that judges takes a `Clock`, so that a test or a replay can say what time it is."""

import sys
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


def since_boot() -> float:
    """Seconds since boot, those asleep included, whatever the clock on the wall is set to.

    Linux has CLOCK_BOOTTIME for it; on Windows and macOS CLOCK_MONOTONIC counts sleep, too, or a sleep looks like a
    clock that was set.
    """
    if sys.platform == "linux":
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    else:
        return time.monotonic()
