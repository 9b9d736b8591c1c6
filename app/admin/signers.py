"""Who can sign here: the repository's keys as far as this machine has them."""

import os
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

from app.admin import keys, kms
from app.admin.errors import NoSuchKey
from app.admin.passphrase import Passphrases
from app.admin.settings import Held
from app.admin.tufapi import Key, Metadata, Signer

FILE = "file2:"


class Signers:
    """The keys that `held` names by key id.

    Key files are looked for where their URI says and, by file name, in the folders `elsewhere` (a stick, another
    machine's copy). With `only`, keys of other names count as absent.
    """

    def __init__(
        self,
        folder: Path,
        held: Mapping[str, Held],
        passphrases: Passphrases | None = None,
        *,
        elsewhere: Sequence[Path] = (),
        only: Collection[str] = (),
    ) -> None:
        self._folder, self._held = folder, dict(held)
        self._passphrases = passphrases or Passphrases()
        self._elsewhere, self._only = tuple(elsewhere), frozenset(only)
        self._ready: dict[str, Signer] = {}
        if unknown := self._only - {one.name for one in self._held.values()}:
            raise NoSuchKey(name=min(unknown), known=", ".join(one.name for one in self._held.values()))

    def adopt(self, keyid: str, held: Held, signer: Signer | None = None) -> None:
        """Take in another key; with its signer when it was made or opened just now."""
        self._held[keyid] = held
        if signer is not None:
            self._ready[keyid] = signer

    @property
    def held(self) -> dict[str, Held]:
        """All keys by key id, here or elsewhere."""
        return dict(self._held)

    def name(self, keyid: str) -> str:
        """What people call a key."""
        return self._held[keyid].name if keyid in self._held else keyid[:8]

    def is_here(self, keyid: str) -> bool:
        """Whether this machine has the key; for a device that only signing can tell, whether it is set up for it."""
        if keyid in self._ready:
            return True
        held = self._held.get(keyid)
        if held is None or (self._only and held.name not in self._only):
            return False
        if held.uri.startswith(FILE):
            return self._file(held.uri) is not None
        return not held.uri.startswith("hsm:") or bool(os.environ.get("PYKCS11LIB"))

    def sign(self, md: Metadata[Any], keyid: str, public: Key) -> None:
        """Add the key's signature. Raises KeyUnusable, SignerLibraryMissing, PassphraseWrong, PassphraseMissing."""
        if keyid not in self._ready:
            self._ready[keyid] = self._loaded(keyid, public)
        signer = self._ready[keyid]
        kms.guarded(self._held[keyid].uri, lambda: md.sign(signer, append=True))

    def _loaded(self, keyid: str, public: Key) -> Signer:
        uri = self._held[keyid].uri
        if not uri.startswith(FILE):
            return kms.load(uri, public, self._passphrases)
        return keys.load(self._file(uri) or self._path(uri), public, self._passphrases)

    def _file(self, uri: str) -> Path | None:
        named = self._path(uri)
        candidates = (named, *(folder / named.name for folder in self._elsewhere))
        return next((path for path in candidates if path.exists()), None)

    def _path(self, uri: str) -> Path:
        return self._folder / uri.removeprefix(FILE)
