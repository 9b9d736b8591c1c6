"""Kinds `deb` and `rpm`: a package file for the machine, installed by apt or dnf with root's rights.

PackageKit is not used: it would be told the path of a file in the person's own folder, who could exchange it between
our look at it and PackageKit's.

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
from app.setup.elevated import ElevatedInstaller
from app.setup.elevator import Elevator
from app.setup.installer import Job
from app.setup.manager import ASK_SECONDS, REMOVE_SECONDS, call, system_of
from app.setup.manager_errors import ManagerBusy
from app.setup.place import Place
from app.setup.receipt import PackageReceipt

_Job = Job[DebRecipe | RpmRecipe, ArtifactBuild]

_BUSY = re.compile(r"Could not get lock|is locked by another process|Waiting for process with pid")


@dataclass(frozen=True)
class Format:
    """One family of package files: how it is asked, and what installs and removes. `{}` stands for name or file.

    `asked` answers one line: `said` finds the version of what is installed whole, `there` anything at all. `described`
    answers name, version, architecture.
    """

    manager: str
    asked: tuple[str, ...]
    said: re.Pattern[str]
    there: re.Pattern[str]
    described: tuple[str, ...]
    architectures: Mapping[str, tuple[str, ...]]
    install: tuple[str, ...]
    remove: tuple[str, ...]


DEB = Format(
    manager="apt",
    asked=("dpkg-query", "--show", "--showformat=${db:Status-Abbrev} ${Version}\n", "{}"),
    said=re.compile(r"^[ihr]i\s+(\S+)$", re.MULTILINE),  # second letter: the package is installed, whole
    there=re.compile(r"^[a-z][^nc]", re.MULTILINE),  # neither absent nor a removed one's configuration, dpkg-query(1)
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
    there=re.compile(r"^[0-9A-Za-z]", re.MULTILINE),
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


class NativeInstaller(ElevatedInstaller[DebRecipe | RpmRecipe]):
    """One family of packages."""

    def __init__(self, form: Format, elevator: Elevator | None = None) -> None:
        super().__init__(elevator)
        self.form, self.manager = form, form.manager
        self.programs = (form.asked[0], form.described[0], form.install[0])

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

    def install_here(self, job: _Job) -> None:
        """Raises ManagerBusy, ManagerFailed."""
        result = self.change(job, with_value(self.form.install, str(self.file(job))), job.course.say)
        if problem := self._problem(job, result):
            raise problem

    def is_there(
        self, place: Place, receipt: PackageReceipt, environment: Mapping[str, str], cancel: threading.Event
    ) -> bool:
        """Whether the manager has any of it, half unpacked included."""
        asked = with_value(self.form.asked, receipt.package)
        result = call(self.manager, place.tool, asked, environment, cancel, ASK_SECONDS)
        return result.code == 0 and self.form.there.search(result.out) is not None

    def remove_here(
        self, place: Place, receipt: PackageReceipt, environment: Mapping[str, str], cancel: threading.Event
    ) -> None:
        """By the manager; what is gone already is fine."""
        argv = with_value(self.form.remove, receipt.package)
        result = call(self.manager, place.tool, argv, environment, cancel, REMOVE_SECONDS)
        if self.is_there(place, receipt, environment, cancel):  # else it refused to remove what is not there
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
