"""A configuration that cannot be used is waited for: whose it is to correct, and every way of repair is noticed."""

import queue
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.errors import SignpostError
from app.host import config as configuration
from app.host import folder_news
from app.host.config import Config, ConfigUnreadable, NotConfigured
from app.host.paths import Paths
from app.host.repair import CompanyAwaited, ConfigAwaited, OwnConfigAwaited, Repair, awaited
from app.host.settings import Settings

SOON = 0.05
NEVER = 3600.0
NONE = Settings()


@pytest.fixture
def folder(paths: Paths) -> Path:
    paths.machine_config.mkdir(parents=True)
    return paths.machine_config


@pytest.fixture
def root(tmp_path: Path) -> Path:
    made = tmp_path / "root.json"
    made.write_bytes(b'{"signed": {"_type": "root"}}')
    return made


@contextmanager
def waiting(
    paths: Paths, every: float = NEVER, alive: Callable[[], None] = lambda: None
) -> Iterator["queue.SimpleQueue[Config | SignpostError | None]"]:
    """What comes of waiting for the repair of what is there now; in the end nothing, at once."""
    with pytest.raises(SignpostError) as caught:
        configuration.load(paths, NONE)
    told = awaited(caught.value, paths, NONE)
    assert told is not None
    repair = Repair(paths, told, alive, every, SOON)
    found: queue.SimpleQueue[Config | SignpostError | None] = queue.SimpleQueue()

    def wait() -> None:
        while (one := repair.wait()) is not None:
            found.put(one)
            if isinstance(one, Config):
                return
        found.put(None)

    thread = threading.Thread(target=wait)
    thread.start()
    try:
        yield found
    finally:
        repair.end()
        thread.join(20)
        repair.close()
    assert not thread.is_alive()


def test_who_gave_the_company_is_answered_at_once(paths: Paths, folder: Path) -> None:
    error = ConfigUnreadable(path=folder / "config.toml", detail="x")
    assert isinstance(awaited(error, paths, NONE), ConfigAwaited)
    assert awaited(error, paths, Settings(url="https://policy.example.com/")) is None
    assert awaited(error, paths, Settings(root="/root.json")) is None


def test_where_nobody_said_anything_nothing_is_waited_for(paths: Paths, folder: Path) -> None:
    error = NotConfigured(missing="url", path=folder / "config.toml")
    assert awaited(error, paths, NONE) is None
    (folder / "config.toml").write_text('device = "lt-1"')
    assert isinstance(awaited(error, paths, NONE), CompanyAwaited)


def test_whose_file_it_is(paths: Paths) -> None:
    own = awaited(ConfigUnreadable(path=paths.config / "config.toml", detail="x"), paths, NONE)
    assert isinstance(own, OwnConfigAwaited)
    assert "Ask IT" not in own.advice
    managed = awaited(ConfigUnreadable(path="com.signpost.Signpost", detail="x"), paths, NONE)
    assert isinstance(managed, ConfigAwaited)


@pytest.mark.skipif(sys.platform != "linux", reason="inotify is Linux's own")
class TestByNews:
    def test_a_file_written_piece_by_piece(self, paths: Paths, folder: Path, root: Path) -> None:
        (folder / "config.toml").write_text("url = ")
        with waiting(paths) as found:
            (folder / "config.toml").write_text('url = "https://policy.example.com/"\n')
            assert isinstance(found.get(timeout=20), CompanyAwaited)
            with (folder / "config.toml").open("a") as file:
                file.write(f'root = "{root}"\n')
            config = found.get(timeout=20)
            assert isinstance(config, Config)
            assert config.url == "https://policy.example.com/"

    def test_a_file_that_is_put_in_its_place(self, paths: Paths, folder: Path, root: Path) -> None:
        (folder / "managed.d").mkdir()
        (folder / "managed.d/50-acme.toml").write_text("no")
        with waiting(paths) as found:
            new = folder / "managed.d/.new"
            new.write_text(f'url = "https://policy.example.com/"\nroot = "{root}"')
            new.replace(folder / "managed.d/50-acme.toml")
            assert isinstance(found.get(timeout=20), Config)

    def test_a_file_that_is_taken_away(self, paths: Paths, folder: Path, root: Path) -> None:
        (folder / "config.toml").write_text(f'url = "https://policy.example.com/"\nroot = "{root}"')
        (folder / "managed.d").mkdir()
        (folder / "managed.d/50-acme.toml").write_text("no")
        with waiting(paths) as found:
            (folder / "managed.d/50-acme.toml").unlink()
            assert isinstance(found.get(timeout=20), Config)

    def test_a_root_that_comes_wherever_it_is(self, paths: Paths, folder: Path, tmp_path: Path) -> None:
        root = tmp_path / "a/b/root.json"
        (folder / "config.toml").write_text(f'url = "https://policy.example.com/"\nroot = "{root}"')
        with waiting(paths) as found:
            root.parent.mkdir(parents=True)
            root.write_bytes(b'{"signed": {"_type": "root"}}')
            assert isinstance(found.get(timeout=20), Config)

    def test_all_is_taken_away(self, paths: Paths, folder: Path) -> None:
        (folder / "config.toml").write_text("no")
        with waiting(paths) as found:
            (folder / "config.toml").unlink()
            assert isinstance(found.get(timeout=20), NotConfigured)
            (folder / "config.toml").write_text("no")
            assert isinstance(found.get(timeout=20), ConfigAwaited)

    def test_the_same_trouble_again_is_told_once(self, paths: Paths, folder: Path) -> None:
        (folder / "config.toml").write_text("no")
        with waiting(paths) as found:
            (folder / "config.toml").write_text("no")
            (folder / "other").write_text("of nobody's business")
            (folder / "config.toml").write_text("url = 1")
            told = found.get(timeout=20)
            assert isinstance(told, ConfigAwaited)
            assert "url" in told.happened


def test_where_no_folder_tells_of_it_it_is_looked_at(
    paths: Paths, folder: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder_news, "_begin", lambda: -1)
    (folder / "config.toml").write_text("no")
    rounds = threading.Semaphore(0)
    with waiting(paths, SOON, rounds.release) as found:
        for _ in range(3):
            assert rounds.acquire(timeout=20), "it says that it is alive"
        assert found.empty()
        (folder / "config.toml").write_text(f'url = "https://policy.example.com/"\nroot = "{root}"')
        assert isinstance(found.get(timeout=20), Config)
