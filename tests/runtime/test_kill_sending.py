"""kill -9 under a load of events: what was recorded arrives, and a key tells what came twice."""

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.collector import FINE, Collector, Post, Reply, busy, collecting

VICTIM = Path(__file__).with_name("sending_victim.py")
A_ROUNDS_EVENTS = 400
FAULTS = (FINE, FINE, FINE, Reply(cut=True), Reply(cut=True, take=False), busy(503), busy(429, ("Retry-After", "0")))


class Capricious(Collector):
    """Takes events, or fails, as chance has it. The bytes of a key never change once they were sent."""

    chance = random.Random(4)  # noqa: S311 - a test's dice

    def answer(self, post: Post) -> Reply:
        with self.changed:
            for event in self.parsed(post.body):
                before = self.got.get(event["metadata"]["uid"], event)
                assert before == event, "an event changed after it was sent"
            if not self.script:
                self.script.append(self.chance.choice(FAULTS))
        return super().answer(post)


@pytest.mark.parametrize(
    "rounds", [8, pytest.param(220, marks=[pytest.mark.full, pytest.mark.timeout(2400)])], ids=["short", "full"]
)
def test_no_acknowledged_event_is_lost(tmp_path: Path, rounds: int) -> None:
    chance = random.Random(8)  # noqa: S311 - a test's dice
    kept: set[str] = set()
    launches = 0
    number = 0
    collector = Capricious()
    with collecting(tmp_path, made=collector):
        command = [sys.executable, str(VICTIM), str(tmp_path / "own"), collector.url, collector.ca_bundle]
        for _ in range(rounds):
            acknowledged = killed(command, number, chance.randrange(1, A_ROUNDS_EVENTS))
            number += A_ROUNDS_EVENTS
            kept |= {line for line in acknowledged if line != "launch"}
            launches += acknowledged.count("launch")
        collector.chance = random.Random(1)  # noqa: S311 - a test's dice
        subprocess.run(command, check=True, timeout=300)
        got = collector.got
    arrived = sum(event.get("count", 1) for event in got.values() if event["class_uid"] == 1007)
    lost = kept - set(got)
    duplicates = sum(copies - 1 for copies in collector.copies.values())
    print(
        f"{rounds} kills: {len(kept) + launches} events acknowledged, {len(lost)} lost, "
        f"{len(got)} kept by the receiver, {duplicates} duplicates known by their key"
    )
    assert lost == set()
    assert launches <= arrived <= launches + rounds * A_ROUNDS_EVENTS
    assert duplicates > 0


def killed(command: list[str], first: int, after: int) -> list[str]:
    """Run it, kill it once it acknowledged so many events, and say which it did."""
    process = subprocess.Popen([*command, str(first)], stdout=subprocess.PIPE)
    assert process.stdout is not None
    with process.stdout as said:
        lines = [said.readline() for _ in range(after)]
        os.kill(process.pid, signal.SIGKILL)
        lines += said.readlines()
    assert process.wait() == -signal.SIGKILL
    return [line.decode().rstrip("\n") for line in lines if line.endswith(b"\n")]
