"""The parts of python-tuf and securesystemslib that signing takes, under names a strict type checker accepts.

Both re-export their public names without `__all__` or `as`, which a type checker must take for private (PEP 484, stub
files). At run time the public names are used; only the types come from where they are written.
"""

from typing import TYPE_CHECKING

from tuf.api.metadata import Metadata

if TYPE_CHECKING:
    from securesystemslib.signer._aws_signer import AWSSigner
    from securesystemslib.signer._azure_signer import AzureSigner
    from securesystemslib.signer._crypto_signer import CryptoSigner
    from securesystemslib.signer._gcp_signer import GCPSigner
    from securesystemslib.signer._hsm_signer import HSMSigner
    from securesystemslib.signer._key import Key, SSlibKey
    from securesystemslib.signer._signer import Signer
    from securesystemslib.signer._vault_signer import VaultSigner
    from tuf.api._payload import (
        DelegatedRole,
        Delegations,
        MetaFile,
        Root,
        Snapshot,
        TargetFile,
        Targets,
        Timestamp,
        VerificationResult,
    )
    from tuf.repository._repository import Repository
else:
    from securesystemslib.signer import (
        AWSSigner,
        AzureSigner,
        CryptoSigner,
        GCPSigner,
        HSMSigner,
        Key,
        Signer,
        SSlibKey,
        VaultSigner,
    )
    from tuf.api.metadata import (
        DelegatedRole,
        Delegations,
        MetaFile,
        Root,
        Snapshot,
        TargetFile,
        Targets,
        Timestamp,
        VerificationResult,
    )
    from tuf.repository import Repository

__all__ = [
    "AWSSigner",
    "AzureSigner",
    "CryptoSigner",
    "DelegatedRole",
    "Delegations",
    "GCPSigner",
    "HSMSigner",
    "Key",
    "MetaFile",
    "Metadata",
    "Repository",
    "Root",
    "SSlibKey",
    "Signer",
    "Snapshot",
    "TargetFile",
    "Targets",
    "Timestamp",
    "VaultSigner",
    "VerificationResult",
]
