"""Tokens in a real gnome-keyring on a private bus: kept, forgotten, and locked with a dialog that nobody answers."""

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.bus import owned, private_bus, service
from tests.support.desktop import wait_until

ROOT = Path(__file__).resolve().parents[2]
SECRETS = "org.freedesktop.secrets"
PROMPTER = "org.gnome.keyring.SystemPrompter"


class Person:
    """Someone with a keyring of their own below `folder`."""

    def __init__(self, folder: Path, address: str) -> None:
        runtime = folder / "run"
        runtime.mkdir(mode=0o700)
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "DISPLAY"))},
            "HOME": str(folder),
            "XDG_RUNTIME_DIR": str(runtime),
            "XDG_DATA_HOME": str(folder / "data"),
            "DBUS_SESSION_BUS_ADDRESS": address,
        }

    @contextlib.contextmanager
    def keyring(self, *, unlocked: bool) -> Iterator[None]:
        """The daemon, with its login keyring open or locked."""
        command = ["gnome-keyring-daemon", "--foreground", "--components=secrets"]
        daemon = subprocess.Popen(
            [*command, "--unlock"] if unlocked else command,
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        assert daemon.stdin is not None
        try:
            daemon.stdin.write(b"password" if unlocked else b"")
            daemon.stdin.close()
            wait_until(lambda: owned(self.environment["DBUS_SESSION_BUS_ADDRESS"], SECRETS), SECRETS)
            yield
        finally:
            daemon.terminate()
            daemon.wait(timeout=20)

    def says(self, *arguments: str) -> list[str]:
        """What the driver prints."""
        done = subprocess.run(
            [sys.executable, "-m", "tests.host.keychain_driver", *arguments],
            cwd=ROOT,
            env=self.environment,
            check=True,
            capture_output=True,
            text=True,
            timeout=90,
        )
        return done.stdout.split()


@pytest.fixture
def person(tmp_path: Path) -> Iterator[Person]:
    with private_bus(tmp_path) as address:
        yield Person(tmp_path, address)


def test_a_token_is_kept_and_forgotten(person: Person) -> None:
    with person.keyring(unlocked=True):
        assert person.says("get") == ["none"]
        assert person.says("set", "one") == ["one"]
        assert person.says("set", "two") == ["two"]
        assert person.says("get") == ["two"]
        assert person.says("delete") == ["none"]
        assert person.says("delete") == ["none"]


def test_a_locked_keyring_whose_dialog_nobody_answers_holds_nobody_up(person: Person) -> None:
    with person.keyring(unlocked=True):
        assert person.says("set", "one") == ["one"]
    address = person.environment["DBUS_SESSION_BUS_ADDRESS"]
    with service(address, PROMPTER), person.keyring(unlocked=False):  # a prompter that never answers
        assert person.says("twice") == ["keyring-locked", "keyring-locked"]


def test_without_a_keyring_it_says_so(person: Person) -> None:
    assert person.says("get") == ["keyring-unusable"]
