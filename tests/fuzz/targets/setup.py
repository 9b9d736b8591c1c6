"""What a set-up reads: locks, bundles, packages, what package managers print, what distributions say of themselves."""

import functools
import io
import json
import os
import plistlib
import re
import shutil
import struct
import tempfile
import threading
import zipfile
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from app.host.archives import tarfile, zstd
from app.policy import bundle
from app.policy.bundle import BundleUnreadable, PackedLink
from app.policy.recipe import Build, Command, NpmRecipe
from app.setup import architecture, detect, lock, npm_errors, pypi_lock, pypi_verify, removable, unpack, verify
from app.setup.errors import IntegrityMismatch, RecipeUnusable
from app.setup.helper_output import Heard
from app.setup.kinds import brew, dmg, extension, pkg, winget
from tests.fuzz.target import Target, on_bytes, on_file, on_text
from tests.setup.contract import recorded
from tests.support.bundles import described, entry, forged, manifest_of

_MOST = 1 << 20
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def _recipe(kind: str, **fields: Any) -> Any:
    return SimpleNamespace(kind=kind, package="@good/tool", version="1.0.0", **fields)


def _npm_lock(data: bytes) -> None:
    held = lock.read("good", cast(NpmRecipe, _recipe("npm")), data)
    for place, package in held.packages.items():
        assert ".." not in place.split("/"), "every package lies below the root"
        assert place.startswith("node_modules/")
        assert len(package.sha512) in (0, 128)
    assert b"scripts" not in held.manifest, "no script travels"


def _account(data: bytes, box: Path) -> None:
    """The first byte says which of npm's files these bytes are."""
    prefix = box / "prefix"
    shutil.rmtree(prefix, ignore_errors=True)
    place = prefix / "node_modules/@good/tool"
    place.mkdir(parents=True)
    locked = lock.read("good", cast(NpmRecipe, _recipe("npm")), _LOCK)
    files = {prefix / "node_modules/.package-lock.json": _LOCK, place / "package.json": b'{"version": "1.0.0"}'}
    files[tuple(files)[data[0] % 2 if data else 0]] = data[1:]
    for path, held in files.items():
        path.write_bytes(held)
    (place / "cli.js").write_bytes(b"0;")
    build = Build(
        download_bytes=1, installed_bytes=1, commands=(Command(name="good", file="node_modules/@good/tool/cli.js"),)
    )
    verify.tree("good", prefix, locked, build, threading.Event())


def _distribution(data: bytes, box: Path) -> None:
    """The first byte says which of a distribution's files these bytes are."""
    site = box / "environment/lib/python3.11/site-packages"
    shutil.rmtree(site, ignore_errors=True)
    info = site / "paint-1.0.dist-info"
    info.mkdir(parents=True)
    files = {
        "METADATA": b"Name: paint\nVersion: 1.0\n",
        "RECORD": b"paint-1.0.dist-info/METADATA,,\npaint-1.0.dist-info/RECORD,,\n",
    }
    files[tuple(files)[data[0] % 2 if data else 0]] = data[1:]
    for name, held in files.items():
        (info / name).write_bytes(held)
    pinned = (pypi_lock.Pinned("paint", "1.0", "", ("0" * 64,)),)
    pypi_verify.environment("paint", box / "environment", pinned, threading.Event())


def _removable(data: bytes, box: Path) -> None:
    info = box / "home/.local/lib/python3.11/site-packages/paint-1.0.dist-info"
    info.mkdir(parents=True, exist_ok=True)
    (info / "RECORD").write_bytes(data)
    (box / "home/keep").write_bytes(b"mine")
    found = removable._pypi(Path(os.path.realpath(info)))
    for path in found if isinstance(found, list) else ():
        assert path.name != "keep", "a RECORD names no file of the person's"
        assert path.is_relative_to(Path(os.path.realpath(box)) / "home/.local")


def _unpack(archive: Path) -> None:
    """Whatever comes: it lies in the folder, and is what the manifest says."""
    folder = archive.parent / "beside/target"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    manifest = unpack.unpack("demo", archive, folder, _MOST, threading.Event())
    said = {*(one.path for one in manifest.files), *(one.path for one in manifest.links), bundle.MANIFEST}
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_symlink() or path.is_file()}
    assert there == said
    for path in folder.rglob("*"):
        assert Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))


def _packed(data: bytes, box: Path) -> None:
    """The same, the bytes being those within the compression."""
    archive = box / "demo.tar.zst"
    archive.write_bytes(zstd.compress(data, level=1))
    _unpack(archive)


def _extension(file: Path) -> None:
    job = SimpleNamespace(
        recipe=SimpleNamespace(package="acme.paint", version="1.0.0"), place=SimpleNamespace(tool="paint")
    )
    extension.ExtensionInstaller().inspect(cast(Any, job), file)


def _helper(text: str) -> None:
    said: list[str] = []
    heard = Heard(lambda done, total: said.append(f"{done} {total}"), said.append, said.append)
    for line in text.split("\n"):
        heard.line(line)
    assert not any(map(_CONTROL.search, (*said, heard.error, heard.what))), "what is shown is plain"


def _npm_words(text: str) -> None:
    facts = {"tool": "x", "package": "p", "path": "/p", "node": "18", "seconds": 1}
    error = npm_errors.meaning(text, 1, facts)
    assert error.happened
    assert "\x1b" not in error.happened


def _listed(text: str) -> None:
    brew_recipe: Any = _recipe("brew")
    brew.listed(text, brew_recipe)
    brew.described(text)
    winget.listed(text, "Acme.Paint")
    extension.listed(text, "acme.paint")
    pkg.version_in(text)
    detect.answers(text, "1.0")


def _info_plist(data: bytes, box: Path) -> None:
    application = box / "Paint.app"
    (application / "Contents").mkdir(parents=True, exist_ok=True)
    (application / "Contents/Info.plist").write_bytes(data)
    assert isinstance(dmg.version_of(application), str)


_LOCK = json.dumps(
    {
        "lockfileVersion": 3,
        "packages": {
            "": {"dependencies": {"@good/tool": "1.0.0"}},
            "node_modules/@good/tool": {
                "version": "1.0.0",
                "integrity": "sha512-" + "A" * 86 + "==",
                "resolved": "https://r.example/x.tgz",
            },
        },
    }
).encode()
_PINNED = b"paint==1.0 ; python_version < '3.14' \\\n    --hash=sha256:" + b"0" * 64 + b"\n# a\n"


@functools.cache
def _bundles() -> tuple[tuple[bytes, ...], tuple[bytes, ...]]:
    """Archives, and the same unpacked."""
    link = PackedLink("lib/x", "../bin/a")
    entries = [entry("bin/a", b"hello", mode=0o755), entry("lib/x", b"", type=tarfile.SYMTYPE, linkname="../bin/a")]
    right = manifest_of([described("bin/a", b"hello", executable=True)], [link])
    with tempfile.TemporaryDirectory() as name:
        whole = [
            forged(Path(name) / "a", right, entries).read_bytes(),
            forged(Path(name) / "b", b"{}", []).read_bytes(),
        ]
    return tuple(whole), tuple(zstd.decompress(one) for one in whole)


def _vsix(manifest: bytes, how: int = zipfile.ZIP_STORED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as archive:
        archive.writestr("extension/package.json", manifest)
    return out.getvalue()


def targets() -> tuple[Target, ...]:
    """Made when asked for: archives are packed for them."""
    whole, opened = _bundles()
    plist = {"CFBundleShortVersionString": "1.0", "x": [1, 2.0, b"a", True]}
    programs = (
        b"\x7fELF\x02\x01\x01" + bytes(11) + b"\x3e\0",
        b"MZ" + bytes(58) + struct.pack("<I", 64) + b"PE\0\0\x64\x86",
        b"\xcf\xfa\xed\xfe\x07\0\0\x01",
        b"\xca\xfe\xba\xbe\0\0\0\1\x01\0\0\x07" + bytes(16),
    )
    json_words = (b"\xff", b"[[[", b"null", b"1e400", b"\\ud800", b'"version":', b'"node_modules/', b"../", b"sha512-")
    tar_words = (
        b"ustar\x0000",
        b"././@PaxHeader",
        b"path=../x\n",
        b"linkpath=/etc\n",
        b"size=99999999999\n",
        b"x",
        b"L",
        b"2",
    )
    return (
        Target("npm-lock", on_bytes(_npm_lock), ("app.setup.lock",), (RecipeUnusable,), (_LOCK,), json_words),
        Target(
            "npm-tree",
            _account,
            ("app.setup.verify", "app.setup.lock"),
            (IntegrityMismatch,),
            (b"\0" + _LOCK, b'\1{"version": "1.0.0"}', b'\1{"version": "\xff"}'),
            json_words,
        ),
        Target(
            "python-lock",
            on_bytes(pypi_lock.read),
            ("app.setup.pypi_lock",),
            (ValueError,),
            (_PINNED,),
            (b"==", b";", b"--hash=sha256:", b"\\\n", b"#", b"extra ==", b"python_version <", b" and (", b"'"),
        ),
        Target(
            "python-environment",
            _distribution,
            ("app.setup.pypi_verify",),
            (IntegrityMismatch,),
            (b"\0Name: paint\nVersion: 1.0\n", b"\1paint-1.0.dist-info/METADATA,sha256=x,1\n../../x,,\n"),
            (b"Name:", b"Version:", b",", b'"', b"\n", b"\0", b"sha256=", b"../"),
        ),
        Target(
            "record-to-remove",
            _removable,
            ("app.setup.removable",),
            (),
            (b"paint/a.py,,\n../../../bin/paint,,\n", b"../../../../keep,,\n", b'"a\nb",,\n'),
            (b",", b'"', b"\n", b"\0", b"../", b"/", b"x" * 300),
        ),
        Target(
            "bundle-archive",
            on_file(_unpack, "demo.tar.zst"),
            ("app.setup.unpack",),
            (IntegrityMismatch, BundleUnreadable, OSError),
            whole,
            (b"\x28\xb5\x2f\xfd",),
        ),
        Target(
            "bundle-tar",
            _packed,
            ("app.setup.unpack",),
            (IntegrityMismatch, BundleUnreadable, OSError),
            opened,
            tar_words,
            largest=16_384,
        ),
        Target(
            "program-head",
            on_file(architecture.made_for),
            ("app.setup.architecture",),
            (),
            programs,
            (b"\xff\xff\xff\xff",),
        ),
        Target(
            "extension-archive",
            on_file(_extension),
            ("app.setup.kinds.extension",),
            (IntegrityMismatch,),
            (
                _vsix(b'{"publisher": "acme", "name": "paint", "version": "1.0.0"}'),
                *(_vsix(b'{"publisher": "acme"}' * 9, how) for how in (zipfile.ZIP_DEFLATED, zipfile.ZIP_LZMA)),
                _vsix(b'{"publisher": {}, "name": [], "version": 1}'),
                _vsix(b"[" * 3000),
            ),
            (b"PK\1\2", b"PK\3\4", b"PK\5\6", b"\0\0\x08\0", b"\x63\0", b"extension/package.json"),
        ),
        Target(
            "helper-progress",
            on_text(_helper),
            ("app.setup.helper_output",),
            (),
            (b'{"bytes": 1, "total": null}\n{"says": "a"}\n{"error": "x", "what": "y"}\n{"phase": "done"}',),
            (*json_words, b'{"bytes":', b'{"says":', b"\\u001b[31m", b"\n"),
        ),
        Target(
            "npm-output",
            on_text(_npm_words),
            ("app.setup.npm_errors",),
            (),
            (b"npm error code E404\nnpm error 404 https://u:p@r.example/x\n", b"npm ERR! code ENOSPC\n"),
            (b"npm error ", b"code ", b"https://", b"@", b"\x1b[31m"),
        ),
        Target(
            "manager-output",
            on_text(_listed),
            ("app.setup.kinds.brew", "app.setup.kinds.winget", "app.setup.kinds.pkg", "app.setup.detect"),
            (),
            (
                recorded.BREW_INFO.encode(),
                recorded.CODE_LIST.encode(),
                recorded.PKGUTIL_INFO.format(package="a", version="1").encode(),
                b'{"formulae": [{"bottle": {"stable": {"files": {"a": {"sha256": "b"}}}}}]}',
                b'{"formulae": [{"bottle": {"stable": []}}]}',
                b"Name Id Version\r\nPaint Acme.Paint < 1.0",
            ),
            (*json_words, b'"bottle":', b'"stable":', b'"files":', b"acme.paint@", b"\r", b"<"),
            largest=8192,
        ),
        Target(
            "hdiutil-output",
            on_text(dmg.mount_point),
            ("app.setup.kinds.dmg",),
            (),
            (recorded.HDIUTIL_ATTACH.encode(), plistlib.dumps({"system-entities": [{"mount-point": 1}]})),
            (b"<?xml", b"<dict>", b"<key>", b"<integer>", b"<date>", b"<!ENTITY", b"<array/>", b"<data>!"),
            largest=8192,
        ),
        Target(
            "info-plist",
            _info_plist,
            ("app.setup.kinds.dmg",),
            (),
            (plistlib.dumps(plist), plistlib.dumps(plist, fmt=plistlib.FMT_BINARY)),
            (b"bplist00", b"\xff", b"<dict>", b"<integer>0x", b"<date>2026-99-99", b"<real>x", b"\x0f\xff"),
        ),
    )
