"""What outsiders wrote, on a terminal."""

import contextlib
import sys

from app.errors import SignpostError


def harmless(line: str) -> str:
    """A line for a terminal: what a program or a host calls itself cannot move the cursor or colour the screen."""
    shown = "".join(c if c.isprintable() else c.encode("unicode_escape", "surrogatepass").decode() for c in line)
    encoding = sys.stdout.encoding or "utf-8"
    return shown.encode(encoding, "backslashreplace").decode(encoding)


def sentences(*said: str) -> str:
    """What happened and what to do, on one line: what ends without a full stop gets one."""
    return " ".join(one if one.endswith((".", "!", "?")) else f"{one}." for one in said if one)


def complain(error: SignpostError) -> None:
    """Say on standard error what happened and what to do; the lines of a list stay lines."""
    with contextlib.suppress(OSError):  # nobody reads it
        for line in f"signpost: {error.happened}\n{error.advice}".split("\n"):
            print(harmless(line), file=sys.stderr)


def remark(line: str) -> None:
    """Say on standard error why there is nothing on standard output, so that an empty answer is no riddle."""
    with contextlib.suppress(OSError):  # nobody reads it
        print(line, file=sys.stderr)
