"""Kind `msi`: a Windows Installer package, installed silently by msiexec.

Exit codes: https://learn.microsoft.com/windows/win32/msi/error-codes. What is installed is what the product code's
`Uninstall` key says, for the person or the machine, in either view of the registry.
"""

import re
import threading
from collections.abc import Mapping
from pathlib import Path

from app.policy.recipe import ArtifactBuild, MsiRecipe, Scope
from app.setup.elevated import ElevatedInstaller
from app.setup.errors import Cancelled
from app.setup.installer import Job
from app.setup.manager import REMOVE_SECONDS, call
from app.setup.manager_errors import ManagerBusy, NotAuthorised
from app.setup.place import Place
from app.setup.receipt import PackageReceipt

_Job = Job[MsiRecipe, ArtifactBuild]

SUCCESS = 0
CANCELLED = 1602
UNKNOWN_PRODUCT = 1605
BUSY = 1618
NOT_ALLOWED = (1625, 1925, 1730)  # forbidden by policy; not enough rights to install; to remove
RESTARTING, RESTART = 1641, 3010
REMOVED = (SUCCESS, RESTART, RESTARTING, UNKNOWN_PRODUCT)
VIEWS = ("/reg:64", "/reg:32")
"""Of the registry: what 64 and what 32 bits see, reg(1)."""

_COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1")
_KEY = r"SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall"
_VERSION = re.compile(r"^\s*DisplayVersion\s+REG_SZ\s+(\S+)\s*$", re.MULTILINE)


class MsiInstaller(ElevatedInstaller[MsiRecipe]):
    """`/qn`: no window at all; `/norestart`: the computer is the person's."""

    manager = "Windows Installer"
    programs = ("msiexec", "reg")
    replaces_newer = False

    def found(self, job: _Job) -> str:
        """The version in the registry."""
        for hive in ("HKCU", "HKLM"):
            for view in VIEWS:
                result = self.ask(job, described(hive, job.recipe.product, view))
                if result.code == 0 and (version := version_in(result.out)):
                    return version
        return ""

    def inspect(self, job: _Job, file: Path) -> None:
        """By its first bytes. Raises IntegrityMismatch."""
        if not is_package(file):
            raise self.mismatch(job, f"{file.name} is no Windows Installer package")

    def install_here(self, job: _Job) -> None:
        """Raises NotAuthorised, ManagerBusy, Cancelled, ManagerFailed."""
        result = self.change(job, installing(self.file(job), job.recipe))
        match result.code:
            case 0:
                return
            case 3010 | 1641:
                job.course.say("Windows has to be restarted to finish")
            case 1602:
                raise Cancelled(tool=job.place.tool)
            case 1618:
                raise ManagerBusy(manager=self.manager, tool=job.place.tool)
            case code if code in NOT_ALLOWED:
                raise NotAuthorised(tool=job.place.tool)
            case code:
                raise self.failed(job, result, f"error {code}")

    def remove_here(
        self, place: Place, receipt: PackageReceipt, environment: Mapping[str, str], cancel: threading.Event
    ) -> None:
        """By the product code; what is gone already is fine."""
        result = call(self.manager, place.tool, removing(receipt.package), environment, cancel, REMOVE_SECONDS)
        self.taken_away(receipt, result, REMOVED)


_SILENT = ("/qn", "/norestart")


def described(hive: str, product: str, view: str) -> tuple[str, ...]:
    """What asks for the version of an installed product."""
    return ("reg", "query", rf"{hive}\{_KEY}\{product}", "/v", "DisplayVersion", view)


def version_in(output: str) -> str:
    """The version in what `described` prints; "" when it says none."""
    match = _VERSION.search(output)
    return match[1] if match else ""


def is_package(file: Path) -> bool:
    """A Windows Installer package is a compound file ([MS-CFB] 2.2, header signature)."""
    with file.open("rb") as opened:
        return opened.read(len(_COMPOUND)) == _COMPOUND


def installing(file: Path, recipe: MsiRecipe) -> tuple[str, ...]:
    """What installs it."""
    return ("msiexec", "/i", str(file), *_SILENT, *properties(recipe))


def removing(product: str) -> tuple[str, ...]:
    """What removes it."""
    return ("msiexec", "/x", product, *_SILENT)


def properties(recipe: MsiRecipe) -> tuple[str, ...]:
    """The recipe's properties, and who it is for: ALLUSERS=2 with MSIINSTALLPERUSER=1 is the person alone.

    https://learn.microsoft.com/windows/win32/msi/msiinstallperuser. A property of the recipe wins.
    """
    whom = {"ALLUSERS": "1"} if recipe.scope is Scope.MACHINE else {"ALLUSERS": "2", "MSIINSTALLPERUSER": "1"}
    return tuple(f"{name}={value}" for name, value in {**whom, **recipe.properties}.items())
