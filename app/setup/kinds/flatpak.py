"""Kind `flatpak`: an application from a remote that is there already, for this person, at exactly one commit.

flatpak-install(1) always takes a branch's newest; flatpak-update(1) `--commit` is what goes to a certain one. The
commit is an OSTree checksum, so it is also the proof of the bytes.
"""

import threading
from collections.abc import Mapping

from app.host.run import Result
from app.policy.recipe import FlatpakBuild, FlatpakRecipe
from app.setup.installer import Job
from app.setup.manager import ASK_SECONDS, REMOVE_SECONDS, ManagerInstaller, call, system_of
from app.setup.manager_errors import ManagerUnready
from app.setup.place import Place
from app.setup.receipt import PackageReceipt

_Job = Job[FlatpakRecipe, FlatpakBuild]
_ARCHITECTURES = {"x64": "x86_64", "arm64": "aarch64"}


class FlatpakInstaller(ManagerInstaller[FlatpakRecipe, FlatpakBuild]):
    """By the person's own installation of Flatpak, which needs nobody's authorisation."""

    manager = "flatpak"
    programs = ("flatpak",)

    def viable(self, job: _Job) -> None:
        """Raises ManagerMissing, ManagerUnready where the remote is not set up."""
        super().viable(job)
        result = self.ask(job, ("flatpak", "remotes", "--columns=name"))
        if job.recipe.remote not in result.out.split():
            detail = f"the remote {job.recipe.remote} is not set up"
            raise ManagerUnready(manager=self.manager, tool=job.place.tool, detail=detail)

    def found(self, job: _Job) -> str:
        """The recipe's version when its commit is deployed, else the commit that is; "" for none."""
        result = self.ask(job, ("flatpak", "info", "--user", "--show-commit", _ref(job)))
        commit = result.out.strip() if result.code == 0 else ""
        return job.recipe.version if commit == job.build.commit else commit

    def run_install(self, job: _Job) -> None:
        """Install the branch, then go to the commit. Raises ManagerFailed, also when the remote does not have it."""
        quiet = ("--user", "--noninteractive", "--assumeyes")
        if not self.found(job):
            self._expect(job, self.change(job, ("flatpak", "install", *quiet, job.recipe.remote, _ref(job))))
        if self.found(job) != job.recipe.version:
            argv = ("flatpak", "update", *quiet, "--no-related", f"--commit={job.build.commit}", _ref(job))
            result = self.change(job, argv)
            self._expect(job, result)

    def remove_with(self, job: _Job) -> tuple[str, ...]:
        """The whole ref: another branch of the same application is not ours."""
        return (_ref(job),)

    def run_remove(
        self, place: Place, receipt: PackageReceipt, environment: Mapping[str, str], cancel: threading.Event
    ) -> None:
        """The application; the person's data below ~/.var/app stays."""
        argv = ("flatpak", "uninstall", "--user", "--noninteractive", "--assumeyes", *receipt.remove)
        result = call(self.manager, place.tool, argv, environment, cancel, REMOVE_SECONDS)
        asked = (self.manager, "info", "--user", "--show-commit", *receipt.remove)
        if call(self.manager, place.tool, asked, environment, cancel, ASK_SECONDS).code == 0:
            self.taken_away(receipt, result)  # it refuses to remove what is not there

    def _expect(self, job: _Job, result: Result) -> None:
        if result.code != 0:
            raise self.failed(job, result)


def _ref(job: _Job) -> str:
    ours = system_of(job.recipe.builds, job.build).partition("-")[2]
    return f"app/{job.recipe.package}/{_ARCHITECTURES[ours]}/{job.recipe.branch}"
