"""A program on a file server that answers no more: judging it takes for ever, and nothing else may wait for that."""

import os
import subprocess
from pathlib import Path

import pytest

from app.host.paths import Paths
from tests.support import nginx, product
from tests.support.fuse import silent_file

pytestmark = [pytest.mark.journey, pytest.mark.timeout(300)]


@pytest.mark.skipif(os.getuid() != 0, reason="only root can mount a file system without its helper program")
def test_what_lies_on_a_dead_file_server_holds_up_neither_watching_nor_the_end(tmp_path: Path, paths: Paths) -> None:
    public = product.publish_example(tmp_path / "acme")
    claude = product.stand_in(tmp_path, "@anthropic-ai/claude-code", "claude")
    root, errors = tmp_path / "acme/root.json", tmp_path / "stderr"
    with (
        nginx.serving(public, tmp_path / "nginx") as url,
        product.agent(paths.home, url, root, "--headless", errors=errors) as agent,
    ):
        agent.wait_for("policy", state="fresh")
        with silent_file(tmp_path / "silent") as file:
            waiting = subprocess.Popen(["/bin/sh", file.path])
            assert file.asked.wait(30)
            agent.wait_for("gap", reason="a file that is needed to say what was started answers no more")
            with product.running(claude):
                assert agent.wait_for("alert")["tool"] == "claude-code"
        waiting.wait(30)
    assert errors.read_text() == ""
