"""A staged roll-out and the brake on a running agent: published to a group, taken up, withdrawn, all from outside."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from app.host.paths import Paths
from tests.support import nginx, product

pytestmark = [pytest.mark.journey, pytest.mark.timeout(300)]

TOOLS = {"@anthropic-ai/claude-code": "claude", "@google/gemini-cli": "gemini"}


def test_a_pilot_group_gets_a_policy_first_with_a_brake_that_holds(tmp_path: Path, paths: Paths) -> None:
    started = [product.stand_in(tmp_path / name, package, name) for package, name in TOOLS.items()]
    public = product.publish_example(tmp_path / "acme")
    staged = shutil.copytree(product.POLICY.parent, tmp_path / "staged") / "policy.yaml"
    staged.write_text(staged.read_text().replace("tools:\n", "alerts: {most_per_hour: 1}\n\ntools:\n", 1))
    paths.machine_config.mkdir(parents=True)
    (paths.machine_config / "config.toml").write_text('groups = ["pilot"]\npoll_seconds = 1\n')
    root, repo, errors = tmp_path / "acme/root.json", ("--repo", tmp_path / "acme"), tmp_path / "stderr"

    with (
        nginx.serving(public, tmp_path / "nginx") as url,
        product.agent(paths.home, url, root, "--headless", errors=errors) as agent,
    ):
        assert agent.wait_for("policy", state="fresh")["staged"] is None
        product.admin("publish", staged, *repo, "--stage", "brake", "--group", "pilot")
        assert agent.wait_for("policy", staged="brake")["version"] == 2
        status = signpost(paths, "status", "--json", "--url", url, "--root", str(root))
        assert json.loads(status)["policy"]["staged"] == "brake"
        said = signpost(paths, "status", "--url", url, "--root", str(root))
        assert said.splitlines()[0] == "Policy    version 2, fresh, staged: brake"
        with product.running(started[0]):
            assert agent.wait_for("alert")["tool"] == "claude-code"
        with product.running(started[1]):
            paused = agent.wait_for("alerts-paused")
        assert (paused["most_per_hour"], paused["version"], paused["tools"]) == (1, 2, ["gemini-cli"])
        product.admin("stage", "withdraw", "brake", *repo)
        assert agent.wait_for("policy", staged=None)["version"] == 1
    assert errors.read_text() == ""
    assert [event["event"] for event in agent.seen].count("alert") == 1

    events: list[dict[str, Any]] = [json.loads(line) for line in signpost(paths, "ledger", "--json").splitlines()]
    assert sorted(event["type_uid"] for event in events) == [100701, 100701, 600299]


def signpost(paths: Paths, *arguments: str) -> str:
    """What the command answers, with everything it owns where the agent has it."""
    done = subprocess.run(
        [product.BIN / "signpost", *arguments, "--home", paths.home],
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    )
    return done.stdout
