"""TUF's client as we run it: tuf.ngclient over our own exchange, its errors translated. Knows nothing of policies.

Loaded only when a refresh runs: tuf, requests and cryptography cost more than the rest of sync together. One object per
refresh, because `Updater.refresh()` works once (python-tuf documentation, `tuf.ngclient.Updater`).
"""

import contextlib
import hashlib
from collections.abc import Iterator
from pathlib import Path

from tuf.api import exceptions as refusals
from tuf.ngclient.updater import Updater

from app.sync import errors
from app.sync.exchange import Exchange
from app.sync.fetcher import SyncFetcher
from app.sync.translate import translated


class Trusted:
    """The repository behind `metadata_url` and `targets_url`, trusted from `root` on.

    `metadata` is TUF's working copy, `staging` a scratch folder. Every method raises TrustTrouble, NetworkTrouble, and
    OSError from the working copy; the constructor raises WrongRoot.
    """

    def __init__(
        self, metadata_url: str, targets_url: str, root: bytes, metadata: Path, staging: Path, exchange: Exchange
    ) -> None:
        self._metadata, self._staging, self._exchange = metadata, staging, exchange
        exchange.url = metadata_url
        self.fetcher = SyncFetcher(exchange)
        try:
            self._updater = Updater(
                metadata_dir=str(metadata),
                metadata_base_url=metadata_url,
                target_base_url=targets_url,
                fetcher=self.fetcher,
                bootstrap=root,
            )
        except refusals.RepositoryError as error:
            raise errors.WrongRoot(host=exchange.host, detail=f"the installed root cannot be used: {error}") from error

    @property
    def host(self) -> str:
        """Whom we speak to, as a person would name it."""
        return self._exchange.host

    def refresh(self) -> None:
        """Bring the top-level metadata up to date (TUF specification, 5.3 to 5.6)."""
        with self._translated():
            self._updater.refresh()

    def target(self, path: str, have: bytes, largest: int) -> bytes | None:
        """The target's bytes: `have` when they are what is signed, else downloaded. None: there is no such target.

        Raises TooLarge too, for one that is announced with more than `largest` bytes.
        """
        with self._translated():
            info = self._updater.get_targetinfo(path)
            if info is None:
                return None
            if info.length > largest:
                raise errors.TooLarge(host=self.host, file=path, detail=f"{info.length} of {largest} bytes")
            with contextlib.suppress(refusals.LengthOrHashMismatchError):
                info.verify_length_and_hashes(have)
                return have
            staged = self._staging / hashlib.sha256(path.encode()).hexdigest()
            self._updater.download_target(info, str(staged))
            return staged.read_bytes()

    @contextlib.contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except (refusals.RepositoryError, refusals.DownloadError) as error:
            raise translated(error, self._exchange, self._metadata) from error
