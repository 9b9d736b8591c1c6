"""What an examination finds: evidence in the order in which it was met, and the files whose bytes could say more."""

import msgspec

from app.identify.folders import is_sealed
from app.identify.interpreters import base_name
from app.policy import purl
from app.policy.evidence import Evidence, Kind
from app.policy.purl import canonical


class Facts(msgspec.Struct, frozen=True):
    """The evidence, and the files whose bytes could say more."""

    evidence: tuple[Evidence, ...] = ()
    files: tuple[str, ...] = ()


class Findings:
    """Each fact and file once. `installing` is the npm package that is being set up: its owner's name says nothing."""

    def __init__(self, installing: str = "") -> None:
        self._installing = canonical(purl.npm(installing)) if installing else ""
        self._found: dict[Evidence, None] = {}
        self._started: dict[str, None] = {}
        self._files: dict[str, None] = {}

    def add(self, facts: tuple[Evidence, ...]) -> None:
        """Take facts in."""
        if self._installing:
            facts = tuple(fact for fact in facts if canonical(fact.value) != self._installing)
        self._found |= dict.fromkeys(facts)

    def add_file(self, path: str, *called: str) -> None:
        """Take in what the place and the names of a file that is run say, and that its bytes are worth a look."""
        self._started[path] = None
        self._found[Evidence(Kind.PATH, sound(path), sound(path))] = None
        for name in (base_name(path), *called):
            self._found[Evidence(Kind.NAME, sound(name), sound(path))] = None
        self.look_into(path)

    def look_into(self, path: str) -> None:
        """Note that a file's bytes are worth a look."""
        if not is_sealed(path):
            self._files[path] = None

    @property
    def started(self) -> tuple[str, ...]:
        """The files that are run."""
        return tuple(self._started)

    @property
    def described(self) -> tuple[str, ...]:
        """The files that said which package is run."""
        return tuple(fact.source for fact in self._found if fact.kind is Kind.PACKAGE)

    def facts(self) -> Facts:
        """All of it."""
        return Facts(tuple(self._found), tuple(self._files))


def sound(text: str) -> str:
    """Text that can be shown, logged and encoded: bytes that were no UTF-8 (surrogates, PEP 383) are replaced."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")
