"""The end does not wait for a policy host that answers no more: who asks it is ended too, and says nothing more."""

import contextlib
import io
import json
import socket
import threading
from pathlib import Path

import psutil

from app.host.config import Config
from app.host.paths import Paths
from app.report.stream import Stream
from app.runtime.runtime import Runtime
from app.screen import Headless
from app.watch.opening import Opening
from tests.sync.company import Company
from tests.sync.hosts import hosting

PATIENCE_SECONDS = 30.0


def test_a_silent_host_does_not_hold_the_end(tmp_path: Path, paths: Paths) -> None:
    company, lines = Company(tmp_path / "company"), io.StringIO()
    company.publish("one")
    asked, release = threading.Event(), threading.Event()

    def silent(_connection: socket.socket, _data: bytes) -> None:
        asked.set()
        release.wait(PATIENCE_SECONDS)

    with hosting(company.public) as host, contextlib.closing(Opening()) as opening:
        host.faults[".json"] = silent
        config = Config(url=host.url, root=company.root)
        runtime = Runtime(config, paths, Headless(), Stream(lines, None), opening)
        try:
            runtime.start()
            assert asked.wait(PATIENCE_SECONDS)
            (asking,) = [child for child in psutil.Process().children() if "errand" in child.cmdline()]
            runtime.stop()
            assert not asking.is_running()
            assert not [thread for thread in threading.enumerate() if thread.name in ("sync", "errand")]
        finally:
            release.set()
    assert [json.loads(line)["event"] for line in lines.getvalue().splitlines()][-1] == "stopped"
