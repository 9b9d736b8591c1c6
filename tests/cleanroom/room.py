"""A clean room: a whole Debian in memory, entered by chroot. For the first process of namespaces of its own.

Everything in it, its mounts and its processes are gone with those namespaces.
"""

import subprocess
from collections.abc import Sequence
from pathlib import Path

from tests.cleanroom.failure import Failure

_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
_LONGEST = 300.0


class Room:
    """`folder` is where it is seen from outside."""

    def __init__(self, folder: Path, archive: Path) -> None:
        """Unpack it in `folder`, an empty one."""
        self.folder = folder
        _done("mount", "-t", "proc", "proc", "/proc")
        _done("mount", "-t", "tmpfs", "-o", "size=4g,mode=755", "clean-room", str(folder))
        _done("tar", "--extract", "--zstd", "--numeric-owner", "--xattrs", "--file", str(archive), "-C", str(folder))
        for place, kind in (("proc", "proc"), ("dev", ""), ("dev/shm", "tmpfs")):
            how = ("-t", kind, kind) if kind else ("--rbind", "/dev")
            _done("mount", *how, str(folder / place))
        (folder / "tmp/.X11-unix").mkdir()  # as systemd makes it (tmpfiles.d/x11.conf)
        (folder / "tmp/.X11-unix").chmod(0o1777)
        (folder / "etc/hosts").write_text("127.0.0.1 localhost\n::1 localhost\n")

    def at(self, path: str) -> Path:
        """A path of the room, from outside."""
        return self.folder / path.removeprefix("/")

    def output(self, *command: str, user: str = "root", codes: Sequence[int] = (0,), **variables: str) -> str:
        """What a command prints that is run in the room; `codes`: what it may end with. Raises Failure."""
        home = "/root" if user == "root" else f"/home/{user}"
        env = {"HOME": home, "USER": user, "PATH": _PATH, "LANG": "C.UTF-8", "DEBIAN_FRONTEND": "noninteractive"}
        done = subprocess.run(
            ["chroot", f"--userspec={user}:{user}", str(self.folder), *command],
            env={**env, **variables},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            check=False,
            timeout=_LONGEST,
        )
        if done.returncode not in codes:
            raise Failure(f"`{' '.join(command)}` ended with {done.returncode}", done.stdout)
        return done.stdout

    def apt(self, *words: str) -> str:
        """What apt-get says; there is no network, so all it needs is here. Raises Failure."""
        return self.output("apt-get", "--yes", "--no-install-recommends", "-o", "Dpkg::Use-Pty=0", *words)

    def running(self, below: str) -> dict[int, str]:
        """The programs that run from below a path of the room: process id and file, as the room calls it."""
        found = dict[int, str]()
        for link in Path("/proc").glob("[0-9]*/exe"):
            try:
                exe = str(link.readlink())
            except OSError:
                continue
            inside = exe.removeprefix(str(self.folder))
            if inside != exe and inside.startswith(below):
                found[int(link.parent.name)] = inside
        return found

    def commands(self, word: str) -> dict[int, str]:
        """The processes with that word among their arguments: id and command line."""
        pids = (int(path.name) for path in Path("/proc").glob("[0-9]*"))
        return {pid: " ".join(argv) for pid in pids if word in (argv := self.argv(pid))}

    def argv(self, pid: int) -> list[str]:
        """A process's arguments; none when it is gone."""
        try:
            return Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace").split("\0")[:-1]
        except OSError:
            return []


def _done(*command: str) -> None:
    subprocess.run(command, check=True, timeout=_LONGEST)
