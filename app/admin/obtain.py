"""A key for a role: made new, or one that somebody has already, by its public half or its URI."""

from collections.abc import Collection
from pathlib import Path

import msgspec

from app.admin import keys, kms
from app.admin.passphrase import Passphrases
from app.admin.settings import Held
from app.admin.signers import FILE
from app.admin.tufapi import CryptoSigner, Key


class Obtained(msgspec.Struct, frozen=True, kw_only=True):
    """The public half, where the private one is, and the signer when it was made or opened just now."""

    public: Key
    held: Held
    signer: CryptoSigner | None = None


def new(folder: Path, name: str, passphrase: str | None, place: Path | None = None) -> Obtained:
    """Make a key file: in the repository's `keys` folder, or in `place` on other media.

    Raises KeyFileThere, DiskFull, NotWritable.
    """
    path = (place.absolute() if place else folder / "keys") / f"{name}.pem"
    signer = keys.generate(path, passphrase)
    uri = f"{FILE}{path if place else f'keys/{name}.pem'}"
    return Obtained(public=signer.public_key, held=Held(name=name, uri=uri), signer=signer)


def given(what: str, name: str, passphrases: Passphrases) -> Obtained:
    """A key that exists: `file2:PRIVATE.pem`, a device's URI, or else the path of a public key in PEM form.

    `name` is for a key whose own says nothing. Raises KeyUnusable, SignerLibraryMissing, PassphraseWrong,
    PassphraseMissing.
    """
    scheme = kms.scheme_of(what)
    if scheme == "file2":
        path = Path(what.removeprefix(FILE)).absolute()
        signer = keys.load(path, None, passphrases)
        return Obtained(public=signer.public_key, held=Held(name=path.stem, uri=f"{FILE}{path}"), signer=signer)
    if scheme:
        uri, public = kms.imported(what, passphrases)
        return Obtained(public=public, held=Held(name=name, uri=uri))
    known_as = Path(what).name.removesuffix(".pem").removesuffix(".pub")
    return Obtained(public=keys.public_file(Path(what)), held=Held(name=known_as, uri=f"{FILE}keys/{known_as}.pem"))


def free_name(role: str, number: int, taken: Collection[str]) -> str:
    """A name for the next key of a role: `policy`, or `artifacts-2` where there are several."""
    name = f"{role}-{number}" if number else role
    while name in taken:
        number += 1
        name = f"{role}-{number}" if number > 1 else f"{role}-2"
    return name
