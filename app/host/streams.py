"""Standard streams that were closed, that nobody reads any more, or that take no more."""

import contextlib
import os
import sys
from typing import TextIO


def stand_in() -> None:
    """Open the null device in place of each that was closed: nobody else's file takes its number, and ours can print.

    Python leaves None where it finds one closed (docs: sys, `sys.__stdout__`).
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            handle = os.open(os.devnull, os.O_RDWR)  # the lowest number that is free (open(2)): the one it had
            os.set_inheritable(handle, True)
            setattr(sys, name, open(handle, mode, encoding="utf-8", errors="backslashreplace"))  # noqa: PTH123, SIM115


def ended(code: int, *, doubted: bool = False) -> int:
    """The exit code to leave with, `code` or 1, once all that was printed is written.

    That nobody reads any more is no mistake of the command's. Any other failure to write is said on standard error.
    `doubted`: an OSError was met that may be of standard output. Without a buffer what it did not take is gone; so an
    end of line has to tell.
    """
    error = _left(sys.stdout, "\n" if doubted else "")
    if error is not None and not isinstance(error, BrokenPipeError):
        with contextlib.suppress(OSError):
            print(f"signpost: standard output cannot be written ({error.strerror}).", file=sys.stderr)
        code = code or 1
    _left(sys.stderr)
    return code


def _left(stream: TextIO, more: str = "") -> OSError | None:
    """Write `more` and flush it; what it did not take goes nowhere."""
    try:
        stream.write(more)
        stream.flush()
    except OSError as error:
        # Python flushes once more at its end; let it do so into nothing (docs: signal, "Note on SIGPIPE")
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, stream.fileno())
        os.close(nothing)
        return error
    return None
