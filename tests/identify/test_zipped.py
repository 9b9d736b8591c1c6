"""Files inside archives: found by name, whatever the archive's makers had in mind; Yarn's zips, also live."""

import os
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.identify import zipped
from app.identify.files import Look
from tests.identify.machine import Machine, Observer
from tests.identify.test_real_installs import call, found, node  # noqa: F401  node is a fixture
from tests.support.tools import kept

MANIFEST = '{"name": "@acme/paint", "version": "2.1.0", "bin": {"paint": "./dist/cli.js"}}'
PAINT = "pkg:npm/%40acme/paint@2.1.0"
YARN, MARKED = "4.18.1", "14.1.4"


def archive(machine: Machine, path: str, compression: int = zipfile.ZIP_DEFLATED) -> Path:
    """A package as Yarn keeps it."""
    file = machine.file(path)
    with zipfile.ZipFile(file, "w", compression) as made:
        made.writestr("node_modules/@acme/paint/dist/cli.js", "0;")
        made.writestr("node_modules/@acme/paint/other.js", "0;")
        made.writestr("node_modules/@acme/paint/package.json", MANIFEST)
        made.comment = b"PK\5\5 a comment"
    return file


@pytest.mark.parametrize("compression", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
@pytest.mark.parametrize("cache", ["proj/.yarn/cache", ".yarn/berry/cache"])
def test_a_script_inside_yarn_s_zip(machine: Machine, observer: Observer, cache: str, compression: int) -> None:
    root = archive(machine, f"{cache}/@acme-paint-npm-2.1.0-dbc94c7053-10.zip", compression)
    assert observer.node("-r", "/p/.pnp.cjs", root / "node_modules/@acme/paint/dist/cli.js") == [PAINT]
    assert observer.node(root / "node_modules/@acme/paint/other.js") == []
    assert observer.node(root / "node_modules/@acme/paint/missing.js") == []
    virtual = f"{machine.root}/{cache}/../__virtual__/paint-virtual-0a1b/0/{Path(cache).name}/{root.name}"
    assert observer.node(f"{virtual}/node_modules/@acme/paint/dist/cli.js") == [PAINT]


@pytest.mark.parametrize(
    ("path", "means"),
    [
        ("/a/b/__virtual__/x-virtual-01/0/cache/x.zip/y", "/a/b/cache/x.zip/y"),
        ("/a/b/__virtual__/01/1/c/d", "/a/c/d"),
        ("/a/b/$$virtual/01/9/c", "/c"),
        ("/a/__virtual__/01/0/__virtual__/02/1/c", "/c"),
        ("/a/__virtual__/01/x/c", "/a/__virtual__/01/x/c"),
        ("/plain/path", "/plain/path"),
    ],
)
def test_virtual_folders(path: str, means: str) -> None:
    assert zipped.resolved(path) == means


def test_hostile_archives_say_nothing(machine: Machine) -> None:
    file = archive(machine, "x.zip")
    name = "node_modules/@acme/paint/package.json"
    good = file.read_bytes()
    assert zipped.member(Look(), str(file), name, 1000) == MANIFEST.encode()
    assert zipped.member(Look(), str(file), name, 10) == b""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr(name, bytes(5_000_000))
    assert zipped.member(Look(), str(file), name, 1_000_000) == b""
    lying = file.read_bytes().replace(struct.pack("<L", 5_000_000), struct.pack("<L", 100))
    file.write_bytes(lying)
    assert len(zipped.member(Look(), str(file), name, 1_000_000)) <= 1_000_000
    end = good.rfind(b"PK\5\6")
    file.write_bytes(good[:end] + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 9, 9, 0xFFFFFFFF, 0, 0))
    assert zipped.member(Look(), str(file), name, 1000) == b""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_BZIP2) as other:
        other.writestr(name, MANIFEST)
    assert zipped.member(Look(), str(file), name, 1000) == b""
    os.mkfifo(machine.root / "pipe.zip")
    assert zipped.member(Look(), str(machine.root / "pipe.zip"), name, 1000) == b""


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.integers(0, 600), junk=st.binary(min_size=1, max_size=40), cut=st.integers(0, 700))
def test_a_damaged_archive_never_hurts(machine: Machine, at: int, junk: bytes, cut: int) -> None:
    good = archive(machine, "x.zip").read_bytes()
    machine.file("x.zip", (good[:at] + junk + good[at + len(junk) :])[: len(good) - cut // 4])
    found = zipped.member(Look(), str(machine.root / "x.zip"), "node_modules/@acme/paint/package.json", 500)
    assert len(found) <= 500


def test_yarn_itself(downloads: Path, npm: Path, node: Path) -> None:  # noqa: F811  the fixture
    """A project of Yarn's, Plug'n'Play: its command runs out of the zip, and /proc shows only that path."""
    path = os.pathsep.join([str(node.parent), os.environ["PATH"]])

    def install(folder: Path) -> None:
        quietly = ("--ignore-scripts", "--no-audit", "--no-fund")
        call([str(npm), "install", f"--prefix={folder}", *quietly, f"@yarnpkg/cli-dist@{YARN}"], PATH=path)
        project = folder / "project"
        project.mkdir()
        (project / "package.json").write_text('{"name": "p", "private": true}')
        (project / "yarn.lock").touch()
        call([str(node), str(yarn(folder)), "--cwd", str(project), "add", f"marked@{MARKED}"], **env, PATH=path)

    env = {"YARN_ENABLE_TELEMETRY": "0", "YARN_ENABLE_GLOBAL_CACHE": "false", "YARN_ENABLE_IMMUTABLE_INSTALLS": "false"}
    folder = kept(downloads / f"identify/yarn-{YARN}-marked-{MARKED}", install)
    argv = [str(node), str(yarn(folder)), "marked"]
    # .pnp.cjs holds paths relative to itself, so that the folder could be moved after it was filled
    found(argv, f"pkg:npm/marked@{MARKED}", folder / "project", {**env, "PATH": path})


def yarn(folder: Path) -> Path:
    """Yarn's own script."""
    return folder / "node_modules/@yarnpkg/cli-dist/bin/yarn.js"
