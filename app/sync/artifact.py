"""The files a set-up needs, as the artifacts role of the policy in force signed them: small ones held, large fetched.

What may be fetched is read from the store's own proof, its signatures gone through each time, and only what the
artifacts role says counts: neither the policy role nor the top-level one can bring a program here. The store's lock is
never held, so a policy is renewed while a large file is on its way.
"""

import contextlib
import re
import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import quote

from app.errors import SignpostError
from app.host import files, private
from app.host.digest import sha256
from app.host.files import InUse
from app.host.patience import Patience
from app.sync import errors
from app.sync.store import Store
from app.sync.wanted import OnBytes, Signed, Wanted

if TYPE_CHECKING:
    import requests

ROLE = "artifacts"
_WAIT_SECONDS = 0.1
_OPEN_SECONDS = 120.0
_OURS = re.compile(r"([0-9a-f]{64})(?:\.part|\.etag)?")


class SignedArtifacts:
    """For one policy host (`url`, ending in a slash), trusting `root`, by the proof in `store_folder`.

    `held` are the small ones that came with the policy; large ones go to `folder`. `open_session` makes the HTTP
    session, and may raise any SignpostError. For any number of threads and processes at once.
    """

    def __init__(
        self,
        *,
        url: str,
        root: bytes,
        store_folder: Path,
        folder: Path,
        held: Mapping[str, bytes],
        open_session: "Callable[[], requests.Session]",
    ) -> None:
        self._url, self._root, self.store = url, root, Store(store_folder)
        self._folder, self._held, self._open_session = folder, held, open_session

    def read(self, target: str, limit: int) -> bytes:
        """A small one, such as a lock. Raises NotSigned where the policy brought none of that name, or a longer one."""
        data = self._held.get(target)
        if data is None or len(data) > limit:
            raise errors.NotSigned(file=target)
        return data

    def digest(self, target: str) -> str:
        """The SHA-256 in hex that was signed for it. Raises NotSigned, NotVouchedFor, StoreDamaged."""
        return self._wanted(target).sha256

    def fetch(self, target: str, on_bytes: OnBytes, cancel: threading.Event) -> Path:
        """A large one, on this disk and of the hash that was signed; what an ended download left is gone on with.

        Whoever asks while another fetches it waits, and is told the bytes as well. Raises NotSigned, NotVouchedFor,
        StoreDamaged, NetworkTrouble, TrustTrouble, Stopped, DiskFull, NotWritable, NotOurs, what opening a session can.
        """
        wanted = self._wanted(target)
        try:
            private.make_own(self._folder)
        except OSError as error:
            raise files.translated(error, self._folder) from error
        self._sweep()
        with self._alone(wanted, on_bytes, cancel):
            place = self._folder / wanted.sha256
            if not self._is_here(place, wanted, cancel):
                self.download(wanted, on_bytes, cancel)
            on_bytes(wanted.length, wanted.length)
            return place

    def forget(self, target: str) -> None:
        """Remove what was fetched, as far as it is here: it is installed, or nobody wants it any more. Never raises:
        what is left over takes nothing but space, until the next fetch."""
        with contextlib.suppress(SignpostError):
            wanted = self._wanted(target)
            for end in ("", ".part", ".etag"):
                with contextlib.suppress(OSError):
                    (self._folder / f"{wanted.sha256}{end}").unlink()

    def download(self, wanted: Wanted, on_bytes: OnBytes, cancel: threading.Event) -> None:
        """Bring it, whole, while nobody else is at it. Raises what `fetch` does of the network and the disk."""
        from app.sync.download import Download

        with contextlib.closing(self._session(wanted, cancel)) as session:
            Download(wanted, self._folder, session, on_bytes, cancel).run(self._folder / wanted.sha256)

    def signed(self) -> dict[str, Signed]:
        """What the artifacts role of the policy in force says, by target. Raises NotVouchedFor, StoreDamaged."""
        from app.sync.proof import signed_by

        stored = self.store.read()
        found = signed_by(ROLE, self._root, stored.proof) if stored is not None else {}
        return {path: Signed(one.length, one.hashes.get("sha256", "")) for path, one in found.items()}

    def _session(self, wanted: Wanted, cancel: threading.Event) -> "requests.Session":
        """An open session; renewing the token for it may take the network's time. Raises Stopped, TooSlow."""
        session = Patience(cancel=cancel).take(self._open_session, _OPEN_SECONDS)
        if session is None:
            if cancel.is_set():
                raise errors.Stopped(file=wanted.target)
            raise errors.TooSlow(host=wanted.url.split("/")[2], file=wanted.target)
        return session

    def answer(self, path: str) -> tuple[int, int, BinaryIO]:
        """What the host answers for `path` below its address, unverified: status, length, bytes. See `app.sync.carry`.

        Raises NetworkTrouble, what opening a session can.
        """
        from app.sync.carry import answer

        return answer(path, self._url, self._folder, self._open_session)

    def _wanted(self, target: str) -> Wanted:
        found = self.signed().get(target)
        if found is None or not found.sha256:
            raise errors.NotSigned(file=target)
        folder, slash, name = target.rpartition("/")
        path = quote(f"targets/{folder}{slash}{found.sha256}.{name}")
        return Wanted(target, f"{self._url}{path}", found.length, found.sha256)

    def _sweep(self) -> None:
        """Remove what was fetched and is not signed any more, unless somebody is in the middle of it."""
        signed = {one.sha256 for one in self.signed().values()}
        for path in self._folder.iterdir():
            match = _OURS.fullmatch(path.name)
            if match is not None and match[1] not in signed:
                with contextlib.suppress(SignpostError, OSError), files.exclusive(self._folder / f"{match[1]}.lock"):
                    path.unlink()

    @contextlib.contextmanager
    def _alone(self, wanted: Wanted, on_bytes: OnBytes, cancel: threading.Event) -> Iterator[None]:
        """Hold the file's lock; while another has it, tell what has arrived there."""
        lock, part = (self._folder / f"{wanted.sha256}.{end}" for end in ("lock", "part"))
        with contextlib.ExitStack() as held:
            while True:
                try:
                    held.enter_context(files.exclusive(lock))
                    break
                except InUse:
                    with contextlib.suppress(OSError):
                        on_bytes(min(part.lstat().st_size, wanted.length), wanted.length)
                    if cancel.wait(_WAIT_SECONDS):
                        raise errors.Stopped(file=wanted.target) from None
            yield

    def _is_here(self, place: Path, wanted: Wanted, cancel: threading.Event) -> bool:
        """Whether it was fetched before and is still what was signed; anything else in its place goes."""
        try:
            with private.opened(place) as file:
                digest = sha256(wanted.length)
                while chunk := file.read(1 << 20):
                    if cancel.is_set():
                        raise errors.Stopped(file=wanted.target)
                    digest.update(chunk)
            if digest.hexdigest() == wanted.sha256:
                return True
        except FileNotFoundError:
            return False
        except OSError:
            pass  # a link, a pipe, another user's file
        try:
            private.keep_plain_file(place)
            place.unlink(missing_ok=True)
        except OSError as error:
            raise files.translated(error, place) from error
        return False
