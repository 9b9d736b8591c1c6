"""Kind `brew`: a formula or cask of Homebrew, in exactly one version whose hash is the recipe's.

Homebrew installs what its tap has now; so what it says of the package (`brew info --json=v2`,
https://docs.brew.sh/Querying-Brew) is held against the recipe first, and nothing is refreshed on the way.
"""

import threading
from collections.abc import Mapping
from typing import Any

import msgspec

from app.policy.recipe import BrewRecipe, PinnedBuild
from app.setup.installer import Job
from app.setup.manager import REMOVE_SECONDS, ManagerInstaller, call
from app.setup.manager_errors import ManagerBusy
from app.setup.npm_errors import plain
from app.setup.place import Place
from app.setup.receipt import PackageReceipt

_Job = Job[BrewRecipe, PinnedBuild]
_CALM: Mapping[str, str] = {
    "HOMEBREW_NO_AUTO_UPDATE": "1",
    "HOMEBREW_NO_ANALYTICS": "1",
    "HOMEBREW_NO_ENV_HINTS": "1",
    "HOMEBREW_NO_INSTALL_CLEANUP": "1",
    "HOMEBREW_NO_INSTALL_UPGRADE": "1",
}
_BUSY = "has already locked"


class _File(msgspec.Struct, frozen=True):
    sha256: str = ""


class _Bottle(msgspec.Struct, frozen=True):
    files: dict[str, _File] = {}


class _Formula(msgspec.Struct, frozen=True):
    versions: dict[str, Any] = {}
    revision: int = 0
    bottle: dict[str, _Bottle] = {}


class _Cask(msgspec.Struct, frozen=True):
    version: str = ""
    sha256: str = ""


class _Information(msgspec.Struct, frozen=True):
    formulae: list[_Formula] = []
    casks: list[_Cask] = []


class BrewInstaller(ManagerInstaller[BrewRecipe, PinnedBuild]):
    """By the Homebrew of this machine, which is its person's."""

    manager = "Homebrew"
    programs = ("brew",)
    variables = _CALM

    def found(self, job: _Job) -> str:
        """The version that is installed; of several, the recipe's when it is among them."""
        result = self.ask(job, ("brew", "list", _type(job.recipe), "--versions", job.recipe.package))
        return listed(result.out, job.recipe) if result.code == 0 else ""

    def verify(self, job: _Job) -> None:
        """The tap's version and hash must be the recipe's. Raises IntegrityMismatch."""
        argv = ("brew", "info", "--json=v2", _type(job.recipe), job.recipe.package)
        result = self.ask(job, argv)
        version, hashes = described(result.out)
        if version != job.recipe.version:
            raise self.mismatch(job, f"Homebrew has version {version or plain(result.err, 100) or 'none'}")
        if job.build.sha256 not in hashes:
            raise self.mismatch(job, "Homebrew names another hash")
        job.go_on()

    def run_install(self, job: _Job) -> None:
        """Raises ManagerBusy, ManagerFailed."""
        # Without --force-bottle it may build from a source that the hash says nothing of.
        only = () if job.recipe.cask else ("--force-bottle",)
        result = self.change(job, ("brew", "install", _type(job.recipe), *only, job.recipe.package))
        if result.code != 0:
            busy = _BUSY in result.out + result.err
            raise ManagerBusy(manager=self.manager, tool=job.place.tool) if busy else self.failed(job, result)

    def remove_with(self, job: _Job) -> tuple[str, ...]:
        """Whether it is a cask."""
        return (_type(job.recipe),)

    def run_remove(
        self, place: Place, receipt: PackageReceipt, environment: Mapping[str, str], cancel: threading.Event
    ) -> None:
        """Without --zap: the person's settings stay."""
        argv = ("brew", "uninstall", *receipt.remove, receipt.package)
        self.taken_away(receipt, call(self.manager, place.tool, argv, {**environment, **_CALM}, cancel, REMOVE_SECONDS))


def _type(recipe: BrewRecipe) -> str:
    return "--cask" if recipe.cask else "--formula"


def listed(output: str, recipe: BrewRecipe) -> str:
    """The version in `name version version …`; "" when the name is another."""
    name = recipe.package.rpartition("/")[2]
    for line in output.splitlines():
        found, *versions = line.split() or [""]
        if found == name and versions:
            return recipe.version if recipe.version in versions else versions[-1]
    return ""


def described(output: str) -> tuple[str, frozenset[str]]:
    """Version and hashes in the JSON that `brew info` prints: a bottle's for each system, a cask's one."""
    try:
        said = msgspec.json.decode(output, type=_Information)
    except (ValueError, RecursionError):  # msgspec's are ValueErrors
        return "", frozenset()
    if said.casks:
        return said.casks[0].version, frozenset({said.casks[0].sha256})
    if not said.formulae:
        return "", frozenset()
    formula = said.formulae[0]
    stable, revision = str(formula.versions.get("stable") or ""), formula.revision
    hashes = frozenset(file.sha256 for file in formula.bottle.get("stable", _Bottle()).files.values())
    return f"{stable}_{revision}" if revision else stable, hashes
