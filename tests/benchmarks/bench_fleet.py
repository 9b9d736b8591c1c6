"""How many computers one policy host bears: nginx with TLS under a bounded load, and the paper model made of it.

    python3 build/dev.py bench fleet

Measured: nginx by our own example configurations on loopback, one worker, requests as the client sends them, from two
processes. Polls every five minutes find the connection closed (nginx keeps one for 75 s), so the shape that counts is a
new TLS connection for each, with a full handshake: no HTTP library of Python resumes TLS sessions by itself. CPU is the
worker's own, from /proc, so that the load's own cost does not count; a busy machine makes it higher. Takes 45 s.

Modelled, and labelled so: how many clients that makes a core at an interval when half of it may be used, and the bytes
of a day.
"""

import contextlib
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

import msgspec
import psutil
import requests

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from app.host import http
from app.sync.schedule import delay
from tests.support import nginx
from tests.support.certificate import Certificate, certificate
from tests.support.enrolment import invite, service
from tests.support.wire import counted
from tests.sync.company import POLICY, Company

ROUNDS, SECONDS, PROCESSES = 3, 2.0, 2
TOOLS = 40
FLEET = 10_000
INTERVALS = {"60 s": 60, "5 min": 300, "15 min": 900}
BUSY = 0.5
"""The share of a core that may be in use."""


class Shape(msgspec.Struct, frozen=True):
    """One way of asking: what a round is, over which connections, at which host."""

    name: str
    requests: tuple[str, ...]
    connections: int
    port: int
    statuses: frozenset[int]


class Cost(msgspec.Struct, frozen=True):
    """What one round of a shape costs: CPU seconds of nginx and of the service, rounds a second seen, bytes."""

    nginx: float
    service: float
    rate: float
    sent: float
    received: float


class Host:
    """A host under measurement: the processes whose CPU counts."""

    def __init__(self, url: str, enrolment: psutil.Process | None = None) -> None:
        self.port = int(url.rstrip("/").rpartition(":")[2])
        listening = [one for one in psutil.Process().children() if one.name() == "nginx"]
        self.workers = [worker for master in listening for worker in master.children() if self._is_ours(master)]
        self.service = enrolment

    def _is_ours(self, master: psutil.Process) -> bool:
        return self.port in [one.laddr[1] for one in master.net_connections("inet4")]

    def cpu(self) -> tuple[float, float]:
        """CPU seconds so far: nginx's workers', the service's."""
        return sum(_seconds(worker) for worker in self.workers), _seconds(self.service) if self.service else 0.0


def _seconds(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


def measure(shape: Shape, host: Host, pem: Certificate) -> Cost:
    """Load the host with that shape for a while."""
    job = {"certificate": str(pem.certificate), "requests": shape.requests, "seconds": SECONDS, "port": shape.port}
    job["connections"] = shape.connections
    program = [sys.executable, str(Path(__file__).with_name("load.py"))]
    before = host.cpu()
    running = [
        subprocess.Popen(program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(PROCESSES)
    ]
    for process in running:
        assert process.stdin is not None
        process.stdin.write(json.dumps(job))
        process.stdin.close()
    told = []
    for process in running:
        assert process.stdout is not None
        told.append(json.loads(process.stdout.read()))
        assert process.wait() == 0
    after = host.cpu()
    rounds = sum(one["rounds"] for one in told)
    answered = {int(status) for one in told for status in one["statuses"]}
    assert answered <= shape.statuses, f"{shape.name}: {answered}"
    sent, received = weigh(shape, pem)
    return Cost(
        nginx=(after[0] - before[0]) / rounds,
        service=(after[1] - before[1]) / rounds,
        rate=rounds / max(one["seconds"] for one in told),
        sent=sent,
        received=received,
    )


def weigh(shape: Shape, pem: Certificate) -> tuple[float, float]:
    """Bytes a round sends and receives, TLS included, IP and TCP headers not."""
    with counted(f"https://localhost:{shape.port}/") as wire:
        job = {"certificate": str(pem.certificate), "requests": shape.requests, "seconds": 0.3}
        job |= {"connections": shape.connections, "port": int(wire.url.rstrip("/").rpartition(":")[2])}
        program = [sys.executable, str(Path(__file__).with_name("load.py"))]
        done = subprocess.run(program, input=json.dumps(job), capture_output=True, text=True, check=True)
        rounds = json.loads(done.stdout)["rounds"]
        return wire.sent / rounds, wire.received / rounds


def ask(path: str, port: int, **headers: str) -> str:
    """A request as the client sends it."""
    with http.session() as session:
        lines = {
            "Host": f"localhost:{port}",
            **{name: str(value) for name, value in session.headers.items()},
            **headers,
        }
    return f"GET /{path} HTTP/1.1\r\n" + "".join(f"{name}: {value}\r\n" for name, value in lines.items()) + "\r\n"


def company(folder: Path) -> Company:
    """A company with a policy of 40 tools."""
    made = Company(folder)
    made.publish("one")
    tool = "  tool-{0}:\n    name: Tool {0}\n    status: banned\n    match:\n      - purl: pkg:npm/tool-{0}\n"
    more = "".join(tool.format(number) for number in range(TOOLS - 2))
    head, tools, rest = POLICY.partition("tools:\n")
    made.publish("two", template=head + tools + more + rest)
    return made


def cold_paths(made: Company, folder: Path) -> list[str]:
    """What a new computer asks for, in order, as nginx's log has it."""
    with nginx.serving(made.public, folder / "cold") as url:
        outcome = made.client(url, folder / "store").refresh()
        assert outcome.error is None
    lines = (folder / "cold/access.log").read_text().splitlines()
    return [line.split('"')[1].split()[1].lstrip("/") for line in lines]


def loads(made: Company, folder: Path, pem: Certificate, stack: contextlib.ExitStack) -> list[tuple[Shape, Host]]:
    """Start the hosts; returns what to ask them."""
    store = folder / "devices.db"
    [code] = invite(store)
    devices = stack.enter_context(service(store))
    running = next(one for one in psutil.Process().children() if "devices" in one.cmdline())
    started = [
        nginx.example(name, made.public, folder / name, pem, behind, connections=512, log=False)
        for name, behind in (("nginx.conf", ""), ("nginx-enrolled.conf", devices))
    ]
    open_url, url = (stack.enter_context(one) for one in started)
    with requests.Session() as session:
        session.trust_env, session.verify = False, str(pem.certificate)
        token = session.post(url + "enrol", json={"code": code, "device": "lt-1"}).json()["token"]
        tag = session.get(open_url + "metadata/timestamp.json").headers["ETag"]
    plain, enrolled = Host(open_url), Host(url, running)
    bearer, timestamp = {"Authorization": f"Bearer {token}"}, "metadata/timestamp.json"
    poll = ask(timestamp, plain.port, **{"If-None-Match": tag})
    guarded = ask(timestamp, enrolled.port, **{"If-None-Match": tag}, **bearer)
    cold = tuple(ask(path, plain.port) for path in cold_paths(made, folder))
    nothing_new, whole = frozenset({304}), frozenset({200, 404})
    return [
        (Shape("idle poll, connection kept", (poll,), 16, plain.port, nothing_new), plain),
        (Shape("idle poll, new connection", (poll,), 0, plain.port, nothing_new), plain),
        (Shape(f"cold sync, {len(cold)} requests", cold, 0, plain.port, whole), plain),
        (Shape("idle poll, enrolled, new connection", (guarded,), 0, enrolled.port, nothing_new), enrolled),
    ]


def median(costs: list[Cost]) -> Cost:
    """Field by field."""
    fields = {name: statistics.median(getattr(cost, name) for cost in costs) for name in Cost.__struct_fields__}
    return msgspec.convert(fields, Cost)


def peak_over_mean(interval: int) -> float:
    """How much busier than on average the busiest second is in the first hour of a fleet switched on within a second.

    Each computer asks at once and then by the client's own schedule.
    """
    dice = random.Random(7)  # noqa: S311 - a model
    seconds: Counter[int] = Counter()
    for _ in range(FLEET):
        at = dice.random()
        while (at := at + delay(interval, 0, dice.random())) < 3600 + interval:
            seconds[int(at)] += 1
    return max(seconds.values()) / (FLEET / interval)


def report(costs: dict[str, Cost]) -> None:
    """Print what was measured and what follows."""
    row("measured", "seen /s", "nginx CPU", "service CPU", "bytes up", "bytes down")
    for name, cost in costs.items():
        spent, served = (f"{seconds * 1e6:.0f} us" if seconds else "-" for seconds in (cost.nginx, cost.service))
        row(name, f"{cost.rate:.0f}", spent, served, f"{cost.sent:.0f}", f"{cost.received:.0f}")
    print(f"\nModel, from the CPU above: clients a core of which {BUSY:.0%} is used, a new TLS connection each poll\n")
    row("interval, 20 % jitter", "open", "enrolled", "at once *", "peak", f"GB/day {FLEET:,}")
    poll, guarded = costs["idle poll, new connection"], costs["idle poll, enrolled, new connection"]
    for name, interval in INTERVALS.items():
        clients = BUSY * interval / poll.nginx
        enrolled = BUSY * interval / (guarded.nginx + guarded.service)
        peak = peak_over_mean(interval)
        volume = FLEET * 86400 / interval * (poll.sent + poll.received) / 1e9
        row(name, f"{clients:,.0f}", f"{enrolled:,.0f}", f"{clients / peak:,.0f}", f"{peak:.1f}x", f"{volume:.2f}")
    print("\n* open, when all of them are switched on in the same second: the busiest second of the hour after counts.")
    cold = next(cost for name, cost in costs.items() if name.startswith("cold"))
    core, volume = FLEET * cold.nginx, FLEET * (cold.sent + cold.received) / 1e9
    print(f"A new policy for {FLEET:,} computers, at most a cold sync each: {core:.0f} s of a core, {volume:.2f} GB.")


def row(name: str, *cells: str) -> None:
    """One line of a table."""
    print(f"{name:37}" + "".join(f"{cell:>14}" for cell in cells))


def main() -> None:
    with tempfile.TemporaryDirectory() as name, contextlib.ExitStack() as stack:
        folder = Path(name)
        pem = certificate(folder / "tls")
        print(f"nginx, one worker, TLS 1.3, ECDSA P-256, {os.cpu_count()} CPUs, load {os.getloadavg()[0]:.2f}\n")
        measured: dict[str, list[Cost]] = {}
        shapes = loads(company(folder / "company"), folder, pem, stack)
        for _ in range(ROUNDS):
            for shape, host in shapes:
                measured.setdefault(shape.name, []).append(measure(shape, host, pem))
        report({name: median(costs) for name, costs in measured.items()})


if __name__ == "__main__":
    main()
