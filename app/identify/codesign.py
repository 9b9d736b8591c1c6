"""macOS: who signed a program, by codesign(1): the Team ID and the signing identifier of a valid Apple signature.

What codesign displays is what the file claims. It counts once codesign has verified the file against a requirement that
says the same in terms of certificates: Apple's root, and a leaf that Apple issued to that team (TN3127). A signature of
one's own making, or one that any program can write into itself (`adhoc`), passes no such requirement.
"""

import threading
from collections.abc import Mapping, Sequence
from typing import Protocol

import msgspec

from app.host.run import Result, run
from app.identify.files import Look
from app.patterns import regex
from app.policy.signer import IDENTIFIER, TEAM, names

TOOL = "/usr/bin/codesign"
SECONDS = 60.0
"""How long one question may take; every byte of the program is hashed for it."""

_ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C"}

_CODE = frozenset(
    bytes.fromhex(magic) for magic in ("feedface", "cefaedfe", "feedfacf", "cffaedfe", "cafebabe", "cafebabf")
)
"""First bytes of Mach-O files, thin and universal (mach-o/loader.h, mach-o/fat.h). Scripts are not asked about."""

_PROGRAM_OF_APP = regex(r"(?P<app>/.*?\.app)/(?:.*\.app/)?Contents/MacOS/[^/]+")
"""A program of an app, or of an app inside it (Electron's helpers), but not what lies among an app's resources."""


class Run(Protocol):
    """Runs a program to its end (`host.run.run`)."""

    def __call__(
        self, argv: Sequence[str], *, env: Mapping[str, str], timeout: float, cancel: threading.Event | None
    ) -> Result:
        """The result; OSError when it cannot be started."""


class Signature(msgspec.Struct, frozen=True):
    """What a signature says of the program that carries it."""

    team: str
    identifier: str

    @property
    def requirement(self) -> str:
        """The same as a code requirement, of Developer ID and development certificates or the Mac App Store's own."""
        return (
            f'anchor apple generic and identifier "{self.identifier}" and (certificate leaf[subject.OU] = "{self.team}"'
            " or certificate leaf[field.1.2.840.113635.100.6.1.9])"
        )


def displayed(said: str) -> Signature | None:
    """The signature that `codesign -dvv` displays; None when it names no team, or names anything twice."""
    claims: dict[str, list[str]] = {"Identifier": [], "TeamIdentifier": []}
    for line in said.splitlines():
        key, equals, value = line.partition("=")
        if equals and key in claims:
            claims[key].append(value)
    if any(len(values) != 1 for values in claims.values()):
        return None
    team, identifier = claims["TeamIdentifier"][0], claims["Identifier"][0]
    if not TEAM().fullmatch(team) or not IDENTIFIER().fullmatch(identifier):
        return None
    return Signature(team, identifier)


class _Unanswered(Exception):
    """The question was called off or took too long."""


class Codesign:
    """A `signatures.Reader` for macOS."""

    def __init__(self, runs: Run = run) -> None:
        self._run = runs

    def signers(self, path: str, cancel: threading.Event | None) -> tuple[str, ...] | None:
        """Team ID, and Team ID with identifier; for a program of an app also with the app's, if both are one team's.

        An app's resources are not read for it: they are as big as the app, and say nothing of who signed what runs.
        """
        if Look().read(path, 4, whole=False) not in _CODE:
            return ()
        try:
            own = self._verified(path, cancel)
            if own is None:
                return ()
            found = dict.fromkeys(names(own.team, own.identifier))
            of_app = _PROGRAM_OF_APP().fullmatch(path)
            app = self._verified(of_app["app"], cancel) if of_app else None
            if app is not None and app.team == own.team:
                found |= dict.fromkeys(names(app.team, app.identifier))
        except (_Unanswered, OSError):
            return None
        return tuple(found)

    def _verified(self, path: str, cancel: threading.Event | None) -> Signature | None:
        shown = self._ask(cancel, "-dvv", path)
        signature = displayed(shown.err) if shown.code == 0 else None
        if signature is None:
            return None
        # `-R=text`: the requirement itself, not a file that holds it (codesign(1)).
        requirement = f"-R={signature.requirement}"
        checked = self._ask(cancel, "--verify", "--strict", "--ignore-resources", requirement, path)
        return signature if checked.code == 0 else None

    def _ask(self, cancel: threading.Event | None, *arguments: str) -> Result:
        result = self._run((TOOL, *arguments), env=_ENVIRONMENT, timeout=SECONDS, cancel=cancel)
        if result.ended_by:
            raise _Unanswered
        return result
