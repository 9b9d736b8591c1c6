"""Four real tools, ten ways each, while the agent watches: one alert each time and of the right tool, else none."""

import os
import subprocess
from pathlib import Path

import pytest

from app.host.paths import Paths
from tests.support import corpus, nginx, product, tools
from tests.support.tools import Way

CLAUDE_CODE, CODEX, GEMINI = (
    "@anthropic-ai/claude-code@1.0.128",
    "@openai/codex@0.1.2505172129",
    "@google/gemini-cli@0.1.9",
)
LLM = "llm==0.27.1"
ANSWER = "mine\n"


@pytest.fixture(scope="module")
def ways(npm: Path, downloads: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Way]]:
    """Ten ways to start each tool, by the tool's id in the policy."""
    folder = tmp_path_factory.mktemp("live")
    node = {"claude-code": (CLAUDE_CODE, "claude"), "codex": (CODEX, "codex"), "gemini-cli": (GEMINI, "gemini")}
    found = {
        tool: tools.node_ways(tools.npm_prefix(npm, package, downloads), command, folder / tool, npm)
        for tool, (package, command) in node.items()
    }
    venv = tools.virtual_environment(LLM, folder / "venv", downloads)
    code = "from llm.cli import cli; cli()"
    return {**found, "llm": tools.python_ways(venv, "llm", "llm", code, folder / "llm")}


def launch(way: Way) -> str:
    """Start a tool and let it end; what it answered."""
    done = subprocess.run(
        way.words,
        cwd=way.cwd,
        env={**os.environ, **way.env},
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
        stdin=subprocess.DEVNULL,
    )
    return done.stdout + done.stderr


def own_scripts(folder: Path) -> list[Path]:
    """A person's own scripts that happen to be called like the tools."""
    made = []
    for name in ("claude", "codex", "gemini", "llm"):
        script = folder / name
        script.write_text("#!/bin/sh\necho mine\n")
        script.chmod(0o755)
        made.append(script)
    return made


OFTEN = (0, 2, 9)
"""The ways of every test run: by path, by a link of another name, as a copy. The others belong to the long rounds."""


@pytest.mark.journey
@pytest.mark.timeout(600)
@pytest.mark.parametrize(
    "number", [pytest.param(number, marks=() if number in OFTEN else pytest.mark.full) for number in range(10)]
)
def test_each_way_alerts_once_and_as_the_right_tool(
    tmp_path: Path, paths: Paths, ways: dict[str, dict[str, Way]], number: int
) -> None:
    public = product.publish_example(tmp_path / "acme", corpus.POLICY)
    own, root, errors = own_scripts(tmp_path), tmp_path / "acme/root.json", tmp_path / "stderr"
    started = {tool: list(of_one.items())[number] for tool, of_one in ways.items()}
    with (
        nginx.serving(public, tmp_path / "nginx") as url,
        product.agent(paths.home, url, root, "--headless", errors=errors) as agent,
    ):
        assert agent.wait_for("policy", state="fresh")["version"] == 1
        for script in own:
            assert launch(Way((str(script),), tmp_path)) == ANSWER
        for tool, (name, way) in started.items():
            answer = launch(way)
            alert = agent.wait_for("alert", seconds=20)
            assert (alert["tool"], alert["verdict"]) == (tool, "banned"), (name, answer)
    agent.wait_for("stopped")  # whatever was still said before the end
    assert [event["tool"] for event in agent.seen if event["event"] == "alert"] == list(ways)
