"""How the developer's script speaks: plain lines on standard error, so that standard output stays the command's own."""

import sys


class Trouble(Exception):
    """Something a person has to know of: what happened, and what to do about it."""

    def __init__(self, happened: str, do: str) -> None:
        super().__init__(happened)
        self.happened = happened
        self.do = do


def say(text: str) -> None:
    """One line about what goes on."""
    print(f"signpost: {text}", file=sys.stderr, flush=True)


class Progress:
    """A counter on one line of a terminal; elsewhere (a log, CI) it stays silent."""

    def __init__(self, verb: str, total: int) -> None:
        self._verb = verb
        self._total = total
        self._done = 0
        self._shown = sys.stderr.isatty()

    def step(self, name: str) -> None:
        """One more is under way: its name."""
        self._done += 1
        if self._shown:
            print(f"\r\x1b[K  {self._verb} {self._done} of {self._total}: {name}", end="", file=sys.stderr, flush=True)

    def close(self) -> None:
        """Leave the line to whoever speaks next."""
        if self._shown and self._done:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
