"""The bill of materials, asked for by what runs without .venv's packages (see `packages.bom`)."""

import hashlib
import platform
import shutil
from pathlib import Path
from urllib.parse import quote

from devtools.console import Trouble
from devtools.places import ROOT, VENV_PYTHON

from packages import asked
from packages.tree import Product

_ELF = b"\x7fELF"


def keep(name: str, frozen: Path) -> None:
    """Find out what is in a frozen folder, and keep it beside. Raises Trouble."""
    _run("found", str(frozen), str(kept_at(name, frozen)))


def beside(product: Product, frozen: Path, package: Path) -> None:
    """Write the document beside a package of what was frozen, and of the system's libraries that the package brings
    besides. Raises Trouble."""
    _run("beside", product.name, product.version, str(frozen), str(package), *_from_the_system(product, frozen))


def kept_at(name: str, frozen: Path) -> Path:
    """Where what is in a frozen folder is kept."""
    return frozen.with_name(f"{name}.parts.json")


def _from_the_system(product: Product, frozen: Path) -> list[str]:
    """Libraries that were not frozen: a package URL where the system's package manager knows one, else what `bom`
    takes for a file."""
    frozen_names = {path.name for path in frozen.rglob("*")}
    found = set()
    for item in product.items:
        name = item.path.rpartition("/")[2]
        if item.data.startswith(_ELF) and name not in frozen_names:
            found.add(_owner(name) or f"file:{name}:{hashlib.sha256(item.data).hexdigest()}")
    return sorted(found)


def _owner(name: str) -> str:
    """The Debian package that brings a library, as a package URL ("deb" of the purl types); "" when none is known."""
    if shutil.which("dpkg-query") is None:
        return ""
    try:
        package = asked.output(["dpkg-query", "--search", f"*/{name}"]).decode().partition(": ")[0].partition(",")[0]
        said = asked.output(["dpkg-query", "--show", "--showformat=${Package} ${Version} ${Architecture}", package])
    except Trouble:
        return ""
    package, version, architecture = said.decode().split()
    system = platform.freedesktop_os_release()["ID"]
    return f"pkg:deb/{system}/{package}@{quote(version)}?arch={architecture}"


def _run(*words: str) -> None:
    asked.output([str(VENV_PYTHON), "-m", "packages.bom", *words], PYTHONPATH=str(ROOT / "build"))
