"""Enrolled computers only: nginx with TLS asks our service about every request, and real agents come and go."""

import contextlib
import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.host.paths import Paths
from tests.support import nginx, product
from tests.support.certificate import Certificate, certificate
from tests.support.enrolment import invite, service

pytestmark = [pytest.mark.journey, pytest.mark.timeout(300)]


class Office:
    """A company whose host lets enrolled computers in only; `computer` lays one out below a home of its own."""

    def __init__(self, folder: Path, url: str, pem: Certificate) -> None:
        self.folder, self.url, self.store = folder, url, folder / "devices.db"
        self.root = folder / "acme/root.json"
        self.env = {"SSL_CERT_FILE": str(pem.certificate)}

    def computer(self, device: str, *lines: str, enrols: bool = True) -> Paths:
        paths = Paths.below(self.folder / device)
        paths.machine_config.mkdir(parents=True, exist_ok=True)
        told = [f'url = "{self.url}"', f"root = '{self.root}'", f'device = "{device}"', "poll_seconds = 1", *lines]
        if enrols:
            told.append(f'enrol_url = "{self.url}"')
        (paths.machine_config / "config.toml").write_text("\n".join(told))
        return paths

    def agent(self, paths: Paths) -> contextlib.AbstractContextManager[product.Running]:
        errors = self.folder / "stderr"
        return product.agent(paths.home, self.url, self.root, "--headless", env=self.env, errors=errors)

    def enrol(self, paths: Paths, code: str) -> "subprocess.CompletedProcess[str]":
        command: list[str | Path] = [product.BIN / "signpost", "enrol", code, "--home", paths.home]
        return subprocess.run(command, check=False, capture_output=True, text=True, timeout=60, env=self.env)

    def said(self) -> str:
        """Everything that was written anywhere but into files of secrets."""
        logs = ("stderr", "devices.log", "nginx/access.log", "nginx/error.log")
        return "".join((self.folder / name).read_text() for name in logs if (self.folder / name).exists())


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    public = product.publish_example(tmp_path / "acme")
    pem = certificate(tmp_path / "tls")
    with (
        service(tmp_path / "devices.db") as devices,
        nginx.example("nginx-enrolled.conf", public, tmp_path / "nginx", pem, devices) as url,
    ):
        yield Office(tmp_path, url, pem)


def why_never(agent: product.Running) -> str:
    """Why there is no policy, once the host or the service was asked."""
    while (told := agent.wait_for("policy", state="never"))["why"] is None:
        pass
    return str(told["why"]["code"])


def test_from_no_access_to_enrolled_to_revoked_and_back(office: Office) -> None:
    unaware = office.computer("lt-0", enrols=False)
    with office.agent(unaware) as agent:
        assert why_never(agent) == "not-signed-in"
    paths = office.computer("lt-1")
    with office.agent(paths) as agent:
        assert why_never(agent) == "not-enrolled"

    [code, spare] = invite(office.store, "--count", "2")
    wrong = office.enrol(paths, "AAAAA-AAAAA-AAAAA-AAAAA-AAAAA")
    assert (wrong.returncode, wrong.stdout) == (1, "")
    assert "does not know the enrolment code" in wrong.stderr
    assert office.enrol(paths, code.lower()).returncode == 0
    with office.agent(paths) as agent:
        assert agent.wait_for("policy", state="fresh")["version"] == 1
        product.admin("devices", "revoke", "lt-1", "--store", office.store)
        stale = agent.wait_for("policy", state="stale")
        assert (stale["version"], stale["why"]["code"]) == (1, "not-signed-in")
        assert "signpost enrol" in stale["why"]["todo"]

    used, known = office.enrol(paths, code), office.enrol(paths, spare)
    assert (used.returncode, "was used before" in used.stderr) == (1, True)
    assert (known.returncode, "knows a computer called lt-1" in known.stderr) == (1, True)
    [again] = invite(office.store, "--device", "lt-1")
    assert office.enrol(paths, again).returncode == 0
    with office.agent(paths) as agent:
        assert agent.wait_for("policy", state="fresh", verified=True)["version"] == 1
    assert (paths.state / "token.json").stat().st_mode & 0o777 == 0o600
    for secret in (code, spare, again, json.loads((paths.state / "token.json").read_text())["token"]):
        assert secret not in office.said()
        assert secret not in json.dumps(agent.seen)
        assert secret not in "".join(log.read_text() for log in paths.state.glob("*.log"))


def test_a_managed_code_enrols_by_itself_and_the_token_is_renewed_by_itself(office: Office) -> None:
    [code] = invite(office.store, "--device", "lt-2")
    paths = office.computer("lt-2", f'enrol_code = "{code}"')
    with office.agent(paths) as agent:
        assert agent.wait_for("policy", state="fresh")["version"] == 1
    first = json.loads((paths.state / "token.json").read_text())
    kept = json.loads((paths.state / "enrolment.json").read_text())
    (paths.state / "enrolment.json").write_text(json.dumps({**kept, "renew_at": kept["granted_at"]}))
    product.admin("lift", "codex", "--repo", office.folder / "acme", "--yes")
    with office.agent(paths) as agent:
        agent.wait_for("policy", version=2)  # what is fresh already may be what was stored: nobody was asked for it
    second = json.loads((paths.state / "token.json").read_text())
    assert second["token"] != first["token"]
    log = (office.folder / "devices.log").read_text()
    assert (log.count("enrolled lt-2"), log.count("rotated the token of lt-2")) == (1, 1)


def test_of_two_computers_that_race_for_a_code_one_gets_in(office: Office) -> None:
    [code] = invite(office.store)
    computers = [office.computer(name, f'enrol_code = "{code}"') for name in ("lt-3", "lt-4")]
    with office.agent(computers[0]) as one, office.agent(computers[1]) as other:
        for agent in (one, other):
            agent.wait_for("policy", state="never")  # before anything was asked
        ended = [agent.wait_for("policy") for agent in (one, other)]
    assert sorted(line["state"] for line in ended) == ["fresh", "never"]
    [why] = [line["why"] for line in ended if line["state"] == "never"]
    assert why["code"] == "code-used"
    listed = json.loads(product.admin("devices", "list", "--store", office.store, "--json").stdout)
    assert len(listed) == 1
