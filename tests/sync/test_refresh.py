"""The way of a policy from IT's desk to the machine, and what applies offline."""

import subprocess
import sys
from pathlib import Path

from app.policy.recipe import locks_of
from app.sync.errors import OtherCompany, Refused
from app.sync.state import Standing
from tests.sync.company import LOCK, LOCK_TARGET, Company, word
from tests.sync.conftest import Serve
from tests.sync.hosts import Host, hosting


def test_a_published_policy_arrives_with_its_recipes_and_locks(company: Company, serve: Serve, tmp_path: Path) -> None:
    with serve(company.public) as url:
        sync = company.client(url, tmp_path / "store")
        assert sync.current().freshness.standing is Standing.NEVER
        outcome = sync.refresh()
        assert outcome.error is None
        assert outcome.changed
        state = outcome.state
        assert state.policy is not None
        assert (state.version, state.policy.company.name) == (1, "Testing")
        assert state.freshness.standing is Standing.FRESH
        assert state.checked_at is not None
        assert locks_of(state.recipes.of("good")[0]) == (LOCK_TARGET,)
        assert state.artifacts[LOCK_TARGET] == LOCK.encode()
        again = sync.refresh()
        assert (again.error, again.changed, again.state.version) == (None, False, 1)
        company.publish("two", lock=LOCK + "\n")
        newer = sync.refresh()
        assert (newer.error, newer.changed, newer.state.version) == (None, True, 2)
        assert newer.state.artifacts[LOCK_TARGET] == (LOCK + "\n").encode()
        assert word(sync) == "two"


def test_what_was_verified_applies_offline_after_a_restart(company: Company, tmp_path: Path) -> None:
    with hosting(company.public) as host:
        assert company.client(host.url, tmp_path / "store").refresh().error is None
        url = host.url
    sync = company.client(url, tmp_path / "store")
    state = sync.current()
    assert state.freshness.standing is Standing.FRESH
    assert state.artifacts[LOCK_TARGET] == LOCK.encode()
    outcome = sync.refresh()
    assert isinstance(outcome.error, Refused)
    assert outcome.state.policy == state.policy
    assert outcome.state.freshness.standing is Standing.STALE
    assert outcome.state.freshness.since == state.freshness.since
    assert outcome.state.freshness.why is outcome.error


def test_reading_the_last_good_policy_loads_nothing_heavy(company: Company, host: Host, tmp_path: Path) -> None:
    assert company.client(host.url, tmp_path / "store").refresh().error is None
    (tmp_path / "root.json").write_bytes(company.root)
    program = (
        "import sys; from pathlib import Path; from app.sync.client import Sync\n"
        "base = Path(sys.argv[1])\n"
        "sync = Sync(url='http://127.0.0.1:9/', root=(base / 'root.json').read_bytes(), folder=base / 'store')\n"
        "assert sync.current().version == 1\n"
        "print(sorted({'tuf', 'securesystemslib', 'requests', 'urllib3', 'cryptography', 'ssl'} & set(sys.modules)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "[]"


def test_a_cold_sync_takes_one_connection_and_where_nothing_is_new_two_requests(
    company: Company, host: Host, tmp_path: Path
) -> None:
    sync = company.client(host.url, tmp_path / "store")
    assert sync.refresh().error is None
    assert host.connections == 1
    assert len(host.requests) <= 10
    cold = len(host.requests)
    assert sync.refresh().error is None
    assert [path.rpartition("/")[2] for path in host.requests[cold:]] == ["2.root.json", "timestamp.json"]


def test_the_store_of_another_company_is_put_aside(company: Company, host: Host, tmp_path: Path) -> None:
    other = Company(tmp_path / "other")
    other.publish("theirs")
    with hosting(other.public) as theirs:
        assert other.client(theirs.url, tmp_path / "store").refresh().error is None
    sync = company.client(host.url, tmp_path / "store")
    state = sync.current()
    assert state.policy is None
    assert isinstance(state.freshness.why, OtherCompany)
    assert (tmp_path / "store/set-aside/last-good").exists()
    assert sync.current().freshness.why is None
    assert sync.refresh().error is None
    assert word(sync) == "one"


def test_a_refresh_too_starts_afresh_after_another_company(company: Company, host: Host, tmp_path: Path) -> None:
    other = Company(tmp_path / "other")
    other.publish("theirs")
    with hosting(other.public) as theirs:
        assert other.client(theirs.url, tmp_path / "store").refresh().error is None
    sync = company.client(host.url, tmp_path / "store")
    host.stop()
    assert sync.refresh().state.policy is None


def test_the_companys_next_root_keeps_its_policy_in_force(company: Company, host: Host, tmp_path: Path) -> None:
    assert company.client(host.url, tmp_path / "store").refresh().error is None
    repository = company.repository()
    with repository.edit_root():
        pass
    repository.save()
    company.root = (company.public / "metadata/2.root.json").read_bytes()
    sync = company.client(host.url, tmp_path / "store")
    assert word(sync) == "one"
    assert sync.refresh().error is None


def test_a_rotated_root_is_followed_and_the_old_installer_still_fits(
    company: Company, host: Host, tmp_path: Path
) -> None:
    sync = company.client(host.url, tmp_path / "store")
    assert sync.refresh().error is None
    repository = company.repository()
    with repository.edit_root():
        pass
    repository.save()
    company.publish("two")
    assert sync.refresh().error is None
    assert word(company.client(host.url, tmp_path / "store")) == "two"
    assert (tmp_path / "store/metadata/root_history/2.root.json").exists()
