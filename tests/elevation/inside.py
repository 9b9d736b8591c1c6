"""A computer of its own for the real polkit, in namespaces that end with this process: FOLDER PUBLIC, then orders.

Its root is an overlay over this machine's, whose upper layer is memory: whatever is installed, written or changed is
gone at the end, and the machine's own package database is never touched. It has its own processes, system bus, polkitd,
log, accounts and helper. Orders come as a line of JSON each on standard input, answers go out the same way.

Started as root by `tests.elevation.computer`, as process 1 of new mount and PID namespaces.
"""

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from jeepney import HeaderFields, MatchRule, message_bus
from jeepney.io.blocking import open_dbus_connection

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # isolated, Python does not look here

from app.setup.elevator import HELPER
from tests.elevation.agents import ADMINISTRATOR, PASSWORDS, PERSON, Person, Terminal, Window, run

REPOSITORY = Path(__file__).resolve().parents[2]
POLKITD = ("/usr/lib/polkit-1/polkitd", "/usr/libexec/polkitd")
_STARTED_BY_NAME = "/usr/share/dbus-1/system-services"
"""What a system bus would start beside polkitd, apt's hooks for PackageKit among it."""

_PUBLIC = sys.argv[-1]
"""The folder that the company's host would serve; the person's Signpost hands its files over."""

_NOWHERE = "http://127.0.0.1:1/"
_DEVICES = ("null", "zero", "full", "random", "urandom", "tty")
_PAM = "auth required pam_unix.so nodelay\naccount required pam_unix.so\nsession required pam_permit.so\n"
_LAUNCHER = '#!/bin/sh\nexec "{python}" -I -m app.elevation.main "$@"\n'


def move_in(folder: Path) -> None:
    """Make the overlay and make it the root of everything."""
    run("mount", "-t", "tmpfs", "-o", "mode=755", "tmpfs", str(folder))
    upper, work, root = (folder / name for name in ("upper", "work", "root"))
    for made in (upper, work, root):
        made.mkdir(mode=0o755)
    run("mount", "-t", "overlay", "-o", f"lowerdir=/,upperdir={upper},workdir={work}", "overlay", str(root))
    for path in {REPOSITORY, Path(sys.prefix), Path(sys.base_prefix)}:
        if path.stat().st_dev != Path("/").stat().st_dev:
            run("mount", "--rbind", str(path), f"{root}{path}")
    run("mount", "-t", "proc", "proc", f"{root}/proc")
    for memory in ("dev", "run"):
        run("mount", "-t", "tmpfs", "-o", "mode=755", "tmpfs", f"{root}/{memory}")
    for name in _DEVICES:
        (root / "dev" / name).touch()
        run("mount", "--bind", f"/dev/{name}", f"{root}/dev/{name}")
    (root / "dev/pts").mkdir()
    run("mount", "-t", "devpts", "-o", "newinstance,ptmxmode=666,mode=620", "devpts", f"{root}/dev/pts")
    (root / "dev/ptmx").symlink_to("pts/ptmx")
    (root / "before").mkdir()
    os.chdir(root)
    run("pivot_root", ".", "before")
    os.chdir("/")
    run("umount", "--lazy", "/before")


def furnish(trusted: str) -> None:
    """Accounts, polkit's action, the helper and what the company's IT installs; a package database with nothing in it.

    The policy's address is one that nobody answers at: whatever root learns, the person's Signpost has handed over.
    Only the administrator is in the group `sudo`, whose members polkit of Debian takes for administrators.
    """
    _write("/etc/pam.d/polkit-1", _PAM)
    for name, number in (("person", PERSON), ("boss", ADMINISTRATOR)):
        run("useradd", "--no-create-home", "--shell", "/bin/sh", "--uid", str(number), name)
    run("chpasswd", given="".join(f"{name}:{word}\n" for name, word in PASSWORDS.items()))
    groups = [line for line in Path("/etc/group").read_text().splitlines() if not line.startswith("sudo:")]
    _write("/etc/group", "\n".join([*groups, "sudo:x:27:boss", ""]))
    shutil.copy(REPOSITORY / "resources/polkit/com.signpost.setup.policy", "/usr/share/polkit-1/actions")
    HELPER.parent.mkdir(mode=0o755, parents=True)
    _write(str(HELPER), _LAUNCHER.format(python=sys.executable), 0o755)
    for folder in ("/etc/signpost", "/var/lib/signpost"):
        shutil.rmtree(folder, ignore_errors=True)
    _write("/etc/signpost/root.json", trusted)
    _write("/etc/signpost/config.toml", f'url = "{_NOWHERE}"\nroot = "/etc/signpost/root.json"\n')
    for folder in ("/var/lib/dpkg", "/var/lib/apt", "/var/cache/apt", "/etc/apt/sources.list.d", _STARTED_BY_NAME):
        shutil.rmtree(folder, ignore_errors=True)
    for folder in ("info", "updates", "triggers", "alternatives"):
        Path("/var/lib/dpkg", folder).mkdir(parents=True)
    _write("/var/lib/dpkg/status", "")
    _write("/etc/apt/sources.list", "")


def _write(path: str, text: str, mode: int = 0o644) -> None:
    Path(path).parent.mkdir(mode=0o755, parents=True, exist_ok=True)
    Path(path).write_text(text)
    Path(path).chmod(mode)


class Log:
    """The computer's log: what was written to /dev/log."""

    def __init__(self) -> None:
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.bind("/dev/log")

    def read(self) -> list[str]:
        """What came since the last time."""
        said = []
        with contextlib.suppress(BlockingIOError):
            while True:
                said.append(self.socket.recv(4096, socket.MSG_DONTWAIT).decode())
        return said


def services() -> None:
    """The system bus and polkitd; returns when polkitd answers to its name."""
    Path("/run/dbus").mkdir()
    daemon = subprocess.Popen(
        ["dbus-daemon", "--system", "--nofork", "--nopidfile", "--nosyslog", "--print-address=1"],
        stdout=subprocess.PIPE,
    )
    assert daemon.stdout is not None
    daemon.stdout.readline()  # it listens
    with open_dbus_connection("SYSTEM") as bus:
        change = MatchRule(type="signal", sender="org.freedesktop.DBus", member="NameOwnerChanged")
        change.add_arg_condition(0, "org.freedesktop.PolicyKit1")
        bus.send_and_get_reply(message_bus.AddMatch(change), timeout=10)
        program = next(path for path in POLKITD if Path(path).exists())
        subprocess.Popen([program, "--no-debug"], stdout=sys.stderr)
        while bus.receive(timeout=30).header.fields.get(HeaderFields.member) != "NameOwnerChanged":
            pass


def carry_out(order: Mapping[str, Any]) -> dict[str, Any]:
    """A wish of the person's, with an agent that types `password`, one that is dismissed, or none."""
    if order.get("kill"):
        Path("/run/slow").touch()
    person = Person(order, _PUBLIC)
    answer: dict[str, Any] = {}
    if order.get("password"):
        terminal = Terminal(person.process.pid)
        person.go()
        terminal.type(order["password"])
        answer["came"] = _ended_in_the_middle(person) if order.get("kill") else person.ended()
        answer["shown"] = terminal.shown
        terminal.close()
    elif order.get("dismiss"):
        window = Window(person.process.pid)
        person.go()
        window.dismiss()
        answer["came"], answer["asked"] = person.ended(), window.asked
        window.close()
    else:
        person.go()
        answer["came"] = person.ended()
    return answer


def plan(order: Mapping[str, Any]) -> dict[str, Any]:
    """What the person's Signpost finds out before anything is fetched: with an agent of the `agent`'s kind, or none,
    and `without` a file."""
    hidden = Path(order["without"]) if order.get("without") else None
    if hidden is not None:
        _move(hidden, hidden.with_suffix(".hidden"))
    person = Person(order, _PUBLIC)
    match order.get("agent"):
        case "terminal":
            agent: Terminal | Window | None = Terminal(person.process.pid)
        case "window":
            agent = Window(person.process.pid)
        case _:
            agent = None
    person.go()
    came = person.ended()
    if agent is not None:
        agent.close()
    if hidden is not None:
        _move(hidden.with_suffix(".hidden"), hidden)
    return {"came": came}


def _move(path: Path, there: Path) -> None:
    """Rename a file; where polkitd watches it, wait for its word."""
    with open_dbus_connection("SYSTEM") as bus:
        heard = MatchRule(type="signal", interface="org.freedesktop.PolicyKit1.Authority", member="Changed")
        bus.send_and_get_reply(message_bus.AddMatch(heard), timeout=10)
        path.rename(there)
        while path.parent.name == "actions":
            if bus.receive(timeout=30).header.fields.get(HeaderFields.member) == "Changed":
                break


def _ended_in_the_middle(person: Person) -> Any:
    """Kill the helper while a package's own script runs, then let that go on to its end."""
    with Path("/run/here").open() as here:
        here.read()
    (helper,) = (pid for pid, argv in _processes() if argv[1:4] == ["-I", "-m", "app.elevation.main"])
    os.kill(helper, signal.SIGKILL)
    came = person.ended()
    Path("/run/slow").unlink()
    Path("/run/go").write_text("on\n")
    while any(argv[0].endswith(("apt-get", "dpkg")) for _, argv in _processes()):
        os.wait()  # they are ours now: this is process 1
    return came


def _processes() -> Iterator[tuple[int, list[str]]]:
    for folder in Path("/proc").iterdir():
        if folder.name.isdecimal():
            with contextlib.suppress(OSError):
                yield int(folder.name), (folder / "cmdline").read_text().split("\0")


def look(_: Mapping[str, Any]) -> dict[str, Any]:
    """What there is now."""
    asked = ("dpkg-query", "--show", "--showformat=${db:Status-Abbrev}${Version}", "signpost-good")
    said = subprocess.run(asked, capture_output=True, text=True, check=False).stdout
    seen = Path("/opt/environment")
    cache = Path("/var/lib/signpost")
    return {
        "package": said.split(),
        "environment": seen.read_text() if seen.exists() else "",
        "state": {
            str(path.relative_to(cache.parent)): (path.stat().st_uid, oct(path.stat().st_mode & 0o777))
            for path in (*cache.parent.glob(cache.name), *cache.rglob("*"))
        },
    }


_ORDERS = {"carry out": carry_out, "plan": plan, "look": look}


def main() -> None:
    """Answer until there are no orders any more."""
    folder = sys.argv[1]
    told, says = os.fdopen(os.dup(0)), os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    trusted = json.loads(told.readline())
    move_in(Path(folder))
    furnish(trusted)
    log = Log()
    for gate in ("/run/here", "/run/go"):
        os.mkfifo(gate)
    services()
    print("ready", file=says, flush=True)
    for line in told:
        order = json.loads(line)
        answer = _ORDERS[order["do"]](order)
        print(json.dumps({**answer, "log": log.read()}), file=says, flush=True)


if __name__ == "__main__":
    main()
