"""A running agent takes up what its company rolled out: it starts anew in its own place, or says why it does not."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from app.host import restart
from app.host.paths import Paths
from tests.support import nginx, product

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="inotify is Linux's own")


def _status(home: Path) -> str:
    command = [str(product.BIN / "signpost"), "status", "--home", str(home)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False).stdout


def test_a_running_agent_takes_up_another_configuration(tmp_path: Path) -> None:
    public = product.publish_example(tmp_path / "acme")
    paths = Paths.below(tmp_path / "home")
    paths.machine_config.mkdir(parents=True)
    file = paths.machine_config / "config.toml"
    with (
        nginx.serving(public, tmp_path / "nginx") as url,
        product.agent(paths.home, url, tmp_path / "acme/root.json", "--headless", errors=tmp_path / "errors") as agent,
    ):
        agent.wait_for("policy", state="fresh")
        before = json.loads((paths.runtime / "watching.json").read_bytes())["agent"]

        file.write_text("groups = dev")
        kept = agent.wait_for("problem", code="config-kept")
        assert str(file) in kept["what"]
        assert "goes on with the settings of before" in _status(paths.home)

        file.write_text('groups = ["dev"]')
        agent.wait_for("configuration")
        agent.wait_for("stopped")
        agent.wait_for("started")
        agent.wait_for("policy", state="fresh")
        after = json.loads((paths.runtime / "watching.json").read_bytes())
        assert after["agent"] == before, "it is another process"
        assert after["restarts"] == 0, "it was taken for a fault"
        assert agent.process.poll() is None
        assert restart.VARIABLE not in (tmp_path / "errors").read_text()
