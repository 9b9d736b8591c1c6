"""Another version is noticed at once, whatever way it is installed, and nothing else is taken for one."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.host.upgrade import Upgrade


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A package's folder with one version in use."""
    for name in ("1-abc", "2-def"):
        (tmp_path / "versions" / name).mkdir(parents=True)
    (tmp_path / "current").symlink_to("versions/1-abc")
    return tmp_path


def _switch(home: Path, version: str) -> None:
    (home / ".current").symlink_to(f"versions/{version}")
    (home / ".current").replace(home / "current")


@contextmanager
def _waiting(upgrade: Upgrade) -> Iterator[list[bool]]:
    """Somebody waits; what they were told."""
    told: list[bool] = []
    thread = threading.Thread(target=lambda: told.append(upgrade.wait()))
    thread.start()
    try:
        yield told
        thread.join(10)
        assert not thread.is_alive()
    finally:
        upgrade.end()
        thread.join()
        upgrade.close()


def test_the_link_moves_over(home: Path) -> None:
    with _waiting(Upgrade(home / "current", str(home / "versions/1-abc"))) as told:
        _switch(home, "2-def")
    assert told == [True]


def test_it_moved_before_anybody_looked(home: Path) -> None:
    _switch(home, "2-def")
    with _waiting(Upgrade(home / "current", str(home / "versions/1-abc"))) as told:
        pass
    assert told == [True]


def test_other_changes_and_the_same_version_are_none(home: Path) -> None:
    upgrade = Upgrade(home / "current", str(home / "versions/1-abc"))
    with _waiting(upgrade) as told:
        (home / "package").mkdir()
        _switch(home, "1-abc")
        _switch(home, "gone")
        upgrade.end()
    assert told == [False]


def test_an_appimage_is_exchanged(tmp_path: Path) -> None:
    image = tmp_path / "Signpost.AppImage"
    image.write_bytes(b"one")
    image.chmod(0o755)
    with _waiting(Upgrade(image)) as told:
        fresh = tmp_path / ".new"
        fresh.write_bytes(b"two")
        fresh.chmod(0o755)
        fresh.replace(image)
    assert told == [True]


def test_where_none_can_come_it_waits_until_the_end() -> None:
    upgrade = Upgrade()
    with _waiting(upgrade) as told:
        upgrade.end()
    assert told == [False]
