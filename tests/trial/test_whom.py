"""For whom a policy is tried: the machine's configuration, what is named instead, and a computer without either."""

from pathlib import Path

import msgspec
import pytest

from app.host import platform
from app.host.config import ConfigUnreadable
from app.host.paths import Paths
from app.policy.model import dump
from app.policy.person import Person, Who
from app.trial import places as place_names
from app.trial.whom import whom
from tests.admin.conftest import Admin
from tests.identify.machine import Machine
from tests.trial.conftest import BANNED, POLICY


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    """A computer whose machine-wide configuration says who uses it."""
    made = Paths.below(tmp_path)
    made.machine_config.mkdir(parents=True)
    (tmp_path / "root.json").write_bytes(b'{"signed": {"_type": "root"}}')
    (made.machine_config / "config.toml").write_text(
        f"url = 'https://policy.example.com'\nroot = '{tmp_path}/root.json'\ngroups = ['dev']\ndevice = 'lt-1'\n"
    )
    return made


def test_the_machine_s_own_words_count(paths: Paths) -> None:
    assert whom(paths) == Person(platform.account(), ("dev",), "lt-1")


def test_what_is_named_wins(paths: Paths) -> None:
    assert whom(paths, user="ana") == Person("ana", ("dev",), "lt-1")
    assert whom(paths, groups=["sales"], device="lt-2") == Person(platform.account(), ("sales",), "lt-2")


def test_a_computer_that_belongs_to_no_company_has_an_account_and_a_name(tmp_path: Path) -> None:
    assert whom(Paths.below(tmp_path)) == Person(platform.account(), (), platform.host_name())


def test_a_configuration_that_cannot_be_read_is_said(paths: Paths) -> None:
    (paths.machine_config / "config.toml").write_text("groups = 1")
    with pytest.raises(ConfigUnreadable):
        whom(paths)


def test_a_policy_is_tried_for_whom_one_names(
    machine: Machine, paths: Paths, admin: Admin, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(machine.root))
    monkeypatch.setenv("PATH", str(machine.root / "bin"))
    monkeypatch.setattr(Paths, "of_person", lambda: paths)
    own = tuple(one for one in place_names.COMMANDS if one.startswith("~"))
    monkeypatch.setattr(place_names, "COMMANDS", own)  # to read the computer that runs the tests shows nothing more
    machine.npm(".npm-global/lib", "@acme/paint", "cli.js", bin={"paint": "cli.js"})
    tool = msgspec.structs.replace(BANNED, applies_to=Who(groups=("dev",)))
    policy = machine.file("policy.json", dump(msgspec.structs.replace(POLICY, tools=(tool,))))
    assert "paint/npm" in admin("try", policy).out
    assert "paint/npm" not in admin("try", policy, "--group", "sales").out
    assert "paint/npm" in admin("try", policy, "--group", "sales", "--group", "dev", "--user", "ana").out
