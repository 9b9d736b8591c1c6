"""The bill of materials: everything in a frozen folder stands in it, in the published form, the same each time."""

import hashlib
import json
import platform
import shutil
import subprocess
import sysconfig
from collections.abc import Iterable
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from devtools.console import Trouble
from packages import bill, bom, origins
from packages.tree import Item, Product
from PyInstaller.archive.writers import CArchiveWriter, ZlibArchiveWriter

SITE = origins.Site(Path(sysconfig.get_path("purelib")))

PRODUCT = Product("signpost", "1.0", "", "", (), (), (), "", "")


def _freeze(folder: Path, modules: Iterable[str]) -> Path:
    """A program as PyInstaller writes it, less its start program, that holds such modules."""
    folder.mkdir(parents=True, exist_ok=True)
    empty = compile("", "<empty>", "exec")
    archive = folder.parent / "modules.pyz"
    ZlibArchiveWriter(
        str(archive),
        [(name, f"{name}.py", "PYMODULE") for name in modules],
        code_dict=dict.fromkeys(modules, empty),
    )
    CArchiveWriter(str(folder / "signpost"), [("PYZ.pyz", str(archive), False, "z")], "libpython3.11.so.1.0")
    return folder


@pytest.fixture
def frozen(tmp_path: Path) -> Path:
    """A folder with a program, libraries of packages, of Qt, of others, and one that nobody knows."""
    folder = _freeze(tmp_path / "frozen", ["app.main", "json", "requests.sessions", "cryptography.x509"])
    for name, content in {
        "lib/PySide6/Qt/lib/libQt6Core.so.6": b"Qt",
        "lib/PySide6/QtCore.abi3.so": b"",
        "lib/PySide6/Qt/lib/libicuuc.so.73": b"",
        "lib/python3.11/lib-dynload/_ssl.cpython-311-x86_64-linux-gnu.so": b"",
        "lib/libcrypto.so.3": b"\0OpenSSL 3.0.19 27 Jan 2026\0",
        "lib/libstrange.so.1": b"strange",
        "lib/resources/icons/icon.svg": b"<svg/>",
        "lib/certifi/cacert.pem": b"",
        f"lib/keyring-{version('keyring')}.dist-info/METADATA": b"",
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


def _told(frozen: Path, package: Path, product: Product = PRODUCT) -> dict[str, Any]:
    bill.beside(product, frozen, package)
    text = package.with_name(package.name + bom.SUFFIX).read_text("utf-8")
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    told: dict[str, Any] = json.loads(text)
    return told


def test_everything_frozen_stands_in_it_in_the_published_form(frozen: Path, tmp_path: Path) -> None:
    package = tmp_path / "signpost_1.0_amd64.deb"
    package.write_bytes(b"a package")
    told = _told(frozen, package)
    whole = told["metadata"]["component"]
    assert (whole["name"], whole["version"]) == ("signpost", "1.0")
    assert whole["hashes"][0]["content"] == hashlib.sha256(b"a package").hexdigest()
    assert {one["bom-ref"] for one in told["components"]} == {
        f"pkg:generic/cpython@{platform.python_version()}",
        f"pkg:generic/qt@{version('pyside6-essentials')}",
        "pkg:generic/icu@73",
        "pkg:generic/openssl@3.0.19",
        "file:libstrange.so.1",
        *(
            f"pkg:pypi/{name}@{version(name)}"
            for name in ("certifi", "cryptography", "keyring", "pyinstaller", "pyside6-essentials", "requests")
        ),
    }
    parts = {one["name"]: one for one in told["components"]}
    assert parts["libstrange.so.1"]["hashes"][0]["content"] == hashlib.sha256(b"strange").hexdigest()
    assert parts["requests"]["licenses"] == [{"license": {"id": "Apache-2.0"}}]
    assert parts["pyinstaller"]["licenses"][0]["expression"].endswith("WITH Bootloader-exception")
    below = {one["name"]: one for one in parts["cryptography"]["components"]}
    assert below["openssl"]["version"], "which OpenSSL the wheel of cryptography was built with"


def test_the_same_package_has_the_same_one(frozen: Path, tmp_path: Path) -> None:
    package = tmp_path / "package"
    package.write_bytes(b"the same")
    first = _told(frozen, package)
    assert _told(frozen, package) == first
    package.write_bytes(b"another")
    assert _told(frozen, package)["serialNumber"] != first["serialNumber"]


def test_what_was_frozen_elsewhere_is_known_from_there(frozen: Path, tmp_path: Path) -> None:
    package = tmp_path / "signpost.msi"
    package.write_bytes(b"a package")
    before = _told(frozen, package)
    bill.keep("signpost", frozen)
    (frozen / "signpost").unlink()
    assert _told(frozen, package) == before
    bill.kept_at("signpost", frozen).write_text("[1, 2")
    with pytest.raises(Trouble, match="cannot be read"):
        bill.beside(PRODUCT, frozen, package)


def test_what_a_package_brings_of_the_system_stands_in_it(frozen: Path, tmp_path: Path) -> None:
    package = tmp_path / "Signpost.AppImage"
    package.write_bytes(b"a package")
    ours = Item("/usr/lib/libstrange.so.1", data=b"\x7fELF ours, frozen")
    unknown = Item("/usr/lib/libnobodys.so.7", data=b"\x7fELF nobody's")
    libc = Item("/usr/lib/libc.so.6", data=b"\x7fELF the system's")
    told = _told(frozen, package, replace(PRODUCT, items=(ours, unknown, libc)))
    before = {one["bom-ref"] for one in _told(frozen, package)["components"]}
    more = {one["bom-ref"]: one for one in told["components"] if one["bom-ref"] not in before}
    assert "file:libnobodys.so.7" in more
    assert more["file:libnobodys.so.7"]["hashes"][0]["content"] == hashlib.sha256(unknown.data).hexdigest()
    assert len(more) == 2
    if shutil.which("dpkg-query"):
        purl = next(ref for ref in more if ref.startswith("pkg:deb/"))
        shown = subprocess.run(["dpkg-query", "-Wf", "${Version}", "libc6"], capture_output=True, text=True, check=True)
        assert more[purl]["name"] == "libc6"
        assert more[purl]["version"] == shown.stdout


def test_a_module_of_no_package_is_no_matter_of_course(tmp_path: Path) -> None:
    frozen = _freeze(tmp_path / "frozen", ["came_from_nowhere"])
    with pytest.raises(Trouble, match="came_from_nowhere"):
        origins.found(frozen, SITE)


def test_a_folder_without_programs_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="no program"):
        origins.found(tmp_path, SITE)


def test_macos_keeps_its_libraries_elsewhere(tmp_path: Path) -> None:
    frozen = tmp_path / "frozen"
    inside = _freeze(frozen / "Contents/MacOS", ["requests"]).parent / "Frameworks"
    for name in ("PySide6/Qt/lib/QtCore.framework/Versions/A/QtCore", "libssl.3.dylib", "Python.framework/Python"):
        (inside / name).parent.mkdir(parents=True, exist_ok=True)
        (inside / name).write_bytes(b"")
    found = origins.found(frozen, SITE)
    purls = {brought.part.purl for brought in found.parts}
    assert {"pkg:generic/openssl", f"pkg:generic/qt@{version('pyside6-essentials')}"} < purls
    assert found.unclaimed == ()
