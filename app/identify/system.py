"""The distribution's own packages, as far as a policy speaks of them: which of their files start them.

A machine has thousands of packages and a policy names a few; reading only those makes the owner of any file a look-up
in a dictionary. It is made anew when the package manager's records change.
"""

import math
import re
import time
from collections.abc import Iterable, Mapping

from app.host import platform
from app.identify.databases import APK, DPKG, PACMAN, Database
from app.identify.effort import limited
from app.identify.files import Look, Proof, holds, join, real
from app.identify.rpmdb import RPM
from app.identify.ways import is_akin, stem
from app.patterns import regex
from app.policy import purl
from app.policy.evidence import Evidence, Kind

DATABASES: tuple[Database, ...] = (DPKG, RPM, APK, PACMAN)
KINDS = frozenset(database.kind for database in DATABASES)

_COMMAND = regex(r"/(?:usr/(?:local/)?)?s?bin/[^/]+|/usr/games/[^/]+")
_SOURCE = regex(
    r"(/.+/(?:site|dist)-packages/[^/]+\.(?:dist|egg)-info)(?:/.*)?"
    r"|(/usr/(?:share/nodejs|(?:local/)?lib/node_modules)/(?:@[^/]+/)?[^/]+/package\.json)"
)
"""What PyPI's and npm's packages say of themselves: started from a distribution's package, they are that one too."""

_NEVER = (0, 0, 0, 0, 0)

AGAIN = 2.0
"""Seconds between two readings: while packages are being installed the records change with every one of them."""

_PLAUSIBLE = regex(r"bin/[^/]+$|/games/|-packages/[^/]+-info|/package\.json$")

Owners = Mapping[str, tuple[Evidence, ...]]


class SystemPackages:
    """The owners of files among the packages that are sought. Safe between threads."""

    def __init__(
        self, sought: Iterable[str], root: str = "/", distributions: frozenset[str] | None = None, again: float = AGAIN
    ) -> None:
        """Reads the records. `sought` are canonical purls of any type; one that names a distribution counts on that one
        and its kin."""
        here = platform.distributions() if distributions is None else distributions
        self._root, self._again = root, again
        self._sought: dict[str, dict[str, list[str]]] = {}
        for one in sorted(sought):
            kind, namespace, name = purl.split(one)
            if kind in KINDS and (not namespace or namespace in here):
                self._sought.setdefault(kind, {}).setdefault(name, []).append(one)
        self._databases = [database for database in DATABASES if database.kind in self._sought]
        self._known = self._read()

    def owners(self, look: Look, paths: Iterable[str]) -> tuple[Evidence, ...]:
        """The sought packages that starting any of these files (real paths) starts; purls as the policy writes them."""
        if not self._databases:
            return ()
        owners = self._current(look)
        return tuple(dict.fromkeys(fact for path in paths for fact in owners.get(path, ())))

    def _current(self, look: Look) -> Owners:
        """The owners as they were read last; read anew when the records changed, but not with every change.

        An answer that is given before is not kept: what it rests on no longer holds.
        """
        proof, owners, at = self._known
        if not holds(proof) and time.monotonic() - at >= self._again:
            self._known = proof, owners, _ = self._read()
        look.rest_on(proof)
        return owners

    def _read(self) -> tuple[Proof, Owners, float]:
        with limited(math.inf):  # root's own files, and all of them or none
            states = Look()
            paths = [join(self._root, state) for database in self._databases for state in database.states]
            for path in paths:
                states.status(path)
            owners = self._all_owners()
            proof = states.proof() if states.settled() else tuple((path, _NEVER) for path in paths)
        return proof, owners, time.monotonic()

    def _all_owners(self) -> Owners:
        owners: dict[str, tuple[Evidence, ...]] = {}
        for database in self._databases:
            sought = self._sought[database.kind]
            for name, package in database.read(Look(), self._root, sought.keys()).items():
                facts = tuple(
                    Evidence(
                        Kind.PACKAGE, purl.with_version(one, package.version), join(self._root, database.states[0])
                    )
                    for one in sought[name]
                )
                for path in self._ways_in(name, package.files):
                    owners[path] = (*owners.get(path, ()), *(f for f in facts if f not in owners.get(path, ())))
        return owners

    def _ways_in(self, name: str, files: tuple[str, ...]) -> set[str]:
        """The package's commands, the programs elsewhere that are called like it, and what says which PyPI or npm
        package it holds."""
        found: set[str] = set()
        words = (name.lower(), *(word for word in re.split(r"[@/._+-]+", name.lower()) if len(word) > 1))
        for listed in files:
            called_like_it = listed[listed.rfind("/") + 1 :].lower().startswith(words)
            if not called_like_it and not _PLAUSIBLE().search(listed):
                continue  # nearly all: documentation, libraries, data
            path = join(self._root, listed.lstrip("/"))
            if match := _SOURCE().fullmatch(listed):
                found.add(real(join(self._root, (match[1] or match[2]).lstrip("/"))))
            elif _COMMAND().fullmatch(listed) or (called_like_it and is_akin(stem(listed), name) and _is_program(path)):
                found.add(real(path))
        return found


def _is_program(path: str) -> bool:
    look = Look()
    found = look.status(path)
    return found is not None and look.is_file(path) and bool(found.st_mode & 0o111)
