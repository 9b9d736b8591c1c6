"""The figures of the employee's package: sizes, starts, memory, and what it does while nobody asks anything of it.

    python3 build/dev.py bench package [--deb FILE] [--seconds N]

The frozen program out of a Debian package (without FILE one is made first, which takes minutes), on Xvfb with a window
manager, a session bus and an XEMBED tray (trayer), with the example company's policy in force, synced from nginx.

A start counts until the X server has the icon's ink on the screen. Cold: every file it had in memory is evicted first
(posix_fadvise(2); what other programs use of them stays, and so does what the host of a virtual machine keeps). Memory
is /proc/PID/smaps_rollup, in MB. A wake-up is a voluntary context switch of any thread of any process of ours. The
kernel tells the watcher of everybody's programs, so that others that start any wake it: how many did is said. As root
the program runs as `nobody`, whose programs are ours alone.
"""

import argparse
import contextlib
import datetime
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from app.desktop.tokens import DARK
from app.desktop.window.remembered import Remembered, remember
from app.host.paths import Paths
from tests.benchmarks import footprint, tray_watch
from tests.benchmarks.figures import Figure, table
from tests.support import nginx, product
from tests.support.desktop import Person, program, wait_until

VERSIONS, WARM, COLD = 40, 9, 5
SETTLE_SECONDS = 12.0
"""After a window: by then everything that it does by itself is done."""

IDLE_SECONDS = 75.0
"""After a start: what it is refused it asks for once more after a minute (`app.watch.ladder.RETRY_SECONDS`)."""

_TRAY = (1080, 990, 200, 34)
"""Where trayer stands: the lower right corner of the screen."""

_PROGRAM = Path("usr/lib/signpost/package/signpost")


class Installed:
    """The unpacked program on somebody's desktop, and how it is run for the company whose policy is at `url`."""

    def __init__(
        self, tree: Path, person: Person, watch: tray_watch.TrayWatch, home: Path, url: str, root: Path
    ) -> None:
        self.program, self.person, self._watch = tree / _PROGRAM, person, watch
        words: tuple[str | Path, ...] = ("--url", url, "--root", root, "--home", home, "--events", "-")
        self._command = [self.program, "run", *words]
        self._environment = {**os.environ, **person.environment, "HOME": str(home), "XDG_CURRENT_DESKTOP": "XFCE"}
        self._environment["QT_LINUX_ACCESSIBILITY_ALWAYS_ON"] = "0"
        self._as: dict[str, Any] = {}
        if os.getuid() == 0:
            self._environment["XDG_RUNTIME_DIR"] = str(home / "run")
            self._as = {"user": "nobody", "group": "nogroup", "extra_groups": ()}
            for path in (home, *home.rglob("*")):
                shutil.chown(path, "nobody", "nogroup")

    @contextlib.contextmanager
    def running(self) -> Iterator[tuple[product.Running, float, float]]:
        """One run, once its icon shows: that took so many ms, and so many ms of the processor."""
        began, pipe = time.monotonic_ns(), subprocess.PIPE
        with (
            (self.person.folder / "signpost.log").open("a") as errors,
            subprocess.Popen(
                self._command, env=self._environment, stdout=pipe, stderr=errors, text=True, **self._as
            ) as process,
        ):
            told = product.Running(process)
            try:
                took = (self._watch.wait(shown=True) - began) / 1e6
                yield told, took, footprint.processor_ms(*footprint.family(process.pid))
            finally:
                process.terminate()
                process.wait(20)
                told.join()
        self._watch.wait(shown=False)

    def again(self) -> None:
        """Start it a second time: the one that runs shows its window."""
        command, output = self._command, subprocess.DEVNULL
        subprocess.run(command, env=self._environment, check=True, timeout=30, stdout=output, **self._as)


def package_figures(deb: Path) -> list[Figure]:
    """What the package takes."""
    command = ["dpkg-deb", "--field", str(deb), "Installed-Size"]
    kilobytes = int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return [
        Figure("the .deb", deb.stat().st_size / 1e6, "MB", 25),
        Figure("installed", kilobytes / 1024, "MiB", 85),
    ]


def version_figures(installed: Installed) -> list[Figure]:
    """`signpost --version`, over and over."""
    took = []
    for _ in range(VERSIONS):
        began = time.perf_counter()
        subprocess.run([installed.program, "--version"], check=True, stdout=subprocess.DEVNULL)
        took.append((time.perf_counter() - began) * 1000)
    return [Figure("signpost --version", statistics.median(took), "ms", 30, f"best {min(took):.0f} of {VERSIONS}")]


def start_figures(installed: Installed) -> list[Figure]:
    """Starts, warm and cold."""
    with installed.running() as (told, *_):
        told.wait_for("policy", state="fresh")
        files = footprint.mapped(*footprint.family(told.process.pid))
    files |= {file for file in installed.program.parent.rglob("*") if file.is_file()}
    figures = []
    for name, goal, rounds in (("tray shown, warm", 200, WARM), ("tray shown, cold", 350, COLD)):
        took, computed = [], []
        for _ in range(rounds):
            if name.endswith("cold"):
                evict(files)
            with installed.running() as (_, milliseconds, processor):
                took.append(milliseconds)
                computed.append(processor)
        note = f"best {min(took):.0f} of {rounds}; processor {statistics.median(computed):.0f}"
        figures.append(Figure(name, statistics.median(took), "ms", goal, note))
    return figures


def evict(files: set[Path]) -> None:
    """Have the kernel drop what it has of them in memory."""
    for file in files:
        with contextlib.suppress(OSError), file.open("rb") as opened:
            os.posix_fadvise(opened.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def idle_figures(installed: Installed, seconds: float) -> list[Figure]:
    """Memory and wake-ups of one that nobody asks anything of; and memory after its window was open."""
    person = installed.person
    with installed.running() as (told, *_):
        told.wait_for("policy", state="fresh")
        time.sleep(IDLE_SECONDS)
        pid = told.process.pid
        idle, all_of_us = footprint.memory(pid), footprint.memory(*footprint.family(pid))
        quiet = wakeup_figures(pid, seconds)
        installed.again()
        wait_until(lambda: person.window("Signpost"), "the window")
        time.sleep(SETTLE_SECONDS)
        opened = footprint.memory(pid)
        person.xdotool("search", "--onlyvisible", "--name", "^Signpost$", "windowactivate", "--sync")
        person.xdotool("key", "--clearmodifiers", "alt+F4")
        wait_until(lambda: not person.window("Signpost"), "the window to close")
        time.sleep(SETTLE_SECONDS)
        closed, all_closed = footprint.memory(pid), footprint.memory(*footprint.family(pid))
    also = f"proportional {closed.proportional:.1f}"
    return [
        Figure("the process with the screen: resident", idle.resident, "MB", 60, f"anonymous {idle.anonymous:.1f}"),
        Figure("the same: proportional", idle.proportional, "MB", 52),
        Figure("all of Signpost: proportional", all_of_us.proportional, "MB", 75),
        Figure("window open: resident", opened.resident, "MB", None),
        Figure("window opened and closed: resident", closed.resident, "MB", 66, also),
        Figure("the same, all of Signpost: proportional", all_closed.proportional, "MB", None),
        *quiet,
    ]


def wakeup_figures(pid: int, seconds: float) -> list[Figure]:
    """How often anything of it woke up within so many seconds, and what it used of the processor; and which threads."""
    others, before = footprint.programs_started(), footprint.threads(*footprint.family(pid))
    time.sleep(seconds)
    after, others = footprint.threads(*footprint.family(pid)), footprint.programs_started() - others
    nothing = footprint.Thread("", "", 0, 0)
    woken = {task: now.sleeps - before.get(task, nothing).sleeps for task, now in after.items()}
    ran = sum(now.ran_ns - before.get(task, nothing).ran_ns for task, now in after.items())
    for task, count in sorted(woken.items(), key=lambda item: -item[1]):
        if count:
            print(f"  woke {count:>5} times in {seconds:.0f} s: {after[task].process}, {after[task].name}")
    ears = sum(count for task, count in woken.items() if after[task].process == "signpost-watche")
    note = f"{ears} of {sum(woken.values())} in the watcher; {others} programs began meanwhile"
    return [
        Figure("wake-ups, idle", sum(woken.values()) / seconds, "/s", 0.1, note),
        Figure("the same, without the watcher process", (sum(woken.values()) - ears) / seconds, "/s", None),
        Figure("processor, idle", ran / 1e9 / seconds * 100, "%", 0.05),
    ]


def measure(tree: Path, folder: Path, seconds: float) -> list[Figure]:
    """Everything that takes a desktop."""
    with Person(folder / "screen") as person, contextlib.ExitStack() as stack:
        (folder / "screen/run").chmod(0o755)  # the bus is in there
        person.start_window_manager()
        size = ("--widthtype", "pixel", "--width", "120", "--heighttype", "pixel", "--height", "30")
        person.start("trayer", program("trayer"), "--edge", "bottom", "--align", "right", *size)
        public, home = product.publish_example(folder / "acme"), folder / "home"
        home.mkdir()
        remember(Paths.below(home), Remembered(welcomed=True))  # or else the welcome comes up first
        url = stack.enter_context(nginx.serving(public, folder / "nginx"))
        watch = stack.enter_context(tray_watch.watching(person.environment["DISPLAY"], _TRAY, DARK.ink))
        installed = Installed(tree, person, watch, home, url, folder / "acme/root.json")
        return [*version_figures(installed), *start_figures(installed), *idle_figures(installed, seconds)]


def made() -> Path:
    """The package of this tree."""
    subprocess.run([sys.executable, product.ROOT / "build/package.py", "deb", "--product", "signpost"], check=True)
    return max((product.ROOT / "dist/packages").glob("signpost_*.deb"), key=lambda file: file.stat().st_mtime)


def main() -> None:
    """Make and unpack the package, measure what is in it, print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--deb", type=Path, help="measure this package")
    parser.add_argument("--seconds", type=float, default=60.0, help="how long to watch it idle")
    options = parser.parse_args()
    deb = options.deb or made()
    os.umask(0o022)
    with tempfile.TemporaryDirectory() as name:
        folder, tree = Path(name), Path(name) / "unpacked"
        folder.chmod(0o755)
        subprocess.run(["dpkg-deb", "--extract", deb, tree], check=True)
        figures = [*package_figures(deb), *measure(tree, folder, options.seconds)]
    day = datetime.datetime.now(datetime.UTC).date().isoformat()
    machine = f"{platform.machine()}, kernel {platform.release()}, {os.cpu_count()} CPUs, load {os.getloadavg()[0]:.1f}"
    print(f"\n{day}, {machine}")
    print(table(figures))


if __name__ == "__main__":
    main()
