"""What managed configuration says of the way to the policy host: proxy, authorities, token."""

from pathlib import Path

import pytest

from app.host import config
from app.host.config import ConfigUnreadable
from app.host.network import Network
from app.host.paths import Paths
from app.host.secret import Secret
from app.host.settings import Settings


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    (tmp_path / "root.json").write_bytes(b'{"signed": {"_type": "root"}}')
    file = Paths.below(tmp_path).machine_config / "config.toml"
    file.parent.mkdir(parents=True)
    return file


def company(machine: Path, *lines: str) -> None:
    root = machine.parents[2] / "root.json"
    machine.write_text("\n".join(['url = "https://policy.example.com"', f"root = '{root}'", *lines]))


def load(machine: Path, flags: Settings | None = None) -> config.Config:
    return config.load(Paths.below(machine.parents[2]), flags or Settings())


def test_everything_the_machines_file_may_say(machine: Path) -> None:
    company(
        machine,
        'proxy = "http://proxy.example.com:3128"',
        'no_proxy = ["intern.example.com"]',
        'ca_bundle = "/etc/signpost/ca.pem"',
        'token = "s3cret"',
    )
    read = load(machine)
    assert read.network == Network("http://proxy.example.com:3128", ("intern.example.com",), "/etc/signpost/ca.pem")
    assert read.token == Secret("s3cret")
    assert "s3cret" not in repr(read)


def test_without_a_word_it_is_as_the_system_says(machine: Path) -> None:
    company(machine)
    assert (load(machine).network, load(machine).token) == (Network(), None)


def test_the_python_index_is_the_machines_word_and_holds_no_password(machine: Path) -> None:
    company(machine, 'pypi_index = "https://pypi.example.com/simple"', 'uv = "/opt/uv"')
    assert (load(machine).pypi_index, load(machine).uv) == ("https://pypi.example.com/simple/", "/opt/uv")
    company(machine, 'pypi_index = "https://ana:secret@pypi.example.com/simple"')
    with pytest.raises(ConfigUnreadable, match="pypi_index may hold no user") as refused:
        load(machine)
    assert "secret" not in str(refused.value.facts)


def test_the_npm_registry_is_the_machines_word(machine: Path) -> None:
    company(machine, 'npm_registry = "https://npm.example.com/mirror"')
    assert load(machine).npm_registry == "https://npm.example.com/mirror/"
    company(machine)
    assert load(machine).npm_registry == ""


@pytest.mark.parametrize(
    "url",
    [
        "http://npm.example.com/",
        "npm.example.com",
        "https://",
        "ftp://127.0.0.1/",
        "https://ana@npm.example.com/",
        "https://ana:secret@npm.example.com/",
        "https://npm.example.com/?token=secret",
        "https://npm.example.com/#x",
        "https://npm.example.com/ --foo",
        "https://[::1/",
    ],
)
def test_a_registry_that_cannot_be_trusted_is_refused_without_its_secrets(machine: Path, url: str) -> None:
    company(machine, f'npm_registry = "{url}"')
    with pytest.raises(ConfigUnreadable, match="npm_registry") as refused:
        load(machine)
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize("line", ['proxy = "socks5://x:1"', 'proxy = "proxy.example.com"', 'proxy = ""\ntoken = 1'])
def test_what_cannot_be_used_is_said(machine: Path, line: str) -> None:
    company(machine, line)
    with pytest.raises(ConfigUnreadable):
        load(machine)


@pytest.mark.parametrize(
    "line",
    ['proxy = "http://x:1"', 'token = "x"', 'ca_bundle = "/x"', 'no_proxy = ["x"]', 'npm_registry = "https://x"'],
)
def test_a_persons_file_may_say_none_of_it(machine: Path, line: str) -> None:
    company(machine)
    own = Paths.below(machine.parents[2]).config / "config.toml"
    own.parent.mkdir(parents=True)
    own.write_text(line)
    with pytest.raises(ConfigUnreadable, match="only the machine's file"):
        load(machine)


def test_a_managed_token_goes_to_no_address_that_a_person_chose(machine: Path) -> None:
    root = machine.parents[2] / "root.json"
    machine.write_text(f"root = '{root}'\ntoken = 's3cret'")
    with pytest.raises(ConfigUnreadable, match="needs the url") as caught:
        load(machine, Settings(url="https://evil.example"))
    assert "s3cret" not in str(caught.value)
