"""The main job without a screen: real policy host, real packages, real launches, one alert, one set-up."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import psutil
import pytest

from app.host.paths import Paths
from tests.support import nginx, product

pytestmark = [pytest.mark.journey, pytest.mark.timeout(600)]


def run_claude(prefix: Path, times: int = 1) -> None:
    for _ in range(times):
        subprocess.run([prefix / "bin/claude", "--version"], check=True, capture_output=True, timeout=60)


def test_a_real_launch_alerts_once_and_the_policy_goes_on_applying_offline(
    tmp_path: Path, paths: Paths, npm: Path, downloads: Path
) -> None:
    public = product.publish_example(tmp_path / "acme")
    prefix = tmp_path / "prefix"
    product.install_from_npm(npm, product.CLAUDE_CODE, prefix, downloads)
    product.stand_in(tmp_path / "other", "@google/gemini-cli", "gemini")
    root, errors = tmp_path / "acme/root.json", tmp_path / "stderr"

    with (
        nginx.serving(public, tmp_path / "nginx") as url,
        product.agent(paths.home, url, root, "--headless", errors=errors) as agent,
    ):
        assert agent.wait_for("started")["source"] == "connector"
        assert agent.wait_for("policy", state="fresh")["version"] == 1
        run_claude(prefix, times=3)
        alert = agent.wait_for("alert")
        assert (alert["tool"], alert["verdict"], alert["phase"]) == ("claude-code", "banned", "effective")
        assert alert["alternative"] == "qoder-cli"
        assert alert["evidence"][0]["kind"] == "package"
        assert "claude-code" in alert["evidence"][0]["value"]
        assert alert["seen_ns"] <= alert["identified_ns"] <= alert["shown_ns"]
    assert [event["event"] for event in agent.seen].count("alert") == 1

    # The host is gone and the agent starts anew: the last good policy applies, and the session goes on.
    with product.agent(paths.home, url, root, "--headless", errors=errors) as agent:
        assert agent.wait_for("policy", version=1)
        assert agent.wait_for("policy", state="stale")["why"]["code"] == "refused"
        run_claude(prefix)
        with product.running(tmp_path / "other/bin/gemini"):  # another tool, so another session
            assert agent.wait_for("alert")["tool"] == "gemini-cli"
    assert [event["event"] for event in agent.seen].count("alert") == 1
    assert errors.read_text() == ""

    told = subprocess.run(
        [product.BIN / "signpost", "ledger", "--json", "--home", paths.home], capture_output=True, text=True, check=True
    )
    events = [json.loads(line) for line in told.stdout.splitlines()]
    assert [event["type_uid"] for event in events] == [100701, 100701]
    assert {event["unmapped"]["tool"] for event in events} == {"claude-code", "gemini-cli"}
    assert str(tmp_path) not in told.stdout


def test_what_already_runs_is_judged_when_the_policy_comes(tmp_path: Path, paths: Paths) -> None:
    script = product.stand_in(tmp_path, "@anthropic-ai/claude-code", "claude", "echo up; read line")
    public = product.publish_example(tmp_path / "acme")
    with (
        subprocess.Popen([script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as running,
        nginx.serving(public, tmp_path / "nginx") as url,
        product.agent(paths.home, url, tmp_path / "acme/root.json", "--headless", errors=tmp_path / "stderr") as agent,
    ):
        assert running.stdout is not None
        assert running.stdout.readline() == "up\n"
        alert = agent.wait_for("alert")
        assert (alert["tool"], alert["pid"]) == ("claude-code", running.pid)
        running.terminate()


def test_a_watcher_that_is_killed_is_replaced_and_status_says_so(tmp_path: Path, paths: Paths) -> None:
    public = product.publish_example(tmp_path / "acme")
    script = product.stand_in(tmp_path, "@anthropic-ai/claude-code", "claude")
    root, errors = tmp_path / "acme/root.json", tmp_path / "stderr"
    with (
        nginx.serving(public, tmp_path / "nginx") as url,
        product.agent(paths.home, url, root, "--headless", errors=errors) as agent,
    ):
        agent.wait_for("policy", state="fresh")
        (watcher,) = [one for one in psutil.Process(agent.process.pid).children() if "-I" in one.cmdline()]
        with product.running(script):
            watcher.kill()  # whatever the order: the launch is told, if not by its event then by the look round
            gap = agent.wait_for("gap")
            if not [event for event in agent.seen if event["event"] == "alert"]:
                agent.wait_for("alert", tool="claude-code")
        command: list[str | Path] = [
            product.BIN / "signpost",
            "status",
            "--url",
            url,
            "--root",
            root,
            "--home",
            paths.home,
        ]
        said = json.loads(subprocess.run([*command, "--json"], capture_output=True, check=True, timeout=60).stdout)
        words = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout
    assert "signal 9" in gap["reason"]
    told = said["watch"]["agent"]
    assert (told["agent"]["pid"], told["source"], told["gaps"]) == (agent.process.pid, "connector", 1)
    assert told["last"]["reason"] == gap["reason"]
    assert "Missed    once, some launches; last on" in words
    assert "Agent     runs since" in words
    assert errors.read_text() == ""


def test_an_installed_tool_is_announced_before_its_date(tmp_path: Path, paths: Paths) -> None:
    """opencode, which the example bans from a date to come (here: one that stays to come); nobody starts it."""
    example = shutil.copytree(product.POLICY.parent, tmp_path / "example")
    policy = example / "policy.yaml"
    policy.write_text(policy.read_text().replace("2027-03-01T00:00+08:00", "2099-03-01T00:00+08:00"))
    public = product.publish_example(tmp_path / "acme", policy)
    product.stand_in(tmp_path / "prefix", "opencode-ai", "opencode")
    path = f"{tmp_path / 'prefix/bin'}{os.pathsep}{os.environ['PATH']}"
    root, errors = tmp_path / "acme/root.json", tmp_path / "stderr"
    with (
        nginx.serving(public, tmp_path / "nginx") as url,
        product.agent(paths.home, url, root, "--headless", env={"PATH": path}, errors=errors) as agent,
    ):
        alert = agent.wait_for("alert", tool="opencode")
        assert (alert["phase"], alert["installed"]) == ("announced", True)
        assert alert["level"] == "heads-up"
    assert errors.read_text() == ""


def test_set_up_by_command_and_a_new_login_shell_finds_it(tmp_path: Path, paths: Paths, npm: Path) -> None:
    """The real Qoder CLI, by `signpost setup`, in a home with Debian's skeleton files."""
    public = product.publish_example(tmp_path / "acme")
    for skeleton in Path("/etc/skel").iterdir():
        (paths.home / skeleton.name).write_bytes(skeleton.read_bytes())
    before = {entry.name: entry.read_bytes() for entry in paths.home.iterdir() if entry.is_file()}
    root = tmp_path / "acme/root.json"
    with nginx.serving(public, tmp_path / "nginx") as url:
        with product.agent(paths.home, url, root, "--headless", errors=tmp_path / "stderr") as agent:
            agent.wait_for("policy", state="fresh")
        where = ["--home", str(paths.home), "--url", url, "--root", str(root)]
        path = f"{npm.parent}{os.pathsep}{os.environ['PATH']}"
        done = subprocess.run(
            [product.BIN / "signpost", "setup", "qoder-cli", "--json", *where],
            check=False,
            env={**os.environ, "PATH": path},
            capture_output=True,
            text=True,
            timeout=500,
        )
    assert done.returncode == 0, done.stdout + done.stderr
    states = [json.loads(line)["state"] for line in done.stdout.splitlines() if '"state"' in line]
    assert [state for state in dict.fromkeys(states) if state != "planned"] == [
        "checking", "downloading", "verifying", "installing", "detecting", "done",
    ]  # fmt: skip
    assert product.in_login_shell(paths.home, "qodercli --version").strip() == "1.1.52"
    assert before == {name: (paths.home / name).read_bytes() for name in before}
