"""What can wait until there is a screen: nothing of it is begun before the runtime is told to go on."""

import contextlib
import io
import threading
from pathlib import Path

from app.host.config import Config
from app.host.paths import Paths
from app.report.stream import Stream
from app.runtime.runtime import Runtime
from app.screen import Headless
from app.sync.state import SyncState
from app.watch.opening import Opening
from tests.support.desktop import wait_until
from tests.sync.company import Company, verified_earlier


class Screen(Headless):
    """Keeps what it is told of the policy."""

    def __init__(self) -> None:
        super().__init__()
        self.states: list[SyncState] = []

    def policy_state(self, state: SyncState) -> None:
        self.states.append(state)


def test_the_stored_policy_is_in_force_at_once_and_nobody_looks_for_another_before_there_is_a_screen(
    tmp_path: Path, paths: Paths
) -> None:
    company, screen = Company(tmp_path / "company"), Screen()
    config = Config(url=verified_earlier(company, paths.state / "policy"), root=company.root)
    with contextlib.closing(Opening()) as opening:
        runtime = Runtime(config, paths, screen, Stream(io.StringIO(), None), opening)
        try:
            runtime.start(whole=False)
            (state,) = screen.states
            assert state.policy is not None
            assert not {"sync", "closer"} & {thread.name for thread in threading.enumerate()}
            runtime.go_on()
            wait_until(lambda: len(screen.states) > 1, "a look at the policy", 60)
        finally:
            runtime.stop()


def test_it_ends_in_order_before_it_was_told_to_go_on(tmp_path: Path, paths: Paths) -> None:
    company, screen = Company(tmp_path / "company"), Screen()
    lines = io.StringIO()
    config = Config(url=verified_earlier(company, paths.state / "policy"), root=company.root)
    with contextlib.closing(Opening()) as opening:
        runtime = Runtime(config, paths, screen, Stream(lines, None), opening)
        runtime.start(whole=False)
        runtime.stop()
    assert '"stopped"' in lines.getvalue().splitlines()[-1]
