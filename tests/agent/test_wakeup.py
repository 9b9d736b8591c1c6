"""A running agent asks the policy host at once when NetworkManager says that the network is back."""

import contextlib
import io
from pathlib import Path

import pytest

from app.host.config import Config
from app.host.paths import Paths
from app.report.stream import Stream
from app.runtime.runtime import Runtime
from app.screen import Headless
from app.watch.opening import Opening
from tests.support.bus import emit, private_bus, service
from tests.support.desktop import wait_until
from tests.sync.company import Company
from tests.sync.hosts import hosting

NM, NM_PATH = "org.freedesktop.NetworkManager", "/org/freedesktop/NetworkManager"


def test_the_network_is_back_and_the_policy_comes(
    paths: Paths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    company = Company(tmp_path / "company")
    company.publish("one")
    folder = tmp_path / "bus"
    folder.mkdir()
    with contextlib.ExitStack() as stack:
        address = stack.enter_context(private_bus(folder))
        network_manager = stack.enter_context(service(address, NM))
        host = stack.enter_context(hosting(company.public))
        monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", address)
        events = io.StringIO()
        opening = stack.enter_context(contextlib.closing(Opening()))
        config = Config(url=host.url, root=company.root, poll_seconds=86_400)
        runtime = Runtime(config, paths, Headless(), Stream(events), opening)
        runtime.start()
        try:
            wait_until(lambda: '"fresh"' in events.getvalue(), "the first policy")
            company.publish("two")

            def signalled() -> bool:
                emit(network_manager, NM_PATH, NM, "StateChanged", "u", 70)
                return '"version": 2' in events.getvalue()

            wait_until(signalled, "the second policy")
        finally:
            runtime.stop()
