"""An ordinary user for the tests of watching: who they are, what they start, and a source opened in their name.

As root, as in CI, everything runs under a user id of its own that nobody else has; as anybody else, under one's own.
The user may not be able to read the checkout or its interpreter: the one is copied, for the other another is found.
"""

import contextlib
import io
import json
import os
import queue
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypedDict, cast

PATIENCE_SECONDS = 30.0
Line = dict[str, Any]


class _Drop(TypedDict, total=False):
    user: int
    group: int
    extra_groups: list[int]


class Person:
    """The user, with a folder everybody can read and in which they may do as they like."""

    def __init__(self, folder: Path, checkout: Path) -> None:
        self.folder = folder
        self.uid = os.getuid() or 40_000 + os.getpid() % 20_000
        self._drop: _Drop = {"user": self.uid, "group": self.uid, "extra_groups": []} if os.getuid() == 0 else {}
        folder.chmod(0o755)
        self.home = folder / "home"
        self.home.mkdir()
        os.chown(self.home, self.uid, -1)
        self.library = folder / "library"
        ignore = shutil.ignore_patterns("__pycache__", "tests")
        shutil.copytree(checkout / "app", self.library / "app", ignore=ignore)
        for name in ("jeepney", "msgspec", "psutil"):
            spec = find_spec(name)
            assert spec is not None
            assert spec.origin is not None
            shutil.copytree(Path(spec.origin).parent, self.library / name, ignore=ignore)
        self.driver = folder / "driver.py"
        shutil.copy(Path(__file__).with_name("driver.py"), self.driver)
        self.environment = {"PYTHONPATH": str(self.library), "PATH": os.defpath, "PYTHONDONTWRITEBYTECODE": "1"}
        self.interpreter = self._interpreter()

    def _interpreter(self) -> str:
        """A Python of the version that runs the tests which this user may start."""
        name = f"python{sys.version_info.major}.{sys.version_info.minor}"
        for candidate in (sys.executable, shutil.which(name), f"/usr/bin/{name}", f"/usr/local/bin/{name}"):
            command = [str(candidate), "-W", "error", "-c", "import app.watch.connector, app.watch.portable"]
            with contextlib.suppress(OSError):
                if self.start(command, stderr=subprocess.DEVNULL).wait() == 0:
                    return str(candidate)
        raise AssertionError(f"no {name} that user {self.uid} may run")

    def start(
        self,
        argv: Sequence[str | bytes],
        *,
        env: Mapping[str, str] | None = None,
        stdin: int | None = subprocess.DEVNULL,
        stdout: int | None = None,
        stderr: int | None = None,
    ) -> "subprocess.Popen[bytes]":
        """Start a program as this user, at home."""
        env = self.environment if env is None else env
        return subprocess.Popen(
            argv, env=env, cwd=self.home, stdin=stdin, stdout=stdout, stderr=stderr, bufsize=0, **self._drop
        )

    @contextlib.contextmanager
    def running(self, argv: Sequence[str | bytes], **options: Any) -> "Iterator[subprocess.Popen[bytes]]":
        """A program of this user that lives as long as the block."""
        with _ended(self.start(argv, **options)) as child:
            yield child

    def command(self, *arguments: str) -> list[str]:
        """A Python command line of this user's."""
        return [self.interpreter, "-W", "error", *arguments]

    def within(
        self, namespaces: Sequence[str], command: Sequence[str], stderr: int | None = None
    ) -> "subprocess.Popen[bytes]":
        """Start a command in new namespaces (`unshare` options), with pipes. Without root it takes --user."""
        pipe = subprocess.PIPE
        if os.getuid() == 0 and "--user" not in namespaces:
            drop = ["setpriv", "--reuid", str(self.uid), "--regid", str(self.uid), "--clear-groups"]
            argv = ["unshare", *namespaces, *drop, *command]
            return subprocess.Popen(
                argv, env=self.environment, cwd=self.home, stdin=pipe, stdout=pipe, stderr=stderr, bufsize=0
            )
        argv = ["unshare", *{"--user": None, **dict.fromkeys(namespaces)}, *command]
        return self.start(argv, stdin=pipe, stdout=pipe, stderr=stderr)

    def in_real_time(self, command: Sequence[str], by: str = "capability") -> "subprocess.Popen[bytes]":
        """Start a command with pipes that may be scheduled in real time, `by` a capability or a limit; takes root."""
        pipe = subprocess.PIPE
        drop = ["setpriv", "--reuid", str(self.uid), "--regid", str(self.uid), "--clear-groups"]
        allowed = {
            "capability": [*drop, "--inh-caps", "+sys_nice", "--ambient-caps", "+sys_nice"],
            "limit": ["prlimit", "--rtprio=1:1", *drop],
        }
        argv = [*allowed[by], *command]
        return subprocess.Popen(argv, env=self.environment, cwd=self.home, stdin=pipe, stdout=pipe, bufsize=0)

    @contextlib.contextmanager
    def watching(
        self,
        source: str,
        *,
        namespaces: Sequence[str] = (),
        real_time: str = "",
        env: Mapping[str, str] | None = None,
        **options: Any,
    ) -> "Iterator[Watching]":
        """A source opened as this user, in new `namespaces` if there are any, or allowed `real_time`
        by a capability or a limit."""
        argv = self.command(str(self.driver), source, json.dumps(options))
        pipe = subprocess.PIPE
        if real_time:
            child = self.in_real_time(argv, real_time)
        elif namespaces:
            child = self.within(namespaces, argv)
        else:
            child = self.start(argv, env=self.environment | dict(env or {}), stdin=pipe, stdout=pipe)
        with _ended(child):
            watching = Watching(child)
            try:
                yield watching
            finally:
                watching.stop()


@contextlib.contextmanager
def _ended(child: "subprocess.Popen[bytes]") -> "Iterator[subprocess.Popen[bytes]]":
    """Ends the child at the end of the block, whatever happens in it."""
    try:
        yield child
    finally:
        for stream in (child.stdin, child.stdout, child.stderr):
            if stream is not None:
                stream.close()
        child.kill()
        child.wait()


class Watching:
    """The lines a driver writes, waited for one by one."""

    def __init__(self, child: "subprocess.Popen[bytes]") -> None:
        self.child = child
        self.lines: list[Line] = []
        self._arrived: queue.SimpleQueue[Line | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._read)
        self._thread.start()
        self.opened = self.wait(lambda line: "ready" in line or "unavailable" in line)
        self.helper = self.opened.get("helper", 0)

    def _read(self) -> None:
        with io.BufferedReader(cast("io.RawIOBase", self.child.stdout)) as lines:  # raw, they are read byte by byte
            for line in lines:
                self._arrived.put(json.loads(line))
        self._arrived.put(None)

    def wait(self, wanted: Callable[[Line], bool]) -> Line:
        """The next line that is wanted; those before it stay in `lines`."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            line = self._next(max(0.0, deadline - time.monotonic()))
            assert line is not None, f"it never came; what came: {self.lines[-20:]}"
            self.lines.append(line)
            if wanted(line):
                return line

    def collect(self, silence: float) -> None:
        """Take lines until none has come for so many seconds."""
        while (line := self._next(silence)) is not None:
            self.lines.append(line)

    def _next(self, seconds: float) -> Line | None:
        """The next line, if it comes so soon; none ever after the last."""
        try:
            line = self._arrived.get(timeout=seconds)
        except queue.Empty:
            return None
        if line is None:
            self._arrived.put(None)
        return line

    def launch(self, wanted: Callable[[Line], bool]) -> Line:
        """The next launch that is wanted."""
        launch: Line = self.wait(lambda line: _is_launch(line) and wanted(line["launch"]))["launch"]
        return launch

    def launch_of(self, child: "subprocess.Popen[bytes]") -> Line:
        """The next launch in that process."""
        return self.launch(lambda launch: launch["pid"] == child.pid)

    def told(self, pid: int) -> Line:
        """The first launch in that process, told by now or next: two CPUs hand on in no order."""
        launches = self.launches(pid)
        return launches[0] if launches else self.launch(lambda launch: launch["pid"] == pid)

    def gap(self) -> Line:
        """The next gap."""
        gap: Line = self.wait(lambda line: "gap" in line)["gap"]
        return gap

    def launches(self, pid: int) -> list[Line]:
        """The launches in that process among all lines so far."""
        return [line["launch"] for line in self.lines if _is_launch(line) and line["launch"]["pid"] == pid]

    def freeze(self) -> None:
        """Stop the watcher process, and wait until every thread of it stands still."""
        os.kill(self.helper, signal.SIGSTOP)
        threads = Path(f"/proc/{self.helper}/task")
        while any((task / "stat").read_bytes().rpartition(b") ")[2][:1] != b"T" for task in threads.iterdir()):
            os.sched_yield()

    def caught_up(self) -> None:
        """Wait until the watcher process has read every event there is, and each thread of it waits for more."""
        process, sockets = Path(f"/proc/{self.helper}"), set[str]()
        for handle in (process / "fd").iterdir():
            with contextlib.suppress(FileNotFoundError):
                sockets.add(str(handle.readlink()).removeprefix("socket:[").removesuffix("]"))
        while True:
            rows = [line.split() for line in (process / "net/netlink").read_text().splitlines()[1:]]
            waiting = sum(
                int(received) for *_, received, _wmem, _dump, _locks, _drops, inode in rows if inode in sockets
            )
            states = {(task / "stat").read_bytes().rpartition(b") ")[2][:1] for task in (process / "task").iterdir()}
            if not waiting and states == {b"S"}:
                return
            os.sched_yield()

    def thaw(self) -> None:
        """Let the watcher process go on."""
        os.kill(self.helper, signal.SIGCONT)

    def order(self, word: str) -> None:
        assert self.child.stdin is not None
        self.child.stdin.write(word.encode() + b"\n")

    def stop(self) -> None:
        """Let the driver close its source; afterwards `lines` holds everything."""
        assert self.child.stdin is not None
        if self.child.stdin.closed:
            return
        self.child.stdin.close()
        self._thread.join(PATIENCE_SECONDS)
        assert not self._thread.is_alive(), "the driver did not end"
        while (line := self._arrived.get()) is not None:
            self.lines.append(line)


_OURSELVES = Path("/proc/self/cmdline").read_bytes().decode().split("\0")[:-1]


def _is_launch(line: Line) -> bool:
    """A look at the right moment shows a child of these tests that changed its user and has yet to exec: no launch."""
    return "launch" in line and line["launch"]["argv"] != _OURSELVES


@contextlib.contextmanager
def ordinary_person(checkout: Path) -> Iterator[Person]:
    """Makes the person and clears away behind them."""
    folder = Path(tempfile.mkdtemp(prefix="signpost-person-"))
    try:
        yield Person(folder, checkout)
    finally:
        shutil.rmtree(folder)
