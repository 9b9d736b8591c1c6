"""Kind `npm`: a package from the npm registry in a prefix of its own, by a lock that is a signed target."""

import re

from app.host.paths import own_folder
from app.policy.recipe import Build, Command, NpmRecipe
from app.setup import lock as locks
from app.setup import mirror, verify
from app.setup import npm as npms
from app.setup.download import Download
from app.setup.errors import Cancelled, IntegrityMismatch, RecipeUnusable, TimedOut
from app.setup.installer import Job, Needs
from app.setup.lock import Lock
from app.setup.npm import Npm
from app.setup.npm_errors import meaning
from app.setup.place import digest
from app.setup.prefix import PrefixInstaller
from app.setup.trees import remove

COPIES_WHILE_FETCHING = 2
"""npm holds each archive twice until it is whole (see `download`)."""

_RETRY = re.compile(r"attempt (\d+) failed with (\S+)")
_Job = Job[NpmRecipe, Build]


class NpmInstaller(PrefixInstaller[NpmRecipe, Build]):
    """By the npm of this machine, which never runs a package's script."""

    def commands(self, job: _Job) -> tuple[Command, ...]:
        """The build's."""
        return job.build.commands

    def version(self, job: _Job) -> str:
        """The package's."""
        return job.recipe.version

    def viable(self, job: _Job) -> None:
        """Raises RecipeUnusable, NpmMissing, NpmBroken, NodeTooOld."""
        names = [command.name for command in job.build.commands]
        proof = job.recipe.detect.command
        if proof and proof not in names:
            detail = f"it is proved by {proof}, a command it does not bring"
            raise RecipeUnusable(tool=job.place.tool, detail=detail)
        if len(set(names)) != len(names):
            raise RecipeUnusable(tool=job.place.tool, detail="it brings two commands of one name")
        self._lock(job)
        npm = self._npm(job)
        job.course.say(f"npm {npm.version} on Node {npm.node}")

    def needs(self, job: _Job) -> Needs:
        """The prefix, and npm's cache beside it."""
        return (
            (job.place.folder, job.build.installed_bytes),
            (job.place.paths.cache, job.build.download_bytes * COPIES_WHILE_FETCHING),
        )

    def pin(self, job: _Job) -> str:
        """The lock's SHA-256."""
        return digest(self._lock(job).data)

    def fill(self, job: _Job) -> None:
        """Let npm download and unpack by the lock. Raises what `npm_errors` knows, TimedOut, Cancelled."""
        lock, npm = self._lock(job), self._npm(job)
        cache = job.place.cache(lock.data)
        for other in job.place.caches():
            if other != cache:
                remove(other)
        own_folder(cache)
        download = Download(cache, lock.packages.values(), job.build.download_bytes)
        download.forget_unfinished()
        (job.staging / "package.json").write_bytes(lock.manifest)
        (job.staging / "package-lock.json").write_bytes(lock.data)
        retry = ""

        def read(line: str) -> None:
            nonlocal retry
            match = _RETRY.search(line)
            retry = f"try {match[1]} failed ({match[2]})" if match else ""

        def count() -> None:
            job.course.arrived(*download.measure(), retry)

        count()
        result = npms.install(
            npm,
            job.staging,
            cache,
            job.environment,
            source=mirror.arguments(job.programs.registry, lock.packages),
            timeout=job.recipe.timeout,
            cancel=job.cancel,
            on_line=read,
            tick=count,
        )
        count()
        if result.ended_by == "cancel":
            raise Cancelled(tool=job.place.tool)
        if result.ended_by == "timeout":
            raise TimedOut(tool=job.place.tool, seconds=job.recipe.timeout)
        if result.code != 0:
            facts = {
                "tool": job.place.tool,
                "package": f"{job.recipe.package} {job.recipe.version}",
                "path": job.place.folder,
                "node": npms.OLDEST_NODE,
            }
            error = meaning(result.err, result.code, facts)
            if isinstance(error, IntegrityMismatch):
                remove(cache)
            raise error

    def verify(self, job: _Job) -> None:
        """npm's account and the tree, against the lock. Raises IntegrityMismatch, Cancelled."""
        verify.tree(job.place.tool, job.staging, self._lock(job), job.build, job.cancel)

    def _lock(self, job: _Job) -> Lock:
        return locks.read(job.place.tool, job.recipe, job.artifacts.read(job.recipe.lock, locks.MAX_BYTES))

    def _npm(self, job: _Job) -> Npm:
        return npms.find(job.place.tool, job.programs.npm, job.environment, job.place.folder, job.cancel)
