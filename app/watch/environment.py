"""The only variables ever taken from a process: what says which package started it, whether somebody
at this screen did, and what the policy asks for.

All others are the person's own. Standard library only: the isolated watcher process loads it.
"""

import functools
import re
from collections.abc import Iterable

ALLOWED = (
    "APPIMAGE",
    "BUN_BE_BUN",
    "BUN_OPTIONS",
    "CI",
    "DISPLAY",
    "ELECTRON_RUN_AS_NODE",
    "FLATPAK_ID",
    "HOME",
    "LD_TRACE_LOADED_OBJECTS",
    "NODE_OPTIONS",
    "PWD",
    "PYTHONPATH",
    "RUBYOPT",
    "SSH_CONNECTION",
    "VIRTUAL_ENV",
    "WAYLAND_DISPLAY",
    "npm_execpath",
    "npm_lifecycle_event",
    "npm_package_name",
)

VALUE_LIMIT = 4096
"""Longer values (in bytes, or characters where the platform has those) are left out."""


MOST = 1000
"""So many names a policy may add; exec takes no endless command line for the watcher process (E2BIG, execve(2))."""

_REMEMBERED = 32
"""So many blocks of variables."""


class Wanted:
    """The names in force: `ALLOWED`, and those a policy asks for. Swapped whole, so that any thread may do it."""

    def __init__(self, more: Iterable[str] = ()) -> None:
        self.seek(more)

    def seek(self, more: Iterable[str]) -> None:
        """Want these besides `ALLOWED`, and no others any more."""
        self.more = tuple(sorted(set(more).difference(ALLOWED)))[:MOST]
        self.names = frozenset(name.encode() for name in (*ALLOWED, *self.more))
        self._sieve = functools.cache(functools.partial(_pattern, self.names)), dict[int, bytes]()

    def among(self, block: bytes) -> bytes:
        """Of `NAME=value` items, separated by NULs, the wanted ones, each followed by one; the first of each name.

        Programs that are started in a row mostly have the very same variables, so what came of a block is remembered,
        by its hash (64 bits, keyed at random) and not by all those words that are none of our business.
        """
        pattern, remembered = self._sieve
        key = hash(block)
        found = remembered.get(key)
        if found is None:
            each = dict[bytes, bytes]()
            for name, value in pattern().findall(b"\0" + block):
                each.setdefault(name, name + b"=" + value + b"\0")
            if len(remembered) >= _REMEMBERED:
                remembered.clear()
            found = remembered[key] = b"".join(each.values())
        return found


def _pattern(names: Iterable[bytes]) -> re.Pattern[bytes]:
    """What finds these; compiled when it is first needed, which no start has to wait for."""
    either = b"|".join(re.escape(name) for name in names)
    return re.compile(b"\\0(%b)=([^\\0]{0,%d}+)(?=\\0|\\Z)" % (either, VALUE_LIMIT))


ALWAYS = Wanted()
"""No more than `ALLOWED`."""
