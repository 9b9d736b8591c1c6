"""The installed product as a person meets it: its commands as processes, the example company published and served."""

import contextlib
import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TextIO

ROOT = Path(__file__).resolve().parents[2]
POLICY = ROOT / "resources/example-company/policy.yaml"
BIN = Path(sys.executable).parent

CLAUDE_CODE = "@anthropic-ai/claude-code@2.1.330"
"""The real package: since 2.1.113 a native program of some 380 MB, installed by a package of the platform."""


def admin(*arguments: str | Path) -> "subprocess.CompletedProcess[str]":
    """Run `signpost-admin` to its end and insist on success."""
    done = subprocess.run(
        [BIN / "signpost-admin", *arguments],
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done


_published: dict[tuple[bytes, ...], list[tuple[Path, int, bytes | None]]] = {}
"""By the policy and what lies beside it: the repository made of that, every folder and file with its mode."""


def publish_example(folder: Path, policy: Path = POLICY) -> Path:
    """Make a repository in `folder` and publish the example company's policy; returns the folder to serve.

    A policy that was published before in this run comes with the keys it had then.
    """
    authored = tuple(one.read_bytes() for one in (policy, *sorted(policy.parent.rglob("*"))) if one.is_file())
    known = _published.get(authored)
    if known is None:
        admin("init", folder, "--no-passphrase")
        admin("publish", policy, "--repo", folder)
        _published[authored] = [
            (path.relative_to(folder), path.stat().st_mode, path.read_bytes() if path.is_file() else None)
            for path in (folder, *folder.rglob("*"))
        ]
        return folder / "public"
    for name, mode, data in known:
        path = folder / name
        if data is None:
            path.mkdir(parents=True)
        else:
            path.write_bytes(data)
        path.chmod(mode)
    return folder / "public"


def install_from_npm(npm: Path, package: str, prefix: Path, downloads: Path) -> None:
    """Install a real package as a person would: `npm install --global`, into a prefix of its own."""
    environment = {**os.environ, "PATH": f"{npm.parent}{os.pathsep}{os.environ['PATH']}"}
    command: list[str | Path] = [
        npm,
        "install",
        "--global",
        "--prefix",
        prefix,
        "--cache",
        downloads / "npm",
        "--no-audit",
        "--no-fund",
    ]
    done = subprocess.run(
        [*command, package], env=environment, check=False, capture_output=True, text=True, timeout=540
    )
    assert done.returncode == 0, done.stderr


class Running:
    """A `signpost run` under way; its events as they come."""

    def __init__(self, process: "subprocess.Popen[str]", echo: TextIO | None = None) -> None:
        self.process, self._echo = process, echo
        self.seen: list[dict[str, Any]] = []
        self._lines: queue.Queue[str | None] = queue.Queue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as lines:
            for line in lines:
                self._lines.put(line)
                if self._echo is not None:
                    print(line, end="", file=self._echo, flush=True)
        self._lines.put(None)

    def join(self) -> None:
        """Read to the end; the process is gone."""
        self._reader.join(timeout=20)

    def wait_for(self, event: str | tuple[str, ...], seconds: float = 60, **fields: Any) -> dict[str, Any]:
        """The next event of that kind (or one of those) with these fields; fails with all it saw if none comes."""
        deadline = time.monotonic() + seconds
        while True:
            try:
                line = self._lines.get(timeout=max(0.0, deadline - time.monotonic()))
            except queue.Empty:
                raise AssertionError(f"no {event} {fields} within {seconds} s; seen: {self.seen}") from None
            assert line is not None, f"the agent ended ({self.process.wait(10)}) without {event}; seen: {self.seen}"
            record: dict[str, Any] = json.loads(line)
            self.seen.append(record)
            kinds = (event,) if isinstance(event, str) else event
            if record["event"] in kinds and all(record.get(name) == value for name, value in fields.items()):
                return record


@contextlib.contextmanager
def agent(
    home: Path,
    url: str,
    root: Path,
    *options: str,
    env: Mapping[str, str] | None = None,
    errors: Path,
    echo: TextIO | None = None,
) -> Iterator[Running]:
    """Run the agent with everything it owns below `home`, until the end of the block; it must end by itself then.

    Its events are also printed to `echo`; what it says on standard error goes to the file `errors`.
    """
    command: Sequence[str | Path] = [BIN / "signpost", "run", "--events", "-", "--url", url, "--root", root]
    with errors.open("a") as said:
        process = subprocess.Popen(
            [*command, "--home", home, *options],
            stdout=subprocess.PIPE,
            stderr=said,
            stdin=subprocess.DEVNULL,
            text=True,
            env={**os.environ, **(env or {})},
        )
        running = Running(process, echo)
        try:
            yield running
        finally:
            process.terminate()
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
                raise
            finally:
                running.join()


def in_login_shell(home: Path, words: str) -> str:
    """What a new login shell of a person with that home answers."""
    clean = {"HOME": str(home), "USER": "person", "TERM": "dumb", "PATH": "/usr/local/bin:/usr/bin:/bin"}
    done = subprocess.run(
        ["/bin/bash", "-l", "-c", words], env=clean, check=False, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@contextlib.contextmanager
def running(script: Path) -> Iterator[None]:
    """A stand-in that waits, until the end of the block: the shortest programs may be missed on a busy machine."""
    with subprocess.Popen([script], stdin=subprocess.PIPE) as process:
        yield
        process.communicate(b"\n", timeout=60)


def stand_in(prefix: Path, package: str, command: str, does: str = "read line") -> Path:
    """A package laid out as npm does it; only its owner is like the real one's. Unless told otherwise it waits."""
    folder = prefix / "lib/node_modules" / package
    folder.mkdir(parents=True)
    manifest = {"name": package, "version": "1.0.0", "bin": {command: "cli.sh"}}
    (folder / "package.json").write_text(json.dumps(manifest))
    script = folder / "cli.sh"
    script.write_text(f"#!/bin/sh\n{does}\n")
    script.chmod(0o755)
    (prefix / "bin").mkdir(exist_ok=True)
    (prefix / "bin" / command).symlink_to(script)
    return script
