"""The policy in force, for checks that run at once."""

import threading

import pytest

from app.doctor import in_force
from app.host.config import Config
from app.host.paths import Paths


def test_two_checks_never_read_it_at_the_same_moment(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    """In one process of twenty that was a SIGSEGV in msgspec: each reads what it knows of a type half made."""
    reading = threading.Barrier(2, timeout=0.3)
    met: list[bool] = []

    class Reading:
        def standing(self) -> None:
            try:
                reading.wait()
            except threading.BrokenBarrierError:
                met.append(False)
            else:
                met.append(True)

    monkeypatch.setattr(in_force, "policy_sync", lambda *_: Reading())
    config = Config(url="https://policy.example.com/", root=b"")
    threads = [threading.Thread(target=in_force.in_force, args=(config, paths)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert met == [False, False]
