#!/usr/bin/env python3
"""The one command for packages: `python3 build/package.py deb rpm appimage …`. They end up in `dist/packages`.

Two runs on one commit give the same bytes: all of it is as old as the commit.
"""

import argparse
import datetime
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from devtools import environment
from devtools.commands import tell
from devtools.console import Trouble, say
from devtools.environment import Lock
from devtools.places import CACHE, ROOT, VENV_BIN
from packages import deb, documents, freeze, tree
from packages.tree import Item, Product

OUT = ROOT / "dist" / "packages"
FORMS = ("deb",)


def main(arguments: list[str]) -> int:
    """Make the packages that are asked for; returns the exit code."""
    parser = argparse.ArgumentParser(prog="package.py", description=__doc__)
    parser.add_argument("forms", nargs="+", choices=FORMS, help="which packages")
    parser.add_argument("--product", choices=("signpost", "signpost-admin"), action="append", help="only this one")
    options = parser.parse_args(arguments)
    try:
        environment.ensure(Lock.DEV)
        for product in options.product or ("signpost", "signpost-admin"):
            _make(product, options.forms)
    except Trouble as trouble:
        return tell(trouble)
    return 0


def _make(name: str, forms: list[str]) -> None:
    version, epoch = _version(), _epoch()
    subprocess.run([sys.executable, str(ROOT / "build/translations.py"), "compile"], cwd=ROOT, check=True)
    frozen = freeze.freeze(name, epoch)
    scratch = CACHE / "package" / name
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    product = _product(name, frozen, scratch, version, epoch)
    for form in forms:
        file = {"deb": deb.write}[form](product, OUT, scratch / form, epoch)
        digest = hashlib.sha256(file.read_bytes()).hexdigest()
        say(f"{file.relative_to(ROOT)}  {file.stat().st_size / 1e6:.1f} MB, {product.kilobytes / 1024:.1f} MiB on disk")
        print(f"{digest}  {file.name}")


def _product(name: str, frozen: Path, scratch: Path, version: str, epoch: int) -> Product:
    papers = documents.placed(name, epoch)
    date = datetime.datetime.fromtimestamp(epoch, datetime.UTC).date().isoformat()
    needs = deb.libraries(frozen, scratch / "libraries")
    if name == "signpost-admin":
        items: tuple[Item, ...] = tree.admin(frozen, papers)
        return Product(
            name, version, "signs and publishes a company's tool policy",
            "Writes, checks, tries, signs and publishes the tool policy that Signpost keeps\n"
            "on a company's computers, packs approved tools, and makes reports.",
            items, needs, (), "", "admin",
        )  # fmt: skip
    items = tree.employee(frozen, papers, version, _digest(frozen), date)
    return Product(
        name, version, "says when a tool is off limits, and what to use",
        "Sits in the tray of a company computer, keeps the company's signed tool policy,\n"
        "tells the person the moment a tool starts that is off limits, and sets up the\n"
        "approved one in a click.",
        items, needs, ("gnome-keyring | kwalletmanager", "pkexec", "rtkit"), "employee", "utils",
    )  # fmt: skip


def _digest(folder: Path) -> str:
    """Twelve letters that name this very build."""
    digest = hashlib.sha256()
    for item in tree.folder("", folder):
        digest.update(f"{item.path} {item.mode:o} {item.target} {len(item.data)}\n".encode() + item.data)
    return digest.hexdigest()[:12]


def _version() -> str:
    said = subprocess.run([str(VENV_BIN / "signpost"), "--version"], capture_output=True, text=True, check=True)
    return said.stdout.split()[-1]


def _epoch() -> int:
    """How old everything in the packages is: SOURCE_DATE_EPOCH, else the age of the commit."""
    said = os.environ.get("SOURCE_DATE_EPOCH")
    if said is None:
        command = ["git", "log", "-1", "--format=%ct"]
        said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return int(said)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
