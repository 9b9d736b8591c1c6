"""Kind `bundle`: an archive that brings all it needs, from the policy host alone; no registry, no runtime.

The archive is a signed target, and what is in it is hostile until proved: see `app.setup.unpack`. Whether it is for
this machine is asked of the programs themselves, not only of the recipe.
"""

from app.errors import SignpostError
from app.host import platform
from app.policy.bundle import BundleUnreadable, Manifest
from app.policy.recipe import BundleBuild, BundleRecipe, Command
from app.setup.architecture import wrong_build
from app.setup.errors import IntegrityMismatch, Unsuitable
from app.setup.installer import Job, Needs
from app.setup.prefix import PrefixInstaller
from app.setup.unpack import unpack

_Job = Job[BundleRecipe, BundleBuild]


class BundleInstaller(PrefixInstaller[BundleRecipe, BundleBuild]):
    """Fetched, unpacked beside its place, verified file by file, switched."""

    def commands(self, job: _Job) -> tuple[Command, ...]:
        """The build's."""
        return job.build.commands

    def version(self, job: _Job) -> str:
        """The recipe's."""
        return job.recipe.version

    def viable(self, job: _Job) -> None:
        """Raises Unsuitable where the archive is not among what the policy in force has signed."""
        try:
            job.artifacts.digest(job.build.artifact)
        except SignpostError as error:
            raise Unsuitable(tool=job.place.tool, detail=error.happened) from error

    def needs(self, job: _Job) -> Needs:
        """The archive and what is in it."""
        return (
            (job.place.folder, job.build.installed_bytes),
            (job.place.paths.cache, job.build.download_bytes),
        )

    def pin(self, job: _Job) -> str:
        """The archive's signed hash."""
        return job.artifacts.digest(job.build.artifact)

    def fill(self, job: _Job) -> None:
        """Fetch the archive. Raises what fetching can, Cancelled."""
        try:
            job.artifacts.fetch(job.build.artifact, job.course.arrived, job.cancel)
        except SignpostError:
            job.go_on()
            raise

    def verify(self, job: _Job) -> None:
        """Unpack it into the staging folder, each file against the manifest. Raises IntegrityMismatch, Cancelled."""
        archive = job.artifacts.fetch(job.build.artifact, lambda *_: None, job.cancel)
        try:
            manifest = unpack(job.place.tool, archive, job.staging, job.build.installed_bytes, job.cancel)
            _expect(manifest, job)
        except (IntegrityMismatch, BundleUnreadable):
            job.artifacts.forget(job.build.artifact)
            raise


def _expect(manifest: Manifest, job: _Job) -> None:
    """It is what the recipe says, for this machine, and its commands can be started here. Raises IntegrityMismatch."""
    found = (manifest.name, manifest.version, manifest.system)
    wanted = (job.recipe.package, job.recipe.version, platform.build_name())
    if found != wanted:
        raise IntegrityMismatch(tool=job.place.tool, detail=f"the bundle is {' '.join(found)}, not {' '.join(wanted)}")
    for command in job.build.commands:
        for name in filter(None, (command.file, command.runtime)):
            path = job.staging / name
            if not path.is_file():
                raise IntegrityMismatch(tool=job.place.tool, detail=f"{name} is missing in the bundle")
            if wrong := wrong_build(path, platform.build_name()):
                raise IntegrityMismatch(tool=job.place.tool, detail=f"{name} is for {wrong}, this is {found[2]}")
