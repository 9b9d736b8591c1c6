"""Bytes are counted once, whatever npm's cache keeps of them meanwhile."""

from pathlib import Path

from app.setup.download import Download
from app.setup.lock import Package
from tests.setup.registry import noise

ARCHIVE = b"\x1f\x8b" + noise(5000)
OTHER = b"\x1f\x8b" + noise(4000)
HASH = "ab" * 64


def cache_of(tmp_path: Path) -> tuple[Path, Path, Path]:
    unfinished = tmp_path / "_cacache/tmp"
    content = tmp_path / "_cacache/content-v2/sha512" / HASH[:2] / HASH[2:4]
    unfinished.mkdir(parents=True)
    content.mkdir(parents=True)
    return unfinished, content / HASH[4:], tmp_path


def count(cache: Path, expected: int = 9004) -> Download:
    return Download(cache, [Package("node_modules/a", "1.0.0", HASH, optional=False)], expected)


def test_nothing_yet(tmp_path: Path) -> None:
    assert count(tmp_path).measure() == (0, 9004)
    assert count(tmp_path, 0).measure() == (0, None), "without a total none is invented"


def test_two_copies_on_the_way_are_one_download(tmp_path: Path) -> None:
    unfinished, content, cache = cache_of(tmp_path)
    download = count(cache)
    (unfinished / "1").write_bytes(ARCHIVE[:3000])
    (unfinished / "2").write_bytes(ARCHIVE[:2000])
    (unfinished / "3").write_bytes(OTHER[:1000])
    (unfinished / "packument").write_bytes(b'{"name":' + noise(3000))
    (unfinished / "just-begun").write_bytes(ARCHIVE[:100])
    (unfinished / "folder").mkdir()
    assert download.measure() == (4000, 9004)
    (unfinished / "2").rename(content)
    content.write_bytes(ARCHIVE)
    (unfinished / "1").write_bytes(ARCHIVE)
    assert download.measure() == (6002, 9004)
    (unfinished / "1").unlink()
    (unfinished / "3").write_bytes(OTHER)
    assert download.measure() == (9004, 9004)


def test_it_never_goes_back(tmp_path: Path) -> None:
    unfinished, _, cache = cache_of(tmp_path)
    download = count(cache)
    (unfinished / "1").write_bytes(ARCHIVE)
    assert download.measure()[0] == 5002
    (unfinished / "1").unlink()
    assert download.measure()[0] == 5002


def test_more_than_was_said_means_nobody_knows(tmp_path: Path) -> None:
    unfinished, _, cache = cache_of(tmp_path)
    (unfinished / "1").write_bytes(ARCHIVE)
    assert count(cache, 5001).measure() == (5002, None)


def test_what_an_ended_npm_left_is_forgotten(tmp_path: Path) -> None:
    unfinished, content, cache = cache_of(tmp_path)
    (unfinished / "1").write_bytes(OTHER)
    content.write_bytes(ARCHIVE)
    download = count(cache)
    download.forget_unfinished()
    assert download.measure() == (5002, 9004)
