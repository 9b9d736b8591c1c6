"""The two products: what each is called, what it is for, and what of it is put where, for each system."""

import datetime
import hashlib
import shutil
from dataclasses import dataclass, replace
from pathlib import Path

from devtools.console import Trouble
from devtools.places import CACHE

from packages import deb, documents, sonames, tree
from packages.tree import Product

NAMES = ("signpost", "signpost-admin")


@dataclass(frozen=True)
class Build:
    """One frozen program: the product's name and version, the folder it was frozen to, its age in Unix seconds."""

    name: str
    version: str
    frozen: Path
    epoch: int

    def scratch(self, form: str) -> Path:
        """A new, empty folder for one form's work."""
        folder = CACHE / "package" / self.name / form
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        return folder

    @property
    def date(self) -> str:
        """Its day, as ISO 8601 writes it, in UTC."""
        return datetime.datetime.fromtimestamp(self.epoch, datetime.UTC).date().isoformat()

    @property
    def digest(self) -> str:
        """Twelve letters that name this very build."""
        digest = hashlib.sha256()
        for item in tree.folder("", self.frozen):
            digest.update(f"{item.path} {item.mode:o} {item.target} {len(item.data)}\n".encode() + item.data)
        return digest.hexdigest()[:12]


_EMPLOYEE = (
    "says when a tool is off limits, and what to use",
    (
        "Sits in the tray of a company computer, keeps the company's signed tool policy,\n"
        "tells the person the moment a tool starts that is off limits, and sets up the\n"
        "approved one in a click."
    ),
)
_ADMIN = (
    "signs and publishes a company's tool policy",
    (
        "Writes, checks, tries, signs and publishes the tool policy that Signpost keeps\n"
        "on a company's computers, packs approved tools, and makes reports."
    ),
)


def windows(build: Build) -> Product:
    """As both installers for Windows bring it: places are relative to its folder. Raises Trouble."""
    program = build.frozen / f"{build.name}.exe"
    if not program.is_file():
        raise Trouble(f"{program} is not there.", "Give the folder that was frozen on Windows: --frozen DIR.")
    summary, description = _ADMIN if build.name == "signpost-admin" else _EMPLOYEE
    items = (replace(item, path=item.path[1:]) for item in tree.folder("", build.frozen))
    return Product(build.name, build.version, summary, description, tuple(items), (), (), "", "")


def linux(build: Build) -> Product:
    """As Debian packages install it. Raises Trouble."""
    papers = documents.placed(build.name, build.epoch)
    needs = deb.libraries(build.frozen, build.scratch("libraries"))
    return _on_linux(build, papers, needs, ("gnome-keyring | kwalletmanager", "pkexec", "polkitd", "rtkit"), "employee")


def fedora(build: Build) -> Product:
    """As RPM packages install it; which libraries it needs rpm finds by itself. Raises Trouble."""
    papers = documents.placed(build.name, build.epoch, zsh="/usr/share/zsh/site-functions")
    papers |= {item.path: item.data for item in tree.licences(build.name)}
    recommends = ("(gnome-keyring or kwalletmanager)", "/usr/bin/pkexec", "rtkit")
    return _on_linux(build, papers, ("coreutils", "hicolor-icon-theme"), recommends, "employee-rpm")


def appimage(build: Build) -> Product:
    """The employee's, for one person, with what it needs of the system. Raises Trouble."""
    carried = sonames.to_carry(sonames.elf(build.frozen))
    items = tree.appdir(build.frozen, carried, build.version, build.date)
    return Product(build.name, build.version, "says when a tool is off limits", "", items, (), (), "", "utils")


def _on_linux(
    build: Build, papers: dict[str, bytes], needs: tuple[str, ...], recommends: tuple[str, ...], scripts: str
) -> Product:
    """`recommends` and `scripts` are the employee's."""
    if build.name == "signpost-admin":
        return Product(build.name, build.version, *_ADMIN, tree.admin(build.frozen, papers), needs, (), "", "admin")
    return Product(
        build.name, build.version, *_EMPLOYEE,
        tree.employee(build.frozen, papers, build.version, build.digest, build.date),
        needs, recommends, scripts, "utils",
    )  # fmt: skip
