"""What the kinds share whose signed file can be installed for the whole computer: that is the elevated helper's work.

Whoever has the rights already (root, a shell of an administrator's) needs no helper and no password.
"""

import abc
import threading
from collections.abc import Mapping

import msgspec

from app.policy.recipe import ArtifactBuild, Scope
from app.setup.elevator import Elevator, Wish, of_this_system
from app.setup.errors import TimedOut
from app.setup.installer import Job
from app.setup.manager import REMOVE_SECONDS, ManagerInstaller, R
from app.setup.manager_errors import ManagerFailed, ManagerUnready, NotAuthorised, RemovalFailed
from app.setup.place import Place
from app.setup.receipt import PackageReceipt


class ElevatedInstaller(ManagerInstaller[R, ArtifactBuild]):
    """A kind says how it installs and removes with the rights it has; the helper does the same as root."""

    def __init__(self, elevator: Elevator | None = None) -> None:
        self.elevator = elevator or of_this_system()

    @abc.abstractmethod
    def install_here(self, job: Job[R, ArtifactBuild]) -> None:
        """With our own rights. Raises what `run_install` raises."""

    @abc.abstractmethod
    def remove_here(
        self, place: Place, receipt: PackageReceipt, environment: Mapping[str, str], cancel: threading.Event
    ) -> None:
        """With our own rights. Raises what `run_remove` raises."""

    def is_there(
        self, place: Place, receipt: PackageReceipt, environment: Mapping[str, str], cancel: threading.Event
    ) -> bool:
        """Whether there is anything to remove, so that no password is asked for in vain."""
        return True

    def viable(self, job: Job[R, ArtifactBuild]) -> None:
        """Raises ManagerUnready, too, where nobody could ask for an administrator's password."""
        super().viable(job)
        if self.by_helper(job):
            self.elevator.viable(job.place.tool, job.environment)

    def receipt(self, job: Job[R, ArtifactBuild]) -> PackageReceipt:
        """With the target by which the helper knows what it has put there."""
        known = super().receipt(job)
        return msgspec.structs.replace(known, target=job.build.artifact) if self.by_helper(job) else known

    def run_install(self, job: Job[R, ArtifactBuild]) -> None:
        """By the helper for the whole computer, else by ourselves."""
        if not self.by_helper(job):
            self.install_here(job)
            return
        job.course.say("An administrator's password is asked for")
        wish = Wish(job.place.tool, "install", job.build.artifact, job.recipe.timeout)
        told = job.course.arrived, job.course.say
        self.elevator.carry_out(wish, job.environment, job.cancel, *told, job.artifacts.answer)

    def run_remove(
        self, place: Place, receipt: PackageReceipt, environment: Mapping[str, str], cancel: threading.Event
    ) -> None:
        """By the helper what it has put there, else by ourselves."""
        if not receipt.target or not self.elevator.needed():
            self.remove_here(place, receipt, environment, cancel)
            return
        if not self.is_there(place, receipt, environment, cancel):
            return
        wish = Wish(place.tool, "remove", receipt.target, REMOVE_SECONDS)
        try:
            self.elevator.carry_out(wish, environment, cancel)
        except (ManagerFailed, ManagerUnready, NotAuthorised, TimedOut) as error:
            raise RemovalFailed(
                manager=self.manager, package=receipt.package, code="-", detail=error.happened
            ) from error

    def by_helper(self, job: Job[R, ArtifactBuild]) -> bool:
        """Whether it takes rights that we have not got."""
        return job.recipe.scope is Scope.MACHINE and self.elevator.needed()
