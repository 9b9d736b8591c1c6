"""Where the helper gets its policy: everything it believes administrators alone can change, nothing is the caller's."""

import functools
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from app.elevation import owned
from app.elevation.carried import Carrier
from app.elevation.owned import Owned
from app.host import config, http, managed
from app.host.config import Config
from app.host.machine import device_key
from app.host.managed import Managed
from app.host.paths import Paths
from app.host.settings import Settings
from app.policy.person import Person
from app.policy.recipe import Recipes
from app.sync.artifact import SignedArtifacts
from app.sync.client import Sync

if TYPE_CHECKING:
    import requests


@dataclass(frozen=True)
class Folders:
    """`configuration` holds config.toml; `state` is the helper's own: TUF's cache, the lock, records, packages."""

    configuration: Path
    state: Path


def folders() -> Folders:
    """Those of this system, whatever the environment says. macOS's is the one that Apple's guidelines name."""
    if sys.platform == "win32":
        from app.elevation.windows.start import folders as windows

        return windows()
    elif sys.platform == "darwin":
        ours = Path("/Library/Application Support/signpost")
        return Folders(ours, ours / "setup")  # /var is a link there
    else:
        return Folders(Path("/etc/signpost"), Path("/var/lib/signpost"))


def configured(folder: Path, ours: Owned, system: Managed) -> Config:
    """The machine's configuration, `system` being what device management wrote into the system.

    Each file is looked at first; who could exchange one after that is an administrator.
    Raises OpenToOthers, NotConfigured, ConfigUnreadable.
    """
    for place in (folder, folder / "managed.d"):
        if place == folder or os.path.lexists(
            place
        ):  # one that others could fill after this look is none, empty or not
            ours.expect_folder(place)
    for file in config.company_files(folder):
        if file.name != "config.toml" or file.exists():  # where the company rolls all out there is none
            ours.read(file)
    for source in (*system.policies, *system.machine):
        ours.expect_source(source.name)
    nowhere = msgspec.structs.replace(Paths.below(folder), machine_config=folder, config=folder / "no-person")
    layer = config.company_layer(nowhere, system)
    for name in (layer.root, layer.ca_bundle):
        if name and not name.startswith("{"):  # root metadata that stands in the file itself
            ours.read(Path(name))
    return config.load(nowhere, Settings(), system)


class Trust:
    """The company's policy as the host signs it now, kept in the helper's own folder.

    With `carrier` (made for the host's address) the caller brings the host's files, else they are asked for over the
    network, with the token that the machine's configuration may hold. `ours` and `system`: see `configured`.
    """

    def __init__(
        self,
        folders: Folders,
        carrier: Callable[[str], Carrier] | None = None,
        ours: Owned | None = None,
        system: Managed | None = None,
    ) -> None:
        self._folders, self._carrier = folders, carrier
        self._ours = owned.of_this_system() if ours is None else ours
        self._system = managed.of_computer() if system is None else system

    def refreshed(self) -> tuple[Recipes, SignedArtifacts]:
        """The recipes in force and their files. What is kept alone is never enough: the host must vouch for it now.

        Raises what `configured` does and what the refresh met: Expired, RolledBack and every other TrustTrouble,
        NetworkTrouble, NotVouchedFor, files.InUse.
        """
        company, state = configured(self._folders.configuration, self._ours, self._system), self._folders.state

        def session() -> "requests.Session":
            if self._carrier is not None:
                carried, made = self._carrier(company.url), http.session()
                for scheme in ("http://", "https://"):
                    made.mount(scheme, carried)
                return made
            auth = http.Bearer(http.origin_of(company.url), company.token) if company.token else None
            return http.session(company.network, auth)

        sync = Sync(
            url=company.url,
            root=company.root,
            folder=state / "policy",
            person=Person("", company.groups, company.device),
            device_key=functools.partial(device_key, company.inventory_name),
            open_session=session,
        )
        outcome = sync.refresh()
        if outcome.error is not None:
            raise outcome.error
        artifacts = SignedArtifacts(
            url=company.url,
            root=company.root,
            store_folder=state / "policy",
            folder=state / "artifacts",
            held=outcome.state.artifacts,
            open_session=session,
        )
        return outcome.state.recipes, artifacts
