"""Memory that is not needed any more, given back to the system.

What refers to itself in a circle waits for Python's own time to be collected, which an idle program never reaches
(measured: 3 MB of a closed window); and glibc keeps what was freed for later (malloc_trim(3)).
"""

import ctypes
import gc
import sys


def give_back() -> None:
    """Collect, and give back where the C library can; elsewhere freed memory goes back by itself, or not at all.

    Takes some ten milliseconds of the interpreter: for a moment when nobody waits.
    """
    gc.collect()
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)
