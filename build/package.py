#!/usr/bin/env python3
"""The one command for packages: `python3 build/package.py deb rpm appimage …`. They end up in `dist/packages`, each
with its bill of materials beside it.

Two runs on one commit give the same bytes: all of it is as old as the commit. Exit codes: 0 all were made, 1 one
failed, 2 a wrong command line, 3 this machine cannot make some of them (it says why; the others were made).

With no form the programs are frozen alone, into `dist/frozen`. What was frozen on another system is packed with
`--frozen DIR`: MSI and NSIS are made on Linux from what Windows froze.

`--twice` makes all of it again and compares: exit code 1, with the members that differ, where it is not the same.
"""

import argparse
import hashlib
import os
import subprocess
import sys
from pathlib import Path

from devtools import environment, system
from devtools.commands import tell
from devtools.console import Trouble, say
from devtools.environment import Lock
from devtools.places import ROOT, VENV_BIN, VENV_PYTHON
from devtools.system import Group
from packages import bill, compared, freeze, products
from packages.compared import Listing
from packages.forms import FORMS
from packages.products import Build

OUT = ROOT / "dist" / "packages"
_NOT_HERE = 3


def main(arguments: list[str]) -> int:
    """Make the packages that are asked for; returns the exit code."""
    parser = argparse.ArgumentParser(prog="package.py", description=__doc__)
    parser.add_argument("forms", nargs="*", metavar="FORM", help=f"{', '.join(FORMS)}; none: freeze alone")
    parser.add_argument("--product", choices=products.NAMES, action="append", help="only this one")
    parser.add_argument("--frozen", type=Path, metavar="DIR", help="do not freeze: DIR holds a folder for each product")
    parser.add_argument("--twice", action="store_true", help="make all twice, and compare")
    options = parser.parse_args(arguments)
    for form in options.forms:
        if form not in FORMS:
            parser.error(f"{form} is none of {', '.join(FORMS)}")
    if options.frozen is not None and not options.frozen.is_dir():
        parser.error(f"--frozen: {options.frozen} is no folder")
    try:
        system.ensure([Group.PYTHON, Group.QT, Group.PACKAGES])
    except Trouble as trouble:  # the forms say what they lack
        tell(trouble)
    reasons = {form: FORMS[form].why_not(frozen=options.frozen is not None) for form in dict.fromkeys(options.forms)}
    made_here = [form for form, reason in reasons.items() if reason is None]
    try:
        environment.ensure(Lock.DEV)
        for product in options.product or products.NAMES:
            forms = [form for form in made_here if product in FORMS[form].products]
            if forms or not reasons:
                _same([_make(product, forms, options.frozen) for _ in range(1 + options.twice)])
    except Trouble as trouble:
        return tell(trouble)
    for form, reason in reasons.items():
        if reason is not None:
            say(f"no {form}: {reason}")
    return 0 if len(made_here) == len(reasons) else _NOT_HERE


def _same(made: list[dict[str, Listing]]) -> None:
    """Raises Trouble where what was made again is not what it was."""
    changed = [f"{name}: {one}" for name in made[0] for one in compared.differing(made[0][name], made[-1][name])]
    if changed:
        raise Trouble("Made again, it is not the same:\n" + "\n".join(changed), "Find what of this machine is in it.")
    if len(made) > 1:
        say(f"made twice, the same: {', '.join(made[0])}")


def _make(name: str, forms: list[str], frozen: Path | None) -> dict[str, Listing]:
    """Freeze and pack one product; returns what is in each file that was made."""
    epoch = _epoch()
    if frozen is None:
        subprocess.run([str(VENV_PYTHON), str(ROOT / "build/translations.py"), "compile"], cwd=ROOT, check=True)
        folder = freeze.freeze(name, epoch)
    else:
        folder = frozen.resolve() / name
    build = Build(name, _version(), folder, epoch)
    listings = {f"frozen {name}": compared.folder(folder)}
    laid_out = {lay_out: lay_out(build) for lay_out in {FORMS[form].lay_out for form in forms}}
    for form in forms:
        product = laid_out[FORMS[form].lay_out]
        scratch = build.scratch(form)
        file = FORMS[form].write(product, OUT, scratch, epoch)
        FORMS[form].judge(product, file, scratch)
        bill.beside(product, build.frozen, file)
        digest = hashlib.sha256(file.read_bytes()).hexdigest()
        say(f"{file.relative_to(ROOT)}  {file.stat().st_size / 1e6:.1f} MB, {product.kilobytes / 1024:.1f} MiB on disk")
        print(f"{digest}  {file.name}")
        listings[file.name] = compared.package(file)
    return listings


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
