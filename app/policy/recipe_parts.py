"""What recipes of every kind are made of: names, placeholders, builds, proofs and conditions.

There is no shell text anywhere. What is started is a list of arguments, in which a closed set of placeholders may
stand; a placeholder, a proof or a condition this client does not know makes it leave that recipe out.
"""

import enum
import posixpath
import re
from typing import Annotated

import msgspec

from app.policy import versions
from app.policy.model import ToolId

# `$` alone also matches before a last newline, here and below.
RelativePath = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9@._-]+(/[A-Za-z0-9@._-]+)*$(?!\n)", max_length=200)]
CommandName = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$(?!\n)")]
System = Annotated[str, msgspec.Meta(pattern=r"^(linux|windows|macos)-(x64|arm64)$(?!\n)")]
ExactVersion = Annotated[str, msgspec.Meta(pattern=r"^[0-9A-Za-z][0-9A-Za-z.+_~:-]{0,127}$(?!\n)")]
PackageName = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9._+-]*$(?!\n)", max_length=200)]
Sha256 = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}$(?!\n)")]
Bytes = Annotated[int, msgspec.Meta(ge=0, le=2**48)]
Name = Annotated[str, msgspec.Meta(pattern=r"^[@A-Za-z0-9][A-Za-z0-9@/._~+-]*$(?!\n)", max_length=214)]
SaidVersion = Annotated[str, msgspec.Meta(pattern=r"^[^\x00-\x1f\x7f-\x9f\u2028\u2029]*$(?!\n)", max_length=200)]
Seconds = Annotated[int, msgspec.Meta(ge=10, le=7200)]
ProcessName = Annotated[str, msgspec.Meta(pattern=r"^[^/\\\x00-\x1f\x7f]{1,100}$(?!\n)")]
Argument = Annotated[str, msgspec.Meta(pattern=r"^[^\x00-\x1f\x7f]*$(?!\n)", max_length=500)]
FilePath = Annotated[str, msgspec.Meta(pattern=r"^(/|[A-Z]:\\|\{)[^\x00-\x1f\x7f]*$(?!\n)", max_length=500)]

PLACES = ("home", "prefix", "local_app_data", "program_files", "program_files_x86")
"""Placeholders that stand for a folder: the person's, the tool's own, and those Windows knows by these names."""

EVERYBODYS = ("program_files", "program_files_x86")
"""Of those, what is no person's own: all that may be spoken of where Windows is set up for the whole computer."""

PLACEHOLDERS = ("file", *PLACES)
"""What may stand in an argument. `{file}` is the verified artifact."""

_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)", re.IGNORECASE)
"""Whatever follows a dot, Windows means the device (Microsoft Learn, "Naming Files, Paths, and Namespaces")."""

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


class Scope(enum.Enum):
    """Whom it is installed for. `machine` needs an administrator's rights."""

    USER = "user"
    MACHINE = "machine"


class Update(enum.Enum):
    """What happens when the recipe's version is newer than what is installed."""

    OFFER = "offer"
    AUTO = "auto"
    NEVER = "never"


class Command(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One command the tool brings: its name on PATH and the file in the prefix it starts.

    With a `runtime` (a file in the prefix) the command is started as `runtime file`, so that it does not depend on
    what the machine has.
    """

    name: CommandName
    file: RelativePath
    runtime: RelativePath | None = None

    def __post_init__(self) -> None:
        """Refuse any path that could leave the prefix, whatever the pattern let through; and names of devices."""
        if _DEVICE.match(self.name):
            raise ValueError(f"{self.name!r} is a device on Windows, and no command's name")
        for path in (self.file, self.runtime):
            if path is not None:
                stay_inside(path)


class Sized(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is particular to one system and processor: the bytes it downloads and unpacks; 0 where nobody knows."""

    download_bytes: Bytes = 0
    installed_bytes: Bytes = 0


class Build(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is particular to one system and processor: its commands, and the bytes it downloads and unpacks."""

    commands: tuple[Command, ...]
    download_bytes: Bytes
    installed_bytes: Bytes


class ArtifactBuild(Sized, frozen=True, kw_only=True, omit_defaults=True):
    """One file, whose hash is signed with its name: `artifact` is a target of the artifacts role."""

    artifact: RelativePath

    def __post_init__(self) -> None:
        """Refuse a path that means another than it says."""
        stay_inside(self.artifact)


class Detect(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """The proof that it is there; every proof that is given must hold, and nothing else counts as done.

    `command`: with `arguments` it answers with exactly `version` in its output. `package`: the kind's own package
    manager has it in that `version`. `file`: this file is there, and has this `sha256` if one is given.
    """

    command: CommandName = ""
    version: SaidVersion = ""
    # Always written out, as in documents published before the other proofs were known.
    arguments: tuple[Argument, ...] = msgspec.field(default_factory=lambda: ("--version",))
    timeout: Annotated[int, msgspec.Meta(ge=1, le=120)] = msgspec.field(default_factory=lambda: 30)
    package: Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9][^\x00-\x20\x7f]*$(?!\n)", max_length=200)] = ""
    file: FilePath = ""
    sha256: Sha256 = ""

    def __post_init__(self) -> None:
        """Refuse what proves nothing."""
        if not (self.command or self.package or self.file):
            raise ValueError("detect needs a proof: command, package or file")
        if (self.command or self.package) and not self.version:
            raise ValueError("detect needs the version that its command or package must have")
        if self.sha256 and not self.file:
            raise ValueError("sha256 is that of a file, and there is none")
        check_placeholders(self.file, PLACES)


class Requirement(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """What must be there before: a `tool` of this policy that is set up, a `file`, or a `command`.

    `versions` (VERS) narrows a command by what it answers to `arguments`.
    """

    tool: ToolId = ""
    command: CommandName = ""
    file: FilePath = ""
    versions: str = ""
    arguments: tuple[Argument, ...] = msgspec.field(default_factory=lambda: ("--version",))

    def __post_init__(self) -> None:
        """Refuse what asks for nothing, or for two things."""
        if sum(map(bool, (self.tool, self.command, self.file))) != 1:
            raise ValueError("requires needs exactly one of tool, command and file in each entry")
        if self.versions:
            if not self.command:
                raise ValueError("versions narrows a command, and there is none")
            versions.parse(self.versions)
        check_placeholders(self.file, PLACES)


class Uninstall(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """How a tool is removed that brings a program for that: the program's `file` and its arguments."""

    file: FilePath
    arguments: tuple[Argument, ...] = ()

    def __post_init__(self) -> None:
        """Refuse placeholders nobody fills in."""
        check_placeholders(self.file, PLACES)
        for argument in self.arguments:
            check_placeholders(argument, PLACES)


def stay_inside(path: str) -> None:
    """Raise ValueError for a relative path that leaves its folder, or is written in more ways than one."""
    if path.startswith("/") or ".." in path.split("/") or posixpath.normpath(path or ".") != path:
        raise ValueError(f"path {path!r} must stay inside the prefix")


def check_placeholders(text: str, known: tuple[str, ...]) -> None:
    """Raise ValueError when `text` has a placeholder or a brace that is none of these, or a path with `..`."""
    for name in _PLACEHOLDER.findall(text):
        if name not in known:
            raise ValueError(f"placeholder {{{name}}} is not known here; there are {', '.join(known)}")
    if set(_PLACEHOLDER.sub("", text)) & {"{", "}"}:
        raise ValueError(f"{text!r} has a brace that belongs to no placeholder")
    if ".." in re.split(r"[/\\]", text):
        raise ValueError(f"path {text!r} must not lead upwards")


def fill_in(text: str, values: dict[str, str]) -> str:
    """The text with its placeholders replaced, once: a value's own braces mean nothing. Raises KeyError."""
    return _PLACEHOLDER.sub(lambda match: values[match[1]], text)
