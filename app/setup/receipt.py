"""What an installer put where, as a typed record: enough to find it again and to take exactly that away."""

import re

import msgspec

_FOLDER = re.compile(r"[0-9A-Za-z][0-9A-Za-z.+_-]{0,63}")


class PrefixReceipt(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag="prefix", tag_field="is"):
    """A folder of its own: its name below the tool's folder, and the commands that are linked into `Paths.bin`."""

    folder: str
    commands: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a folder that could be a path."""
        if not _FOLDER.fullmatch(self.folder):
            raise ValueError(f"{self.folder!r} is no folder of a version")


class PackageReceipt(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag="package", tag_field="is"):
    """What a package manager holds now: its own name for the package, and the version it says.

    `before` is the version that was there before us, "" when there was none: what the person had is not ours to take
    away. `for_machine`: it is everybody's here. `remove` is what an uninstaller has to be called with, where
    the kind needs it; `commands` are what the package brings to PATH. `target` is the signed file by whose name the
    elevated helper takes it away; "" where it was not the helper that put it there.
    """

    manager: str
    package: str
    version: str
    before: str = ""
    commands: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()
    target: str = ""
    for_machine: bool = False


class PageReceipt(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag="page", tag_field="is"):
    """A page that was opened; what the person did there is theirs."""

    address: str
    commands: tuple[str, ...] = ()


Receipt = PrefixReceipt | PackageReceipt | PageReceipt
