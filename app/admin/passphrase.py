"""Passphrases: given beforehand by a job, or asked of a person, three times at most. Never on a command line."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from app.admin.errors import PassphraseMissing, PassphraseShort, PassphraseUnreadable, PassphraseWrong

VARIABLE = "SIGNPOST_PASSPHRASE"
SHORTEST = 12
TRIES = 3
_LONGEST_BYTES = 10_000

Opened = TypeVar("Opened")


class NotIt(Exception):
    """The passphrase that was tried does not open the key."""


class Passphrases:
    """What opens key files: what was `given`, what opened another key before, and what `ask` answers to a question.

    `choose` asks for a new one, twice.
    """

    def __init__(
        self,
        given: str | None = None,
        ask: Callable[[str], str] | None = None,
        choose: Callable[[str], str] | None = None,
    ) -> None:
        self._known = [given] if given is not None else []
        self._given, self._ask, self._choose = given, ask, choose

    def open(self, what: str, attempt: Callable[[str], Opened]) -> Opened:
        """What `attempt` makes of the first passphrase that fits; it raises NotIt for one that does not.

        Raises PassphraseWrong, PassphraseMissing.
        """
        for known in self._known:
            try:
                return attempt(known)
            except NotIt:
                continue
        if self._ask is None:
            raise PassphraseWrong(key=what) if self._known else PassphraseMissing(key=what, variable=VARIABLE)
        for left in range(TRIES - 1, -1, -1):
            typed = self._ask(f"Passphrase of {what}")
            try:
                found = attempt(typed)
            except NotIt:
                if left == 0:
                    raise PassphraseWrong(key=what) from None
                continue
            self._known.append(typed)
            return found
        raise AssertionError("unreachable: the last try returns or raises")

    def secret(self, what: str) -> str:
        """A secret that only its device can check, such as a token's PIN. Raises PassphraseMissing."""
        if self._given is not None:
            return self._given
        if self._ask is None:
            raise PassphraseMissing(key=what, variable=VARIABLE)
        return self._ask(what)

    def new(self, what: str) -> str:
        """The passphrase for a key that is being made. Raises PassphraseMissing, PassphraseShort."""
        if self._given is None and self._choose is None:
            raise PassphraseMissing(key=what, variable=VARIABLE)
        chosen = self._given if self._choose is None or self._given is not None else self._choose(what)
        if chosen is None or len(chosen) < SHORTEST:
            raise PassphraseShort(least=SHORTEST)
        if chosen not in self._known:
            self._known.append(chosen)
        return chosen


def given(environment: Mapping[str, str], file: Path | None, descriptor: int | None) -> str | None:
    """The passphrase a job was given: the first line of `file` or `descriptor`, else the variable; None: none.

    Raises PassphraseUnreadable.
    """
    try:
        if file is not None:
            with file.open("rb") as opened:
                data = opened.read(_LONGEST_BYTES)
        elif descriptor is not None:
            with os.fdopen(descriptor, "rb", closefd=False) as opened:
                data = opened.read(_LONGEST_BYTES)
        else:
            return environment.get(VARIABLE) or None
        return data.decode().split("\n", 1)[0].rstrip("\r")
    except (OSError, UnicodeDecodeError) as error:
        raise PassphraseUnreadable(where=file or f"descriptor {descriptor}", detail=error) from error
