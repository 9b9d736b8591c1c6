"""A program on a file server that answers no more: judging it takes for ever, and nothing else may wait for that."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.host.paths import Paths
from tests.support import nginx, product
from tests.support.fuse import silent_file

pytestmark = [
    pytest.mark.journey,
    pytest.mark.timeout(300),
    pytest.mark.skipif(os.getuid() != 0, reason="only root can mount a file system without its helper program"),
]


class Place:
    """A company that bans Claude Code, and this computer."""

    def __init__(self, folder: Path, paths: Paths) -> None:
        self._paths, self._root, self._folder = paths, folder / "acme/root.json", folder
        self._public = product.publish_example(folder / "acme")
        self.claude = product.stand_in(folder, "@anthropic-ai/claude-code", "claude")
        self.errors = folder / "stderr"

    @contextlib.contextmanager
    def agent(self) -> Iterator[product.Running]:
        """One that has its policy."""
        with (
            nginx.serving(self._public, self._folder / "nginx") as url,
            product.agent(self._paths.home, url, self._root, "--headless", errors=self.errors) as agent,
        ):
            agent.wait_for("policy", state="fresh")
            yield agent

    def goes_on(self, agent: product.Running) -> None:
        """What could not be judged is told, and what comes is judged."""
        agent.wait_for("gap", reason="a file that is needed to say what was started answers no more")
        with product.running(self.claude):
            assert agent.wait_for("alert")["tool"] == "claude-code"


@pytest.fixture
def place(tmp_path: Path, paths: Paths) -> Place:
    return Place(tmp_path, paths)


def test_what_lies_on_a_dead_file_server_holds_up_neither_watching_nor_the_end(place: Place, tmp_path: Path) -> None:
    with place.agent() as agent, silent_file(tmp_path / "silent") as file:
        file.read_by("/bin/sh")
        place.goes_on(agent)
    assert place.errors.read_text() == ""


def test_nor_does_what_ran_there_before_the_agent(place: Place, tmp_path: Path) -> None:
    with contextlib.ExitStack() as silence:
        silence.enter_context(silent_file(tmp_path / "silent")).read_by("/bin/sh")
        with place.agent() as agent:
            place.goes_on(agent)
            silence.close()  # while it opens such a file the kernel lets nobody end it
    assert place.errors.read_text() == ""
