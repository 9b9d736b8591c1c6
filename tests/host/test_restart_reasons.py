"""Another version or configuration is noticed at once, whatever way it comes, and nothing else is taken for one."""

import queue
import shutil
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.host import config as configuration
from app.host.config import Config
from app.host.paths import Paths
from app.host.restart_reasons import ConfigKept, Reason, RestartReasons
from app.host.settings import Settings
from app.host.upgrade import Upgrade

BY_HAND = Config(url="https://policy.example.com/", root=b"")
NONE = Settings()
SOON = 0.05
"""How long nothing more may come, in seconds."""

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="inotify is Linux's own")


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


Told = queue.SimpleQueue[Reason | ConfigKept | None]


@contextmanager
def _waiting(reasons: RestartReasons) -> Iterator[Told]:
    """Somebody waits, on and on; what they were told. It ends with the block, None last."""
    told: Told = queue.SimpleQueue()

    def wait() -> None:
        while True:
            told.put(found := reasons.wait())
            if not isinstance(found, ConfigKept):
                break

    thread = threading.Thread(target=wait)
    thread.start()
    try:
        yield told
    finally:
        reasons.end()
        thread.join(20)
        assert not thread.is_alive()
        reasons.close()


def _upgrade(place: Path | None = None, running: str = "") -> RestartReasons:
    return RestartReasons(BY_HAND, Paths.below(Path("/nowhere")), Upgrade(place, running), SOON)


def test_the_link_moves_over(home: Path) -> None:
    with _waiting(_upgrade(home / "current", str(home / "versions/1-abc"))) as told:
        _switch(home, "2-def")
        assert told.get(timeout=20) is Reason.UPGRADE


def test_it_moved_before_anybody_looked(home: Path) -> None:
    _switch(home, "2-def")
    with _waiting(_upgrade(home / "current", str(home / "versions/1-abc"))) as told:
        assert told.get(timeout=20) is Reason.UPGRADE


def test_other_changes_and_the_same_version_are_none(home: Path) -> None:
    with _waiting(_upgrade(home / "current", str(home / "versions/1-abc"))) as told:
        (home / "package").mkdir()
        _switch(home, "1-abc")
        _switch(home, "gone")
    assert told.get(timeout=20) is None


def test_an_appimage_is_exchanged(tmp_path: Path) -> None:
    image = tmp_path / "Signpost.AppImage"
    image.write_bytes(b"one")
    image.chmod(0o755)
    with _waiting(_upgrade(image)) as told:
        fresh = tmp_path / ".new"
        fresh.write_bytes(b"two")
        fresh.chmod(0o755)
        fresh.replace(image)
        assert told.get(timeout=20) is Reason.UPGRADE


def test_an_appimage_that_is_still_being_copied_is_none_yet(tmp_path: Path) -> None:
    image = tmp_path / "Signpost.AppImage"
    image.write_bytes(b"one")
    image.chmod(0o755)
    upgrade = Upgrade(image)
    image.unlink()
    with image.open("wb") as copy:
        image.chmod(0o755)
        copy.write(b"tw")
        copy.flush()
        assert not upgrade.here
        with _waiting(RestartReasons(BY_HAND, Paths.below(Path("/nowhere")), upgrade, SOON)) as told:
            copy.write(b"o")
            copy.close()
            assert told.get(timeout=20) is Reason.UPGRADE


def test_where_none_can_come_it_waits_until_the_end() -> None:
    with _waiting(_upgrade()) as told:
        pass
    assert told.get(timeout=20) is None


def test_whoever_ends_before_the_wait_is_heard(home: Path) -> None:
    _switch(home, "2-def")
    reasons = _upgrade(home / "current", str(home / "versions/1-abc"))
    reasons.end()
    assert reasons.wait() is None
    reasons.close()


# The company's configuration


COMPANY = 'url = "https://policy.example.com/"\nroot = "{root}"\n'


@pytest.fixture
def folder(paths: Paths) -> Path:
    """The machine's configuration, with a company's."""
    folder = paths.machine_config
    (folder / "managed.d").mkdir(parents=True)
    (folder / "acme.root.json").write_bytes(b'{"signed": {"_type": "root"}}')
    (folder / "managed.d/acme.toml").write_text(COMPANY.format(root=folder / "acme.root.json"))
    return folder


def _reasons(
    paths: Paths, upgrade: Upgrade | None = None, quiet: float = SOON, flags: Settings = NONE
) -> RestartReasons:
    return RestartReasons(configuration.load(paths, flags), paths, upgrade, quiet)


def _package(file: Path, text: str) -> None:
    """As dpkg and Ansible do: written beside, then renamed."""
    fresh = file.with_name(file.name + ".dpkg-new")
    fresh.write_text(text)
    fresh.replace(file)


def test_a_package_puts_another_file_there(paths: Paths, folder: Path) -> None:
    file = folder / "managed.d/acme.toml"
    with _waiting(_reasons(paths)) as told:
        _package(file, file.read_text() + "poll_seconds = 600\n")
        assert told.get(timeout=20) is Reason.CONFIGURATION


def test_the_same_again_and_files_that_are_none_are_no_reason(paths: Paths, folder: Path) -> None:
    file = folder / "managed.d/acme.toml"
    with _waiting(_reasons(paths)) as told:
        _package(file, "# other words\n" + file.read_text())
        (folder / "managed.d/notes.txt").write_text("poll_seconds = 5")
        (folder / "other.json").write_text("{}")
    assert told.get(timeout=20) is None


def test_the_root_alone_is_another(paths: Paths, folder: Path) -> None:
    with _waiting(_reasons(paths)) as told:
        _package(folder / "acme.root.json", '{"signed": {"_type": "root", "version": 2}}')
        assert told.get(timeout=20) is Reason.CONFIGURATION


def test_half_a_root_is_none(paths: Paths, folder: Path) -> None:
    with _waiting(_reasons(paths)) as told:
        _package(folder / "acme.root.json", '{"signed": {"_type": "ro')
        kept = told.get(timeout=20)
        assert isinstance(kept, ConfigKept)
        assert "acme.root.json" in kept.happened


def test_a_file_written_piece_by_piece_is_read_once_it_is_whole(paths: Paths, folder: Path) -> None:
    with _waiting(_reasons(paths, quiet=1.0)) as told, (folder / "config.toml").open("w") as file:
        for piece in ("# beg", "inning\npoll_sec", "onds = 60", "0\n"):
            file.write(piece)
            file.flush()
        file.close()
        assert told.get(timeout=20) is Reason.CONFIGURATION


def test_a_broken_file_is_told_once_and_mended_it_is_taken(paths: Paths, folder: Path) -> None:
    file = folder / "config.toml"
    with _waiting(_reasons(paths)) as told:
        file.write_text("poll_seconds = soon")
        kept = told.get(timeout=20)
        assert isinstance(kept, ConfigKept)
        assert str(file) in kept.happened
        file.write_text("poll_seconds = soon")  # the same again: nobody is told
        file.write_text("poll_seconds = 600")
        assert told.get(timeout=20) is Reason.CONFIGURATION


def test_a_company_that_is_taken_away_stays_in_force(paths: Paths, folder: Path) -> None:
    with _waiting(_reasons(paths)) as told:
        shutil.rmtree(folder)
        kept = told.get(timeout=20)
        assert isinstance(kept, ConfigKept)
        assert "does not know its company" in kept.happened or "acme.root.json" in kept.happened


def test_a_company_comes_where_flags_were(paths: Paths, tmp_path: Path) -> None:
    root = tmp_path / "root.json"
    root.write_bytes(b'{"signed": {"_type": "root"}}')
    with _waiting(_reasons(paths, flags=Settings(url="https://policy.example.com/", root=str(root)))) as told:
        managed = paths.machine_config / "managed.d"
        managed.mkdir(parents=True)
        (managed / "acme.toml").write_text(COMPANY.format(root=root) + 'groups = ["dev"]\n')
        assert told.get(timeout=20) is Reason.CONFIGURATION


def test_a_configuration_that_cannot_be_used_keeps_an_upgrade_waiting(paths: Paths, folder: Path, home: Path) -> None:
    whole = (folder / "managed.d/acme.toml").read_text()
    reasons = _reasons(paths, Upgrade(home / "current", str(home / "versions/1-abc")))
    with _waiting(reasons) as told:
        (folder / "managed.d/acme.toml").write_text("url = ")
        assert isinstance(told.get(timeout=20), ConfigKept)
        _switch(home, "2-def")
        (folder / "managed.d/acme.toml").write_text(whole)
        assert told.get(timeout=20) is Reason.UPGRADE


def test_what_was_a_reason_may_be_none_any_more(paths: Paths, folder: Path) -> None:
    reasons = _reasons(paths)
    (folder / "config.toml").write_text("poll_seconds = 600")
    assert reasons.wait() is Reason.CONFIGURATION
    assert reasons.hold()
    (folder / "config.toml").write_text("poll_seconds = ")
    assert not reasons.hold()
    reasons.close()


def test_nothing_secret_is_kept_of_what_the_company_said(paths: Paths, folder: Path) -> None:
    (folder / "config.toml").write_text('token = "planted"\n')
    (folder / "managed.d/acme.toml").rename(folder / "managed.d/none")
    (folder / "config.toml").write_text('token = "planted"\n' + COMPANY.format(root=folder / "acme.root.json"))
    assert "planted" not in repr(configuration.load(paths, Settings()))
