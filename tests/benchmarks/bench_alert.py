"""From a banned tool's exec to its alert: the whole product, without a screen and on one with a real daemon.

    python3 build/dev.py bench alert [--rounds N]

Each round starts the installed agent anew, with a policy that nginx serves, and then so many banned tools one after the
other: scripts in npm packages, each its own tool and so its own alert. The clock starts just before exec. Without a
screen it stops when the alert goes to the event stream; on a screen (Xvfb) when xfce4-notifyd's Notify call passes the
session bus, where a monitor reads it. The goal on a screen is p50 <= 15 ms, p99 <= 60 ms.
"""

import argparse
import contextlib
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from jeepney import DBusAddress, HeaderFields, Message, new_method_call
from jeepney.io.blocking import DBusConnection

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.support import nginx, product
from tests.support.desktop import NOTIFICATIONS, Person

TOOLS = 60
PATIENCE_SECONDS = 20.0
BETWEEN_SECONDS = 0.05
"""What the daemon gets to draw one before the next is started."""

_LAUNCHER = """
import os, sys, time
os.dup2(int(sys.argv[1]), 3)
for line in sys.stdin:
    path = line.rstrip("\\n")
    if os.fork() == 0:
        os.dup2(3, 0)
        os.write(1, b"%d\\n" % time.monotonic_ns())
        os.execv(path, [path])
"""


class Launcher:
    """Starts programs, and says when; they wait for the end of their input, which comes with ours."""

    def __init__(self) -> None:
        held, self._hold = os.pipe()
        argv = [sys.executable, "-I", "-S", "-c", _LAUNCHER, str(held)]
        pipe = subprocess.PIPE
        self._child = subprocess.Popen(argv, stdin=pipe, stdout=pipe, pass_fds=(held,), bufsize=0)
        os.close(held)

    def start(self, program: Path) -> int:
        """Start it; CLOCK_MONOTONIC just before its exec, in ns."""
        assert self._child.stdin is not None
        assert self._child.stdout is not None
        self._child.stdin.write(f"{program}\n".encode())
        return int(self._child.stdout.readline())

    def close(self) -> None:
        """End the programs and the one who starts them."""
        os.close(self._hold)
        self._child.communicate()


class Monitor:
    """Reads what passes the person's session bus, as `dbus-monitor` does (D-Bus specification, BecomeMonitor)."""

    def __init__(self, person: Person) -> None:
        self._asking, self._bus = person.bus(), person.bus()
        monitoring = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus.Monitoring")
        rules = [f"type='method_call',interface='{NOTIFICATIONS}',member='Notify'"]
        self._bus.send_and_get_reply(new_method_call(monitoring, "BecomeMonitor", "asu", (rules, 0)))
        self._closed = 0

    def notified(self) -> int:
        """When the next Notify call passes: CLOCK_MONOTONIC in ns."""
        while not _is_notify(self._bus.receive(timeout=PATIENCE_SECONDS)):
            pass
        return time.monotonic_ns()

    def take_away(self) -> None:
        """Close the next notification, as if it had run out."""
        self._closed += 1
        server = DBusAddress("/org/freedesktop/Notifications", NOTIFICATIONS, NOTIFICATIONS)
        self._asking.send_and_get_reply(new_method_call(server, "CloseNotification", "u", (self._closed,)))

    def close(self) -> None:
        """Leave the bus."""
        connection: DBusConnection
        for connection in (self._asking, self._bus):
            connection.close()


def _is_notify(message: Message) -> bool:
    return message.header.fields.get(HeaderFields.member) == "Notify"


def publish(folder: Path) -> tuple[Path, list[Path]]:
    """A policy that bans so many tools, published; the folder to serve, and the tools' commands."""
    tools = {
        f"tool-{number}": {
            "name": f"Tool {number}",
            "status": "banned",
            "effective": "2026-07-10T00:00+08:00",
            "reason": {"en": "It is off limits."},
            "match": [{"id": "npm", "purl": f"pkg:npm/tool-{number}"}],
        }
        for number in range(TOOLS)
    }
    policy = folder / "policy.yaml"
    company = {"name": "Acme", "timezone": "Asia/Shanghai"}
    policy.write_text(json.dumps({"company": company, "alerts": {"most_per_hour": 1000}, "tools": tools}))
    commands = [product.stand_in(folder / "prefix", tool, tool) for tool in tools]
    return product.publish_example(folder / "acme", policy), commands


def start_all(commands: list[Path], alerted: Callable[[], int], settled: Callable[[], None]) -> list[float]:
    """Start the tools one after the other. How long each took to its alert, in ms."""
    took = []
    with contextlib.closing(Launcher()) as launcher:
        for command in commands:
            began = launcher.start(command)
            took.append((alerted() - began) / 1e6)
            settled()
            time.sleep(BETWEEN_SECONDS)
    return took


@contextlib.contextmanager
def running(folder: Path, url: str, root: Path, *options: str, env: dict[str, str]) -> Iterator[product.Running]:
    """The agent with a fresh home, once its policy is verified."""
    home = folder / "home"
    home.mkdir(parents=True)
    with product.agent(home, url, root, *options, env=env, errors=folder / "stderr") as agent:
        agent.wait_for("policy", state="fresh")
        yield agent


def without_screen(folder: Path, url: str, root: Path, commands: list[Path]) -> list[float]:
    """One round of the agent alone."""
    with running(folder, url, root, "--headless", env={}) as agent:
        return start_all(commands, lambda: int(agent.wait_for("alert")["shown_ns"]), lambda: None)


def on_screen(folder: Path, url: str, root: Path, commands: list[Path]) -> list[float]:
    """One round of the agent on a desktop."""
    with Person(folder / "screen") as person:
        person.start_daemon("xfce4-notifyd")
        environment = {**person.environment, "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "0"}
        with running(folder, url, root, env=environment) as agent, contextlib.closing(Monitor(person)) as monitor:

            def settled() -> None:
                agent.wait_for("alert", channel="notification")
                monitor.take_away()

            return start_all(commands, monitor.notified, settled)


WAYS = {"event stream": without_screen, "notification daemon": on_screen}


def main() -> None:
    """Run the rounds, the two ways in turn, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    took: dict[str, list[list[float]]] = {way: [] for way in WAYS}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        public, commands = publish(folder)
        with nginx.serving(public, folder / "nginx") as url:
            for number in range(rounds):
                for way, measure in WAYS.items():
                    took[way].append(
                        measure(folder / f"{number}{measure.__name__}", url, folder / "acme/root.json", commands)
                    )
    print(f"exec of a banned tool to its alert, ms; {rounds} rounds of {TOOLS}, load {os.getloadavg()[0]:.2f}\n")
    print(f"{'alert reaches':22}{'p50 (range of rounds)':>24}{'p99':>8}{'max':>8}{'first of a round':>18}")
    for way, lists in took.items():
        every = sorted(value for one in lists for value in one)
        middles = [statistics.median(one) for one in lists]
        p50 = f"{statistics.median(every):.1f} ({min(middles):.1f}-{max(middles):.1f})"
        p99, first = every[len(every) * 99 // 100], statistics.median([one[0] for one in lists])
        print(f"{way:22}{p50:>24}{p99:>8.1f}{every[-1]:>8.1f}{first:>18.1f}")


if __name__ == "__main__":
    main()
