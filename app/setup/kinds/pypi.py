"""Kind `pypi`: a Python distribution in an environment of its own, by uv and a lock with hashes.

uv (https://docs.astral.sh/uv/pip/): `--require-hashes` takes nothing without a hash of the lock, `--no-deps` nothing
the lock does not name, `--only-binary :all:` runs no package's build, `--relocatable` lets the environment be renamed.
The person's own uv settings stay in force for what is theirs: index, proxy, certificates, tokens. An index that the
machine's configuration names wins over all of them; its token lies in a netrc (`uv help auth`), on no command line.
"""

import os
import re
from pathlib import Path

from app.errors import SignpostError
from app.host.files import DiskFull
from app.host.paths import own_folder
from app.host.run import Result
from app.policy.recipe import Build, Command, PypiRecipe
from app.setup import pypi_lock, pypi_verify
from app.setup.errors import (
    CertificateRefused,
    IntegrityMismatch,
    PackageNotFound,
    RecipeUnusable,
    RegistryRefused,
    RegistryUnreachable,
)
from app.setup.installer import Job, Needs
from app.setup.lifeline import dies_with_us
from app.setup.manager import ASK_SECONDS, call, find, last_words
from app.setup.manager_errors import ManagerFailed, ManagerMissing, ManagerUnready
from app.setup.place import digest
from app.setup.prefix import PrefixInstaller
from app.setup.trees import remove

_Job = Job[PypiRecipe, Build]

ENVIRONMENT = "venv"
"""The environment's folder in the prefix, so that its `bin` is not ours; recipes name files in it (`venv/bin/x`)."""

_LOCK = "lock.txt"
_DROPPED = re.compile(
    r"PYTHON.*|VIRTUAL_ENV|CONDA_.*|"
    r"UV_(?!(?:DEFAULT_INDEX|INDEX.*|EXTRA_INDEX_URL|FIND_LINKS|NO_INDEX|KEYRING_PROVIDER|NATIVE_TLS|SYSTEM_CERTS|"
    r"HTTP_.*|INSECURE_HOST|OFFLINE|CONFIG_FILE)$).*"
)
_INDEXES = re.compile(r"UV_(?:DEFAULT_INDEX|INDEX.*|EXTRA_INDEX_URL|FIND_LINKS|NO_INDEX|CONFIG_FILE)")
"""Where else uv would look (https://docs.astral.sh/uv/reference/environment/)."""

_MEANINGS: tuple[tuple[str, type[SignpostError]], ...] = (
    ("Hash mismatch", IntegrityMismatch),
    ("No space left on device", DiskFull),
    ("invalid peer certificate", CertificateRefused),
    ("401 Unauthorized", RegistryRefused),
    ("403 Forbidden", RegistryRefused),
    ("Failed to fetch", RegistryUnreachable),
    ("error sending request", RegistryUnreachable),
    ("No solution found", PackageNotFound),
)
"""What uv says when something is so; the first that it said counts."""


class PypiInstaller(PrefixInstaller[PypiRecipe, Build]):
    """By the uv and the Python of this machine; none is downloaded."""

    def commands(self, job: _Job) -> tuple[Command, ...]:
        """The build's."""
        return job.build.commands

    def version(self, job: _Job) -> str:
        """The package's."""
        return job.recipe.version

    def viable(self, job: _Job) -> None:
        """Raises ManagerMissing, ManagerUnready without that Python, RecipeUnusable."""
        self._lock(job)
        _program(job)
        argv = ("uv", "python", "find", "--no-project", "--no-python-downloads", "--system", job.recipe.python)
        result = _uv(job, argv, ASK_SECONDS)
        if result.code != 0:
            detail = f"there is no Python {job.recipe.python}"
            raise ManagerUnready(manager="uv", tool=job.place.tool, detail=detail)

    def needs(self, job: _Job) -> Needs:
        """The prefix, and uv's cache beside it, which holds the same unpacked."""
        build = job.build
        return ((job.place.folder, build.installed_bytes), (job.place.paths.cache, build.installed_bytes))

    def pin(self, job: _Job) -> str:
        """The lock's SHA-256."""
        return digest(job.artifacts.read(job.recipe.lock, pypi_lock.MAX_BYTES))

    def fill(self, job: _Job) -> None:
        """Let uv make the environment and fill it. Raises what `_MEANINGS` has, ManagerFailed, TimedOut, Cancelled."""
        data = job.artifacts.read(job.recipe.lock, pypi_lock.MAX_BYTES)
        cache = own_folder(job.place.cache(data, "uv"))
        (job.staging / _LOCK).write_bytes(data)
        environment = job.staging / ENVIRONMENT
        shared = ("--no-python-downloads", "--no-progress", "--cache-dir", str(cache))
        make = ("uv", "venv", *shared, "--no-project", "--relocatable", "--system", "--python", job.recipe.python)
        self._expect(job, _uv(job, (*make, str(environment)), ASK_SECONDS))
        fill = (
            "uv", "pip", "install", *shared, "--python", str(environment), "--require-hashes", "--no-deps",
            "--only-binary", ":all:", "--link-mode", "copy", "--strict", "--requirements", str(job.staging / _LOCK),
        )  # fmt: skip
        self._expect(job, _uv(job, fill, float(job.recipe.timeout)))
        job.course.arrived(size := _size(environment), size)

    def verify(self, job: _Job) -> None:
        """Each distribution is the lock's, each file its own account's. Raises IntegrityMismatch, Cancelled."""
        pypi_verify.environment(job.place.tool, job.staging / ENVIRONMENT, self._lock(job), job.cancel)
        for command in job.build.commands:
            for path in filter(None, (command.file, command.runtime)):
                if not (job.staging / path).is_file():
                    raise IntegrityMismatch(tool=job.place.tool, detail=f"{path} is missing")

    def _lock(self, job: _Job) -> tuple[pypi_lock.Pinned, ...]:
        recipe = job.recipe
        try:
            pinned = pypi_lock.read(job.artifacts.read(recipe.lock, pypi_lock.MAX_BYTES))
        except ValueError as error:
            raise RecipeUnusable(tool=job.place.tool, detail=str(error)) from error
        if pypi_lock.version_in(pinned, recipe.package) != recipe.version:
            detail = f"the lock does not hold {recipe.package} {recipe.version}"
            raise RecipeUnusable(tool=job.place.tool, detail=detail)
        return pinned

    def _expect(self, job: _Job, result: Result) -> None:
        if result.code == 0:
            return
        said = result.out + result.err
        error = next((error for words, error in _MEANINGS if words in said), ManagerFailed)
        if error is IntegrityMismatch:
            remove(job.place.cache(job.artifacts.read(job.recipe.lock, pypi_lock.MAX_BYTES), "uv"))
        raise error(
            manager="uv",
            tool=job.place.tool,
            package=f"{job.recipe.package} {job.recipe.version}",
            path=job.place.folder,
            registry="",
            code=f"exit code {result.code}",
            detail=last_words(result),
        )


def _uv(job: _Job, argv: tuple[str, ...], seconds: float) -> Result:
    environment = {name: value for name, value in job.environment.items() if not _DROPPED.fullmatch(name)}
    if job.programs.index:
        kept = {name: value for name, value in environment.items() if not _INDEXES.fullmatch(name)}
        environment = {**kept, "UV_DEFAULT_INDEX": job.programs.index, "UV_NO_CONFIG": "1"}
    return call("uv", job.place.tool, (*dies_with_us(), _program(job), *argv[1:]), environment, job.cancel, seconds)


def _program(job: _Job) -> str:
    """The configured uv, or PATH's. Raises ManagerMissing."""
    configured = job.programs.uv
    if configured and not os.access(configured, os.X_OK):
        raise ManagerMissing(manager=f"uv ({configured})", tool=job.place.tool)
    return configured or find("uv", "uv", job.place.tool, job.environment)


def _size(folder: Path) -> int:
    return sum(path.lstat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
