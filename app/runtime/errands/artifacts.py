"""The signed files of the policy in force, as the agent's set-ups get them: told and fetched by errands."""

import contextlib
import threading
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from app import access
from app.host.config import Config
from app.host.paths import Paths
from app.runtime.errands.errand import Errand
from app.runtime.errands.passed import Kind
from app.sync import errors
from app.sync.artifact import SignedArtifacts
from app.sync.store import Mark
from app.sync.wanted import OnBytes, Signed, Wanted

SECONDS = 300.0
"""The longest that nothing comes of a download: it tries again by itself, and makes pauses."""

_T = TypeVar("_T")


class ArtifactErrands(SignedArtifacts):
    """For the host that the configuration names; the signatures are gone through once for each state of the store."""

    def __init__(self, config: Config, paths: Paths, held: Mapping[str, bytes]) -> None:
        super().__init__(
            url=config.url,
            root=config.root,
            store_folder=access.policy_store(paths).folder,
            folder=access.artifacts_folder(paths),
            held=held,
            open_session=access.session_opener(config, paths),
        )
        self._config, self._paths = config, paths
        self._known: tuple[Mark | None, dict[str, Signed]] | None = None

    def signed(self) -> dict[str, Signed]:
        """See `SignedArtifacts`; NoAnswer, NoThread, too."""
        mark = self.store.mark()
        if self._known is None or self._known[0] != mark:
            self._known = mark, self._ask("signed", None, dict[str, Signed]) or {}
        return self._known[1]

    def download(self, wanted: Wanted, on_bytes: OnBytes, cancel: threading.Event) -> None:
        """See `SignedArtifacts`; NoAnswer, NoThread, too."""
        if self._ask("download", wanted, bool, cancel, lambda told: on_bytes(*told)) is None:
            raise errors.Stopped(file=wanted.target)

    def _ask(
        self,
        what: str,
        about: object,
        kind: type[_T],
        cancel: threading.Event | None = None,
        tell: Callable[[Any], None] | None = None,
    ) -> _T | None:
        with contextlib.closing(Errand(Kind.ARTIFACTS, self._config, self._paths)) as errand:
            return errand.ask(what, about, kind, SECONDS, cancel=cancel, tell=tell)
