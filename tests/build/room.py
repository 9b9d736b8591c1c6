"""A copy of this machine to write to: namespaces and an overlay over its root, gone with the shell that runs in it."""

import subprocess
from pathlib import Path

_APART = ("unshare", "--mount", "--pid", "--fork", "--kill-child", "--propagation", "private")
_INSIDE = """
set -e
mount -t tmpfs tmpfs "$1"
mkdir "$1/written" "$1/work" "$1/root"
mount -t overlay overlay -o "lowerdir=/,upperdir=$1/written,workdir=$1/work" "$1/root"
mount -t proc proc "$1/root/proc"
mount --rbind /dev "$1/root/dev"
mount --bind "$2" "$1/root/mnt"
mount --bind "$1/written" "$1/root/media"
exec chroot "$1/root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 /bin/sh
"""
_END = "said all:"


class Room:
    """`folder` is an empty one to mount on; inside, /mnt is `given` and /media is what was written. Needs root."""

    def __init__(self, folder: Path, given: Path) -> None:
        self._shell = subprocess.Popen(
            [*_APART, "sh", "-c", _INSIDE, "sh", str(folder), str(given)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def run(self, command: str) -> str:
        """What a line of shell prints there; it must succeed."""
        code, said = self.tried(command)
        assert code == 0, f"{command}: {code}\n{said}"
        return said

    def tried(self, command: str) -> tuple[int, str]:
        """Its exit code, and what it prints."""
        assert self._shell.stdin is not None
        assert self._shell.stdout is not None
        self._shell.stdin.write(f"( {command}\n) </dev/null 2>&1; echo {_END}$?\n")
        self._shell.stdin.flush()
        said = ""
        for line in self._shell.stdout:
            before, end, code = line.partition(_END)
            said += before
            if end:
                return int(code), said
        raise AssertionError(f"the room is gone: {said}")

    def close(self) -> None:
        """End it, with all that runs in it and every mount."""
        assert self._shell.stdin is not None
        assert self._shell.stdout is not None
        self._shell.stdin.close()
        self._shell.stdout.close()
        try:
            self._shell.wait(30)
        finally:
            self._shell.kill()  # and with it all the rest: --kill-child
            self._shell.wait()
