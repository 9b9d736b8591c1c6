"""Memory that is not needed any more, given back to the system.

What refers to itself in a circle waits for Python's own time to be collected, which an idle program never reaches
(measured: 3 MB of a closed window); glibc keeps what was freed for later (malloc_trim(3)), for each thread apart; and
of the libraries all stays mapped that ever ran (`program_text`).
"""

import ctypes
import gc
import sys

_M_ARENA_MAX = -8
"""mallopt(3)."""


def keep_together() -> None:
    """Have the threads that begin from now on take memory from one place; before the first. Does nothing but on glibc.

    Each would get a heap of its own, whose freed pieces no other thread can use: of 8 MB for 16 threads, of which most
    sleep, 5 were free. What they wait for is the interpreter, not each other's heap.
    """
    if sys.platform == "linux":
        mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
        if mallopt is not None:
            mallopt(_M_ARENA_MAX, 1)


def give_back() -> None:
    """Collect, and give back where the C library can; elsewhere freed memory goes back by itself, or not at all.

    Takes some ten milliseconds of the interpreter: for a moment when nobody waits.
    """
    gc.collect()
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)
        from app.host import program_text

        program_text.let_go()
