"""The policy is looked for and verified in a process of its own: what comes of it, what goes wrong, what is loaded."""

import json
import resource
import socket
import subprocess
import sys
import threading
from pathlib import Path

import msgspec
import pytest

from app.errors import SignpostError
from app.host import crash
from app.host.config import Config
from app.host.conversation import NoAnswer
from app.host.keychain import KeyringLocked
from app.host.paths import Paths
from app.host.secret import Secret
from app.runtime.errands import passed, policy
from app.runtime.errands.errand import Errand
from app.runtime.errands.looks import Looked
from app.runtime.errands.passed import Kind
from app.runtime.errands.policy import PolicyErrands
from app.sync import errors
from app.sync.state import Standing
from app.sync.store import Store
from tests.runtime.errands.running import running
from tests.sync.company import Company
from tests.sync.hosts import Fault, Host, answer, cut, flipped

PATIENCE_SECONDS = 30.0
IDLE = ["/metadata/timestamp.json"]


@pytest.fixture
def config(company: Company, host: Host) -> Config:
    return Config(url=host.url, root=company.root)


@pytest.fixture
def errands(config: Config, paths: Paths) -> PolicyErrands:
    return PolicyErrands(config, paths)


def test_it_comes_stays_and_is_replaced(company: Company, host: Host, errands: PolicyErrands) -> None:
    host.etag = '"one"'
    assert errands.current().freshness.standing is Standing.NEVER
    assert errands.verify().policy is None
    first = errands.refresh()
    assert first.error is None
    assert (first.state.version, first.state.verified) == (1, True)
    assert first.state.freshness.standing is Standing.FRESH
    before = len(host.requests)
    again = errands.refresh()
    assert host.requests[before:] == IDLE, "an idle poll is one small request, in a process of its own, too"
    assert host.headers[-1]["if-none-match"] == '"one"'
    assert again.state.policy is first.state.policy
    assert again.state.verified
    assert again.state.checked_at is not None
    assert first.state.checked_at is not None
    assert again.state.checked_at > first.state.checked_at
    company.publish("two")
    host.etag = '"two"'
    new = errands.refresh().state
    assert (new.version, new.verified) == (2, True)
    assert not running(), "it ends with the look"


def test_what_is_stored_is_in_force_at_once_and_vouched_for_by_the_process(
    config: Config, paths: Paths, errands: PolicyErrands
) -> None:
    assert errands.refresh().error is None
    later = PolicyErrands(config, paths)
    stored = later.current()
    assert (stored.version, stored.verified) == (1, False)
    verified = later.verify()
    assert (verified.version, verified.verified) == (1, True)
    (process,) = running()
    assert later.refresh(thorough=True).state.verified
    assert not process.is_running(), "one process did both"


def test_what_nobody_signed_is_put_aside(config: Config, paths: Paths, errands: PolicyErrands) -> None:
    assert errands.refresh().error is None
    store = Store(paths.state / "policy")
    was = store.read()
    assert was is not None
    store.write(msgspec.structs.replace(was, recipes=was.recipes.replace(b"1.0.0", b"6.6.6")), None)
    later = PolicyErrands(config, paths)
    assert later.current().policy is not None
    found = later.verify()
    later.close()
    assert found.policy is None
    assert isinstance(found.freshness.why, errors.NotVouchedFor)


@pytest.mark.parametrize(
    ("file", "fault", "kind"),
    [
        ("timestamp.json", answer(401), errors.NotSignedIn),
        ("timestamp.json", answer(200, b"<html>"), errors.NotTheServer),
        ("timestamp.json", cut, errors.CutOff),
        (".policy.json", flipped, errors.Tampered),
    ],
)
def test_each_trouble_is_what_it_is(
    host: Host,
    errands: PolicyErrands,
    paths: Paths,
    file: str,
    fault: Fault,
    kind: type[SignpostError],
) -> None:
    host.faults[file] = fault
    error = errands.refresh().error
    assert type(error) is kind
    assert error.facts["host"] == host.url.split("/")[2]
    assert "…" not in str(error), "no fact got lost on the way"
    trouble = Store(paths.state / "policy").trouble()
    assert trouble is not None
    assert trouble.happened == error.happened
    host.faults.clear()
    assert errands.refresh().error is None


def test_the_last_good_policy_survives_a_process_that_is_killed(
    host: Host,
    errands: PolicyErrands,
    paths: Paths,
) -> None:
    assert errands.refresh().error is None
    asked, release = threading.Event(), threading.Event()

    def silent(_connection: socket.socket, _data: bytes) -> None:
        asked.set()
        release.wait(PATIENCE_SECONDS)

    host.faults["timestamp.json"] = silent
    came: list[object] = []
    thread = threading.Thread(target=lambda: came.append(errands.refresh(thorough=True)))
    thread.start()
    try:
        assert asked.wait(PATIENCE_SECONDS)
        (process,) = running()
        process.kill()
        thread.join(PATIENCE_SECONDS)
    finally:
        release.set()
    (attempt,) = came
    assert isinstance(attempt, policy.Attempted)
    assert isinstance(attempt.error, NoAnswer)
    assert (attempt.state.version, attempt.state.freshness.standing) == (1, Standing.STALE)
    assert Store(paths.state / "policy").trouble() is not None, "`signpost status` knows"
    host.faults.clear()
    again = errands.refresh()
    assert again.error is None
    assert again.state.verified


def test_where_no_process_can_be_started_that_is_said(
    errands: PolicyErrands, config: Config, paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert errands.refresh().error is None
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    later = PolicyErrands(config, paths)
    assert (later.verify().version, later.verify().verified) == (1, False)
    attempt = later.refresh()
    assert isinstance(attempt.error, NoAnswer)
    assert "No such file" in attempt.error.facts["detail"]
    assert attempt.state.version == 1


def test_what_is_in_force_stays_so_where_neither_process_nor_disk_are_to_be_had(errands: PolicyErrands) -> None:
    """As when another program takes the agent its descriptors (prlimit(2))."""
    assert errands.refresh().state.version == 1
    most, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (3, hard))
    try:
        attempt = errands.refresh()
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
    assert isinstance(attempt.error, NoAnswer)
    assert (attempt.state.version, attempt.state.freshness.why) == (1, attempt.error)
    assert errands.refresh().error is None


def test_once_it_was_ended_nothing_begins(errands: PolicyErrands) -> None:
    errands.end()
    assert isinstance(errands.refresh().error, NoAnswer)
    assert not running()


def test_what_nobody_foresaw_there_is_kept_as_if_it_were_here(
    config: Config, paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[tuple[str, str, str]] = []
    monkeypatch.setattr(crash, "note", lambda *about: kept.append(about))
    errand = Errand(Kind.POLICY, config, paths)
    with pytest.raises(NoAnswer):
        errand.ask("no such thing", {}, Looked, PATIENCE_SECONDS)
    errand.close()
    ((kind, thread, text),) = kept
    assert (kind, thread) == ("exception", "errand")
    assert "ValueError: no such thing" in text


def test_it_takes_no_longer_than_it_may(
    host: Host,
    errands: PolicyErrands,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    release = threading.Event()

    def silent(_connection: socket.socket, _data: bytes) -> None:
        release.wait(PATIENCE_SECONDS)

    host.faults["timestamp.json"] = silent
    monkeypatch.setattr(policy, "SECONDS", 0.5)
    try:
        assert isinstance(errands.refresh().error, NoAnswer)
    finally:
        release.set()
    assert not running()


def test_a_managed_token_is_read_there_and_passed_by_nobody(host: Host, config: Config, paths: Paths) -> None:
    paths.machine_config.mkdir(parents=True)
    (paths.machine_config / "config.toml").write_text(f'url = "{host.url}"\ntoken = "planted-in-the-file"\n')
    known = msgspec.structs.replace(config, token=Secret("planted-in-the-file"))
    assert b"planted" not in passed.line(passed.introduction(Kind.POLICY, known, paths))
    assert PolicyErrands(known, paths).refresh().error is None
    assert {headers.get("authorization") for headers in host.headers} == {"Bearer planted-in-the-file"}


def test_a_token_for_another_address_is_not_read(host: Host, config: Config, paths: Paths) -> None:
    paths.machine_config.mkdir(parents=True)
    (paths.machine_config / "config.toml").write_text('url = "https://other.example/"\ntoken = "planted"\n')
    known = msgspec.structs.replace(config, token=Secret("of before"))
    assert PolicyErrands(known, paths).refresh().error is None
    assert {headers.get("authorization") for headers in host.headers} == {None}


def test_the_process_gets_what_it_needs_of_the_environment(
    config: Config, paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OF_NOBODYS_BUSINESS", "planted")
    monkeypatch.setenv("NO_PROXY", "localhost")
    errand = Errand(Kind.POLICY, config, paths)
    try:
        (process,) = running()
        environment = process.environ()
    finally:
        errand.close()
    assert environment["NO_PROXY"] == "localhost"
    assert "OF_NOBODYS_BUSINESS" not in environment


def test_while_the_keyring_waits_for_its_password_nobody_asks_anew(
    config: Config, paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, closed = [], []

    class Waiting:
        def __init__(self, *_: object) -> None:
            begun.append(self)

        def ask(self, *_: object) -> Looked:
            locked = passed.told(KeyringLocked(seconds=10)) if len(begun) == 1 and not waits.is_set() else None
            return msgspec.convert({"at": "2026-11-23T08:00:00Z", "error": msgspec.to_builtins(locked)}, Looked)

        def close(self) -> None:
            closed.append(self)

    waits = threading.Event()
    monkeypatch.setattr(policy, "Errand", Waiting)
    errands = PolicyErrands(config, paths)
    assert isinstance(errands.refresh().error, KeyringLocked)
    assert isinstance(errands.refresh().error, KeyringLocked)
    assert (len(begun), closed) == (1, [])
    waits.set()
    assert errands.refresh().error is None
    assert (len(begun), len(closed)) == (1, 1)


LOADED = """
import json, sys
from pathlib import Path
from app.host.digest import without_openssl
without_openssl()
from app.host.config import Config
from app.host.paths import Paths
from app.runtime.errands.passed import Kind
from app.runtime.errands.policy import PolicyErrands
from app.runtime.runtime import Runtime

url, root, home = sys.argv[1:]
errands = PolicyErrands(Config(url=url, root=Path(root).read_bytes()), Paths.below(Path(home)))
assert errands.verify() and errands.refresh().error is None and errands.refresh().error is None
assert errands.current().version == 1
print(json.dumps(sorted(name for name, module in sys.modules.items() if module is not None)))
"""

HEAVY = {"tuf", "requests", "urllib3", "ssl", "_ssl", "_hashlib", "cryptography", "keyring", "securesystemslib"}


def test_nothing_heavy_is_loaded_where_the_agent_is(company: Company, host: Host, tmp_path: Path) -> None:
    (tmp_path / "root.json").write_bytes(company.root)
    command = [sys.executable, "-c", LOADED, host.url, str(tmp_path / "root.json"), str(tmp_path / "home")]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, timeout=120)
    loaded = set(json.loads(done.stdout))
    assert "app.runtime.errands.policy" in loaded
    assert HEAVY & loaded == set()
