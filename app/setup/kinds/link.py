"""Kind `link`: a page, a store's usually, where the person gets the tool. Done when detection passes.

Opening it is all there is to do, by the program that this system opens addresses with; only https, and the address is
one argument, never shell text.
"""

import sys
import threading
from collections.abc import Mapping

from app.policy.recipe import LinkBuild, LinkRecipe
from app.setup.installer import Family, Job, Needs
from app.setup.manager import call, find
from app.setup.manager_errors import ManagerFailed
from app.setup.place import Place, digest
from app.setup.receipt import PageReceipt, Receipt

_Job = Job[LinkRecipe, LinkBuild]
_OPEN_SECONDS = 30.0

OPENERS: Mapping[str, tuple[str, ...]] = {
    "linux": ("xdg-open",),
    "darwin": ("open",),
    "win32": ("rundll32", "url.dll,FileProtocolHandler"),
}


class LinkInstaller:
    """`opener` is the command that opens an address."""

    family = Family.PAGE

    def __init__(self, opener: tuple[str, ...] = OPENERS.get(sys.platform, OPENERS["linux"])) -> None:
        self._opener = opener

    def viable(self, job: _Job) -> None:
        """Raises ManagerMissing where nothing opens pages."""
        find(self._opener[0], self._opener[0], job.place.tool, job.environment)

    def needs(self, job: _Job) -> Needs:
        """Nothing."""
        return ()

    def pin(self, job: _Job) -> str:
        """The address's SHA-256."""
        return digest(job.build.url.encode())

    def download(self, job: _Job) -> None:
        """Nothing; the person does."""

    def verify(self, job: _Job) -> None:
        """Nothing of it is ours to hold against anything."""

    def receipt(self, job: _Job) -> PageReceipt:
        """The page."""
        command = job.recipe.detect.command
        return PageReceipt(address=job.build.url, commands=(command,) if command else ())

    def install(self, job: _Job, receipt: Receipt) -> None:
        """Open the page. Raises ManagerFailed, Cancelled."""
        job.go_on()
        argv = (*self._opener, job.build.url)
        result = call(argv[0], job.place.tool, argv, job.environment, job.cancel, _OPEN_SECONDS)
        if result.code != 0:
            raise ManagerFailed(manager=argv[0], tool=job.place.tool, code=result.code, detail="the page did not open")

    def found(self, job: _Job) -> str:
        """Nobody keeps an account; detection decides."""
        return ""

    def remove(self, place: Place, receipt: Receipt, environment: Mapping[str, str], cancel: threading.Event) -> None:
        """What the person got there is theirs."""
