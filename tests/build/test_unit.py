"""The unit as systemd runs it: a real `systemd --user`, in namespaces of its own, with a stand-in for Signpost."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from packages import tree

pytestmark = [
    pytest.mark.alone,  # two managers would share the control groups of this machine
    pytest.mark.skipif(
        sys.platform != "linux" or os.geteuid() != 0,
        reason="systemd is Linux's, and namespaces of one's own are root's",
    ),
]

_INSIDE = """
mount -t cgroup2 none /sys/fs/cgroup && mount -t tmpfs none /run && mkdir -p /run/systemd/system || exit 1
/lib/systemd/systemd --user --unit=basic.target
rmdir /sys/fs/cgroup/*.slice/*.* /sys/fs/cgroup/*.slice /sys/fs/cgroup/init.scope 2>/dev/null
exit 0
"""
"""Control groups it may make, away again afterwards; the mark of a computer that systemd started. It is not process 1,
where it would take itself for the system's."""

STAND_IN = """
import os, sys, time
from app.host.service import Service
open({told!r}, "a").write(f"{{os.getpid()}}\\n")
said = open({says!r}).read().strip()
if said.isdecimal():
    sys.exit(int(said))
service = Service()
assert service.watchdog_seconds == 90
if said == "ready":
    service.say("READY=1")
while True:
    time.sleep(3600)
"""


class Manager:
    """One person's systemd, below a folder."""

    def __init__(self, folder: Path, root: Path) -> None:
        self.runtime, self.told, self._says = folder / "run", folder / "told", folder / "says"
        self.home = folder / "home"
        units = self.home / ".config/systemd/user"
        for place in (self.runtime, units):
            place.mkdir(parents=True, mode=0o700)
        script = folder / "stand-in.py"
        script.write_text(STAND_IN.format(told=str(self.told), says=str(self._says)))
        wanted = folder / "wanted"
        shutil.copy(tree.LINUX / "wanted.sh", wanted)
        wanted.chmod(0o755)
        unit = tree.read("signpost.service").decode()
        unit = unit.replace("/usr/bin/signpost run", f"{sys.executable} {script}")
        unit = unit.replace("/usr/lib/signpost/wanted", str(wanted)).replace("RestartSec=2", "RestartSec=100ms")
        unit = unit.replace("[Service]\n", f"[Service]\nEnvironment=PYTHONPATH={root}\n")
        (units / "signpost.service").write_text(unit)
        self.inside: list[str] = []
        self.env = {
            "HOME": str(self.home), "XDG_RUNTIME_DIR": str(self.runtime), "PATH": os.environ["PATH"], "LC_ALL": "C",
        }  # fmt: skip

    def says(self, word: str) -> None:
        """What the program does next: `ready`, `nothing`, or it ends with that code."""
        self._says.write_text(word)

    def ask(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*self.inside, "systemctl", "--user", *words],
            env=self.env,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )

    def is_(self, name: str) -> str:
        return self.ask("show", "--value", "--property", name, "signpost.service").stdout.strip()

    def pids(self) -> list[int]:
        """The starts so far."""
        return [int(line) for line in self.told.read_text().split()] if self.told.exists() else []


def _soon(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + 90  # side by side with others, a start of Python takes its time
    while not holds():
        assert time.monotonic() < end, "in vain"
        time.sleep(0.02)


@pytest.fixture
def manager(tmp_path: Path, root: Path) -> Iterator[Manager]:
    made = Manager(tmp_path, root)
    words = ["unshare", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc", "--cgroup", "sh", "-c", _INSIDE]
    with subprocess.Popen(words, env=made.env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
            _soon(lambda: bool(children.read_text()))
            # systemd takes no orders from processes that it cannot see
            made.inside = ["nsenter", f"--target={children.read_text().strip()}", "--mount", "--pid"]
            _soon(lambda: made.ask("is-system-running").stdout.strip() in ("running", "degraded"))
            yield made
            made.ask("exit")
            process.wait(30)
        finally:
            process.kill()


def test_it_is_started_once_it_says_so_and_anew_after_a_fault(manager: Manager) -> None:
    manager.says("nothing")
    manager.ask("start", "--no-block", "signpost.service")
    _soon(lambda: len(manager.pids()) == 1)
    assert manager.is_("ActiveState") == "activating", "it did not say that it is ready"
    manager.ask("stop", "signpost.service")
    manager.says("ready")
    assert manager.ask("start", "signpost.service").returncode == 0
    assert manager.is_("ActiveState") == "active"
    manager.ask("kill", "--signal=KILL", "signpost.service")
    _soon(lambda: len(manager.pids()) == 3)
    _soon(lambda: manager.is_("ActiveState") == "active")
    manager.says("0")
    manager.ask("kill", f"--signal={signal.SIGTERM.name}", "signpost.service")
    _soon(lambda: manager.is_("ActiveState") == "inactive")
    assert len(manager.pids()) == 3, "who is asked to end stays ended"


@pytest.mark.parametrize("code", ["1", "2"])
def test_what_says_why_it_cannot_run_is_not_started_again(manager: Manager, code: str) -> None:
    manager.says(code)
    manager.ask("start", "signpost.service")
    _soon(lambda: manager.is_("ActiveState") == "failed")
    assert manager.is_("NRestarts") == "0"
    assert len(manager.pids()) == 1


def test_a_fault_of_ours_is_tried_again_and_not_for_ever(manager: Manager) -> None:
    manager.says("70")
    started = manager.ask("start", "--no-block", "signpost.service")
    assert started.returncode == 0, started.stderr
    _soon(lambda: len(manager.pids()) == 5)
    _soon(lambda: manager.is_("ActiveState") == "failed")
    assert len(manager.pids()) == 5, "StartLimitBurst"


def test_beside_an_agent_that_runs_it_does_nothing_and_says_nothing(manager: Manager) -> None:
    manager.says("ready")
    lock = manager.runtime / "signpost/agent.lock"
    lock.parent.mkdir()
    with subprocess.Popen(["flock", lock, "sh", "-c", "echo held; exec cat"], stdin=subprocess.PIPE,
                          stdout=subprocess.PIPE) as agent:  # fmt: skip
        assert agent.stdin is not None
        assert agent.stdout is not None
        assert agent.stdout.readline() == b"held\n"
        assert manager.ask("start", "signpost.service").returncode == 0
        assert manager.is_("ActiveState") == "inactive"
        assert manager.is_("Result") in ("exec-condition", "success")
        agent.stdin.close()
    assert manager.pids() == []
    assert manager.ask("start", "signpost.service").returncode == 0
    assert manager.is_("ActiveState") == "active"
