"""Key files: Ed25519 in PKCS#8 PEM, encrypted unless the caller insists, and their public halves."""

from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)
from securesystemslib.exceptions import KeyMismatchError

from app.admin.errors import KeyFileThere, KeyUnusable
from app.admin.passphrase import NotIt, Passphrases
from app.admin.pkcs8 import encrypted, is_encrypted
from app.admin.tufapi import CryptoSigner, Key, SSlibKey
from app.host import files
from app.host.paths import own_folder

LARGEST_BYTES = 100_000


def generate(path: Path, passphrase: str | None) -> CryptoSigner:
    """Make a key as the file `path` (0600; its folder, when new, 0700). Without a passphrase it is not encrypted.

    Raises KeyFileThere, DiskFull, NotWritable.
    """
    if path.exists():
        raise KeyFileThere(path=path)
    private = Ed25519PrivateKey.generate()
    if passphrase is None:
        data = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    else:
        der = private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        data = encrypted(der, passphrase)
    own_folder(path.parent)
    files.write_durably(path, data, mode=0o600)
    return CryptoSigner(private)


def load(path: Path, public: Key | None, passphrases: Passphrases) -> CryptoSigner:
    """The signer in a file; with `public` it has to be the key of that public half.

    Raises KeyUnusable, PassphraseWrong, PassphraseMissing.
    """
    data = _read(path)
    if public is not None and not isinstance(public, SSlibKey):
        raise KeyUnusable(key=path, detail=f"a file cannot hold a key of type {public.keytype}")

    def attempt(passphrase: str | None) -> CryptoSigner:
        password = passphrase.encode() if passphrase is not None else None
        try:
            return CryptoSigner(load_pem_private_key(data, password), public)
        except KeyMismatchError as error:
            raise KeyUnusable(key=path, detail="it is another key than the repository names") from error
        except ValueError as error:
            # A wrong passphrase decrypts to noise, now and then to noise with a fitting end: any complaint will do.
            if password is not None:
                raise NotIt from None
            raise KeyUnusable(key=path, detail=error) from error
        except (TypeError, UnsupportedAlgorithm) as error:
            raise KeyUnusable(key=path, detail=error) from error

    return passphrases.open(str(path), attempt) if is_encrypted(data) else attempt(None)


def public_file(path: Path) -> Key:
    """The public key in a PEM file. Raises KeyUnusable."""
    try:
        return SSlibKey.from_crypto(load_pem_public_key(_read(path)))
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise KeyUnusable(key=path, detail=f"it is no public key in PEM form ({error})") from error


def public_bytes(signer: CryptoSigner) -> bytes:
    """The PEM file of a signer's public half, to be handed to whoever runs `init` or `rotate`."""
    private = load_pem_private_key(signer.private_bytes, None)
    return private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(LARGEST_BYTES)
    except OSError as error:
        raise KeyUnusable(key=path, detail=error.strerror or error) from error
