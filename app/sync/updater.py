"""One refresh through tuf.ngclient: from the root this machine was installed with to a whole, validated policy.

Loaded only when a refresh runs: tuf, requests and cryptography cost more than the rest of sync together. A new
`Updater` per refresh, because its `refresh()` works once (python-tuf documentation, `tuf.ngclient.Updater`).
"""

import contextlib
import hashlib
from pathlib import Path
from typing import Any

from tuf.api import exceptions as refusals
from tuf.api.metadata import Metadata
from tuf.ngclient.updater import Updater

from app.host.clock import Clock
from app.policy import exceptions, model, recipe, rollout
from app.sync import errors, stages
from app.sync.fetcher import SyncFetcher
from app.sync.stages import POLICY, RECIPES, Place
from app.sync.store import LastGood
from app.sync.translate import translated

ARTIFACTS = "artifacts/"

_LARGEST = {POLICY: 8_000_000, RECIPES: 8_000_000, rollout.TARGET: 2_000_000}
_LARGEST_STAGED = 8_000_000
_LARGEST_ARTIFACT = 32_000_000
_LARGEST_EXCEPTIONS = 4_000_000
_MOST_ARTIFACTS = 200


class Refresh:
    """One attempt to bring the policy that `url` signs for this `place` here, with the exceptions that can concern it.

    `metadata` is TUF's working copy, `staging` a scratch folder.
    """

    def __init__(
        self, url: str, root: bytes, metadata: Path, staging: Path, fetcher: SyncFetcher, place: Place
    ) -> None:
        self._place = place
        self._metadata, self._staging, self._fetcher = metadata, staging, fetcher
        fetcher.url = url
        try:
            self._updater = Updater(
                metadata_dir=str(metadata),
                metadata_base_url=f"{url}metadata/",
                target_base_url=f"{url}targets/",
                fetcher=fetcher,
                bootstrap=root,
            )
        except refusals.RepositoryError as error:
            raise errors.WrongRoot(host=fetcher.host, detail=f"the installed root cannot be used: {error}") from error

    def fetch(self, before: LastGood | None, now: Clock) -> LastGood:
        """Verify and download what changed since `before`, validate all of it, and return it whole.

        The proof is left to the caller, who owns the folder. Raises TrustTrouble, NetworkTrouble, PolicyUnreadable,
        RecipesUnreadable, and OSError from TUF's working copy.
        """
        try:
            self._updater.refresh()
            chosen = stages.choose(self._target, before, self._place)
            if chosen.policy is None:
                raise errors.NothingPublished(host=self._fetcher.host, file=POLICY)
            recipes = stages.recipes(self._target, chosen.staged, before.recipes if before else b"")
            key = model.load(chosen.policy).exceptions_key
            exempt = self._exceptions(key, chosen.staged, before.exceptions if before else {})
            artifacts = {
                path: self._artifact(path, before.artifacts.get(path, b"") if before else b"")
                for path in _locks(recipes)
            }
        except (refusals.RepositoryError, refusals.DownloadError) as error:
            raise translated(error, self._fetcher, self._metadata) from error
        return LastGood(
            verified_at=now(),
            policy=chosen.policy,
            recipes=recipes,
            artifacts=artifacts,
            exceptions=exempt,
            rollout=chosen.rollout,
            staged=chosen.staged,
            ignored=chosen.ignored,
        )

    def _exceptions(self, key: str, staged: str, have: dict[str, bytes]) -> dict[str, bytes]:
        """The documents this person's subjects lie in; those nobody is exempt in are not there at all."""
        usual = exceptions.targets(key, self._place.person)
        paths = [rollout.exceptions_target(staged, path) for path in usual]
        asked = {path: self._target(path, have.get(path, b"")) for path in paths}
        found = {path: data for path, data in asked.items() if data is not None}
        exceptions.load(key, found)
        return found

    def _artifact(self, path: str, have: bytes) -> bytes:
        if not path.startswith(ARTIFACTS):  # any other path would be vouched for by another role
            raise recipe.RecipesUnreadable(detail=f"the lock {path!r} is not below {ARTIFACTS}")
        found = self._target(path, have)
        if found is None:
            raise errors.NothingPublished(host=self._fetcher.host, file=path)
        return found

    def _target(self, path: str, have: bytes) -> bytes | None:
        """The target's bytes: `have` when they are what is signed, else downloaded. None: there is no such target."""
        info = self._updater.get_targetinfo(path)
        if info is None:
            return None
        largest = _largest(path)
        if info.length > largest:
            raise errors.TooLarge(host=self._fetcher.host, file=path, detail=f"{info.length} of {largest} bytes")
        with contextlib.suppress(refusals.LengthOrHashMismatchError):
            info.verify_length_and_hashes(have)
            return have
        staged = self._staging / hashlib.sha256(path.encode()).hexdigest()
        self._updater.download_target(info, str(staged))
        return staged.read_bytes()


def _largest(path: str) -> int:
    """How many bytes a target may have."""
    if path.startswith(rollout.FOLDER):
        return _LARGEST_STAGED
    return _LARGEST.get(path, _LARGEST_ARTIFACT if path.startswith(ARTIFACTS) else _LARGEST_EXCEPTIONS)


def _locks(recipes: bytes) -> list[str]:
    """The lock files that the recipes name. Raises RecipesUnreadable."""
    if not recipes:
        return []
    found = {one.lock for offered in recipe.load(recipes).recipes.values() for one in offered}
    if len(found) > _MOST_ARTIFACTS:
        raise recipe.RecipesUnreadable(detail=f"it names {len(found)} lock files, at most {_MOST_ARTIFACTS} are read")
    return sorted(found)


def vouches(root: bytes, proof: dict[str, bytes]) -> bool:
    """Whether `root` (installed anew, never seen by this store) trusts the keys that signed the stored policy.

    So a company's next root keeps its policy in force, while another company's root does not.
    """
    try:
        trusted = Metadata[Any].from_bytes(root)
        trusted.signed.verify_delegate("root", trusted.signed_bytes, trusted.signatures)
        stored = Metadata[Any].from_bytes(proof["targets.json"])
        trusted.signed.verify_delegate("targets", stored.signed_bytes, stored.signatures)
    except (KeyError, ValueError, refusals.RepositoryError):
        return False
    return True
