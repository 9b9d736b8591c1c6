"""apt-get with nobody at hand: no questions, no services started, another package manager waited for."""

import os
import re
import select
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from devtools import logged
from devtools.console import Trouble, say

LOCK_WAIT_SECONDS = 300.0

_HELD = re.compile(r"Could not get lock (?P<lock>\S+?)\.? It is held by process (?P<pid>\d+)(?: \((?P<name>[^)]*)\))?")
_STALE_LISTS = re.compile(r"Unable to locate package|has no installation candidate|404 +Not Found")
_UNREACHABLE = re.compile(r"Temporary failure resolving|Could not resolve|Failed to fetch|Could not connect|timed out")
_FULL = re.compile(r"No space left on device|don't have enough free space")

# Maintainer scripts call these by name to start a daemon now (nginx on port 80) and at the next boot. Tests start their
# own on loopback, and a developer's machine stays as it was: for this one run of apt, PATH leads to stand-ins.
_SERVICE_STARTERS = ("invoke-rc.d", "deb-systemd-invoke", "deb-systemd-helper")


def privilege() -> list[str] | None:
    """What to put before apt-get to be root without being asked: nothing, sudo, or None when neither works."""
    if sys.platform == "win32":
        return None
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") is None:
        return None
    asked = subprocess.run(["sudo", "-n", "true"], capture_output=True, stdin=subprocess.DEVNULL, check=False)
    return ["sudo", "-n"] if asked.returncode == 0 else None


def install(packages: Sequence[str], prefix: Sequence[str]) -> None:
    """Install these Debian packages; raises Trouble, with what to do, when apt cannot."""
    with _no_services() as path:
        apt_get = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "LC_ALL=C.UTF-8", "apt-get", "--yes"]
        apt_get += ["-o", f"DPkg::Path={path}", "-o", "Dpkg::Use-Pty=0", "-o", "Acquire::Retries=3"]
        update = [*apt_get, "update"]
        command = [*apt_get, "install", "--no-install-recommends", *packages]
        if not any(Path("/var/lib/apt/lists").glob("*_Packages*")):
            _when_unlocked(update)
        done = _when_unlocked(command)
        if done.code != 0 and _STALE_LISTS.search(done.output):
            _when_unlocked(update)
            done = _when_unlocked(command)
    if done.code != 0:
        raise explain(done)


@contextmanager
def _no_services() -> Iterator[str]:
    """A PATH for maintainer scripts on which nothing starts a service."""
    with tempfile.TemporaryDirectory(prefix="signpost-apt-") as folder:
        for name in _SERVICE_STARTERS:
            stand_in = Path(folder, name)
            stand_in.write_text("#!/bin/sh\nexit 0\n", encoding="ascii")
            stand_in.chmod(0o700)
        yield f"{folder}:/usr/sbin:/usr/bin:/sbin:/bin"


def _when_unlocked(command: Sequence[str]) -> logged.Finished:
    """Run apt; while another package manager holds its locks, wait for that one to end, and try again."""
    give_up = time.monotonic() + LOCK_WAIT_SECONDS
    while True:
        done = logged.run(command)
        holder = held_by(done.output)
        if done.code == 0 or holder is None:
            return done
        pid, name = holder
        say(f"another package manager is at work ({name}, process {pid}); waiting for it, five minutes at most")
        if not _ended(pid, give_up - time.monotonic()):
            raise Trouble(
                f"The package manager {name} (process {pid}) still holds its lock after five minutes.",
                "Let it finish or end it, then run the same command again.",
            )


def held_by(output: str) -> tuple[int, str] | None:
    """Who holds the lock that apt complains of, as (pid, name); None when that was not its complaint."""
    found = _HELD.search(output)
    return (int(found["pid"]), found["name"] or "unknown") if found else None


def _ended(pid: int, seconds: float) -> bool:
    """Wait until a process has ended, without polling; False when it has not within that time."""
    if sys.platform != "linux" or seconds <= 0:
        return False
    try:
        descriptor = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([descriptor], [], [], seconds)[0])
    finally:
        os.close(descriptor)


def explain(done: logged.Finished) -> Trouble:
    """What apt's failure means for a person."""
    if _FULL.search(done.output):
        return Trouble(
            "apt found no room on the disk.", "Make room (apt-get clean helps) and run the same command again."
        )
    if _UNREACHABLE.search(done.output):
        return Trouble(
            "apt could not reach Debian's packages:\n" + done.last_words(4),
            "Check the network and the proxy settings, then run the same command again.",
        )
    return Trouble(
        "apt could not install what is missing. Its last words:\n" + done.last_words(),
        "Repair apt (apt-get --fix-broken install), or read .cache/setup.log, then run the same command again.",
    )
