"""What all PREFIX kinds share: a staging folder is filled and verified, a rename and links make it visible.

The old version's folder stays until the record no longer names it, so that switching back is switching links.
"""

import abc
import os
import sys
import threading
from collections.abc import Mapping
from typing import Generic

from app.host.files import sync_folder
from app.host.patience import Patience
from app.policy.recipe import Command
from app.setup.errors import RecipeUnusable
from app.setup.installer import B, Family, Job, Needs, R
from app.setup.launchers import check_free, our_links, put_link, target_of, write_launcher
from app.setup.place import Place
from app.setup.receipt import PrefixReceipt, Receipt
from app.setup.trees import remove


class PrefixInstaller(abc.ABC, Generic[R, B]):
    """A kind says how its staging folder is filled and verified, and which commands start what is in it."""

    family = Family.PREFIX

    @abc.abstractmethod
    def commands(self, job: Job[R, B]) -> tuple[Command, ...]:
        """What the tool brings to PATH."""

    @abc.abstractmethod
    def version(self, job: Job[R, B]) -> str:
        """The exact version that will be there."""

    @abc.abstractmethod
    def viable(self, job: Job[R, B]) -> None:
        """See `Installer.viable`."""

    @abc.abstractmethod
    def needs(self, job: Job[R, B]) -> Needs:
        """See `Installer.needs`."""

    @abc.abstractmethod
    def pin(self, job: Job[R, B]) -> str:
        """See `Installer.pin`."""

    @abc.abstractmethod
    def fill(self, job: Job[R, B]) -> None:
        """Fill `job.staging`, which is there and empty, telling bytes."""

    @abc.abstractmethod
    def verify(self, job: Job[R, B]) -> None:
        """See `Installer.verify`."""

    def download(self, job: Job[R, B]) -> None:
        """Fill a new staging folder. Raises NameTaken before anything is fetched."""
        for command in self.commands(job):
            check_free(job.place.paths, job.place.tool, command.name)
        job.staging.mkdir(mode=0o700)
        self.fill(job)

    def receipt(self, job: Job[R, B]) -> PrefixReceipt:
        """The folder it will get, and its commands. Raises RecipeUnusable."""
        try:
            folder = job.place.new_name(self.version(job)).name
        except ValueError as error:
            raise RecipeUnusable(tool=job.place.tool, detail=str(error)) from error
        return PrefixReceipt(folder=folder, commands=tuple(command.name for command in self.commands(job)))

    def install(self, job: Job[R, B], receipt: Receipt) -> None:
        """Switch: launchers, one rename, links. Raises NameTaken, Cancelled, OSError."""
        if not isinstance(receipt, PrefixReceipt):
            raise TypeError(f"{type(receipt).__name__} is no receipt of a prefix")
        place, final = job.place, job.place.folder / receipt.folder
        for command in self.commands(job):
            write_launcher(job.staging, final, command)
        if sys.platform != "win32":
            # The record must not outlive a power cut that its files did not (sync(2)); others' writes may make it long.
            Patience(cancel=job.cancel).take(_synced, float("inf"))
        job.go_on()
        job.staging.rename(final)
        sync_folder(place.folder)
        link(place, receipt)

    def found(self, job: Job[R, B]) -> str:
        """What our own record says."""
        installed = job.place.read()
        return installed.version if installed else ""

    def remove(self, place: Place, receipt: Receipt, environment: Mapping[str, str], cancel: threading.Event) -> None:
        """Remove the links that lead into that folder, then the folder."""
        if isinstance(receipt, PrefixReceipt):
            prefix = place.folder / receipt.folder
            for path in our_links(place.paths, place.tool):
                target = target_of(path)
                if target is not None and target.is_relative_to(prefix):
                    path.unlink(missing_ok=True)
            remove(prefix)


def _synced() -> bool:
    if sys.platform != "win32":
        os.sync()
    return True


def link(place: Place, receipt: PrefixReceipt) -> None:
    """Let the commands of that version be those on PATH. Raises NameTaken, OSError."""
    for command in receipt.commands:
        put_link(place.paths, place.tool, command, place.folder / receipt.folder)
