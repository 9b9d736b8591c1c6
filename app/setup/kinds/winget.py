"""Kind `winget`: a package of the Windows Package Manager, in exactly one version whose hash is the recipe's.

winget holds an installer against the hash in its source's manifest; the recipe says which hash that must be, and what
`winget show` prints is held against it first. https://learn.microsoft.com/windows/package-manager/winget/, exit codes:
winget-cli's doc/windows/package-manager/winget/returnCodes.md and AppInstallerErrors.h (HRESULTs, negative to Python).

For the whole computer winget itself has Windows ask (UAC): there is no signed file that our helper could be told of.
"""

import re
import threading
from collections.abc import Mapping

from app.policy.recipe import PinnedBuild, Scope, WingetRecipe
from app.setup.errors import Cancelled, IntegrityMismatch
from app.setup.installer import Job
from app.setup.manager import REMOVE_SECONDS, ManagerInstaller, call
from app.setup.manager_errors import ManagerBusy, NotAuthorised
from app.setup.npm_errors import plain
from app.setup.place import Place
from app.setup.receipt import PackageReceipt

_Job = Job[WingetRecipe, PinnedBuild]

_QUIET = ("--disable-interactivity", "--accept-source-agreements")
HASH_MISMATCH = 0x8A150011
CANCELLED = (0x8A150005, 0x8A15010C)  # control signal; cancelled by the person
BUSY = (0x8A150101, 0x8A150102, 0x8A150103)  # the package is running; another installation; a file is in use
BLOCKED = (0x8A150019, 0x8A15010F)  # needs an administrator; forbidden by policy
RESTART = (0x8A150109, 0x8A15010B)  # done, restart to finish; done, and restarting
_NOT_FOUND = 0x8A150014


class WingetInstaller(ManagerInstaller[WingetRecipe, PinnedBuild]):
    """By the winget of this machine."""

    manager = "winget"
    programs = ("winget",)
    replaces_newer = False

    def found(self, job: _Job) -> str:
        """The version winget lists for the id."""
        argv = ("winget", "list", "--id", job.recipe.package, "--exact", "--source", job.recipe.source, *_QUIET)
        return listed(self.ask(job, argv).out, job.recipe.package)

    def verify(self, job: _Job) -> None:
        """The source's own hash of that version must be the recipe's. Raises IntegrityMismatch."""
        result = self.ask(job, ("winget", "show", *_exactly(job), *_scope(job), *_QUIET))
        hashes = {found.lower() for found in re.findall(r"\b[0-9A-Fa-f]{64}\b", result.out)}
        if hashes != {job.build.sha256}:
            said = ", ".join(sorted(hashes)) or plain(result.out, 100) or "nothing"
            raise self.mismatch(job, f"the source {job.recipe.source} has {said}")
        job.go_on()

    def run_install(self, job: _Job) -> None:
        """Silently, for the person or the machine."""
        argv = ("winget", "install", *_exactly(job), *_scope(job), "--silent", "--accept-package-agreements", *_QUIET)
        result = self.change(job, argv)
        code = result.code & 0xFFFFFFFF
        if result.code == 0 or code in RESTART:
            if code in RESTART:
                job.course.say("Windows has to be restarted to finish")
            return
        if code == HASH_MISMATCH:
            raise IntegrityMismatch(tool=job.place.tool, detail="winget: the installer's hash does not match")
        if code in CANCELLED:
            raise Cancelled(tool=job.place.tool)
        if code in BUSY:
            raise ManagerBusy(manager=self.manager, tool=job.place.tool)
        if code in BLOCKED:
            raise NotAuthorised(tool=job.place.tool)
        raise self.failed(job, result, f"{code:#010x}")

    def remove_with(self, job: _Job) -> tuple[str, ...]:
        """The source and the exact version."""
        return ("--source", job.recipe.source, "--version", job.recipe.version)

    def run_remove(
        self, place: Place, receipt: PackageReceipt, environment: Mapping[str, str], cancel: threading.Event
    ) -> None:
        """That version; what is gone already is fine."""
        argv = ("winget", "uninstall", "--id", receipt.package, "--exact", *receipt.remove, "--silent", *_QUIET)
        result = call(self.manager, place.tool, argv, environment, cancel, REMOVE_SECONDS)
        self.taken_away(receipt, result, (0, _NOT_FOUND, _NOT_FOUND - (1 << 32)))


def _exactly(job: _Job) -> tuple[str, ...]:
    recipe = job.recipe
    return ("--id", recipe.package, "--exact", "--version", recipe.version, "--source", recipe.source)


def _scope(job: _Job) -> tuple[str, str]:
    """Whom for; `show` is asked with it, too, or it would name the hash of another installer than is taken."""
    return ("--scope", "machine" if job.recipe.scope is Scope.MACHINE else "user")


def listed(output: str, package: str) -> str:
    """The version in winget's table, whose headings are in the person's language: what follows the id in a line.

    A progress bar may stand before it, ended by a carriage return. A name may hold the id's words; an id has no space.
    """
    for line in re.split(r"[\r\n]+", output):
        words = line.split()
        for number in range(len(words) - 1, 0, -1):
            if words[number].lower() == package.lower() and number + 1 < len(words):
                version = words[number + 1]
                return words[number + 2] if version in ("<", ">") and number + 2 < len(words) else version
    return ""
