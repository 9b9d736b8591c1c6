"""The exit codes of `signpost-admin`, each with what it means: the one place that says so.

`signpost-admin --help` shows them; README's line about them is compared with them by a test.
"""

import enum
from typing import Self


class Exit(enum.IntEnum):
    """How a command ended; `meaning` in a few words."""

    DONE = 0, "done"
    WRONG = 1, "wrong; standard error says what, and what to do"
    USAGE = 2, "wrong usage"
    WAITING = 3, "in order, but waits for signatures of others"
    SOON = 4, "in order, but something runs out soon"
    INTERRUPTED = 130, "interrupted"

    meaning: str

    def __new__(cls, code: int, meaning: str) -> Self:
        """A code with its meaning."""
        made = int.__new__(cls, code)
        made._value_, made.meaning = code, meaning
        return made


def table() -> str:
    """All of them, for the end of a help text; click keeps lines after \\b as they are."""
    return "\n".join(("\b", "Exit codes:", *(f"  {code.value:<3}  {code.meaning}" for code in Exit)))
