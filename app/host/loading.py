"""Loading much at once, without looking for garbage: there is none, and looking takes an eighth longer."""

import contextlib
import gc
from collections.abc import Iterator


@contextlib.contextmanager
def loading() -> Iterator[None]:
    """While inside nothing is collected; what is there at its end stays, and is never looked through again.

    See the notes to `gc.freeze`. May be nested: the outermost decides.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
