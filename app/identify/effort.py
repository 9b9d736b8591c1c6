"""How much work one answer is worth: a bound on the time that a thread computes, for whatever it reads meanwhile.

Each single file is bounded by its size, but files name each other: a script with 64 imports of 64 imports, a folder of
twenty thousand packages. Time of the processor is counted, not of the clock: a slow disk or a busy machine costs nobody
an answer. Once it is spent, files are as if they were not there; what was found until then stands, and is not kept.
"""

import contextlib
import math
import threading
import time
from collections.abc import Iterator

MOST_SECONDS = 0.3
"""For one launch. The most that was seen of an honest one, cold, in an environment of 600 packages, is a tenth."""


class _Limit(threading.local):
    until: float = math.inf


_limit = _Limit()


@contextlib.contextmanager
def limited(seconds: float = MOST_SECONDS) -> Iterator[None]:
    """Bound what this thread does meanwhile, by an outer bound too; `math.inf` lifts that."""
    before = _limit.until
    _limit.until = math.inf if seconds == math.inf else min(before, time.thread_time() + seconds)
    try:
        yield
    finally:
        _limit.until = before


def is_spent() -> bool:
    """Whether there is no time left. Once true it stays so until the bound ends."""
    return _limit.until != math.inf and time.thread_time() > _limit.until
