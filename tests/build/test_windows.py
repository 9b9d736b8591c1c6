"""The packages for Windows, made from a small tree and read back by other programs than those that wrote them."""

import shutil
import struct
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from devtools.console import Trouble
from packages import products
from packages.forms import FORMS
from packages.products import Build
from packages.tree import Item, Product
from packages.windows import icon, kept, msi, nsis, said, tables, wxs
from packages.windows.application import USER_MODEL_ID

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="MSI and NSIS are made on Linux from what Windows froze"
)

EPOCH = 1_700_000_000
FILES = {
    "signpost.exe": b"MZ console",
    "signpostw.exe": b"MZ window",
    "lib/PySide6/Qt6Core.dll": b"MZ Qt",
    "lib/a b/[y] 'z'.txt": b"text",
}
NS = {"": "http://schemas.microsoft.com/wix/2006/wi"}


def product(version: str = "0.1.0", name: str = "signpost") -> Product:
    items = tuple(Item(path, data=data) for path, data in sorted(FILES.items()))
    return Product(name, version, "says when", "Says when.", items, (), (), "", "")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The MSI and the installer."""
    folder = tmp_path_factory.mktemp("windows")
    return (
        msi.write(product(), folder, folder / "msi", EPOCH),
        nsis.write(product(), folder, folder / "nsis", EPOCH),
    )


def table(package: Path, name: str) -> list[dict[str, str]]:
    """An MSI's table as msiinfo reads it."""
    said = subprocess.run(["msiinfo", "export", str(package), name], capture_output=True, check=True, timeout=60)
    names, _, _, *rows = said.stdout.decode().splitlines()
    return [dict(zip(names.split("\t"), row.split("\t"), strict=True)) for row in rows]


def column(package: Path, name: str, key: str, value: str) -> dict[str, str]:
    return {row[key]: row[value] for row in table(package, name)}


def test_the_msi_holds_each_file_under_its_name(made: tuple[Path, Path], tmp_path: Path) -> None:
    subprocess.run(["msiextract", "-C", str(tmp_path), str(made[0])], check=True, capture_output=True, timeout=60)
    home = tmp_path / "Program Files" / "Signpost"
    if not home.exists():  # msitools names the 64-bit folder differently from version to version
        (home,) = (path.parent for path in tmp_path.rglob("signpostw.exe"))
    assert {str(path.relative_to(home)): path.read_bytes() for path in home.rglob("*") if path.is_file()} == FILES


def test_the_msi_starts_it_at_login_and_from_the_start_menu(made: tuple[Path, Path]) -> None:
    values = {(row["Key"], row["Name"]): (row["Root"], row["Value"]) for row in table(made[0], "Registry")}
    run = values[r"Software\Microsoft\Windows\CurrentVersion\Run", "Signpost"]
    assert run == ("2", '"[INSTALLDIR]signpostw.exe" run')
    (shortcut,) = table(made[0], "Shortcut")
    assert (shortcut["Target"], shortcut["Arguments"]) == ("[INSTALLDIR]signpostw.exe", "run --window")
    (identity,) = table(made[0], "MsiShortcutProperty")
    assert (identity["Shortcut_"], identity["PropVariantValue"]) == (shortcut["Shortcut"], USER_MODEL_ID)
    (path,) = table(made[0], "Environment")
    assert (path["Name"], path["Value"]) == ("=-*PATH", "[~];[INSTALLDIR]")


def test_an_upgrade_is_one_transaction_and_writes_every_file(made: tuple[Path, Path]) -> None:
    order = {name: int(number) for name, number in column(
        made[0], "InstallExecuteSequence", "Action", "Sequence").items()}  # fmt: skip
    assert order["InstallInitialize"] < order["RemoveExistingProducts"] < order["ProcessComponents"]
    assert column(made[0], "Property", "Property", "Value")["REINSTALLMODE"] == "amus"
    ranges = {row["ActionProperty"]: (row["VersionMin"], row["VersionMax"]) for row in table(made[0], "Upgrade")}
    assert ranges == {"WIX_UPGRADE_DETECTED": ("", "0.1.0"), "WIX_DOWNGRADE_DETECTED": ("0.1.0", "")}
    assert [row["Condition"] for row in table(made[0], "LaunchCondition")] == ["NOT WIX_DOWNGRADE_DETECTED"]


def test_what_a_company_said_outlives_an_upgrade(made: tuple[Path, Path]) -> None:
    properties = column(made[0], "Property", "Property", "Value")
    order = {
        row["Action"]: (row["Condition"], int(row["Sequence"])) for row in table(made[0], "InstallExecuteSequence")
    }
    searched = column(made[0], "RegLocator", "Signature_", "Name")
    found = column(made[0], "AppSearch", "Signature_", "Property")
    actions = {row["Source"]: row for row in table(made[0], "CustomAction")}
    components = {row["Component"]: row for row in table(made[0], "Component")}
    written = {row["Component_"]: row for row in table(made[0], "Registry")}
    secure = properties["SecureCustomProperties"].split(";")
    assert {"URL", "ROOT"} < set(actions)
    assert not {"TOKEN", "ENROL_CODE", "EVENTS_TOKEN"} & set(actions), "properties stand in the installer's log"
    for name, action in actions.items():
        before = action["Target"].strip("[]")
        (signature,) = (signature for signature, property_ in found.items() if property_ == before)
        assert searched[signature] == name.lower()
        assert order[action["Action"]][0].startswith(f"NOT {name} AND {before} AND "), "the command line wins"
        assert f'NOT {before} >< "{{"' in order[action["Action"]][0], "JSON is none of the installer's texts"
        assert order["AppSearch"][1] < order[action["Action"]][1] < order["CostInitialize"][1]
        component = wxs.setting(name)
        assert components[component]["Condition"] == name, "nothing said leaves no empty value"
        assert (written[component]["Key"].lower(), written[component]["Value"]) == (r"software\signpost", f"[{name}]")
        assert name in secure


def test_nothing_touches_the_companys_policies(made: tuple[Path, Path]) -> None:
    assert not [row for row in table(made[0], "Registry") if "policies" in row["Key"].lower()]
    assert "Policies" not in nsis.SCRIPT.read_text("utf-8")


def test_the_installer_for_one_person_holds_the_same(made: tuple[Path, Path], tmp_path: Path) -> None:
    command = ["7z", "x", "-y", f"-o{tmp_path}", str(made[1])]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    (home,) = tmp_path.glob("*.new")
    found = {path.relative_to(home).as_posix(): path.read_bytes() for path in home.rglob("*") if path.is_file()}
    assert found.pop("uninstall.exe")[:2] == b"MZ"
    assert found == FILES


@pytest.mark.parametrize("write", [msi.write, nsis.write])
def test_the_same_bytes_twice(write: object, made: tuple[Path, Path], tmp_path: Path) -> None:
    assert callable(write)
    again = write(product(), tmp_path, tmp_path / "scratch", EPOCH)
    assert again.read_bytes() == next(one for one in made if one.name == again.name).read_bytes()


def test_another_version_is_another_product_of_the_same_family() -> None:
    sources = [
        ElementTree.fromstring(wxs.source(product(version), {}, "", EPOCH)).find("Product", NS)  # noqa: S314
        for version in ("0.1.0", "0.2.0")
    ]
    old, new = (one for one in sources if one is not None)
    assert old.get("UpgradeCode") == new.get("UpgradeCode")
    assert old.get("Id") != new.get("Id")
    guids = [{one.get("Id"): one.get("Guid") for one in source.iter(f"{{{NS['']}}}Component")} for source in (old, new)]
    assert guids[0] == guids[1]
    assert len(set(guids[0].values())) == len(guids[0])


def test_its_package_for_it_starts_nothing(tmp_path: Path) -> None:
    admin = product(name="signpost-admin")
    package = msi.write(admin, tmp_path, tmp_path / "msi", EPOCH)
    assert nsis.write(admin, tmp_path, tmp_path / "nsis", EPOCH).stat().st_size
    assert not [row for row in table(package, "Registry") if row["Key"].endswith("Run")]
    listed = subprocess.run(["msiinfo", "tables", str(package)], capture_output=True, text=True, check=True, timeout=60)
    assert "MsiShortcutProperty" not in listed.stdout
    assert not table(package, "Shortcut")


def test_a_name_that_would_become_a_variable_is_refused(tmp_path: Path) -> None:
    odd = Product("signpost", "0.1.0", "", "", (Item("lib/$x", data=b""),), (), (), "", "")
    for write in (msi.write, nsis.write):
        with pytest.raises(Trouble, match="cannot be packed"):
            write(odd, tmp_path, tmp_path / "scratch", EPOCH)


def test_quotes_cannot_leave_a_value() -> None:
    with pytest.raises(ValueError, match="cannot be written"):
        tables.row("Property", Property="A", Value="it's")


def test_the_icon_has_every_size_and_is_the_same_twice() -> None:
    data = icon.ico()
    assert data == icon.ico()
    count = struct.unpack_from("<HHH", data)[2]
    entries = [struct.unpack_from("<BBBBHHII", data, 6 + 16 * number) for number in range(count)]
    assert [entry[0] or 256 for entry in entries] == [16, 20, 24, 32, 40, 48, 64, 256]
    assert entries[-1][6] + entries[-1][7] == len(data)
    assert data[entries[-1][7] :].startswith(b"\x89PNG")
    for entry in entries[:-1]:
        size, height = struct.unpack_from("<ii", data, entry[7] + 4)
        pixels = data[entry[7] + 40 : entry[7] + 40 + 4 * size * size]
        assert height == 2 * size
        assert 0 < pixels[3::4].count(255) < size * size, "it is drawn, and its corners are not"


def test_the_manifest_asks_for_no_rights_and_long_paths() -> None:
    text = ElementTree.tostring(ElementTree.fromstring(said.MANIFEST.encode()), "unicode")  # noqa: S314
    assert 'level="asInvoker"' in text
    assert ">true</" in text
    assert "PerMonitorV2" in text
    assert said.numbers("1.2.3rc1") == (1, 2, 3, 0)


@pytest.mark.parametrize(
    ("name", "system", "is_kept"),
    [
        (r"PySide6\plugins\platforms\qwindows.dll", False, True),
        (r"PySide6\plugins\platforms\qdirect2d.dll", False, False),
        (r"PySide6\plugins\tls\qopensslbackend.dll", False, False),
        (r"PySide6\Qt6Widgets.dll", False, True),
        (r"PySide6\opengl32sw.dll", False, False),
        (r"PySide6\MSVCP140.dll", False, True),
        (r"PySide6\concrt140.dll", False, False),
        (r"PySide6\QtWidgets.pyd", False, True),
        ("api-ms-win-crt-heap-l1-1-0.dll", False, False),
        ("ucrtbase.dll", True, False),
        ("_decimal.pyd", False, True),
        ("python313.dll", False, True),
        (r"cryptography\hazmat\bindings\_rust.pyd", False, True),
    ],
)
def test_what_is_kept_on_windows(name: str, system: bool, is_kept: bool) -> None:
    assert kept.binary(name, system) is is_kept


def test_only_what_windows_froze_is_packed(tmp_path: Path) -> None:
    assert "--frozen" in (FORMS["msi"].why_not() or "")
    assert FORMS["msi"].why_not(frozen=True) is None
    build = Build("signpost", "0.1.0", tmp_path, EPOCH)
    with pytest.raises(Trouble, match=r"signpost\.exe is not there"):
        products.windows(build)
    for path, data in FILES.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    assert {item.path: item.data for item in products.windows(build).items} == FILES
    shutil.rmtree(tmp_path / "lib")
    assert {item.path for item in products.windows(build).items} == {"signpost.exe", "signpostw.exe"}
