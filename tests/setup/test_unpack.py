"""A bundle is unpacked exactly as its manifest says, or not at all; nothing outside the folder is ever touched."""

import os
import stat
import threading
from pathlib import Path
from typing import Any

import pytest

from app.errors import SignpostError
from app.host.archives import tarfile, zstd
from app.policy import bundle
from app.policy.bundle import BundleUnreadable, Manifest, PackedFile, PackedLink
from app.policy.recipe import Command
from app.setup.errors import Cancelled, IntegrityMismatch
from app.setup.unpack import unpack
from tests.support.bundles import Entry, described, entry, forged, manifest_of, packed

ENOUGH = 10_000_000


@pytest.fixture
def target(tmp_path: Path) -> Path:
    folder = tmp_path / "beside" / "target"
    folder.mkdir(parents=True)
    return folder


def opened(archive: Path, target: Path, installed_bytes: int = ENOUGH) -> Manifest:
    return unpack("demo", archive, target, installed_bytes, threading.Event())


def tree_of(folder: Path) -> dict[str, Any]:
    return {
        path.relative_to(folder).as_posix(): path.readlink().as_posix() if path.is_symlink() else path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_symlink() or path.is_file()
    }


def test_everything_comes_out_as_it_went_in(tmp_path: Path, target: Path) -> None:
    source = tmp_path / "source"
    long = "/".join(["node_modules", *(f"a-rather-long-name-{number}" for number in range(12))])
    for path, data in {"runtime/node": b"\x7fELF", f"{long}/ä 文.js": b"x" * 5000, "empty": b""}.items():
        (source / path).parent.mkdir(parents=True, exist_ok=True)
        (source / path).write_bytes(data)
    (source / "runtime/node").chmod(0o4777)
    (source / "runtime/current").symlink_to("node")
    (source / "up").symlink_to("runtime/current")
    made = packed(source, tmp_path / "demo.tar.zst", Command(name="demo", file="runtime/node"))

    manifest = opened(made.path, target, made.installed_bytes)

    assert manifest == made.manifest
    assert bundle.load((target / bundle.MANIFEST).read_bytes()) == manifest
    (target / bundle.MANIFEST).unlink()
    assert tree_of(target) == tree_of(source)
    assert stat.S_IMODE((target / "runtime/node").stat().st_mode) == 0o755, "no set-user-id, not writable for all"
    assert stat.S_IMODE((target / "empty").stat().st_mode) == 0o644
    assert manifest.size == 5004


GOOD = b"good"
FILE = described("a/file", GOOD)
ONE = entry("a/file", GOOD)


def of_type(path: str, kind: bytes, **fields: str | int) -> Entry:
    return entry(path, b"", type=kind, **fields)


def with_link(path: str, linkname: str) -> Entry:
    return of_type(path, tarfile.SYMTYPE, linkname=linkname, mode=0o777)


@pytest.mark.parametrize(
    "entries",
    [
        pytest.param([entry("../a/file", GOOD)], id="up"),
        pytest.param([entry("/a/file", GOOD)], id="absolute"),
        pytest.param([entry("a/../a/file", GOOD)], id="round about"),
        pytest.param([entry("a/other", GOOD)], id="another name"),
        pytest.param([entry("a/file", b"evil")], id="another content"),
        pytest.param([entry("a/file", b"longer")], id="longer"),
        pytest.param([entry("a/file", b"")], id="shorter"),
        pytest.param([entry("a/file", GOOD, mode=0o4755)], id="setuid"),
        pytest.param([entry("a/file", GOOD, mode=0o755)], id="executable"),
        pytest.param([], id="missing"),
        pytest.param([ONE, entry("b", GOOD)], id="one more"),
        pytest.param([ONE, ONE], id="twice"),
        pytest.param([with_link("a/file", "/etc/passwd")], id="link to outside"),
        pytest.param([with_link("a", ".."), ONE], id="link in the place of a folder"),
        pytest.param([of_type("a/file", tarfile.LNKTYPE, linkname="/etc/passwd")], id="hard link"),
        pytest.param([of_type("a/file", tarfile.CHRTYPE, devmajor=1, devminor=3)], id="character device"),
        pytest.param([of_type("a/file", tarfile.BLKTYPE, devmajor=7)], id="block device"),
        pytest.param([of_type("a/file", tarfile.FIFOTYPE)], id="fifo"),
        pytest.param([of_type("a/file", tarfile.DIRTYPE)], id="folder"),
        pytest.param([of_type("a/file", tarfile.CONTTYPE)], id="contiguous file"),
        pytest.param([of_type("a/file", b"Z")], id="unknown kind"),
    ],
)
def test_what_the_manifest_does_not_say_is_refused(tmp_path: Path, target: Path, entries: list[Entry]) -> None:
    archive = forged(tmp_path / "forged.tar.zst", manifest_of([FILE]), entries)
    around = tree_of(tmp_path)

    with pytest.raises(IntegrityMismatch):
        opened(archive, target)
    beyond = {path: data for path, data in tree_of(tmp_path).items() if not path.startswith("beside/target/")}
    assert beyond == around, "nothing outside was touched"


@pytest.mark.parametrize(
    "paths",
    [
        ("../up",),
        ("/absolute",),
        ("a//b",),
        ("a/./b",),
        ("a/..",),
        ("",),
        ("a\\b",),
        ("a\nb",),
        ("a\0b",),
        ("x" * 256,),
        ("bin/qodercli",),
        ("Bin/qodercli",),
        (bundle.MANIFEST,),
        ("same", "same"),
        ("Same", "same"),
        ("Folder/a", "folder/b"),
        ("straße", "STRASSE"),
        ("caf\u00e9", "cafe\u0301"),
        ("a", "a/b"),
        ("A", "a/b"),
    ],
)
def test_a_manifest_with_such_paths_is_refused(tmp_path: Path, target: Path, paths: tuple[str, ...]) -> None:
    archive = forged(tmp_path / "forged.tar.zst", manifest_of(described(path, GOOD) for path in paths), [])
    with pytest.raises(BundleUnreadable):
        opened(archive, target)
    assert not tree_of(target)


@pytest.mark.parametrize("path", ["aux.js", "a/NUL", "com1.txt", "a:stream", "dot.", "space ", "a?", "a*", "<a>"])
def test_a_manifest_for_windows_has_no_such_names(path: str) -> None:
    manifest = manifest_of([described(path, GOOD)])
    bundle.check(manifest)
    with pytest.raises(BundleUnreadable):
        bundle.check(manifest_of([described(path, GOOD)], system="windows-x64"))


@pytest.mark.parametrize(
    ("path", "leads_to"),
    [
        ("link", "/etc/passwd"),
        ("link", ".."),
        ("link", "../outside"),
        ("a/link", "../../outside"),
        ("a/link", ".."),
        ("link", "a/../../outside"),
        ("link", "a/deep/../b"),
        ("link", "."),
        ("link", ""),
        ("link", "a//b"),
        ("link", "a\\..\\..\\b"),
    ],
)
def test_a_manifest_with_such_links_is_refused(tmp_path: Path, target: Path, path: str, leads_to: str) -> None:
    manifest = manifest_of([FILE], [PackedLink(path, leads_to)])
    archive = forged(tmp_path / "forged.tar.zst", manifest, [ONE, with_link(path, leads_to)])
    with pytest.raises(BundleUnreadable):
        opened(archive, target)
    assert not tree_of(target)


def test_nothing_is_written_through_a_link(tmp_path: Path, target: Path) -> None:
    manifest = manifest_of([described("to/file", GOOD)], [PackedLink("to", "a")])
    with pytest.raises(BundleUnreadable):
        opened(forged(tmp_path / "forged.tar.zst", manifest, [with_link("to", "a"), entry("to/file", GOOD)]), target)
    assert not tree_of(target)


def test_an_archive_of_links_only_may_lead_through_one_another_but_stays_inside(tmp_path: Path, target: Path) -> None:
    links = [PackedLink("a/deep/one", "../two"), PackedLink("a/two", "file")]
    entries = [ONE, *(with_link(link.path, link.target) for link in links)]
    opened(forged(tmp_path / "ok.tar.zst", manifest_of([FILE], links), entries), target)
    assert (target / "a/deep/one").resolve() == (target / "a/file").resolve()


def test_links_for_windows_are_refused() -> None:
    with pytest.raises(BundleUnreadable):
        bundle.check(manifest_of([FILE], [PackedLink("b", "a")], system="windows-x64"))


def test_a_bomb_ends_before_it_is_written(tmp_path: Path, target: Path) -> None:
    zeros = bytes(50_000_000)
    archive = forged(tmp_path / "bomb.tar.zst", manifest_of([described("a", zeros)]), [entry("a", zeros)])
    assert archive.stat().st_size < 20_000
    with pytest.raises(IntegrityMismatch, match="recipe says"):
        opened(archive, target, installed_bytes=1_000_000)
    assert not tree_of(target)


def test_a_bomb_behind_the_last_entry_is_not_read_to_its_end(tmp_path: Path, target: Path) -> None:
    manifest = manifest_of([FILE])
    archive = forged(tmp_path / "bomb.tar.zst", manifest, [ONE], after=bytes(50_000_000))
    with pytest.raises(IntegrityMismatch, match="more than its manifest"):
        opened(archive, target)
    archive = forged(tmp_path / "more.tar.zst", manifest, [ONE], after=b"x")
    with pytest.raises(IntegrityMismatch, match="after its end"):
        opened(archive, target.parent)


def test_a_pax_header_is_bounded(tmp_path: Path, target: Path) -> None:
    long = entry("a/file", GOOD, pax_headers={"comment": "x" * 5_000_000})
    with pytest.raises(IntegrityMismatch, match="more than its manifest"):
        opened(forged(tmp_path / "forged.tar.zst", manifest_of([FILE]), [long]), target)


def test_a_pax_header_is_bounded_whatever_the_file_may_have(tmp_path: Path, target: Path) -> None:
    data = bytes(8_000_000)
    long = entry("a", data, pax_headers={"comment": "x" * 5_000_000})
    with pytest.raises(IntegrityMismatch, match="more than its manifest"):
        opened(forged(tmp_path / "forged.tar.zst", manifest_of([described("a", data)]), [long]), target)
    assert not (target / "a").exists(), "it ends within the header"


def test_a_sparse_file_is_refused(tmp_path: Path, target: Path) -> None:
    sparse = {"GNU.sparse.major": "0", "GNU.sparse.minor": "1", "GNU.sparse.map": "0,4", "GNU.sparse.size": "4"}
    archive = forged(tmp_path / "forged.tar.zst", manifest_of([FILE]), [entry("a/file", GOOD, pax_headers=sparse)])
    with pytest.raises(IntegrityMismatch):
        opened(archive, target)


@pytest.mark.parametrize("keep", [0.0, 0.2, 0.9, 0.999])
def test_one_that_is_cut_off_is_refused(tmp_path: Path, target: Path, keep: float) -> None:
    data = os.urandom(20_000)
    archive = forged(tmp_path / "cut.tar.zst", manifest_of([described("a", data)]), [entry("a", data)])
    whole = archive.read_bytes()
    archive.write_bytes(whole[: int(len(whole) * keep)])
    with pytest.raises(SignpostError):
        opened(archive, target)


@pytest.mark.parametrize("data", [b"", b"no archive at all", b"<html>", zstd.compress(b"no tar"), zstd.compress(b"")])
def test_what_is_no_bundle_is_refused(tmp_path: Path, target: Path, data: bytes) -> None:
    archive = tmp_path / "none.tar.zst"
    archive.write_bytes(data)
    with pytest.raises(IntegrityMismatch):
        opened(archive, target)


@pytest.mark.parametrize("head", [b"", b"{}", b"[" * 100_000, b'{"format": 2}'])
def test_a_manifest_that_is_none_is_refused(tmp_path: Path, target: Path, head: bytes) -> None:
    with pytest.raises(BundleUnreadable):
        opened(forged(tmp_path / "forged.tar.zst", head, [ONE]), target)


def test_one_without_a_manifest_in_front_is_refused(tmp_path: Path, target: Path) -> None:
    made = forged(tmp_path / "forged.tar.zst", manifest_of([FILE]), [ONE])
    plain = zstd.decompress(made.read_bytes())
    made.write_bytes(zstd.compress(plain.replace(bundle.MANIFEST.encode(), b"another-manifest.jso", 1)))
    with pytest.raises(IntegrityMismatch):
        opened(made, target)


def test_a_window_of_two_gigabytes_is_refused(tmp_path: Path, target: Path) -> None:
    """RFC 8878, 3.1.1.1.2: the frame says how much memory whoever unpacks it needs."""
    options: dict[int, int] = {zstd.CompressionParameter.window_log: 31}
    archive = tmp_path / "window.tar.zst"
    with zstd.ZstdFile(archive, "wb", options=options) as file:
        file.write(os.urandom(3000))
    with pytest.raises(IntegrityMismatch):
        opened(archive, target)


def test_cancel_ends_it(tmp_path: Path, target: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    for number in range(50):
        (source / f"{number:02}").write_bytes(GOOD)
    made = packed(source, tmp_path / "demo.tar.zst")

    class Soon(threading.Event):
        """Set once it was asked for the eleventh time."""

        asked = 0

        def is_set(self) -> bool:
            self.asked += 1
            return self.asked > 10

    with pytest.raises(Cancelled):
        unpack("demo", made.path, target, made.installed_bytes, Soon())
    assert len(tree_of(target)) == 11, "ten files and the manifest"


def test_what_lies_there_is_not_overwritten(tmp_path: Path, target: Path) -> None:
    precious = tmp_path / "precious"
    precious.write_bytes(b"mine")
    (target / "a").mkdir()
    (target / "a/file").symlink_to(precious)
    good = forged(tmp_path / "ok.tar.zst", manifest_of([FILE]), [ONE])
    with pytest.raises(IntegrityMismatch, match="outside the destination"):
        opened(good, target)
    assert precious.read_bytes() == b"mine"
    (target / "a/file").unlink()
    (target / "a/file").write_bytes(b"mine")
    with pytest.raises(FileExistsError):
        opened(good, target)


def test_the_manifest_is_for_files_that_exist(tmp_path: Path, target: Path) -> None:
    wanting = manifest_of([FILE], commands=(Command(name="demo", file="a/other"),))
    with pytest.raises(BundleUnreadable, match="does not hold"):
        opened(forged(tmp_path / "forged.tar.zst", wanting, [ONE]), target)


def test_most_entries_are_bounded() -> None:
    many = tuple(PackedFile(f"f{number}", 0, "0" * 64) for number in range(3))
    assert bundle.load(bundle.dump(manifest_of(many))).files == many
