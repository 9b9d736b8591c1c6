"""The whole way of a package to the machine: an ordinary person, the real pkexec, polkitd and agents, the real helper,
the real apt-get; on a computer of its own (`inside.py`), so that nothing of it reaches this one."""

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.elevation.package import ENVIRONMENT
from app.host.paths import resources
from app.setup.elevator import HELPER
from app.setup.polkit import ACTION, NOBODY_ASKS
from tests.elevation.agents import ADMINISTRATOR, PASSWORDS, PERSON
from tests.elevation.computer import Computer
from tests.elevation.conftest import POLICY, TARGET, build_deb
from tests.sync.company import Company

BOSS = PASSWORDS["boss"]
SCRIPT = """#!/bin/sh
env > /opt/environment
if [ -e /run/slow ]; then echo here > /run/here; read -r _ < /run/go; fi
"""


@pytest.fixture(scope="module")
def _running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Computer]:
    company = Company(tmp_path_factory.mktemp("company") / "company")
    company.folder.joinpath("good.deb").write_bytes(build_deb(company.folder, "1.0.0", script=SCRIPT))
    company.publish("1.0.0", template=POLICY)
    computer = Computer(tmp_path_factory.mktemp("computer"), company.public, company.root)
    yield computer
    computer.close()


@pytest.fixture
def computer(_running: Computer) -> Iterator[Computer]:
    """One on which nothing of the company's is installed, before and after."""
    yield _running
    if _running.look()["package"]:
        assert _running.carry_out("remove", TARGET, password=BOSS)["came"]["error"] == ""
    assert _running.look()["package"] == []


def message(language: str = "") -> str:
    """What our action file has polkit say."""
    found = ET.parse(resources() / "polkit/com.signpost.setup.policy").getroot().iter("message")  # noqa: S314 - ours
    spoken = {one.get("{http://www.w3.org/XML/1998/namespace}lang", ""): one.text or "" for one in found}
    return spoken[language]


def test_an_administrators_password_installs_a_package_for_an_ordinary_person(computer: Computer) -> None:
    answer = computer.carry_out("install", TARGET, password=BOSS)
    assert answer["came"]["error"] == "", answer
    assert answer["came"]["counted"]
    assert message() in answer["shown"]
    assert "Authenticating as: boss" in answer["shown"]
    found = computer.look()
    assert found["package"] == ["ii", "1.0.0"]
    assert {owner for owner, _ in found["state"].values()} == {0}
    assert {mode for _, mode in found["state"].values()} <= {"0o700", "0o600"}
    assert {"signpost/policy/metadata/timestamp.json", "signpost/installed/signpost-good.json"} <= set(found["state"])
    assert any(f"uid {PERSON}: install {TARGET}" in line for line in answer["log"])
    assert computer.carry_out("remove", TARGET, password=BOSS)["came"]["error"] == ""
    assert computer.look()["package"] == []


def test_nothing_of_the_callers_environment_reaches_root(computer: Computer, tmp_path: Path) -> None:
    names = ("LD_PRELOAD", "PYTHONPATH", "PYTHONSTARTUP", "APT_CONFIG", "DPKG_ROOT", "SIGNPOST_HOME", "BASH_ENV", "ENV")
    hostile = dict.fromkeys(names, str(tmp_path / "hostile"))
    answer = computer.carry_out("install", TARGET, password=BOSS, environment=hostile)
    assert answer["came"]["error"] == "", answer
    seen = dict(line.split("=", 1) for line in computer.look()["environment"].splitlines() if "=" in line)
    assert {name: seen[name] for name in ENVIRONMENT if name != "PATH"} == {
        name: value for name, value in ENVIRONMENT.items() if name != "PATH"
    }
    assert not set(names) - {"DPKG_ROOT"} & set(seen)
    assert str(tmp_path) not in str(seen)


@pytest.mark.parametrize("password", ["wrong", PASSWORDS["person"]])
def test_a_wrong_password_installs_nothing_and_neither_does_the_persons_own(computer: Computer, password: str) -> None:
    answer = computer.carry_out("install", TARGET, password=password)
    assert answer["came"]["error"] == "not-authorised"
    assert "AUTHENTICATION FAILED" in answer["shown"]
    assert computer.look()["package"] == []


def test_a_closed_dialog_cancels_and_it_spoke_the_persons_language_of_administrators_only(computer: Computer) -> None:
    answer = computer.carry_out("install", TARGET, dismiss=True)
    assert answer["came"]["error"] == "cancelled"
    assert answer["asked"]["action"] == "com.signpost.setup"
    assert answer["asked"]["message"] == message("zh_CN")
    assert answer["asked"]["identities"] == [["unix-user", {"uid": ["u", ADMINISTRATOR]}]]
    assert computer.look()["package"] == []


def test_where_nobody_asks_for_passwords_nothing_is_installed(computer: Computer) -> None:
    came = computer.carry_out("install", TARGET)["came"]
    assert (came["error"], NOBODY_ASKS in came["happened"]) == ("manager-unready", True)
    assert computer.look()["package"] == []


@pytest.mark.parametrize("agent", ["terminal", "window"])
def test_an_agent_is_found_without_a_dialog(computer: Computer, agent: str) -> None:
    for _ in range(2):  # and looking leaves nothing behind
        assert computer.plan()["happened"].endswith(f"{NOBODY_ASKS}")
        assert computer.plan(agent=agent)["error"] == ""


@pytest.mark.parametrize(
    ("without", "said"),
    [(str(HELPER), "is not installed"), (f"/usr/share/polkit-1/actions/{ACTION}.policy", "polkit does not know")],
)
def test_what_is_not_installed_is_found_before_anything_is_fetched(computer: Computer, without: str, said: str) -> None:
    came = computer.plan(agent="terminal", without=without)
    assert came["error"] == "manager-unready"
    assert said in came["happened"]
    assert computer.plan(agent="terminal")["error"] == ""


@pytest.mark.parametrize("target", ["/etc/shadow", "artifacts/../good.deb", "--help"])
def test_what_is_no_targets_name_is_refused_whatever_password_was_given(computer: Computer, target: str) -> None:
    answer = computer.carry_out("install", target, password=BOSS)
    assert answer["came"]["error"] == "manager-failed"
    assert "bad-order" in answer["came"]["happened"]


def test_a_helper_killed_while_a_packages_script_runs_is_made_good_by_the_next(computer: Computer) -> None:
    answer = computer.carry_out("install", TARGET, password=BOSS, kill=True)
    assert answer["came"]["error"] == "manager-failed"
    again = computer.carry_out("install", TARGET, password=BOSS)
    assert again["came"]["error"] == "", again
    found = computer.look()
    assert found["package"] == ["ii", "1.0.0"]
    assert not [name for name in found["state"] if name.startswith("signpost/packages/")]
