"""A desktop without a tray and without notifications: the launcher alone reaches everything."""

import configparser
import shlex
import subprocess
from pathlib import Path

import pytest

from app.host.paths import Paths, resources
from tests.support import nginx, product
from tests.support.desktop import Person, program, wait_until

pytestmark = [pytest.mark.journey, pytest.mark.timeout(300)]

LAUNCHER = resources() / "launcher/signpost.desktop"


def installed(folder: Path, *options: str | Path) -> Path:
    """A folder for PATH where `signpost` is the product, told the company that an installer would have told it."""
    folder.mkdir()
    command = folder / "signpost"
    words = shlex.join(str(option) for option in options)
    command.write_text(f'#!/bin/sh\nexec {shlex.quote(str(product.BIN / "signpost"))} "$@" {words}\n')
    command.chmod(0o755)
    return folder


def press_launcher(person: Person) -> None:
    """Start the launcher's file as a file manager or a menu does, by GLib."""
    subprocess.run([program("gio"), "launch", LAUNCHER], env=person.environment, check=True, timeout=60)


def test_pressing_the_launcher_again_and_again_shows_the_one_window(tmp_path: Path, paths: Paths) -> None:
    public = product.publish_example(tmp_path / "acme")
    root, errors = tmp_path / "acme/root.json", tmp_path / "stderr"
    with Person(tmp_path / "screen") as person, nginx.serving(public, tmp_path / "nginx") as url:
        person.start_window_manager()
        with product.agent(paths.home, url, root, env=person.environment, errors=errors) as agent:
            agent.wait_for("policy", state="fresh")
            assert not person.window("Signpost")
            found = installed(tmp_path / "bin", "--url", url, "--root", root, "--home", paths.home)
            person.environment["PATH"] = f"{found}:{person.environment['PATH']}"
            press_launcher(person)
            wait_until(lambda: person.window("Signpost"), "the window of the agent that runs")
            press_launcher(person)
            wanted: list[str | Path] = [
                product.BIN / "signpost",
                "run",
                "--url",
                url,
                "--root",
                root,
                "--home",
                paths.home,
            ]
            second = subprocess.run(wanted, env=person.environment, check=False, timeout=60)
            assert second.returncode == 0, "a second start is done once the window shows"
            shown = person.xdotool("search", "--onlyvisible", "--name", "^Signpost$").split()
            assert len(shown) == 1
    assert errors.read_text() == ""


def test_the_launchers_file_names_the_command_and_the_icon_we_have() -> None:
    parser = configparser.ConfigParser(interpolation=None)
    parser.read(LAUNCHER, encoding="utf-8")
    entry = parser["Desktop Entry"]
    assert entry["exec"].split()[0] == "signpost"
    assert (resources() / "icons/icon.svg").is_file()
    done = subprocess.run(
        [product.BIN / "signpost", *entry["exec"].split()[1:], "--help"], check=False, capture_output=True, timeout=60
    )
    assert done.returncode == 0, "the launcher's words are words of the command"
