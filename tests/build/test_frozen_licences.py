"""Whose work is in the frozen program, the program itself can tell: About lists it, with the licences' own texts."""

import sysconfig
from importlib.metadata import distributions
from pathlib import Path

import pytest
from packages import origins
from packaging.utils import canonicalize_name

pytestmark = [pytest.mark.full, pytest.mark.timeout(1800)]


def test_each_package_whose_modules_are_in_it_brings_its_licence(frozen: Path) -> None:
    found = origins.found(frozen, origins.Site(Path(sysconfig.get_path("purelib"))))
    purls = (brought.part.purl for brought in found.parts)
    inside = {purl.removeprefix("pkg:pypi/").partition("@")[0] for purl in purls if purl.startswith("pkg:pypi/")}
    told = {str(canonicalize_name(one.metadata["Name"])) for one in distributions(path=[str(frozen / "lib")])}
    assert inside - {"pyinstaller"} <= told, "its start program alone is in it"
    texts = {path.parent.name for path in (frozen / "lib").glob("*.dist-info/licenses")}
    assert len(texts) * 2 > len(told)
