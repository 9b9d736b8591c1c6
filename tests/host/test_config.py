"""Configuration: whose word counts, and what only the machine's file may say."""

from pathlib import Path

import pytest

from app.host import config, platform
from app.host.config import ConfigUnreadable
from app.host.paths import Paths
from app.host.settings import Settings


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    made = Paths.below(tmp_path)
    (tmp_path / "root.json").write_bytes(b'{"signed": {"_type": "root"}}')
    made.machine_config.mkdir(parents=True, exist_ok=True)
    made.config.mkdir(parents=True, exist_ok=True)
    return made


def company(paths: Paths, *lines: str) -> str:
    root = paths.machine_config.parent / "root.json"
    root.write_bytes(b'{"signed": {"_type": "root"}}')
    return "\n".join(['url = "https://policy.example.com"', f"root = '{root}'", *lines])


def test_groups_and_device_come_from_the_machines_file(paths: Paths) -> None:
    text = company(paths, 'groups = ["audit", "dev"]', 'device = "lt-1"')
    (paths.machine_config / "config.toml").write_text(text)
    read = config.load(paths, Settings())
    assert (read.groups, read.device, read.user) == (("audit", "dev"), "lt-1", platform.account())
    assert read.user


@pytest.mark.parametrize("line", ['groups = ["audit"]', "groups = []", 'device = "lt-1"'])
def test_nobody_puts_themselves_into_a_group(paths: Paths, line: str) -> None:
    (paths.machine_config / "config.toml").write_text(company(paths))
    (paths.config / "config.toml").write_text(line)
    with pytest.raises(ConfigUnreadable, match="only the machine's file"):
        config.load(paths, Settings())
    (paths.config / "config.toml").unlink()
    with pytest.raises(ConfigUnreadable, match="only the machine's file"):
        config.load(paths, Settings(groups=("audit",)))


def test_without_a_word_the_device_is_the_host_and_there_are_no_groups(paths: Paths) -> None:
    (paths.machine_config / "config.toml").write_text(company(paths))
    read = config.load(paths, Settings())
    assert (read.groups, read.device) == ((), platform.host_name())


def test_where_and_with_what_to_enrol(paths: Paths) -> None:
    code = "7ZK4M-09QXT-7ZK4M-09QXT-7ZK4M"
    text = company(paths, 'enrol_url = "https://policy.example.com/"', f'enrol_code = "{code}"')
    (paths.machine_config / "config.toml").write_text(text)
    read = config.load(paths, Settings())
    assert read.enrol_url == "https://policy.example.com/"
    assert read.enrol_code is not None
    assert read.enrol_code.value == code
    assert code not in repr(read)
    (paths.machine_config / "config.toml").write_text(company(paths, 'enrol_url = "http://policy.example.com/"'))
    with pytest.raises(ConfigUnreadable, match="https"):
        config.load(paths, Settings())
    (paths.machine_config / "config.toml").write_text(company(paths))
    (paths.config / "config.toml").write_text(f'enrol_code = "{code}"')
    with pytest.raises(ConfigUnreadable, match="only the machine's file"):
        config.load(paths, Settings())


def test_a_token_for_events_says_whom_it_is_for(paths: Paths) -> None:
    bound = ('events_url = "https://siem.example.com/in"', 'events_token = "for-the-siem"')
    (paths.machine_config / "config.toml").write_text(company(paths, *bound))
    read = config.load(paths, Settings())
    assert read.events_url == "https://siem.example.com/in"
    assert read.events_token is not None
    assert read.events_token.value == "for-the-siem"
    assert "for-the-siem" not in repr(read)
    for lines, said in (
        (bound[1:], "needs events_url beside it"),
        (('events_url = "http://siem.example.com/"', bound[1]), "not an https address"),
    ):
        (paths.machine_config / "config.toml").write_text(company(paths, *lines))
        with pytest.raises(ConfigUnreadable, match=said):
            config.load(paths, Settings())
    (paths.machine_config / "config.toml").write_text(company(paths))
    for line in bound:
        (paths.config / "config.toml").write_text(line)
        with pytest.raises(ConfigUnreadable, match="only the machine's file"):
            config.load(paths, Settings())


@pytest.mark.parametrize(
    "said",
    [b"", b"{", b"<html>", b'{"signed": {"_type": "timestamp"}}', b"{}", b'{"signed":' + b"[" * 100_000, b"\xff"],
)
def test_what_is_no_root_metadata_is_refused(paths: Paths, tmp_path: Path, said: bytes) -> None:
    root = tmp_path / "root.json"
    root.write_bytes(said)
    (paths.machine_config / "config.toml").write_text(f'url = "https://policy.example.com"\nroot = "{root}"')
    with pytest.raises(ConfigUnreadable, match="no TUF root metadata") as caught:
        config.load(paths, Settings())
    assert caught.value.facts["path"] == str(root)


def test_the_root_may_stand_in_the_file_itself(paths: Paths) -> None:
    file = paths.machine_config / "config.toml"
    file.write_text("""url = "https://policy.example.com"\nroot = '{"signed": {"_type": "root"}}'""")
    assert config.load(paths, Settings()).root == b'{"signed": {"_type": "root"}}'
    file.write_text("""url = "https://policy.example.com"\nroot = '{"signed": '""")
    with pytest.raises(ConfigUnreadable, match="no TUF root metadata") as caught:
        config.load(paths, Settings())
    assert caught.value.facts["path"] == str(file)
