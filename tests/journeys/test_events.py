"""From the command line to the receiver: asked without a screen, sent by the real agent, known as sent."""

import json
import os
import signal
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.host.paths import Paths, own_folder
from tests.support.collector import TOKEN, busy, collecting
from tests.support.product import BIN
from tests.sync.company import Company
from tests.sync.hosts import hosting

pytestmark = pytest.mark.journey


def test_a_request_reaches_the_receiver_of_events_and_the_person_knows(tmp_path: Path) -> None:
    company, home = Company(tmp_path / "company"), tmp_path / "home"
    root = tmp_path / "root.json"
    root.write_bytes(company.root)
    machine = own_folder(Paths.below(home).machine_config)
    with collecting(tmp_path) as receiver, hosting(company.public) as host:
        way = f"events: {{url: '{receiver.url}'}}\nexception_requests: {{events: true}}\n"
        company.publish("one", extra=way)
        told = {"url": host.url, "root": str(root), "device": "lt-7", "ca_bundle": receiver.ca_bundle}
        told |= {"events_url": receiver.url, "events_token": TOKEN}
        (machine / "config.toml").write_text("".join(f"{name} = '{value}'\n" for name, value in told.items()))

        def signpost(*words: str) -> str:
            command: list[str | Path] = [BIN / "signpost", *words, "--home", home]
            return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout

        until = f"{datetime.now(UTC) + timedelta(days=20):%Y-%m-%d}"
        assert "as soon as it runs" in signpost("ask", "good", "--reason", "A customer", "--until", until)
        receiver.script = [busy(503, ("Retry-After", "1"))]

        def listed() -> dict[str, str]:
            (row,) = [json.loads(line) for line in signpost("ask", "--list", "--json").splitlines()]
            return dict(row)

        command: list[str | Path] = [BIN / "signpost", "run", "--headless", "--home", home]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as agent:
            try:
                receiver.wait_for(lambda: bool(receiver.got), 90)
                while listed()["state"] != "sent":  # each look is a process of its own
                    pass
            finally:
                os.kill(agent.pid, signal.SIGTERM)
                assert agent.stderr is not None
                said = agent.stderr.read()
        assert agent.returncode == 0, said
        (event,) = receiver.got.values()
        assert (event["class_uid"], event["comment"]) == (3004, "A customer")
        assert event["entity"]["data"]["device"] == "lt-7"
        assert {post.headers["Authorization"] for post in receiver.posts} == {f"Bearer {TOKEN}"}
        assert listed()["request"] == event["metadata"]["uid"]
        status = subprocess.run(
            [BIN / "signpost", "status", "--json", "--home", home],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        outbox = json.loads(status.stdout)["outbox"]
        assert (outbox["waiting"], outbox["sent"], outbox["last_error"]) == (0, 1, None)
        assert TOKEN not in "".join(file.read_text(errors="replace") for file in home.rglob("*.log*"))
