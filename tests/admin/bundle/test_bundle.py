"""`signpost-admin bundle`: the same bytes every time, everything in it, nothing run that was not allowed."""

import json
import os
import shutil
import subprocess
import sys
import tarfile
import threading
import zipfile
from pathlib import Path
from typing import Any

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from ruamel.yaml import YAML

from app.host import platform
from app.policy import bundle
from app.policy.bundle import Manifest
from app.policy.recipe import load
from app.setup.unpack import unpack
from tests.admin.bundle.conftest import tool
from tests.admin.conftest import Admin
from tests.setup.registry import Registry

HERE = platform.build_name()
FAST = ("--level", "1")


def opened(folder: Path, archive: Path) -> Manifest:
    folder.mkdir()
    return unpack("demo", archive, folder, 1_000_000_000, threading.Event())


def recipe_in(folder: Path) -> dict[str, Any]:
    """The printed recipe, as clients will read it."""
    (written,) = folder.glob("*.recipe.yaml")
    found: list[dict[str, Any]] = YAML(typ="safe").load(written)
    recipes = load(json.dumps({"format": 1, "recipes": {"demo": found}}).encode())
    assert not recipes.skipped
    assert len(recipes.of("demo")) == 1
    return found[0]


def test_an_npm_package_with_its_tree_and_its_node(admin: Admin, registry: Registry, tmp_path: Path) -> None:
    registry.publish(tool())
    out = tmp_path / "bundles"
    said = admin(
        "bundle", "npm", "@signpost-test/demo@1.2.3", "--with-node", "--out", out, *FAST,
        "--platform", "linux-x64", "--platform", "linux-arm64",
    )  # fmt: skip
    assert said.code == 0, said.err
    assert "not run: the scripts of @signpost-test/demo" in said.err
    assert not (tmp_path / "it/SCRIPT-RAN").exists()

    for system in ("linux-x64", "linux-arm64"):
        manifest = opened(tmp_path / system, out / f"signpost-test-demo-1.2.3-{system}.tar.zst")
        assert manifest.runtime == "node 24.10.0", "the newest of its line, by number"
        (command,) = manifest.commands
        assert (command.name, command.file) == ("demo", "node_modules/@signpost-test/demo/bin/demo")
        assert command.runtime == f"node_modules/node-{system}/bin/node"
        said_by_node = subprocess.run(
            [tmp_path / system / command.runtime, command.file], capture_output=True, text=True, check=True, env={}
        )
        assert said_by_node.stdout == f"node runs {command.file}\n"
        held = {file.path for file in manifest.files}
        assert not [path for path in held if "include" in path or "package-lock" in path]
        assert {"node_modules/demo-part/index.js", bundle.LICENCES} <= held
        licences = (tmp_path / system / bundle.LICENCES).read_text()
        assert "@signpost-test/demo 1.2.3: MIT\n" in licences
        assert "demo-part 1.2.3: Apache-2.0 OR MIT\n" in licences
        assert licences.count("Do as you like.") == 1
        assert [part.purl for part in manifest.parts] == [
            "pkg:npm/%40signpost-test/demo@1.2.3", "pkg:npm/demo-part@1.2.3", f"pkg:npm/node-{system}@24.10.0",
        ]  # fmt: skip
        assert all(len(part.sha512) == 128 for part in manifest.parts)

    recipe = recipe_in(out)
    assert recipe["package"] == "@signpost-test/demo"
    assert recipe["detect"] == {"command": "demo", "version": "1.2.3"}
    for system, build in recipe["builds"].items():
        archive = tmp_path / "bundles" / Path(build["artifact"]).name
        assert build["download_bytes"] == archive.stat().st_size
        manifest = bundle.load((tmp_path / system / bundle.MANIFEST).read_bytes())
        assert manifest.size <= build["installed_bytes"] <= manifest.size + 4096 * (len(manifest.files) + 1)


def test_the_same_lock_gives_the_same_bytes(admin: Admin, registry: Registry, tmp_path: Path) -> None:
    registry.publish(tool())
    asked = ("bundle", "npm", "@signpost-test/demo@1.2.3", "--with-node", "--platform", "linux-x64", *FAST)
    assert admin(*asked, "--out", tmp_path / "one").code == 0
    lock = tmp_path / "one/signpost-test-demo-1.2.3.package-lock.json"
    registry.publish([package for package in tool() if package.name.startswith("node-")])
    before = os.umask(0o077)
    try:
        assert admin(*asked, "--out", tmp_path / "two", "--lock", lock).code == 0
    finally:
        os.umask(before)
    names = {path.name for path in (tmp_path / "one").iterdir() if not path.name.endswith(".yaml")}
    assert len(names) == 3
    for name in names:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes(), name
    assert registry.address not in lock.read_text()
    archive = (tmp_path / "one").glob("*.zst")
    assert registry.address.encode() not in next(archive).read_bytes()


def test_a_script_runs_only_where_it_is_allowed_by_name(admin: Admin, registry: Registry, tmp_path: Path) -> None:
    registry.publish(tool(scripts={"postinstall": 'echo made > made.txt && touch "$HOME/SCRIPT-RAN"'}))
    asked = ("bundle", "npm", "@signpost-test/demo@1.2.3", *FAST)
    said = admin(*asked, "--allow-script", "@signpost-test/demo", "--out", tmp_path / "with")
    assert said.code == 0, said.err
    manifest = opened(tmp_path / "opened", next((tmp_path / "with").glob("*.zst")))
    assert "node_modules/@signpost-test/demo/made.txt" in {file.path for file in manifest.files}
    assert not (tmp_path / "it/SCRIPT-RAN").exists(), "it had a home of its own"
    assert manifest.runtime == ""
    assert manifest.commands[0].runtime is None

    other = "linux-arm64" if HERE != "linux-arm64" else "linux-x64"
    elsewhere = admin(*asked, "--allow-script", "@signpost-test/demo", "--platform", other, "--out", tmp_path / "no")
    assert (elsewhere.code, "Build that bundle on a computer of its kind" in elsewhere.err) == (1, True)
    unknown = admin(*asked, "--allow-script", "demo-part", "--out", tmp_path / "no")
    assert (unknown.code, "no package of that name in the tree has a script" in unknown.err) == (1, True)
    assert not (tmp_path / "no").exists()


@pytest.mark.parametrize(
    ("package", "said"),
    [
        ("@signpost-test/demo", "exact version"),
        ("@signpost-test/demo@^1.0.0", "exact version"),
        ("../demo@1.2.3", "exact version"),
        ("@signpost-test/demo@9.9.9", "npm could not bring"),
        ("demo-part@1.2.3", "brings no command"),
    ],
)
def test_what_cannot_be_packed_says_why(
    admin: Admin, registry: Registry, tmp_path: Path, package: str, said: str
) -> None:
    registry.publish(tool())
    answer = admin("bundle", "npm", package, "--out", tmp_path / "out", *FAST)
    assert answer.code == 1
    assert said in answer.err
    assert not (tmp_path / "out").exists()


def test_a_lock_of_something_else_is_refused(admin: Admin, registry: Registry, tmp_path: Path) -> None:
    registry.publish(tool())
    lock = tmp_path / "lock.json"
    lock.write_text('{"lockfileVersion": 3, "packages": {"node_modules/other": {"version": "1.0.0"}}}')
    answer = admin("bundle", "npm", "@signpost-test/demo@1.2.3", "--lock", lock, "--out", tmp_path / "out")
    assert (answer.code, "cannot become a bundle" in answer.err) == (1, True)


@pytest.fixture
def vendored(tmp_path: Path) -> Path:
    """What a vendor ships: a program, a link, a licence."""
    folder = tmp_path / "vendored"
    (folder / "bin").mkdir(parents=True)
    (folder / "bin/demo-1").write_bytes(b"#!/bin/sh\necho demo 1.2.3\n")
    (folder / "bin/demo-1").chmod(0o750)
    (folder / "bin/demo").symlink_to("demo-1")
    (folder / "data").write_bytes(b"data")
    (folder / "LICENSE").write_bytes(b"Do as you like.")
    return folder


ABOUT = ("--name", "demo", "--version", "1.2.3", "--command", "demo=bin/demo", "--licence", "MIT", *FAST)


def test_a_folder_and_archives_of_it(admin: Admin, vendored: Path, tmp_path: Path) -> None:
    shutil.make_archive(str(tmp_path / "a"), "gztar", vendored)
    shutil.make_archive(str(tmp_path / "b"), "xztar", vendored)
    assert admin("bundle", "dir", vendored, "--out", tmp_path / "0", *ABOUT).code == 0
    assert admin("bundle", "archive", tmp_path / "a.tar.gz", "--out", tmp_path / "1", *ABOUT).code == 0
    assert admin("bundle", "archive", tmp_path / "b.tar.xz", "--out", tmp_path / "2", *ABOUT).code == 0
    assert len({next((tmp_path / number).glob("*.zst")).read_bytes() for number in "012"}) == 1

    manifest = opened(tmp_path / "opened", next((tmp_path / "0").glob("*.zst")))
    assert (manifest.name, manifest.version, manifest.system) == ("demo", "1.2.3", HERE)
    program = tmp_path / "opened" / manifest.commands[0].file
    assert subprocess.run([program], capture_output=True, check=True).stdout == b"demo 1.2.3\n"
    assert "Do as you like." in (tmp_path / "opened" / bundle.LICENCES).read_text()
    assert recipe_in(tmp_path / "0")["builds"][HERE]["commands"] == [{"name": "demo", "file": "content/bin/demo"}]


def test_a_zip_keeps_what_may_be_started(admin: Admin, vendored: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as file:
        file.write(vendored / "bin/demo-1", "bin/demo")
    said = admin("bundle", "archive", tmp_path / "a.zip", "--out", tmp_path / "out", *ABOUT, "--json")
    assert said.code == 0
    told = json.loads(said.out)
    manifest = opened(tmp_path / "opened", Path(told["bundles"][0]["path"]))
    assert {file.path for file in manifest.files if file.executable} == {"content/bin/demo"}


def test_an_archive_that_leads_out_is_refused(admin: Admin, tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "evil.tar", "w") as file:
        file.addfile(tarfile.TarInfo("../../outside"))
    said = admin("bundle", "archive", tmp_path / "evil.tar", "--out", tmp_path / "out", *ABOUT)
    assert (said.code, "cannot become a bundle" in said.err) == (1, True)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("what", ["fifo", "link out", "no such command", "no archive"])
def test_a_folder_that_cannot_travel_is_refused(admin: Admin, vendored: Path, tmp_path: Path, what: str) -> None:
    about: tuple[str, ...] = ABOUT
    source: tuple[str | Path, ...] = ("dir", vendored)
    match what:
        case "fifo":
            os.mkfifo(vendored / "pipe")
        case "link out":
            (vendored / "link").symlink_to("/etc/passwd")
        case "no such command":
            about = (*ABOUT, "--command", "other=bin/other")
        case _:
            source = ("archive", vendored / "data")
    said = admin("bundle", *source, "--out", tmp_path / "out", *about)
    assert said.code == 1
    assert not list(tmp_path.glob("out/*.zst"))


def wheel(folder: Path, name: str, *, requires: str = "", script: str = "", licence: str = "MIT") -> None:
    """A wheel (packaging specifications, "Binary distribution format") with one module."""
    info = f"{name}-1.2.3.dist-info"
    about = f"License-Expression: {licence}\n" + (f"Requires-Dist: {requires}\n" if requires else "")
    files = {
        f"{name}.py": f"def main():\n    print('{name} 1.2.3')\n",
        f"{info}/METADATA": f"Metadata-Version: 2.4\nName: {name}\nVersion: 1.2.3\n{about}",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{info}/licenses/LICENSE": f"{name} may be used.",
    }
    if script:
        files[f"{info}/entry_points.txt"] = f"[console_scripts]\n{script} = {name}:main\n"
    files[f"{info}/RECORD"] = "".join(f"{path},,\n" for path in (*files, f"{info}/RECORD"))
    folder.mkdir(exist_ok=True)
    with zipfile.ZipFile(folder / f"{name}-1.2.3-py3-none-any.whl", "w") as file:
        for path, text in files.items():
            file.writestr(path, text)


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder pip takes wheels from, and nowhere else."""
    wheel(tmp_path / "index", "demo_tool", requires="demo_needs>=1", script="demo")
    wheel(tmp_path / "index", "demo_needs", licence="Apache-2.0")
    for name in [name for name in os.environ if name.startswith("PIP_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path / "index"))
    return tmp_path / "index"


@pytest.mark.usefixtures("index")
def test_a_distribution_from_pypi(admin: Admin, tmp_path: Path) -> None:
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    asked = ("bundle", "pypi", "Demo-Tool==1.2.3", "--python", python, *FAST)
    for number in "12":
        said = admin(*asked, "--out", tmp_path / number)
        assert said.code == 0, said.err
    one, two = (next((tmp_path / number).glob("*.zst")) for number in "12")
    assert one.read_bytes() == two.read_bytes()

    manifest = opened(tmp_path / "opened", one)
    assert [part.purl for part in manifest.parts] == ["pkg:pypi/demo-needs@1.2.3", "pkg:pypi/demo-tool@1.2.3"]
    licences = (tmp_path / "opened" / bundle.LICENCES).read_text()
    assert "demo-needs 1.2.3: Apache-2.0" in licences
    assert "demo_tool may be used." in licences
    record = (tmp_path / "opened/site-packages/demo_tool-1.2.3.dist-info/RECORD").read_text()
    assert "demo_tool.py," in record
    assert "INSTALLER" not in record
    (command,) = manifest.commands
    assert command.runtime is None
    answer = subprocess.run([sys.executable, tmp_path / "opened" / command.file], capture_output=True, check=True)
    assert answer.stdout == b"demo_tool 1.2.3\n"


@pytest.mark.usefixtures("index")
def test_a_distribution_with_its_python(admin: Admin, tmp_path: Path) -> None:
    (tmp_path / "python/bin").mkdir(parents=True)
    (tmp_path / "python/bin/python3.12").write_text(f'#!/bin/sh\nexec {sys.executable} "$@"\n')
    (tmp_path / "python/bin/python3.12").chmod(0o755)
    archive = shutil.make_archive(str(tmp_path / "python-3.12"), "gztar", tmp_path, "python")
    said = admin("bundle", "pypi", "demo_tool==1.2.3", "--with-python", archive, "--out", tmp_path / "out", *FAST)
    assert said.code == 0, said.err
    manifest = opened(tmp_path / "opened", next((tmp_path / "out").glob("*.zst")))
    (command,) = manifest.commands
    assert (manifest.runtime, command.runtime) == ("python 3.12", "python/python/bin/python3.12")
    argv = [tmp_path / "opened/python/python/bin/python3.12", tmp_path / "opened" / command.file]
    assert subprocess.run(argv, capture_output=True, check=True).stdout == b"demo_tool 1.2.3\n"


@pytest.mark.usefixtures("index")
@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("demo_tool",), "exact version"),
        (("demo_tool>=1",), "exact version"),
        (("--", "-r=x==1"), "exact version"),
        (("demo_tool==9.9",), "pip could not bring"),
        (("demo_needs==1.2.3",), "brings no command"),
        (("demo_tool==1.2.3", "--python", "4"), "write a Python like"),
    ],
)
def test_what_pip_cannot_bring_says_why(admin: Admin, tmp_path: Path, asked: tuple[str, ...], said: str) -> None:
    answer = admin("bundle", "pypi", "--out", tmp_path / "out", *asked)
    assert answer.code == 1
    assert said in answer.err
    assert not (tmp_path / "out").exists()


def test_the_bill_of_materials_is_valid_and_says_what_the_bundle_says(
    admin: Admin, registry: Registry, tmp_path: Path
) -> None:
    registry.publish(tool(license="SEE LICENSE IN LICENSE"))
    said = admin("bundle", "npm", "@signpost-test/demo@1.2.3", "--out", tmp_path / "out", *FAST, "--json")
    told = json.loads(said.out)["bundles"][0]
    text = next((tmp_path / "out").glob("*.cdx.json")).read_text()
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    document = json.loads(text)
    assert document["metadata"]["component"]["hashes"] == [{"alg": "SHA-256", "content": told["sha256"]}]
    components = {one["purl"]: one for one in document["components"]}
    assert components.keys() == {"pkg:npm/%40signpost-test/demo@1.2.3", "pkg:npm/demo-part@1.2.3"}
    assert components["pkg:npm/demo-part@1.2.3"]["licenses"] == [{"expression": "Apache-2.0 OR MIT"}]
    named = components["pkg:npm/%40signpost-test/demo@1.2.3"]["licenses"]
    assert named == [{"license": {"name": "SEE LICENSE IN LICENSE"}}]
