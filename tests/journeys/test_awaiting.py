"""A start with a configuration that cannot be used says so at once, waits, and goes on as soon as it is repaired."""

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from app.host.paths import Paths
from tests.support import nginx, product
from tests.support.desktop import Person, Widget, wait_until
from tests.support.product import Running

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="news of folders is Linux's own")

PATIENCE_SECONDS = 60


@pytest.fixture
def file(paths: Paths) -> Path:
    """The company's file, which cannot be read."""
    paths.machine_config.mkdir(parents=True)
    made = paths.machine_config / "config.toml"
    made.write_text("url = https:")
    return made


@contextlib.contextmanager
def started(paths: Paths, *options: str, env: Mapping[str, str] | None = None) -> Iterator[Running]:
    """`signpost run` without a word of the company; what it says on standard error goes to `errors` beside the home."""
    command = [str(product.BIN / "signpost"), "run", "--events", "-", "--home", str(paths.home), *options]
    with (
        (paths.home.parent / "errors").open("a") as errors,
        subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=errors, text=True, env={**os.environ, **(env or {})}
        ) as process,
    ):
        running = Running(process)
        try:
            yield running
        finally:
            process.terminate()
            try:
                process.wait(PATIENCE_SECONDS)
            finally:
                process.kill()
                running.join()


def said(paths: Paths) -> str:
    return (paths.home.parent / "errors").read_text()


@pytest.fixture
def company(tmp_path: Path) -> Iterator[str]:
    """What the file has to say; the policy's host is up, and the root lies where it says."""
    public = product.publish_example(tmp_path / "acme")
    with nginx.serving(public, tmp_path / "nginx") as url:
        yield f'url = "{url}"\nroot = "{tmp_path / "roots/root.json"}"\n'


def test_repaired_bit_by_bit_the_policy_comes_into_force(
    paths: Paths, file: Path, company: str, tmp_path: Path
) -> None:
    with started(paths, "--headless") as agent:
        told = agent.wait_for("problem", code="config-awaited")
        assert str(file) in told["what"]
        assert told["todo"].startswith("Ask IT")
        assert told["what"] in said(paths), "who starts it by hand is told at once"
        assert "Traceback" not in said(paths)

        file.write_text('groups = ["dev"]')
        agent.wait_for("problem", code="company-awaited")

        file.write_text(company + "poll_seconds = 0\n")
        agent.wait_for("problem", code="config-awaited")

        file.write_text(company)
        root = tmp_path / "roots/root.json"
        assert str(root) in agent.wait_for("problem", code="config-awaited")["what"]

        root.parent.mkdir()  # not a folder of ours: that of the file that is missing
        root.write_bytes((tmp_path / "acme/root.json").read_bytes()[:1000])
        assert "no TUF root metadata" in agent.wait_for("problem", code="config-awaited")["what"]
        shutil.copy(tmp_path / "acme/root.json", root)
        agent.wait_for("configuration")
        agent.wait_for("started")
        agent.wait_for("policy", state="fresh")
        said_itself = json.loads((paths.runtime / "watching.json").read_bytes())
        assert said_itself["restarts"] == 0, "it was taken for a fault"
        agent.process.send_signal(signal.SIGTERM)
        agent.wait_for("stopped")
        assert agent.process.wait(PATIENCE_SECONDS) == 0


def test_it_ends_when_it_is_asked_to_and_another_start_is_answered_at_once(paths: Paths, file: Path) -> None:
    with started(paths, "--headless") as agent:
        agent.wait_for("problem", code="config-awaited")
        second = subprocess.run(
            [product.BIN / "signpost", "run", "--headless", "--home", paths.home],
            capture_output=True, text=True, timeout=PATIENCE_SECONDS, check=False,
        )  # fmt: skip
        assert second.returncode == 1
        assert f"The configuration {file} cannot be used" in second.stderr
        agent.process.send_signal(signal.SIGTERM)
        assert agent.process.wait(PATIENCE_SECONDS) == 0


@pytest.mark.parametrize("words", [["--url", "https://policy.example.com/"], ["--root", "/nowhere/root.json"]])
def test_who_names_a_company_is_told_and_it_ends(paths: Paths, file: Path, words: list[str]) -> None:
    command = [str(product.BIN / "signpost"), "run", "--headless", "--home", str(paths.home), *words]
    done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE_SECONDS, check=False)
    assert done.returncode == 1
    assert str(file) in done.stderr


def test_where_no_company_said_anything_it_ends(paths: Paths) -> None:
    command = [str(product.BIN / "signpost"), "run", "--headless", "--home", str(paths.home)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE_SECONDS, check=False)
    assert done.returncode == 1
    assert "does not know its company yet" in done.stderr


def test_without_a_screen_a_start_with_one_ends(paths: Paths, file: Path) -> None:
    assert file.exists()
    environment = {name: value for name, value in os.environ.items() if "DISPLAY" not in name}
    command = [str(product.BIN / "signpost"), "run", "--home", str(paths.home)]
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=PATIENCE_SECONDS, check=False, env=environment
    )
    assert done.returncode == 1
    assert "There is no screen here" in done.stderr


def test_what_the_person_wrote_is_theirs_to_correct(paths: Paths, file: Path, company: str, tmp_path: Path) -> None:
    shutil.copytree(tmp_path / "acme", tmp_path / "roots", ignore=lambda *_: ["public", "keys"])
    file.write_text(company)
    paths.config.mkdir(parents=True)
    (paths.config / "config.toml").write_text("language = ")
    with started(paths, "--headless") as agent:
        told = agent.wait_for("problem", code="own-config-awaited")
        assert "your own file" in told["todo"]
        (paths.config / "config.toml").unlink()
        agent.wait_for("configuration")
        agent.wait_for("policy", state="fresh")


def test_the_service_manager_is_told_that_it_is_well(paths: Paths, file: Path, company: str, tmp_path: Path) -> None:
    shutil.copytree(tmp_path / "acme", tmp_path / "roots", ignore=lambda *_: ["public", "keys"])
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(str(tmp_path / "manager"))
        manager.settimeout(PATIENCE_SECONDS)
        env = {"NOTIFY_SOCKET": str(tmp_path / "manager"), "WATCHDOG_USEC": "400000"}
        with started(paths, "--headless", env=env) as agent:
            assert manager.recv(1000).startswith(b"READY=1\nSTATUS=Waits")
            assert [manager.recv(1000) for _ in range(3)] == [b"WATCHDOG=1"] * 3
            file.write_text(company)
            agent.wait_for("configuration")
            heard = [b""]
            while heard[-1] != b"READY=1":
                heard.append(manager.recv(1000))
            assert b"STATUS=" in heard
            assert b"STOPPING=1" not in heard, "systemd would end what it becomes"


def turn_to(person: Person, page: str) -> None:
    """Open a page of the window, and see its heading."""

    def shown(role: str) -> Widget | None:
        return next((one for one in person.widgets() if (one.role, one.name) == (role, page) and one.width > 1), None)

    found = wait_until(lambda: shown("check box"), page)
    person.click(found.x + found.width // 2, found.y + found.height // 2)
    wait_until(lambda: shown("label"), f"the page {page}")


def test_on_a_desktop_its_icon_and_its_window_say_so_and_then_it_is_the_agent(
    paths: Paths, file: Path, company: str, tmp_path: Path
) -> None:
    shutil.copytree(tmp_path / "acme", tmp_path / "roots", ignore=lambda *_: ["public", "keys"])
    with Person(tmp_path / "screen") as person:
        person.start_window_manager()
        person.start_accessibility()

        def words() -> str:
            return "\n".join(one.name for one in person.widgets())

        with started(paths, env=person.environment) as agent:
            told = agent.wait_for("problem", code="config-awaited")
            second = subprocess.run(
                [product.BIN / "signpost", "run", "--home", paths.home],
                env=person.environment, timeout=PATIENCE_SECONDS, check=False,
            )  # fmt: skip
            assert second.returncode == 0, "a second start shows the window of the one that waits, and still loads Qt"
            wait_until(lambda: f"{told['what']}\n{told['todo']}" in words(), "what happened and what to do, on a card")
            wait_until(lambda: f"No policy yet\n{told['what']}. {told['todo']}" in words(), "its window")
            for page in ("Settings", "What IT sees", "Activity", "Approved tools"):
                turn_to(person, page)

            file.write_text('url = "https://policy.example.com/"')
            other = agent.wait_for("problem", code="company-awaited")
            wait_until(lambda: f"{other['what']}\n{other['todo']}" in words(), "what is wrong by now")

            file.write_text(company)
            agent.wait_for("configuration")
            agent.wait_for("policy", state="fresh")
            agent.process.send_signal(signal.SIGTERM)
            agent.wait_for("stopped")
            assert agent.process.wait(PATIENCE_SECONDS) == 0
    assert said(paths).startswith(f"signpost: {told['what']}\n{told['todo']}\n")
    # Of a widget that is gone when it is asked about Qt says so itself (QSpiApplicationAdaptor).
    rest = said(paths).splitlines()[2:]
    assert all(line.startswith("Could not find accessible on path") for line in rest), rest
