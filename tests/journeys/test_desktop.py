"""The main job on a real screen: a real notification daemon, a real click, and the real tool at the end of it."""

import subprocess
from pathlib import Path

import pytest

from app.host.paths import Paths
from tests.support import nginx, product
from tests.support.desktop import Person, wait_until

pytestmark = [pytest.mark.journey, pytest.mark.timeout(900)]


def test_claude_code_starts_the_employee_is_warned_and_qoder_is_set_up(
    tmp_path: Path, paths: Paths, npm: Path, downloads: Path
) -> None:
    public = product.publish_example(tmp_path / "acme")
    prefix = tmp_path / "prefix"
    product.install_from_npm(npm, product.CLAUDE_CODE, prefix, downloads)
    for skeleton in Path("/etc/skel").iterdir():
        (paths.home / skeleton.name).write_bytes(skeleton.read_bytes())
    before = {entry.name: entry.read_bytes() for entry in paths.home.iterdir() if entry.is_file()}
    errors = tmp_path / "stderr"

    with Person(tmp_path / "screen") as person, nginx.serving(public, tmp_path / "nginx") as url:
        person.start_accessibility()
        person.start_daemon("xfce4-notifyd")
        env = {**person.environment, "PATH": f"{npm.parent}:{person.environment['PATH']}"}
        with product.agent(paths.home, url, tmp_path / "acme/root.json", env=env, errors=errors) as agent:
            agent.wait_for("policy", state="fresh")
            for _ in range(3):
                subprocess.run([prefix / "bin/claude", "--version"], check=True, capture_output=True, timeout=60)
            alert = agent.wait_for("alert")
            assert (alert["tool"], alert["phase"], alert["channel"]) == ("claude-code", "effective", "notification")

            person.press_button("Set up Qoder CLI")
            assert agent.wait_for("setup")["tool"] == "qoder-cli"
            wait_until(lambda: person.window("Setting up Qoder CLI"), "the card of the set-up")
            done = agent.wait_for("setup-done", seconds=600)
            assert (done["version"], done["findable"]) == ("1.1.52", True)
            wait_until(lambda: person.window("Qoder CLI is ready"), "the card that says so")
            assert person.button("Set up Qoder CLI") is None

    assert [event["event"] for event in agent.seen].count("alert") == 1
    assert product.in_login_shell(paths.home, "qodercli --version").strip() == "1.1.52"
    assert before == {name: (paths.home / name).read_bytes() for name in before}
    assert errors.read_text() == ""


@pytest.mark.parametrize(
    ("daemon", "channel"), [("", "card"), ("dunst", "card"), ("notification-daemon", "notification")]
)
def test_whoever_draws_the_button_a_click_on_it_reaches_the_set_up(
    tmp_path: Path, paths: Paths, daemon: str, channel: str
) -> None:
    """Nobody, a daemon that draws no buttons, one that does: by the first two the card itself speaks."""
    public = product.publish_example(tmp_path / "acme")
    script = product.stand_in(tmp_path, "@anthropic-ai/claude-code", "claude")
    with Person(tmp_path / "screen") as person, nginx.serving(public, tmp_path / "nginx") as url:
        person.start_window_manager()
        person.start_accessibility()
        if daemon:
            person.start_daemon(daemon)
        root, errors = tmp_path / "acme/root.json", tmp_path / "stderr"
        # Without npm the set-up ends where it begins: what matters here is that the click came there.
        env = {**person.environment, "PATH": str(tmp_path / "empty")}
        with product.agent(paths.home, url, root, env=env, errors=errors) as agent:
            agent.wait_for("policy", state="fresh")
            with product.running(script):
                assert agent.wait_for("alert")["channel"] == channel
                if channel == "card":
                    wait_until(lambda: person.window("Claude Code is off limits at Acme"), "the card")
                else:
                    assert not person.window("Claude Code is off limits at Acme")
                person.press_button("Set up Qoder CLI")
                assert agent.wait_for(("setup", "setup-failed"))["tool"] == "qoder-cli"


def test_a_second_agent_says_that_one_is_running(tmp_path: Path, paths: Paths) -> None:
    public = product.publish_example(tmp_path / "acme")
    root = tmp_path / "acme/root.json"
    with (
        nginx.serving(public, tmp_path / "nginx") as url,
        product.agent(paths.home, url, root, "--headless", errors=tmp_path / "stderr") as agent,
    ):
        agent.wait_for("policy", state="fresh")
        second = subprocess.run(
            [product.BIN / "signpost", "run", "--headless", "--url", url, "--root", root, "--home", paths.home],
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
    assert second.returncode == 1
    assert "already" in second.stderr
