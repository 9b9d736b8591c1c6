"""Every form of package: on which system it is made, with which programs, and by whom. One table."""

import platform
import shutil
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from packages import appimage, checked, deb, products, rpm
from packages.macos import layout as macos
from packages.macos import pkg
from packages.products import Build
from packages.tree import Product
from packages.windows import msi, nsis

_SYSTEMS = {"linux": "Linux", "win32": "Windows", "darwin": "macOS"}


@dataclass(frozen=True)
class Form:
    """One form. `system` is what programs for it are frozen on (`sys.platform`); `tools` must be found on the PATH;
    `write(product, out, scratch, epoch)` makes the package in `out` and returns its file; `lacks` says what else is
    missing here; `products` are those that come in this form; `judge(product, file, scratch)` has others look at it."""

    system: str
    tools: tuple[str, ...]
    lay_out: Callable[[Build], Product]
    write: Callable[[Product, Path, Path, int], Path]
    lacks: Callable[[], str | None] = lambda: None
    products: tuple[str, ...] = products.NAMES
    judge: Callable[[Product, Path, Path], None] = lambda *_: None

    def why_not(self, *, frozen: bool = False) -> str | None:
        """Why this machine cannot make it, as a sentence; None when it can. `frozen`: its programs are there."""
        if sys.platform != self.system and not frozen:
            needed, here = _SYSTEMS[self.system], _SYSTEMS.get(sys.platform, sys.platform)
            this = f"this is {here} ({platform.machine()})"
            return f"its programs are frozen on {needed}, and {this}; give them by --frozen"
        missing = [tool for tool in self.tools if shutil.which(tool) is None]
        return f"{' and '.join(missing)} not found" if missing else self.lacks()


FORMS: Mapping[str, Form] = MappingProxyType(
    {
        "deb": Form(
            "linux", ("dpkg-deb", "dpkg-shlibdeps", "help2man"), products.linux, deb.write, judge=checked.debian
        ),
        "msi": Form("win32", ("wixl", "msibuild", "msiinfo"), products.windows, msi.write),
        "nsis": Form("win32", ("makensis",), products.windows, nsis.write),
        "rpm": Form("linux", ("rpmbuild", "help2man"), products.fedora, rpm.write),
        "pkg": Form("darwin", ("pkgbuild", "productbuild"), macos.product, pkg.write),
        "appimage": Form(
            "linux", ("mksquashfs",), products.appimage, appimage.write, appimage.lacks, products=("signpost",)
        ),
    }
)
