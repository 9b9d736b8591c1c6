"""What may be believed with an administrator's rights: things that nobody but administrators can change.

Each system says in its own way who may change a file: mode and owner (`app.elevation.root_owned`), or an access list
(`app.elevation.windows.owned`).
"""

import sys
from pathlib import Path
from typing import Protocol

LARGEST = 4_000_000
"""Bytes of a configuration file, a root of trust or a bundle of certificate authorities."""


class Owned(Protocol):
    """One system's answer. All raise OpenToOthers."""

    def read(self, path: Path, largest: int = LARGEST) -> bytes:
        """The bytes of a plain file; a link, a pipe, a missing or too long file is refused, too."""

    def expect_file(self, path: Path) -> None:
        """Nothing, when the plain file and all above it are administrators' alone."""

    def expect_folder(self, path: Path) -> None:
        """Nothing, when the folder and all above it are administrators' alone."""

    def make_folder(self, path: Path) -> None:
        """A folder that nobody else may look into either; the one above it is known to be ours."""

    def expect_source(self, name: str) -> None:
        """Nothing, when what device management wrote (`app.host.managed`) is administrators' alone, or not there."""


if sys.platform == "win32":

    def of_this_system() -> Owned:
        """The one of this operating system."""
        from app.elevation.windows.objects import system
        from app.elevation.windows.owned import AccessListed

        return AccessListed(system())

else:

    def of_this_system() -> Owned:
        """The one of this operating system."""
        from app.elevation import root_owned

        return root_owned
