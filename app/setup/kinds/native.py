"""Kinds `deb` and `rpm`: a package file for the machine, by PackageKit where it runs, else by our elevated helper.

apt-get(8) takes a path for a file to install, with what it depends on. dnf(8) does the same.
"""

import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from app.errors import SignpostError
from app.host.run import Result
from app.policy.recipe import ArtifactBuild, DebRecipe, RpmRecipe
from app.setup.elevator import Elevator, Pkexec, Wish
from app.setup.errors import TimedOut
from app.setup.installer import Job
from app.setup.kinds.packagekit import Transactions, transactions
from app.setup.manager import ASK_SECONDS, REMOVE_SECONDS, ManagerInstaller, call, system_of
from app.setup.manager_errors import ManagerBusy, ManagerFailed, NotAuthorised, RemovalFailed
from app.setup.place import Place
from app.setup.receipt import PackageReceipt

_Job = Job[DebRecipe | RpmRecipe, ArtifactBuild]

_NOT_AUTHORISED = (126, 127)  # pkexec(1)
_BUSY = re.compile(r"Could not get lock|is locked by another process|Waiting for process with pid")


@dataclass(frozen=True)
class Format:
    """One family of package files: how it is asked, and what installs and removes. `{}` stands for name or file.

    `asked` answers one line, `said` says which answer is a version; `described` answers name, version, architecture.
    """

    manager: str
    asked: tuple[str, ...]
    said: re.Pattern[str]
    described: tuple[str, ...]
    architectures: Mapping[str, tuple[str, ...]]
    install: tuple[str, ...]
    remove: tuple[str, ...]


DEB = Format(
    manager="apt",
    asked=("dpkg-query", "--show", "--showformat=${db:Status-Abbrev} ${Version}\n", "{}"),
    said=re.compile(r"^[ihr]i\s+(\S+)$", re.MULTILINE),  # second letter: the package is installed, whole
    described=("dpkg-deb", "--show", "--showformat=${Package}\n${Version}\n${Architecture}\n", "{}"),
    architectures={"x64": ("amd64", "all"), "arm64": ("arm64", "all")},
    install=(
        "apt-get",
        "--yes",
        "--no-remove",
        "-o",
        "Dpkg::Use-Pty=0",
        "-o",
        "DPkg::Lock::Timeout=0",
        "install",
        "{}",
    ),
    remove=("apt-get", "--yes", "-o", "Dpkg::Use-Pty=0", "purge", "{}"),
)
RPM = Format(
    manager="dnf",
    asked=("rpm", "--query", "--queryformat=%{VERSION}-%{RELEASE}\n", "{}"),
    said=re.compile(r"^([0-9A-Za-z][\w.+~^:-]*)$", re.MULTILINE),
    # Without --noglob rpm reads quotes and stars in a path, without --nomanifest it takes a text for a list of files.
    described=(
        "rpm",
        "--query",
        "--package",
        "--noglob",
        "--nomanifest",
        "--queryformat=%{NAME}\n%{VERSION}-%{RELEASE}\n%{ARCH}\n",
        "{}",
    ),
    architectures={"x64": ("x86_64", "noarch"), "arm64": ("aarch64", "noarch")},
    install=("dnf", "--assumeyes", "--setopt=exit_on_lock=1", "install", "{}"),
    remove=("dnf", "--assumeyes", "remove", "{}"),
)


class NativeInstaller(ManagerInstaller[DebRecipe | RpmRecipe, ArtifactBuild]):
    """`transactions` gives PackageKit when it is there, else None."""

    def __init__(self, form: Format, packagekit: Transactions = transactions, elevator: Elevator | None = None) -> None:
        self.form, self._packagekit = form, packagekit
        self._elevator = elevator or Pkexec()
        self.manager = form.manager
        self.programs = (form.asked[0], form.described[0], form.install[0])

    def viable(self, job: _Job) -> None:
        """Raises ManagerUnready, too, where nobody could ask for an administrator's password."""
        super().viable(job)
        if self._by_helper():
            self._elevator.viable(job.place.tool, job.environment)

    def _by_helper(self) -> bool:
        return self._elevator.needed() and self._packagekit() is None

    def remove_with(self, job: _Job) -> tuple[str, ...]:
        """The target by which the helper knows what it has put there; nothing where it was not the helper."""
        return (job.build.artifact,) if self._by_helper() else ()

    def found(self, job: _Job) -> str:
        """The version of the package that is installed and configured."""
        return self._version(self.ask(job, with_value(self.form.asked, job.recipe.package)))

    def _version(self, result: Result) -> str:
        match = self.form.said.search(result.out) if result.code == 0 else None
        return match[1] if match else ""

    def inspect(self, job: _Job, file: Path) -> None:
        """Name, version and architecture, as the file says them."""
        result = self.ask(job, with_value(self.form.described, str(file)))
        said = result.out.split("\n")[:3]
        if result.code != 0 or len(said) < 3:
            raise self.mismatch(job, f"{file.name} is no package")
        name, version, architecture = said
        if (name, version) != (job.recipe.package, job.recipe.version):
            raise self.mismatch(job, f"{file.name} is {name} {version}")
        if architecture not in self.form.architectures[system_of(job.recipe.builds, job.build).partition("-")[2]]:
            raise self.mismatch(job, f"{file.name} is for {architecture}")

    def run_install(self, job: _Job) -> None:
        """By PackageKit, which asks for authorisation itself; else by the helper; by the manager where we are root."""
        if self._by_helper():
            job.course.say("An administrator's password is asked for")
            wish = Wish(job.place.tool, "install", job.build.artifact, job.recipe.timeout)
            self._elevator.carry_out(wish, job.environment, job.cancel, job.course.arrived, job.course.say)
            return
        file = str(self.file(job))
        packagekit = self._packagekit()
        if packagekit is not None:
            packagekit.install(job.place.tool, file, job.recipe.timeout, job.course, job.cancel)
            return
        result = self.change(job, with_value(self.form.install, file), job.course.say)
        if problem := self._problem(job, result):
            raise problem

    def run_remove(
        self, place: Place, receipt: PackageReceipt, environment: Mapping[str, str], cancel: threading.Event
    ) -> None:
        """By the helper what it has put there, else by the manager: PackageKit would leave configuration behind."""
        if receipt.remove and self._elevator.needed():
            asked = with_value(self.form.asked, receipt.package)
            if not self._version(call(self.manager, place.tool, asked, environment, cancel, ASK_SECONDS)):
                return  # no password for nothing
            wish = Wish(place.tool, "remove", receipt.remove[0], REMOVE_SECONDS)
            try:
                self._elevator.carry_out(wish, environment, cancel)
            except (ManagerFailed, NotAuthorised, TimedOut) as error:
                raise RemovalFailed(
                    manager=self.manager, package=receipt.package, code="-", detail=error.happened
                ) from error
            return
        elevation = ("pkexec",) if self._elevator.needed() else ()
        argv = (*elevation, *with_value(self.form.remove, receipt.package))
        result = call(self.manager, place.tool, argv, environment, cancel, REMOVE_SECONDS)
        asked = with_value(self.form.asked, receipt.package)
        if not self._version(call(self.manager, place.tool, asked, environment, cancel, ASK_SECONDS)):
            return  # it refuses to remove what is not there
        if len(argv) > len(self.form.remove) and result.code in _NOT_AUTHORISED:
            raise RemovalFailed(
                manager=self.manager, package=receipt.package, code=result.code, detail="it was not authorised"
            )
        self.taken_away(receipt, result)

    def _problem(self, job: _Job, result: Result) -> SignpostError | None:
        if result.code == 0:
            return None
        if _BUSY.search(result.out + result.err):
            return ManagerBusy(manager=self.manager, tool=job.place.tool)
        return self.failed(job, result)


def with_value(argv: tuple[str, ...], value: str) -> tuple[str, ...]:
    """The list of arguments with `value` where it belongs."""
    return tuple(value if word == "{}" else word for word in argv)
