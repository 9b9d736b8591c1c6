"""A computer that lay in a drawer while IT changed every root key, twice the threshold, and let roots run out.

Everything is done by `signpost-admin` on its day (`--now`), and served by a real nginx.
"""

import datetime
from collections.abc import Iterator
from datetime import UTC, timedelta
from pathlib import Path

import pytest
from tuf.ngclient._internal.trusted_metadata_set import TrustedMetadataSet
from tuf.ngclient.config import EnvelopeType

from app.sync.client import Sync
from app.sync.errors import Expired
from app.sync.state import Standing
from tests.admin.conftest import Admin
from tests.support.nginx import serving
from tests.sync.company import LOCK, POLICY

TODAY = datetime.datetime.now(UTC)
THEN = TODAY - timedelta(days=800)
"""The day on which the computer was last seen. A root is good for 365 days."""


class Desk:
    """IT's desk in `folder`, on any day."""

    def __init__(self, admin: Admin, folder: Path) -> None:
        self._admin, self._folder = admin, folder
        self.repo, self.public = folder / "repo", folder / "repo/public"
        (folder / "lock.json").write_text(LOCK)
        self("init", self.repo, "--no-passphrase", day=0)
        self.root = (self.repo / "root.json").read_bytes()

    def __call__(self, *words: str | Path, day: int) -> None:
        said = self._admin(*words, "--now", (THEN + timedelta(days=day)).isoformat())
        assert said.code == 0, said.err

    def publish(self, word: str, *, day: int) -> None:
        (self._folder / "policy.yaml").write_text(POLICY.format(word=word))
        self("publish", self._folder / "policy.yaml", "--repo", self.repo, "--yes", day=day)

    def rotate(self, role: str, *words: str, day: int) -> None:
        self("rotate", role, "--repo", self.repo, *words, "--no-passphrase", "--yes", day=day)

    def computer(self, url: str, folder: Path, day: int = 800) -> Sync:
        return Sync(url=url, root=self.root, folder=folder, seconds=30.0, now=lambda: THEN + timedelta(days=day))

    @property
    def roots(self) -> int:
        return len(list(self.public.glob("metadata/*.root.json")))


@pytest.fixture
def desk(admin: Admin, tmp_path: Path) -> Desk:
    made = Desk(admin, tmp_path)
    made.publish("one", day=0)
    return made


@pytest.fixture
def host(desk: Desk, tmp_path: Path) -> Iterator[str]:
    with serving(desk.public, tmp_path / "nginx") as url:
        yield url


@pytest.fixture
def drawer(desk: Desk, host: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The store of a computer that had the policy `one` in force 800 days ago, and the roots that came afterwards."""
    made = TrustedMetadataSet.__init__

    def long_ago(trusted: TrustedMetadataSet, root: bytes, envelope: EnvelopeType) -> None:
        made(trusted, root, envelope)
        trusted.reference_time = THEN

    with monkeypatch.context() as on_that_day:
        on_that_day.setattr(TrustedMetadataSet, "__init__", long_ago)
        computer = desk.computer(host, tmp_path / "store", day=0)
        assert computer.refresh().error is None
    desk.rotate("root", "--remove", "root-1", "--new", "1", day=20)
    desk.rotate("root", "--threshold", "3", day=200)
    desk.rotate("root", "--remove", "root-2", "--new", "1", day=360)
    desk.rotate("timestamp", "--remove", "timestamp", "--new", "1", day=380)
    desk.rotate("root", "--remove", "root-3", "--new", "1", "--threshold", "2", day=400)
    assert desk.roots == 6
    return tmp_path / "store"


def test_a_computer_left_behind_walks_to_the_newest_root_over_roots_that_ran_out(
    desk: Desk, host: str, drawer: Path
) -> None:
    last_good = (drawer / "last-good").read_bytes()
    computer = desk.computer(host, drawer)
    outcome = computer.refresh()  # of the six roots all but the first are new, and every one of them ran out
    assert isinstance(outcome.error, Expired)
    assert outcome.error.facts["role"] == "root"
    assert outcome.state.freshness.standing is Standing.STALE
    assert (outcome.state.version, (drawer / "last-good").read_bytes()) == (1, last_good)
    desk.rotate("root", day=800)
    desk.publish("two", day=800)
    outcome = computer.refresh()
    assert outcome.error is None, outcome.error
    assert (outcome.state.version, outcome.state.freshness.standing) == (2, Standing.FRESH)
    again = desk.computer("http://127.0.0.1:9/", drawer)
    assert again.verify().verified, "offline, from the installed root through all seven"
    kept = {path.name for path in (drawer / "metadata/root_history").iterdir()}
    assert kept == {f"{version}.root.json" for version in range(1, 8)}


@pytest.mark.parametrize("lost", ["nothing but the installer", "metadata", "last-good"])
def test_whatever_else_it_has_lost_meanwhile(desk: Desk, host: str, drawer: Path, tmp_path: Path, lost: str) -> None:
    desk.rotate("root", day=800)
    desk.publish("two", day=800)
    folder = tmp_path / "new" if lost.startswith("nothing") else drawer
    if lost == "metadata":
        for path in (drawer / "metadata").rglob("*.json"):
            path.unlink()
    elif lost == "last-good":
        (drawer / "last-good").unlink()
    computer = desk.computer(host, folder)
    outcome = computer.refresh()
    assert outcome.error is None, outcome.error
    assert (outcome.state.version, outcome.state.verified) == (2, True)


def test_a_gap_in_the_chain_is_no_way_around_it(desk: Desk, host: str, drawer: Path, tmp_path: Path) -> None:
    last_good = (drawer / "last-good").read_bytes()
    desk.rotate("root", day=800)
    desk.publish("two", day=800)
    gap = desk.public / "metadata/4.root.json"
    gap.rename(tmp_path / "gone")
    computer = desk.computer(host, drawer)
    outcome = computer.refresh()
    assert isinstance(outcome.error, Expired), "the third root is the newest it can trust, and that ran out"
    assert (outcome.state.version, outcome.state.freshness.standing) == (1, Standing.STALE)
    assert (drawer / "last-good").read_bytes() == last_good
    (tmp_path / "gone").rename(gap)
    assert computer.refresh().error is None
