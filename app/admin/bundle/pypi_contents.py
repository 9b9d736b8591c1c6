"""What pip has put into a folder: its distributions, their licences, and small scripts for the commands of one."""

import csv
import io
import os
import re
from collections.abc import Iterator
from importlib.metadata import Distribution, EntryPoint, PathDistribution
from pathlib import Path

from packaging.utils import canonicalize_name

from app.admin.bundle import licences
from app.admin.bundle.errors import BundleImpossible
from app.policy.bundle import Part
from app.policy.recipe import Command

PACKAGES = "site-packages"
_SCRIPTS = "scripts"
_COMMAND = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_NAME = re.compile(r"[A-Za-z_][\w.]*", re.ASCII)
_BY_THE_WAY = ("direct_url.json", "REQUESTED", "INSTALLER")
"""What pip writes by how it was called (packaging specifications, "Recording installed projects")."""

_LONGEST_NAME = 100


def settle(packages: Path) -> None:
    """Take out what depends on how pip was called, also out of each RECORD, which says whose a file is.

    Raises BundleImpossible.
    """
    for record in sorted(packages.glob("*.dist-info/RECORD")):
        for name in _BY_THE_WAY:
            record.with_name(name).unlink(missing_ok=True)
        try:
            rows = [row for row in csv.reader(record.read_text(encoding="utf-8").splitlines()) if row]
        except (ValueError, csv.Error) as error:  # no UTF-8; a field of megabytes
            raise BundleImpossible(given=record.parent.name, detail=f"its RECORD cannot be read: {error}") from error
        text = io.StringIO()
        kept = sorted(row for row in rows if os.path.isfile(packages / row[0]))  # noqa: PTH113  any name may be there
        csv.writer(text, lineterminator="\n").writerows(kept)
        record.write_text(text.getvalue(), encoding="utf-8")


def commands(name: str, folder: Path, runtime: str, python: str) -> tuple[Command, ...]:
    """Write a script for each command of the distribution (packaging specifications, "Entry points").

    It is started by the file `runtime`, or where there is none ("") by the machine's Python of that version.
    Raises BundleImpossible.
    """
    head = "" if runtime else f"#!/usr/bin/env python{python}\n"
    made = []
    (folder / _SCRIPTS).mkdir()
    for point in sorted(_entry_points(name, folder / PACKAGES), key=lambda point: point.name):
        if not (_COMMAND.fullmatch(point.name) and _NAME.fullmatch(point.module) and _NAME.fullmatch(point.attr or "")):
            raise BundleImpossible(given=name, detail=f"its command {point.name!r} is {point.value!r}")
        path = folder / _SCRIPTS / f"{point.name}.py"
        path.write_text(head + _script(point), encoding="utf-8")
        path.chmod(0o755)
        made.append(Command(name=point.name, file=f"{_SCRIPTS}/{path.name}", runtime=runtime or None))
    if not made:
        raise BundleImpossible(given=name, detail="it brings no command")
    return tuple(made)


def parts(packages: Path) -> dict[Part, list[tuple[str, str]]]:
    """Each distribution with its licence, and the licence texts that came with it."""
    found = {}
    for path in sorted(packages.glob("*.dist-info")):
        package = PathDistribution(path)
        about = package.metadata
        part = Part(f"pkg:pypi/{canonicalize_name(about['Name'])}@{about['Version']}", stated_licence(package))
        folders = [folder for folder in (path, path / "licenses") if folder.is_dir()]
        found[part] = [text for folder in folders for text in licences.texts_in(folder)]
    return found


def stated_licence(package: Distribution) -> str:
    """As the distribution states it; "" for nothing, or for the licence's whole text, which some put there."""
    about = package.metadata
    licence: str = about["License-Expression"] or about["License"] or ""
    return licence if len(licence) <= _LONGEST_NAME else ""


def _entry_points(name: str, packages: Path) -> Iterator[EntryPoint]:
    for path in packages.glob("*.dist-info"):
        distribution = PathDistribution(path)
        if canonicalize_name(distribution.metadata["Name"]) == canonicalize_name(name):
            yield from (point for point in distribution.entry_points if point.group == "console_scripts")


def _script(point: EntryPoint) -> str:
    return f'''"""Starts {point.name}."""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "{PACKAGES}"))

from {point.module} import {point.attr.partition(".")[0]}

sys.exit({point.attr}())
'''
