"""What all MANAGER kinds share: a foreign package manager is run with a list of arguments, and asked what it has then.

Its exit code is one fact, its own account of what is installed another; where they differ the account counts. What
was there before us is never removed.
"""

import abc
import os
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Generic, Protocol, TypeVar

import msgspec

from app.errors import SignpostError
from app.host.run import Result, run
from app.policy.recipe import ArtifactBuild, Scope
from app.setup.errors import Cancelled, IntegrityMismatch, NotDetected, TimedOut, Unsuitable
from app.setup.installer import B, Family, Job, Needs
from app.setup.manager_errors import ManagerFailed, ManagerMissing, RemovalFailed
from app.setup.npm_errors import plain
from app.setup.place import Place, digest
from app.setup.receipt import PackageReceipt, Receipt
from app.setup.search_path import on_search_path


class Packaged(Protocol):
    """What this asks of a recipe; each kind's says more."""

    @property
    def package(self) -> str: ...

    @property
    def version(self) -> str: ...

    @property
    def timeout(self) -> int: ...

    @property
    def scope(self) -> Scope: ...


R = TypeVar("R", bound=Packaged)

ASK_SECONDS = 60.0
"""How long a manager may take to say what it has."""

REMOVE_SECONDS = 600.0

_BATCH, _SPECIAL = (".cmd", ".bat"), '"%&|<>^!\r\n'
"""Windows starts batch files by cmd.exe, which reads these letters in arguments as its own (CVE-2024-24576)."""


class ManagerInstaller(abc.ABC, Generic[R, B]):
    """A kind says how its manager is asked, told to install, and told to remove."""

    family = Family.MANAGER
    manager: str
    """Its name for people and records."""
    programs: tuple[str, ...] = ()
    """What has to be on PATH."""
    variables: Mapping[str, str] = {}
    """What its environment needs beside the person's."""
    replaces_newer = True
    """Whether it installs an older version over a newer one; else that one is removed first."""

    @abc.abstractmethod
    def found(self, job: Job[R, B]) -> str:
        """See `Installer.found`."""

    @abc.abstractmethod
    def run_install(self, job: Job[R, B]) -> None:
        """Have the manager install. Raises ManagerFailed, ManagerBusy, NotAuthorised, TimedOut, Cancelled."""

    @abc.abstractmethod
    def run_remove(
        self, place: Place, receipt: PackageReceipt, environment: Mapping[str, str], cancel: threading.Event
    ) -> None:
        """Have the manager remove what the receipt names. Raises RemovalFailed, Cancelled."""

    def inspect(self, job: Job[R, B], file: Path) -> None:
        """Hold the artifact's own account of itself against the recipe. Raises IntegrityMismatch, Cancelled."""

    def viable(self, job: Job[R, B]) -> None:
        """Raises ManagerMissing, Unsuitable where the artifact is not among what the policy in force has signed."""
        check_signed(job)
        for name in self.programs:
            find(name, name, job.place.tool, job.environment)

    def needs(self, job: Job[R, B]) -> Needs:
        """The artifact, twice: where it is kept, and under its own name for the manager."""
        size = getattr(job.build, "download_bytes", 0)
        return ((job.place.paths.cache, size), (job.place.folder, size))

    def pin(self, job: Job[R, B]) -> str:
        """The artifact's signed hash; without one, that of what the recipe says for this machine."""
        if isinstance(job.build, ArtifactBuild):
            return job.artifacts.digest(job.build.artifact)
        return digest(msgspec.json.encode([self.package(job), self.version(job), job.build], order="sorted"))

    def package(self, job: Job[R, B]) -> str:
        """The manager's name for it."""
        return job.recipe.package

    def version(self, job: Job[R, B]) -> str:
        """The version as `found` says it."""
        return job.recipe.version

    def download(self, job: Job[R, B]) -> None:
        """Bring the artifact; kinds without one have their manager download while it installs."""
        if isinstance(job.build, ArtifactBuild):
            self.file(job)

    def file(self, job: Job[R, B]) -> Path:
        """The artifact under its own name: managers go by how a file's name ends."""
        if not isinstance(job.build, ArtifactBuild):
            raise TypeError(f"{type(job.build).__name__} has no artifact")
        kept = job.artifacts.fetch(job.build.artifact, job.course.arrived, job.cancel)
        job.go_on()
        named = job.staging / Path(job.build.artifact).name
        job.staging.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not named.exists():
            copy(kept, named, job)
        return named

    def verify(self, job: Job[R, B]) -> None:
        """The bytes were held against the signed hash when they came; is it also the package that the recipe means?"""
        if isinstance(job.build, ArtifactBuild):
            try:
                self.inspect(job, self.file(job))
            except IntegrityMismatch:
                job.artifacts.forget(job.build.artifact)
                raise
        job.go_on()

    def receipt(self, job: Job[R, B]) -> PackageReceipt:
        """What the manager will have, and what it has now."""
        return PackageReceipt(
            manager=self.manager,
            package=self.package(job),
            version=self.version(job),
            before=self.found(job),
            remove=self.remove_with(job),
            for_machine=job.recipe.scope is Scope.MACHINE,
        )

    def remove_with(self, job: Job[R, B]) -> tuple[str, ...]:
        """What `run_remove` needs to know beside the package's name."""
        return ()

    def install(self, job: Job[R, B], receipt: Receipt) -> None:
        """Raises what `run_install` raises, NotDetected where the manager says it is done and does not have it."""
        job.go_on()
        self.run_install(job)
        found = self.found(job)
        if found != self.version(job):
            raise NotDetected(command=self.package(job), version=self.version(job), answer=found or "nothing")

    def remove(self, place: Place, receipt: Receipt, environment: Mapping[str, str], cancel: threading.Event) -> None:
        """Have the manager remove it, unless the person had it before us."""
        if isinstance(receipt, PackageReceipt) and not receipt.before:
            self.run_remove(place, receipt, environment, cancel)

    def ask(self, job: Job[R, B], argv: Sequence[str]) -> Result:
        """Run a question to its end. Raises Cancelled, TimedOut, ManagerMissing."""
        environment = {**job.environment, **self.variables}
        return call(self.manager, job.place.tool, argv, environment, job.cancel, ASK_SECONDS)

    def change(self, job: Job[R, B], argv: Sequence[str], on_line: Callable[[str], None] | None = None) -> Result:
        """Run what changes the machine, as long as the recipe allows. Raises Cancelled, TimedOut, ManagerMissing."""
        environment, seconds = {**job.environment, **self.variables}, float(job.recipe.timeout)
        return call(self.manager, job.place.tool, argv, environment, job.cancel, seconds, on_line)

    def failed(self, job: Job[R, B], result: Result, code: str = "") -> SignpostError:
        """The error for an exit code nothing better is known about."""
        said = code or f"exit code {result.code}"
        return ManagerFailed(manager=self.manager, tool=job.place.tool, code=said, detail=last_words(result))

    def taken_away(self, receipt: PackageReceipt, result: Result, fine: Sequence[int] = (0,)) -> None:
        """Nothing, when the removal ended well. Raises RemovalFailed."""
        if result.code not in fine:
            raise RemovalFailed(
                manager=self.manager, package=receipt.package, code=result.code, detail=last_words(result)
            )

    def mismatch(self, job: Job[R, B], detail: str) -> IntegrityMismatch:
        """The error for a package that is not the one the recipe means."""
        return IntegrityMismatch(tool=job.place.tool, detail=detail)


def copy(source: Path, target: Path, job: Job[object, object]) -> None:
    """A file, byte by byte, whole or not at all. Raises Cancelled, OSError."""
    part = target.with_name(f"{target.name}.part")
    with source.open("rb") as read, part.open("wb") as write:
        while chunk := read.read(1 << 20):
            write.write(chunk)
            job.go_on()
    part.rename(target)


def check_signed(job: Job[object, object]) -> None:
    """Raise Unsuitable when the build's artifact is not among what the policy in force has signed."""
    if isinstance(job.build, ArtifactBuild):
        try:
            job.artifacts.digest(job.build.artifact)
        except SignpostError as error:
            raise Unsuitable(tool=job.place.tool, detail=error.happened) from error


def system_of(builds: Mapping[str, object], build: object) -> str:
    """Which system and processor a recipe's build is for: `linux-x64`."""
    return next(name for name, one in builds.items() if one is build)


def find(name: str, manager: str, tool: str, environment: Mapping[str, str]) -> str:
    """The program's path. Raises ManagerMissing."""
    program = name if Path(name).is_absolute() else on_search_path(name, environment.get("PATH", os.defpath))
    if not program:
        raise ManagerMissing(manager=manager, tool=tool)
    return program


def call(
    manager: str,
    tool: str,
    argv: Sequence[str],
    environment: Mapping[str, str],
    cancel: threading.Event,
    seconds: float,
    on_line: Callable[[str], None] | None = None,
) -> Result:
    """Run a manager in a language we can read, never in a shell. Raises Cancelled, TimedOut, ManagerFailed.

    It starts at the root of its disk: what lies where we were started (a repository's `uv.toml`) is not its business.
    """
    program = find(argv[0], manager, tool, environment)
    if Path(program).suffix.lower() in _BATCH and any(letter in word for word in argv[1:] for letter in _SPECIAL):
        detail = f"{Path(program).name} cannot be given such a path safely"
        raise ManagerFailed(manager=manager, tool=tool, code="-", detail=detail)
    spoken = {name: value for name, value in environment.items() if name != "LANGUAGE" and not name.startswith("LC_")}
    try:
        result = run(
            [program, *argv[1:]],
            env={**spoken, "LC_ALL": "C.UTF-8"},
            cwd=Path(Path(program).anchor),
            timeout=seconds,
            cancel=cancel,
            on_line=on_line,
        )
    except OSError as error:
        raise ManagerFailed(manager=manager, tool=tool, code=error.errno, detail=error.strerror) from error
    if result.ended_by == "cancel":
        raise Cancelled(tool=tool)
    if result.ended_by == "timeout":
        raise TimedOut(tool=tool, seconds=int(seconds))
    return result


def last_words(result: Result) -> str:
    """What a manager said last, for a person: an error's line rather than any other."""
    lines = [line for line in (plain(line) for line in f"{result.out}\n{result.err}".splitlines()) if line]
    errors = [line for line in lines if line.lower().startswith(("e:", "error", "dpkg: error"))]
    return (errors or lines or ["it said nothing"])[-1]
