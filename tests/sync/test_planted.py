"""What others put into the store's place: links, pipes, devices, files of another user, folders left open to everybody.

Nothing of it is followed, waited for or written through; the person is told, and the next refresh mends it by itself.
"""

import os
import shutil
import stat
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from app.host.private import NotOurs
from app.sync.client import Sync
from app.sync.errors import NotVouchedFor, StoreDamaged
from app.sync.state import Standing
from app.sync.store import Store
from tests.sync.company import Company, word
from tests.sync.hosts import Host

SOMEBODY_ELSE = 65_432


@pytest.fixture
def sync(company: Company, host: Host, tmp_path: Path) -> Sync:
    """A machine on which the policy `one` is in force; its program was started anew."""
    assert company.client(host.url, tmp_path / "store").refresh().error is None
    return company.client(host.url, tmp_path / "store")


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A folder of the person that is none of ours, with a file."""
    folder = tmp_path / "outside"
    folder.mkdir()
    (folder / "file").write_text("theirs")
    return folder


def contents(folder: Path) -> dict[str, tuple[int, int, bytes]]:
    """Everything in the folder, with its rights and its time."""
    found = {path: path.lstat() for path in folder.rglob("*")}
    return {
        str(path): (seen.st_mode, seen.st_mtime_ns, path.read_bytes() if stat.S_ISREG(seen.st_mode) else b"")
        for path, seen in found.items()
    }


def device(path: Path, _: Path) -> None:
    """/dev/zero, which never ends; where only root may make devices, a link to it."""
    if os.geteuid() == 0:
        os.mknod(path, stat.S_IFCHR | 0o666, os.makedev(1, 5))
    else:
        path.symlink_to("/dev/zero")


PLANTED: dict[str, Callable[[Path, Path], None]] = {
    "link-to-a-file": lambda path, outside: path.symlink_to(outside / "file"),
    "link-to-a-folder": lambda path, outside: path.symlink_to(outside),
    "link-to-nothing": lambda path, outside: path.symlink_to(outside / "nothing"),
    "link-to-itself": lambda path, _: path.symlink_to(path),
    "pipe": lambda path, _: os.mkfifo(path),
    "device": device,
    "folder": lambda path, _: path.mkdir(),
}
PLACES = (
    "last-good",
    "verified.json",
    "trouble.json",
    "lock",
    "set-aside",
    "staging-x",
    ".last-good.x",
    "metadata",
    "metadata/root.json",
    "metadata/timestamp.json",
    "metadata/tmpx",
    "metadata/root_history",
    "metadata/root_history/1.root.json",
    "metadata/root_history/2.root.json",
)


@pytest.mark.parametrize("kind", PLANTED)
def test_what_is_no_file_of_the_store_is_neither_opened_nor_followed(
    company: Company, host: Host, sync: Sync, tmp_path: Path, outside: Path, kind: str
) -> None:
    before = contents(outside)
    for place in PLACES:
        path = tmp_path / "store" / place
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
        PLANTED[kind](path, outside)
        sync.standing()
        state = sync.current()
        if place == "last-good":
            assert state.policy is None
            assert (state.freshness.standing, type(state.freshness.why)) == (Standing.NEVER, StoreDamaged)
        else:
            assert state.version == 1, place
        outcome = sync.refresh()
        assert outcome.error is None, place
        assert outcome.state.freshness.standing is Standing.FRESH
        assert (word(sync), sync.standing().freshness.why) == ("one", None)
        found = [each for each in (tmp_path / "store").rglob("*") if "set-aside" not in each.parts]
        assert [each.name for each in found if each.is_symlink()] == ["root.json"], place
        assert all(each.is_file() or each.is_dir() for each in found), place
    assert contents(outside) == before
    assert company.client(host.url, tmp_path / "store").verify().verified
    company.publish("two")
    assert sync.refresh().error is None
    assert word(sync) == "two"


def test_a_store_that_is_a_link_becomes_a_folder_and_what_it_led_to_stays(
    company: Company, sync: Sync, tmp_path: Path, outside: Path
) -> None:
    (tmp_path / "store").rename(outside / "moved")
    (tmp_path / "store").symlink_to(outside / "moved")
    before = contents(outside)
    state = sync.standing()
    assert isinstance(state.freshness.why, StoreDamaged)
    assert "link" in state.freshness.why.happened
    company.publish("two")
    assert sync.refresh().error is None
    assert word(sync) == "two"
    assert contents(outside) == before
    assert (tmp_path / "store").lstat().st_mode == stat.S_IFDIR | 0o700


@pytest.mark.parametrize("opened", [".", "last-good"])
def test_what_was_open_to_others_holds_by_its_signatures_and_is_closed(sync: Sync, tmp_path: Path, opened: str) -> None:
    path = tmp_path / "store" / opened
    path.chmod(0o777)
    state = sync.current()
    assert (state.version, state.verified) == (1, True)
    assert sync.refresh().error is None
    assert not path.stat().st_mode & 0o022
    assert sync.current().policy is not None


@pytest.mark.parametrize("opened", [".", "last-good"])
def test_what_others_wrote_into_an_open_store_is_never_in_force(sync: Sync, tmp_path: Path, opened: str) -> None:
    store = Store(tmp_path / "store")
    good = store.read()
    assert good is not None
    store.write(msgspec.structs.replace(good, policy=good.policy.replace(b'"Bad"', b'"Mad"')), None)
    (tmp_path / "store" / opened).chmod(0o777)
    state = sync.current()
    assert state.policy is None
    assert isinstance(state.freshness.why, NotVouchedFor)
    assert sync.refresh().error is None
    assert word(sync) == "one"


def test_a_store_of_another_user_is_left_alone_and_goes_on_when_given_back(
    sync: Sync, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(tmp_path / "store")
    good = (tmp_path / "store/last-good").read_bytes()
    with monkeypatch.context() as other:
        other.setattr(os, "geteuid", lambda: SOMEBODY_ELSE)
        outcome = sync.refresh()
        for state in (sync.current(), sync.standing(), outcome.state):
            assert state.policy is None
            assert isinstance(state.freshness.why, NotOurs)
            assert str(tmp_path / "store") in state.freshness.why.happened
        assert isinstance(outcome.error, NotOurs)
        assert contents(tmp_path / "store") == before
    assert word(sync) == "one"
    assert (tmp_path / "store/last-good").read_bytes() == good
    assert sync.refresh().error is None
    assert sync.current().verified


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file to somebody else")
@pytest.mark.parametrize("place", ["last-good", "verified.json", "lock", "metadata", "metadata/timestamp.json"])
def test_a_file_of_another_user_in_the_store_is_removed(
    company: Company, sync: Sync, tmp_path: Path, place: str
) -> None:
    path = tmp_path / "store" / place
    os.chown(path, SOMEBODY_ELSE, SOMEBODY_ELSE)
    assert (sync.current().policy is None) == (place == "last-good")
    company.publish("two")
    assert sync.refresh().error is None
    assert word(sync) == "two"
    assert path.stat().st_uid == 0
