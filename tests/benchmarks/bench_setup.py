"""From the click to the engine's proof, `qodercli --version` answering: from a bundle, and from npm directly.

    python3 build/dev.py bench setup

From the bundle: a network namespace with nothing but loopback, nginx as policy host, no Node on PATH; the time to copy
the archive's bytes by a plain GET is measured beside it and taken off. From npm: the registry this computer is set up
for, npm and Node of this machine; once with nothing downloaded before, once with every archive in npm's cache, which is
the time without the bytes. The goal is 10 s beyond the bytes.
"""

import os
import shutil
import statistics
import sys
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

import msgspec  # noqa: E402  the checkout has to be on the path first
from ruamel.yaml import YAML  # noqa: E402

from app.host.paths import Paths  # noqa: E402
from app.policy.recipe import NpmRecipe  # noqa: E402
from app.setup.artifacts import Held  # noqa: E402
from app.setup.engine import Setup  # noqa: E402
from app.setup.installer import Programs  # noqa: E402
from app.setup.place import Place  # noqa: E402
from app.setup.plan import Progress, State  # noqa: E402
from tests.support import real_bundle  # noqa: E402

ROUNDS = 3


def from_bundle(folder: Path, npm: Path) -> None:
    """Print the rounds from the bundle."""
    bundles = real_bundle.built(ROOT / ".cache", npm)
    public = real_bundle.published(real_bundle.offered(bundles, folder / "authored"), folder / "company")
    print("from a bundle: no Node, loopback only")
    print("round   click to answer, s   copy, s   beyond, s        bytes   seconds in each state")
    beyond = []
    for number in range(ROUNDS):
        result = real_bundle.alone(public, folder / f"machine-{number}")
        beyond.append(result["beyond"])
        row = f"{result['click_to_answer']:>20.2f} {result['copy']:>9.2f} {result['beyond']:>11.2f}"
        states = ", ".join(f"{state} {seconds:.1f}" for state, seconds in result["seconds"].items() if seconds >= 0.05)
        print(f"{number + 1:>5} {row} {result['bytes']:>12,}   {states}", flush=True)
        shutil.rmtree(folder / f"machine-{number}")
    print(f"beyond the bytes, median: {statistics.median(beyond):.2f} s (goal: 10 s)\n")


def from_npm(folder: Path, npm: Path, cache: Path | None) -> float:
    """Seconds from the click to the answer; what npm has downloaded is kept in `folder/cache` for the next one."""
    policy = YAML(typ="safe").load(real_bundle.EXAMPLE / "policy.yaml")
    recipe = next(msgspec.convert(one, NpmRecipe) for one in policy["recipes"]["qoder-cli"] if one["kind"] == "npm")
    held = Held({recipe.lock: real_bundle.LOCK.read_bytes()})
    paths = Paths.below(folder / ("cold" if cache is None else "warm"))
    paths.home.mkdir()
    own = Place(paths, "qoder-cli").cache(real_bundle.LOCK.read_bytes())
    if cache is not None:
        shutil.copytree(cache, own)

    def told(progress: Progress) -> None:
        if progress.state is State.VERIFYING and cache is None and not (folder / "cache").exists():
            shutil.copytree(own, folder / "cache")  # the engine removes it once it has served

    environment = {**os.environ, "HOME": str(paths.home)}
    began = time.monotonic()
    Setup(paths, programs=Programs(npm=str(npm)), environment=environment).run(
        "qoder-cli", [recipe], held, told, threading.Event()
    )
    return time.monotonic() - began


def main() -> None:
    """Both, one after the other."""
    npm = shutil.which("npm")
    assert npm, "no npm: run `python3 build/dev.py setup`"
    with tempfile.TemporaryDirectory(prefix="signpost-bench-") as name:
        folder = Path(name).resolve()
        from_bundle(folder, Path(npm))
        print("from npm directly, click to answer")
        print(f"{from_npm(folder, Path(npm), None):>6.2f} s  nothing downloaded before")
        print(f"{from_npm(folder, Path(npm), folder / 'cache'):>6.2f} s  every archive in its cache", flush=True)


if __name__ == "__main__":
    main()
