"""Keys that never leave their device: PKCS#11 tokens, cloud KMS, Vault, by the URIs of securesystemslib.

The libraries those take are not dependencies of ours; whoever uses one installs it, and is told what.
"""

from collections.abc import Callable
from typing import TypeVar
from urllib.parse import parse_qsl, urlsplit

from securesystemslib.exceptions import UnsupportedLibraryError

from app.admin.errors import KeyUnusable, SignerLibraryMissing
from app.admin.passphrase import Passphrases
from app.admin.tufapi import AWSSigner, AzureSigner, GCPSigner, HSMSigner, Key, Signer, VaultSigner
from app.errors import SignpostError

EXTRA = {"hsm": "hsm", "awskms": "awskms", "gcpkms": "gcpkms", "azurekms": "azurekms", "hv": "vault"}
"""Which extra of securesystemslib each scheme takes (its package metadata, 1.6)."""

SCHEMES = ("file2", *EXTRA)

Answer = TypeVar("Answer")


def scheme_of(uri: str) -> str:
    """The scheme of a key's URI, when it is one that can be used; else ""."""
    scheme = uri.partition(":")[0]
    return scheme if scheme in SCHEMES else ""


def load(uri: str, public: Key, passphrases: Passphrases) -> Signer:
    """The signer behind a URI. Raises KeyUnusable, SignerLibraryMissing, PassphraseMissing."""
    return guarded(uri, lambda: Signer.from_priv_key_uri(uri, public, passphrases.secret))


def imported(uri: str, passphrases: Passphrases) -> tuple[str, Key]:
    """Ask the device for the key's public half; returns the full URI with it.

    What is asked by: `hsm:2?label=TOKEN`, `awskms:KEY`, `gcpkms:projects/…/cryptoKeyVersions/1`,
    `azurekms://VAULT.vault.azure.net/keys/KEY`, `hv:KEY`. Raises KeyUnusable, SignerLibraryMissing, PassphraseMissing.
    """
    try:
        scheme, parts = scheme_of(uri), urlsplit(uri)
    except ValueError as error:
        raise KeyUnusable(key=uri, detail=f"it is no address ({error})") from error
    if scheme == "hsm":
        number = int(parts.path) if parts.path.isdecimal() else None
        label = dict(parse_qsl(parts.query)).get("label")
        return guarded(uri, lambda: HSMSigner.import_(number, label, passphrases.secret))
    if scheme == "awskms":
        return guarded(uri, lambda: AWSSigner.import_(parts.path))
    if scheme == "gcpkms":
        return guarded(uri, lambda: GCPSigner.import_(parts.path))
    if scheme == "azurekms":
        vault, name = parts.netloc.split(".")[0], parts.path.removeprefix("/keys/").split("/")[0]
        return guarded(uri, lambda: AzureSigner.import_(vault, name))
    if scheme == "hv":
        return guarded(uri, lambda: VaultSigner.import_(parts.path.split("/")[0]))
    raise KeyUnusable(key=uri, detail=f"the schemes are {', '.join(f'{known}:' for known in EXTRA)}")


def guarded(uri: str, ask: Callable[[], Answer]) -> Answer:
    """Ask a device for something; whatever its library raises becomes an error of ours."""
    try:
        return ask()
    except SignpostError:
        raise
    except UnsupportedLibraryError as error:
        extra = EXTRA.get(scheme_of(uri), "crypto")
        raise SignerLibraryMissing(key=uri, extra=extra, detail=error) from error
    # Documented at securesystemslib's Signer: implementations raise what their libraries raise, "use generic
    # try-except".
    except Exception as error:
        cause: BaseException = error
        while (deeper := cause.__cause__ or cause.__context__) is not None:  # tuf wraps what the device's library said
            cause = deeper
        raise KeyUnusable(key=uri, detail=": ".join(filter(None, (type(cause).__name__, str(cause))))) from error
