"""Memory that was freed, given back to the system: glibc keeps it for later (malloc_trim(3))."""

import ctypes
import sys


def give_back() -> None:
    """Do so where the C library can; elsewhere freed memory goes back by itself, or not at all."""
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)
