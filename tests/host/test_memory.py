"""Giving memory back is harmless, and gives back what was freed."""

import ctypes
import gc
import os
import sys
import weakref
from pathlib import Path

import pytest

from app.host.memory import give_back
from app.host.run import run


@pytest.mark.skipif(sys.platform != "linux", reason="only glibc keeps what was freed")
def test_what_was_freed_goes_back() -> None:
    def resident() -> int:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
        return pages * 4096

    library = ctypes.CDLL(None)
    library.malloc.restype, library.malloc.argtypes = ctypes.c_void_p, [ctypes.c_size_t]
    library.free.argtypes = [ctypes.c_void_p]
    pieces = [library.malloc(60_000) for _ in range(1000)]  # below the size that goes back by itself (mallopt(3))
    for piece in pieces:
        ctypes.memset(piece, 1, 60_000)
    for piece in pieces[:-1]:
        library.free(piece)
    held = resident()
    give_back()
    assert held - resident() > 30_000_000
    library.free(pieces[-1])


HEAPS = """
import ctypes, sys, threading
from app.host.memory import keep_together
if sys.argv[1:]:
    keep_together()
library = ctypes.CDLL(None)
library.malloc.restype, library.malloc.argtypes = ctypes.c_void_p, [ctypes.c_size_t]
heaps, done = set(), threading.Barrier(5)

def take():
    heaps.add(library.malloc(1000) >> 26)  # each begins at a multiple of HEAP_MAX_SIZE, 64 MB (arena.c)
    done.wait()

for _ in range(4):
    threading.Thread(target=take).start()
done.wait()
print(len(heaps))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only glibc has a heap for each thread")
def test_threads_take_memory_from_one_place() -> None:
    def heaps(*words: str) -> int:
        root = Path(__file__).parents[2]
        done = run([sys.executable, "-c", HEAPS, *words], env={**os.environ, "PYTHONPATH": str(root)}, timeout=60)
        assert done.code == 0, done.err
        return int(done.out)

    assert heaps("together") < heaps()


class Ring:
    """Refers to itself."""

    def __init__(self) -> None:
        self.itself = self


def test_what_refers_to_itself_goes_too() -> None:
    gc.disable()  # or else it might go by itself
    try:
        ring = weakref.ref(Ring())
        assert ring() is not None
        give_back()
        assert ring() is None
    finally:
        gc.enable()
