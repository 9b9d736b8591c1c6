"""An RPM package from the neutral list, by rpmbuild, which finds the libraries it needs by itself.

What is frozen on Debian runs on Fedora, openSUSE and RHEL where their C library is new enough: the package asks for it,
and `write` says how new. To make one for an older system, freeze it there.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from email.utils import formatdate
from pathlib import Path

from devtools.console import Trouble, say

from app.admin.rollout import rpmbuild
from packages import asked, staged
from packages.deb import MAINTAINER
from packages.tree import LINUX, Item, Kind, Product, with_folders

SCRIPTS = ("posttrans", "preun", "postun")
"""`posttrans` runs after the files of the version before are gone; `post` would still see them (Fedora Packaging
Guidelines, "Scriptlets")."""

_SMALLEST = "w9.xzdio"
_ODD = re.compile(r'[\s"%*?\\{}\[\]]')
_SAME_ELSEWHERE = {b"libbz2.so.1.0": b"libbz2.so.1"}
"""The one library whose name Debian makes longer than everybody else; the interface is the same."""


def write(product: Product, out: Path, scratch: Path, epoch: int) -> Path:
    """Make the package in `out`; returns its file. Raises Trouble."""
    items = tuple(fitted(item) for item in with_folders(product.items))
    root = scratch / "root"
    staged.lay_out(items, root, epoch)
    top = scratch / "rpm"
    top.mkdir()
    (top / "package.spec").write_text(_spec(product, items, root, epoch), "utf-8")
    asked.output(rpmbuild.command(top / "package.spec", _SMALLEST), SOURCE_DATE_EPOCH=str(epoch))
    out.mkdir(parents=True, exist_ok=True)
    made = top / rpmbuild.MADE
    version, release, machine = _asked(made, "%{VERSION}\n%{RELEASE}\n%{ARCH}").split("\n")
    file = out / f"{product.name}-{version}-{release}.{machine}.rpm"
    made.replace(file)
    say(f"{file.name} needs the C library {newest_glibc(file)} or later")
    return file


def fitted(item: Item) -> Item:
    """An item as RPM wants it: libraries executable, or nobody looks what they need; their names as others have them.

    Names are shortened within their place in the table of strings, so that nothing moves.
    """
    if item.kind is not Kind.FILE or not item.data.startswith(b"\x7fELF"):
        return item
    data = item.data
    for debian, usual in _SAME_ELSEWHERE.items():
        data = data.replace(b"\0" + debian + b"\0", b"\0" + usual.ljust(len(debian), b"\0") + b"\0")
    return replace(item, data=data, mode=0o755)


def newest_glibc(package: Path) -> str:
    """The oldest C library with all that a package's programs ask for."""
    needs = asked.output(["rpm", "-qp", "--requires", str(package)]).decode()
    found = {tuple(map(int, version.split("."))) for version in re.findall(r"\(GLIBC_([0-9.]+)\)", needs)}
    return ".".join(map(str, max(found, default=())))


def _asked(package: Path, form: str) -> str:
    return asked.output(["rpm", "-qp", "--qf", form, str(package)]).decode()


def _spec(product: Product, items: tuple[Item, ...], root: Path, epoch: int) -> str:
    lines = [
        f"%global __provides_exclude_from ^({_one_of(_program_folders(items))})/.*$",
        f"%global __requires_exclude ^({_one_of(_carried(items))})[(].*$",
        f"Name: {product.name}",
        f"Version: {product.version}",
        "Release: 1",
        f"Summary: {product.summary[:1].upper()}{product.summary[1:]}",
        "License: LicenseRef-proprietary AND LGPL-3.0-only AND PSF-2.0",
        "Vendor: Signpost",
        f"Packager: {MAINTAINER}",
        *(f"Requires: {need}" for need in product.needs),
        *(f"Recommends: {need}" for need in product.recommends),
        "",
        "%description",
        product.description,
        "",
        "%install",
        f"cp -a {root}/. %{{buildroot}}/",
        *_scripts(product),
        "",
        "%files",
        *(line for item in items if (line := _listed(item, product.name))),
    ]
    lines += ["", "%changelog", f"* {_day(epoch)} {MAINTAINER} - {product.version}-1", f"- Release {product.version}."]
    return "\n".join(lines) + "\n"


def _day(epoch: int) -> str:
    """As rpm's change logs have it, in English whatever the locale."""
    weekday, day, month, year = formatdate(epoch).replace(",", "").split()[:4]
    return f"{weekday} {month} {day} {year}"


def _scripts(product: Product) -> Iterator[str]:
    for name in SCRIPTS:
        script = LINUX / product.scripts / name
        if product.scripts and script.is_file():
            yield f"\n%{name}\n{script.read_text('utf-8').replace('%', '%%')}"


def _listed(item: Item, product: str) -> str:
    """A line of `%files`. Folders that other packages bring, too, are theirs. Raises Trouble."""
    if _ODD.search(item.path):
        raise Trouble(f"RPM cannot be told of the file name {item.path}.", "Leave it out of what is frozen.")
    if item.kind is Kind.FOLDER:
        ours = f"/{product.partition('-')[0]}" in item.path or item.path.endswith(".wants")
        return f"%dir %attr({item.mode:o},root,root) {item.path}" if ours else ""
    if item.kind is Kind.LINK:
        return item.path
    marks = f"%attr({item.mode:o},root,root) "
    if item.path.startswith("/etc/"):
        marks += "%config(noreplace) "
    elif item.path.startswith("/usr/share/licenses/"):
        marks += "%license "
    return marks + item.path


def _program_folders(items: tuple[Item, ...]) -> set[str]:
    """Where the programs and libraries lie that are no business of other packages."""
    elf = (item.path for item in items if item.data.startswith(b"\x7fELF"))
    return {"/".join(path.split("/")[:4]) for path in elf}


def _carried(items: tuple[Item, ...]) -> set[str]:
    """The names of the libraries that the package carries itself."""
    return {item.path.rpartition("/")[2] for item in items if ".so" in item.path}


def _one_of(names: set[str]) -> str:
    """A regular expression as rpm's macros leave it alone: without backslashes. None of no names."""
    return "|".join(re.sub(r"([.+])", r"[\1]", name) for name in sorted(names)) or "$^"
