"""The parts of python-tuf and securesystemslib that signing takes, under names a strict type checker accepts.

Both re-export their public names without `__all__` or `as`, which a type checker must take for private (PEP 484, stub
files). At run time the public names are used; only the types come from where they are written.
"""

from typing import TYPE_CHECKING

from tuf.api.metadata import Metadata

if TYPE_CHECKING:
    from securesystemslib.signer._crypto_signer import CryptoSigner
    from securesystemslib.signer._key import Key
    from tuf.api._payload import (
        DelegatedRole,
        Delegations,
        MetaFile,
        Root,
        Snapshot,
        TargetFile,
        Targets,
        Timestamp,
    )
    from tuf.repository._repository import Repository
else:
    from securesystemslib.signer import CryptoSigner, Key
    from tuf.api.metadata import DelegatedRole, Delegations, MetaFile, Root, Snapshot, TargetFile, Targets, Timestamp
    from tuf.repository import Repository

__all__ = [
    "CryptoSigner",
    "DelegatedRole",
    "Delegations",
    "Key",
    "MetaFile",
    "Metadata",
    "Repository",
    "Root",
    "Snapshot",
    "TargetFile",
    "Targets",
    "Timestamp",
]
