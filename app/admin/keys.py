"""Signing keys as files: made by `init`, found again by the URI that the repository's settings keep for each.

The URI is securesystemslib's (`file2:keys/root-1.pem`, PKCS#8 PEM), so that a key can move into an HSM or a cloud KMS
by changing that one line, once those schemes are wired up. Paths are relative to the repository's folder.
"""

from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from app.admin.errors import KeyUnusable
from app.admin.tufapi import CryptoSigner, Key
from app.host import files
from app.host.paths import own_folder

SCHEME = "file2:"


def generate(folder: Path, name: str) -> tuple[CryptoSigner, str]:
    """Make an Ed25519 key as `folder/keys/name.pem` (0600, in a 0700 folder) and return it with its URI.

    Raises DiskFull, NotWritable.
    """
    path = Path("keys") / f"{name}.pem"
    signer = CryptoSigner.generate_ed25519()
    try:
        own_folder(folder / "keys")
    except OSError as error:
        raise files.translated(error, folder / "keys") from error
    files.write_durably(folder / path, signer.private_bytes, mode=0o600)
    return signer, f"{SCHEME}{path.as_posix()}"


def load(folder: Path, uri: str, public: Key) -> CryptoSigner:
    """The signer for a URI. Raises KeyUnusable."""
    if not uri.startswith(SCHEME):
        raise KeyUnusable(key=uri, detail=f"only {SCHEME} is understood")
    path = folder / uri.removeprefix(SCHEME)
    try:
        private = load_pem_private_key(path.read_bytes(), password=None)
        signer = CryptoSigner(private)
    except (OSError, ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise KeyUnusable(key=path, detail=error) from error
    if signer.public_key.keyid != public.keyid:
        raise KeyUnusable(key=path, detail="it is another key than the repository's root names")
    return signer
