"""What the client of the policy costs: an idle poll, a cold sync, a restart without a network. A table with goals.

    python3 build/dev.py bench sync

A real nginx on loopback serves a policy of 40 tools with two recipes. Bytes are counted on the wire (HTTP only: request
and answer, header and body), CPU is that of the client's own process. Figures are medians over interleaved rounds.
A restart is timed from the start of the process to the agent's own event, less what a bare interpreter's start took in
that round, with compiled modules on disk as an installed program has them. From "launches seen" on no launch is missed,
from "policy enforced" on each is judged; how long that takes at first is shown by a banned tool that is started at that
very moment, and by one that runs already.
"""

import argparse
import contextlib
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from app.admin.check import check  # noqa: E402
from app.admin.publish import publish  # noqa: E402
from app.host.config import Config  # noqa: E402
from app.host.paths import Paths  # noqa: E402
from app.policy import model  # noqa: E402
from app.runtime.errands.looking import Looking  # noqa: E402
from app.runtime.errands.looks import Look  # noqa: E402
from app.sync.poll import LastWhole  # noqa: E402
from tests.support.nginx import serving  # noqa: E402
from tests.support.wire import counted  # noqa: E402
from tests.sync.company import LOCK, Company  # noqa: E402

RECIPES = ("tool-0", "tool-3")
TOOLS = "".join(
    f"""
  tool-{number}:
    name: Tool {number}
    status: {"banned" if number % 3 else "approved"}
    summary: {{en: "What tool {number} does, in a sentence of the length that such sentences have."}}
    match:
      - purl: pkg:npm/%40vendor-{number}/tool
      - path: ~/.local/share/tool-{number}/versions/*
      - marker: "PACKAGE_URL: vendor tool number {number}"
"""
    for number in range(40)
)
OFFERED = "".join(
    f"""
  {tool}:
    - kind: npm
      package: "@good/tool"
      version: 1.0.0
      lock: {tool}.json
      builds:
        linux-x64:
          download_bytes: 1
          installed_bytes: 1
          commands: [{{name: good, file: node_modules/@good/tool/cli.js}}]
      detect: {{command: good, version: 1.0.0}}
"""
    for tool in RECIPES
)
POLICY = f"company:\n  name: Testing\ntools:{TOOLS}\nrecipes:{OFFERED}"
POLLS = 50


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = str(Path(folder) / "compiled")
        figures = Measured(Path(folder))
        with serving(figures.company.public, Path(folder) / "nginx") as url:
            figures.prepare(url)
            for _ in range(rounds):
                figures.round(url)
        figures.print()


class Measured:
    """The figures of all rounds, by name."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.company = Company(folder / "company")
        self.found: dict[str, list[float]] = {}

    def note(self, name: str, value: float) -> None:
        """One more value of a figure."""
        self.found.setdefault(name, []).append(value)

    def prepare(self, url: str) -> None:
        """Publish 40 tools; a store for the restart; every module loaded once, so that rounds measure work."""
        authored = self.company.folder / "policy.yaml"
        authored.write_text(POLICY)
        for name in RECIPES:
            (self.company.folder / f"{name}.json").write_text(LOCK)
        now = datetime.now(UTC)
        report = check(authored, now)
        assert report.authored is not None, report.problems
        publish(report.authored, self.company.repository_folder, now)
        timestamp = self.company.public / "metadata/timestamp.json"
        os.utime(timestamp, (timestamp.stat().st_mtime - 60,) * 2)
        (self.folder / "root.json").write_bytes(self.company.root)
        home = self.folder / "home/.local/state/signpost"
        home.mkdir(parents=True)
        outcome = self.company.client(url, home / "policy").refresh()
        assert outcome.error is None, outcome.error
        assert outcome.state.policy is not None
        assert len(outcome.state.policy.tools) == 40
        self.restart()  # compiles what is loaded
        self.found.clear()

    def round(self, url: str) -> None:
        """One round of everything."""
        with counted(url) as wire:
            machine = self.machine(wire.url)
            machine.look()
            self.note("cold requests", wire.requests)
            self.note("cold bytes", wire.sent + wire.received)
            wire.reset()
            machine.look()
            self.note("poll requests", wire.requests)
            self.note("poll bytes", wire.sent + wire.received)
        machine = self.machine(url)
        self.note("cold cpu", cpu(machine.look))
        self.note("poll cpu", cpu(machine.look, POLLS))
        self.note("whole refresh cpu", cpu(lambda: machine.look(thorough=True)))
        self.note("imports cpu", float(self.python("-c", IMPORTS)))
        self.restart()

    def machine(self, url: str) -> "Machine":
        """A machine that has never synced, nor seen the policy."""
        model.load.cache_clear()
        return Machine(Config(url=url, root=self.company.root), Paths.below(Path(tempfile.mkdtemp(dir=self.folder))))

    def restart(self) -> None:
        """Start the agent without a network; when its policy was in force, and when its signatures were checked."""
        bare, libraries = self.started("pass"), self.started(LIBRARIES)
        self.note("bare interpreter", bare)
        self.note("libraries", libraries - bare)
        self.note("store read to rules in force cpu", float(self.python("-c", ENFORCED, str(self.folder))))
        (self.folder / "home/.local/state/signpost/alerts.json").unlink(missing_ok=True)
        with contextlib.ExitStack() as stack:
            stack.enter_context(self.tool(RUNNING))
            began = time.monotonic_ns()
            agent = stack.enter_context(ended(subprocess.Popen(self.command(), cwd=ROOT, stdout=subprocess.PIPE)))
            assert agent.stdout is not None
            expected, enforced = {"verified", RUNNING, STARTED}, 0
            while expected:
                line = agent.stdout.readline()
                assert line, f"the agent ended with status {agent.wait()}"
                event = json.loads(line)
                at = (event["at_ns"] - began) / 1e6 - bare
                if event["event"] == "started":
                    self.note("restart to started", at)
                elif event["event"] == "policy" and event["version"] and not event["verified"]:
                    self.note("restart to enforced", at)
                    enforced = time.monotonic_ns()
                    stack.enter_context(self.tool(STARTED))
                elif event["event"] == "policy" and event["verified"] and "verified" in expected:
                    expected.remove("verified")
                    self.note("enforced to verified", at - self.found["restart to enforced"][-1])
                elif event["event"] == "alert" and event["tool"] == RUNNING:
                    expected.remove(RUNNING)
                    self.note("restart to alert", at)
                elif event["event"] == "alert" and event["tool"] == STARTED:
                    expected.remove(STARTED)
                    self.note("enforced to alert", (event["shown_ns"] - enforced) / 1e6)

    def command(self) -> list[str]:
        """The agent's command line; nobody listens at its address."""
        program = "import sys; from app.main import main; sys.exit(main())"
        words = ["run", "--headless", "--events", "-", "--url", "http://127.0.0.1:9/"]
        words += ["--root", str(self.folder / "root.json"), "--home", str(self.folder / "home")]
        return [sys.executable, "-c", program, *words]

    @contextlib.contextmanager
    def tool(self, name: str) -> Iterator[None]:
        """A banned tool runs: a native program of an npm package, which the system's `sleep` stands in for."""
        package = self.folder / f"node_modules/@vendor-{name.removeprefix('tool-')}/tool"
        if not package.exists():
            (package / "bin").mkdir(parents=True)
            said = {"name": f"{package.parent.name}/tool", "version": "1.0.0", "bin": {"tool": "bin/tool"}}
            (package / "package.json").write_text(json.dumps(said))
            shutil.copy(shutil.which("sleep") or "/bin/sleep", package / "bin/tool")
        with ended(subprocess.Popen([package / "bin/tool", "300"])):
            yield

    def started(self, code: str) -> float:
        """Milliseconds that a fresh interpreter takes for that, from its start to its end."""
        began = time.monotonic_ns()
        self.python("-c", code)
        return (time.monotonic_ns() - began) / 1e6

    def python(self, *arguments: str) -> str:
        """What a fresh interpreter prints."""
        return subprocess.run(
            [sys.executable, *arguments], cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True, timeout=60
        ).stdout

    def print(self) -> None:
        """The table."""
        print(f"{'figure':54} {'median':>8} {'lowest':>8} {'highest':>8}   goal")
        for name, title, goal in ROWS:
            values = self.found[name]
            median = statistics.median(values)
            met = "" if goal is None else f"<= {goal:g}" + ("" if median <= goal else "  MISSED")
            print(f"{title:54} {median:8.2f} {min(values):8.2f} {max(values):8.2f}   {met}")


@contextlib.contextmanager
def ended(process: subprocess.Popen[bytes]) -> Iterator[subprocess.Popen[bytes]]:
    """Inside it runs; afterwards it was ended."""
    try:
        yield process
    finally:
        process.terminate()
        process.communicate(timeout=30)


class Machine:
    """Looks for its policy as the errand's process does, in this very process; each look opens its own connection."""

    def __init__(self, config: Config, paths: Paths) -> None:
        self._config, self._paths = config, paths
        self._last: LastWhole | None = None

    def look(self, *, thorough: bool = False) -> None:
        """One that goes well."""
        asked = msgspec.to_builtins(Look(self._last, thorough))
        looked = Looking(self._config, self._paths).done("look", asked, print)
        assert looked.error is None, looked.error
        self._last = looked.last


def cpu(work: Callable[[], object], times: int = 1) -> float:
    """Milliseconds of CPU that this process spends on it, each time."""
    began = time.process_time()
    for _ in range(times):
        work()
    return (time.process_time() - began) * 1000 / times


IMPORTS = """
import time; began = time.process_time()
import app.sync.client, app.sync.trusted, app.sync.updater, app.sync.proof, app.host.http
print((time.process_time() - began) * 1000)
"""

LIBRARIES = """
import gc; gc.disable()
import argparse, json, pathlib, queue, struct, subprocess, sys
sys.modules["typing_extensions"] = None
import msgspec
"""

RUNNING, STARTED = "tool-1", "tool-2"
"""The banned tool that runs before the agent does, and the one that is started when its policy is in force."""

ENFORCED = """
import sys, time
from pathlib import Path
from app.policy.verdict import PolicyIndex
from app.sync.client import Sync
base = Path(sys.argv[1])
root = (base / "root.json").read_bytes()
began = time.process_time()
state = Sync(url="http://127.0.0.1:9/", root=root, folder=base / "home/.local/state/signpost/policy").current()
PolicyIndex(state.policy, "linux")
assert "tuf" not in sys.modules and "requests" not in sys.modules
print((time.process_time() - began) * 1000)
"""

ROWS: tuple[tuple[str, str, float | None], ...] = (
    ("poll requests", "idle poll: requests", 1),
    ("poll bytes", "idle poll: bytes of HTTP", 450),
    ("poll cpu", "idle poll: CPU ms", 1),
    ("whole refresh cpu", "hourly whole refresh, nothing new: CPU ms", None),
    ("cold requests", "cold sync of 40 tools: requests", 10),
    ("cold bytes", "cold sync of 40 tools: bytes of HTTP", None),
    ("cold cpu", "cold sync of 40 tools: CPU ms", 25),
    ("imports cpu", "loading tuf, requests, cryptography, once: CPU ms", None),
    ("store read to rules in force cpu", "restart: store read to rules in force: CPU ms", None),
    ("bare interpreter", "restart: an interpreter that does nothing, ms", None),
    ("libraries", "restart: the libraries alone (msgspec, argparse, ...), ms", None),
    ("restart to started", "restart: Python's start to launches seen, ms", None),
    ("restart to enforced", "restart: Python's start to policy enforced, ms", 50),
    ("enforced to alert", "restart: a banned tool started then, to its alert, ms", None),
    ("restart to alert", "restart: Python's start to alert, it runs already, ms", None),
    ("enforced to verified", "restart: enforced to signatures verified, ms", 2000),
)

if __name__ == "__main__":
    main()
