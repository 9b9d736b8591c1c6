"""What a launch costs: identify + decide, warm and cold, with 10 and with 10,000 rules.

    .venv/bin/python tests/benchmarks/bench_identify.py

Five rounds, the two policies taking turns launch by launch, so that whatever else the machine does hits both alike.
Prints a table of medians with their range. Figures are microseconds beyond reading /proc.
"""

import gc
import json
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from app.identify.identify import Identifier
from app.policy.exceptions import Exceptions, Granted, digest
from app.policy.launch import Launch
from app.policy.model import Company, Policy, Shape, Status, Tool
from app.policy.person import Person, Who
from app.policy.verdict import PolicyIndex

NOW = datetime(2026, 11, 1, tzinfo=UTC)
PERSON = Person("ana", ("dev-web", "audit"), "lt-7")
HELD = Exceptions("key", [Granted(subject=digest("key", "group:other"), tool="measured", until=NOW, id="x")])
ROUNDS = 5
WARM = 4_000
COLD = 400


def policy(rules: int) -> PolicyIndex:
    """A policy of so many rules, a quarter of each kind, with the measured tool somewhere in the middle.

    Packages are narrowed by versions and tools by whom they are for, so that this is in the figures too.
    """
    who = Who(groups=("dev-*",))
    shapes = []
    for number in range(rules // 4):
        shapes += [
            Shape(purl=f"pkg:npm/%40vendor-{number}/tool-{number}", versions="vers:npm/>=1.0|<2"),
            Shape(path=f"**/.vendor-{number}/bin/cli"),
            Shape(sha256=f"{number:064x}"),
            Shape(name=f"tool-{number}"),
        ]
    tools = [
        Tool(id=f"t{number}", name="t", status=Status.BANNED, match=tuple(shapes[number : number + 4]), applies_to=who)
        for number in range(0, len(shapes), 4)
    ]
    shape = Shape(purl="pkg:npm/%40measured/tool", versions="vers:npm/>=1.0|<2")
    measured = Tool(id="measured", name="m", status=Status.BANNED, match=(shape,), applies_to=who)
    tools.insert(len(tools) // 2, measured)
    whole = Policy(format=1, version=1, published=NOW, company=Company(name="c"), tools=tuple(tools))
    return PolicyIndex(whole, "linux")


def package(folder: Path, name: str) -> Path:
    """Lay out an npm package with one script that starts it."""
    root = folder / "node_modules" / name
    root.mkdir(parents=True)
    (root / "package.json").write_text(json.dumps({"name": name, "version": "1.2.3", "bin": {"tool": "cli.js"}}))
    (root / "cli.js").write_text("#!/usr/bin/env node\nconsole.log(1)\n")
    (root / "own.js").write_text("const other = require('./other');\n" * 40)
    (folder / "other.js").write_text("module.exports = 1;\n")
    return root / "cli.js"


def environment(folder: Path) -> Path:
    """Lay out a virtual environment with 60 distributions and the console script of one of them."""
    site = folder / "lib/python3.11/site-packages"
    for number in range(60):
        info = site / f"dist_{number}-1.0.dist-info"
        info.mkdir(parents=True)
        (info / "entry_points.txt").write_text(f"[console_scripts]\ncmd{number} = mod{number}.cli:main\n")
        (info / "RECORD").write_text(f"../../../bin/cmd{number},,\nmod{number}/cli.py,,\n")
    (folder / "pyvenv.cfg").write_text("home = /usr/bin\nversion = 3.11.2\n")
    (folder / "bin").mkdir()
    script = folder / "bin/cmd30"
    script.write_text(f"#!{folder}/bin/python\nimport sys\nfrom mod30.cli import main\nsys.exit(main())\n")
    return script


def launches(folder: Path) -> dict[str, Launch]:
    """One launch of each sort that a working day is made of."""
    script = package(folder / "npm/lib", "@measured/tool")
    link = folder / "npm/bin/tool"
    link.parent.mkdir()
    link.symlink_to(script)
    command = environment(folder / "venv")
    own = folder / "project/build.js"
    own.parent.mkdir()
    own.write_text("const a = require('./b');\n" * 40)
    own.with_name("b.js").write_text("module.exports = 1;\n")
    native = folder / "opt/bin/thing"
    native.parent.mkdir(parents=True)
    native.write_bytes(b"\x7fELF" + bytes(4096))
    cwd = str(folder)
    return {
        "ls": Launch(pid=1, exe="/usr/bin/ls", argv=("ls", "-l"), cwd=cwd),
        "sh -c": Launch(pid=1, exe="/usr/bin/dash", argv=("sh", "-c", "true"), cwd=cwd),
        "native program": Launch(pid=1, exe=str(native), argv=("thing",), cwd=cwd),
        "node, npm command": Launch(pid=1, exe="/usr/bin/node", argv=("node", str(link), "--help"), cwd=cwd),
        "node, own script": Launch(pid=1, exe="/usr/bin/node", argv=("node", "project/build.js"), cwd=cwd),
        "python command": Launch(
            pid=1, exe="/usr/bin/python3.11", argv=(f"{folder}/venv/bin/python", str(command)), cwd=cwd
        ),
    }


def timed(identifier: Identifier, index: PolicyIndex, launch: Launch) -> float:
    """Microseconds from launch to verdict, and whether a second look is worth it."""
    began = time.perf_counter_ns()
    verdict = index.decide(identifier.evidence(launch), NOW, PERSON, HELD)
    identifier.has_more(launch, index.second_look(verdict, launch))
    return (time.perf_counter_ns() - began) / 1000


def percentile(values: list[float], percent: float) -> float:
    """The value below which so many percent lie."""
    return sorted(values)[min(len(values) - 1, int(len(values) * percent / 100))]


def row(name: str, rounds: list[float]) -> str:
    """Median and range of the rounds."""
    return f"{name:<44}{statistics.median(rounds):>9.1f}   ({min(rounds):.1f} to {max(rounds):.1f})"


def warm(folder: Path, indexes: dict[int, PolicyIndex]) -> None:
    """Launches that were seen before."""
    identifier = Identifier()
    sorts = launches(folder)
    time.sleep(0.1)  # what was written a moment ago is not yet remembered (files.SETTLED_NS)
    p50: dict[tuple[str, int], list[float]] = {}
    p99: dict[int, list[float]] = {rules: [] for rules in indexes}
    for _ in range(ROUNDS):
        gc.collect()
        times: dict[tuple[str, int], list[float]] = {(name, rules): [] for name in sorts for rules in indexes}
        for _ in range(WARM // len(sorts)):
            for name, launch in sorts.items():
                for rules, index in indexes.items():
                    times[name, rules].append(timed(identifier, index, launch))
        for key, values in times.items():
            p50.setdefault(key, []).append(percentile(values, 50))
        for rules in indexes:
            every = [value for (_, of), values in times.items() if of == rules for value in values]
            p50.setdefault(("all", rules), []).append(percentile(every, 50))
            p99[rules].append(percentile(every, 99))
    for (name, rules), rounds in p50.items():
        print(row(f"warm p50, {name}, {rules:,} rules", rounds))
    for rules, rounds in p99.items():
        print(row(f"warm p99, all, {rules:,} rules", rounds))
    few, many = (statistics.median(p50["all", rules]) for rules in indexes)
    print(f"{'ratio of the two p50':<44}{many / few:>9.2f}")


def cold(folder: Path, indexes: dict[int, PolicyIndex]) -> None:
    """Scripts that were never seen: half a package of their own each, half a person's."""
    p50: dict[tuple[str, int], list[float]] = {}
    for number in range(ROUNDS):
        gc.collect()
        identifiers = {rules: Identifier() for rules in indexes}
        times: dict[tuple[str, int], list[float]] = {}
        for one in range(COLD):
            for rules, index in indexes.items():
                place = folder / f"cold/{rules}/{number}/{one}"
                own = package(place, f"@measured/tool-{one}").with_name("own.js").rename(place / "own.js")
                for sort, script in (
                    ("command", place / "node_modules/@measured" / f"tool-{one}/cli.js"),
                    ("own", own),
                ):
                    launch = Launch(pid=1, exe="/usr/bin/node", argv=("node", str(script)), cwd=str(folder))
                    times.setdefault((sort, rules), []).append(timed(identifiers[rules], index, launch))
        for key, values in times.items():
            p50.setdefault(key, []).append(percentile(values, 50))
    for (sort, rules), rounds in p50.items():
        print(row(f"cold p50, new {sort} script, {rules:,} rules", rounds))


def main() -> None:
    """Measure and print."""
    indexes = {rules: policy(rules) for rules in (10, 10_000)}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        warm(folder, indexes)
        cold(folder, indexes)


if __name__ == "__main__":
    main()
