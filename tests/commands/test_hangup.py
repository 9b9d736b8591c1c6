"""A terminal that is closed ends the agent in order; one that nohup started stays."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from app.host.paths import Paths
from tests.sync.company import Company, verified_earlier


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no hangup")
@pytest.mark.parametrize("ignored", [False, True])
def test_a_hangup_ends_the_agent_in_order(paths: Paths, tmp_path: Path, ignored: bool) -> None:
    company = Company(tmp_path / "company")
    url = verified_earlier(company, paths.state / "policy")
    root = tmp_path / "root.json"
    root.write_bytes(company.root)
    before = ["nohup"] if ignored else []
    words = ["run", "--headless", "--events", "-", "--url", url, "--root", str(root), "--home", str(paths.home)]
    with subprocess.Popen(
        [*before, sys.executable, "-m", "app.main", *words],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    ) as agent:  # fmt: skip
        try:
            assert agent.stdout is not None
            while json.loads(agent.stdout.readline())["event"] != "policy":
                pass
            agent.send_signal(signal.SIGHUP)
            if ignored:
                assert agent.poll() is None
                agent.send_signal(signal.SIGTERM)
            last = agent.stdout.read().splitlines()[-1]
            assert agent.wait(timeout=60) == 0
        finally:
            agent.kill()
    assert json.loads(last)["event"] == "stopped"
