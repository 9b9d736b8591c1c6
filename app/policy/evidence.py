"""Evidence: single facts about a launch, and which of them outweighs which.

`PRECEDENCE` is the only place that orders evidence; nothing else may compare kinds.
"""

import enum

import msgspec


class Kind(enum.Enum):
    """What sort of fact it is."""

    HASH = "hash"
    SIGNER = "signer"
    PACKAGE = "package"
    MARKER = "marker"
    PATH = "path"
    ENVIRONMENT = "environment"
    NAME = "name"

    # Each is one object, so that identity will do; Enum's own hash is written in Python and costs three times as much.
    __hash__ = object.__hash__


class Strength(enum.Enum):
    """Whether the fact names a tool by itself. A weak one never does unless the rule says so."""

    STRONG = "strong"
    WEAK = "weak"


PRECEDENCE: tuple[Kind, ...] = (
    Kind.HASH,
    Kind.SIGNER,
    Kind.PACKAGE,
    Kind.MARKER,
    Kind.PATH,
    Kind.ENVIRONMENT,
    Kind.NAME,
)


RANK = {kind: rank for rank, kind in enumerate(PRECEDENCE)}
"""The place of each kind in `PRECEDENCE`; the lower one outweighs the higher."""


class Sought(msgspec.Struct, frozen=True):
    """Which costly facts about files are worth having: digests, signers, and which of these markers are inside.

    `runtimes` asks whether an interpreter goes by another name, so that what it runs can be told. False when nothing is
    worth having.
    """

    hashes: bool = False
    signers: bool = False
    markers: tuple[str, ...] = ()
    runtimes: bool = False

    @property
    def content(self) -> bool:
        """Whether the files' bytes have to be read for it."""
        return self.hashes or bool(self.markers)

    def __bool__(self) -> bool:
        return self.content or self.signers or self.runtimes


NOTHING = Sought()


class Evidence(msgspec.Struct, frozen=True):
    """One fact: its kind, its value (a purl, a path, a digest in hex, a name) and the file it was read from.

    Of a variable it holds the condition that was satisfied (`NAME`, `NAME=glob`), never the value.

    A purl value carries the version when one was found: `pkg:npm/%40anthropic-ai/claude-code@2.1.330`.
    """

    kind: Kind
    value: str
    source: str = ""

    @property
    def strength(self) -> Strength:
        """Weak for what anybody can set without meaning anything by it: a name, an inherited variable."""
        return Strength.WEAK if self.kind in (Kind.NAME, Kind.ENVIRONMENT) else Strength.STRONG

    def as_json(self) -> dict[str, str]:
        """The record used in every JSON output: kind, value, strength."""
        return {"kind": self.kind.value, "value": self.value, "strength": self.strength.value}
