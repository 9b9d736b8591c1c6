"""Kind `vscode-extension`: a VSIX file for an editor of the VS Code family, by its own command line.

https://code.visualstudio.com/docs/configure/command-line: `--install-extension` takes a file, `--list-extensions
--show-versions` prints `publisher.name@version`, one a line; ids compare without case.
"""

import lzma
import struct
import threading
import zlib
from collections.abc import Mapping
from pathlib import Path

from app.policy.recipe import ArtifactBuild, ExtensionRecipe
from app.setup.installer import Job
from app.setup.manager import ASK_SECONDS, REMOVE_SECONDS, ManagerInstaller, call, find
from app.setup.place import Place
from app.setup.receipt import PackageReceipt

_Job = Job[ExtensionRecipe, ArtifactBuild]
_LIST = ("--list-extensions", "--show-versions")
_MANIFEST = "extension/package.json"
_LARGEST_MANIFEST = 4_000_000
_UNREADABLE = (
    AttributeError, EOFError, KeyError, NotImplementedError, OSError, OverflowError, RuntimeError, TypeError,
    ValueError, lzma.LZMAError, struct.error, zlib.error,
)  # fmt: skip
"""What zipfile and its decompressors raise for archives that are made to be wrong (CPython, Lib/zipfile)."""


class ExtensionInstaller(ManagerInstaller[ExtensionRecipe, ArtifactBuild]):
    """By the editor that the recipe names."""

    manager = "VS Code"
    programs = ()

    def viable(self, job: _Job) -> None:
        """Raises ManagerMissing, Unsuitable."""
        super().viable(job)
        find(job.recipe.editor, job.recipe.editor, job.place.tool, job.environment)

    def found(self, job: _Job) -> str:
        """The version the editor lists."""
        result = self.ask(job, (job.recipe.editor, *_LIST))
        return listed(result.out, job.recipe.package)

    def inspect(self, job: _Job, file: Path) -> None:
        """Publisher, name and version, as the manifest in the archive says them."""
        import json
        import zipfile

        try:
            with zipfile.ZipFile(file) as archive, archive.open(_MANIFEST) as manifest:
                said = json.loads(manifest.read(_LARGEST_MANIFEST))
            identity = f"{said['publisher']}.{said['name']}".lower(), said["version"]
            brings = [*said.get("extensionPack", ()), *said.get("extensionDependencies", ())]
        except (*_UNREADABLE, zipfile.BadZipFile) as error:
            raise self.mismatch(job, f"{file.name} is no extension ({error})") from error
        if identity != (job.recipe.package.lower(), job.recipe.version):
            raise self.mismatch(job, f"{file.name} is {identity[0]} {identity[1]}")
        if brings:  # the editor would fetch their newest versions, which nobody pinned
            raise self.mismatch(job, f"{file.name} brings further extensions: {', '.join(map(str, brings[:5]))}")

    def run_install(self, job: _Job) -> None:
        """With --force, or an older version that is there would be a question."""
        argv = (job.recipe.editor, "--install-extension", str(self.file(job)), "--force")
        result = self.change(job, argv, job.course.say)
        if result.code != 0:
            raise self.failed(job, result)

    def remove_with(self, job: _Job) -> tuple[str, ...]:
        """The editor."""
        return (job.recipe.editor,)

    def run_remove(
        self, place: Place, receipt: PackageReceipt, environment: Mapping[str, str], cancel: threading.Event
    ) -> None:
        """By the editor that has it."""
        editor = receipt.remove[0] if receipt.remove else "code"
        argv = (editor, "--uninstall-extension", receipt.package)
        result = call(editor, place.tool, argv, environment, cancel, REMOVE_SECONDS)
        left = call(editor, place.tool, (editor, *_LIST), environment, cancel, ASK_SECONDS)
        if listed(left.out, receipt.package):  # it refuses to remove what is not there
            self.taken_away(receipt, result)


def listed(output: str, package: str) -> str:
    """The version of `publisher.name` in what the editor lists; "" when it is not there."""
    for line in output.splitlines():
        name, at, version = line.strip().rpartition("@")
        if at and name.lower() == package.lower():
            return version
    return ""
