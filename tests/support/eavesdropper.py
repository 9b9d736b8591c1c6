"""Everybody on the machine as an eavesdropper: what /proc shows of programs that a program starts, as they run."""

import contextlib
import threading
from collections.abc import Iterator
from pathlib import Path

import psutil


class Overheard:
    """Command lines and variables of every process below these ones, by program: each text once."""

    def __init__(self) -> None:
        self.roots: set[int] = set()
        self.argv: dict[str, set[bytes]] = {}
        self.environ: dict[str, set[bytes]] = {}

    def look(self) -> None:
        """Once around."""
        for root in tuple(self.roots):
            with contextlib.suppress(psutil.Error, OSError):
                process = psutil.Process(root)
                own = Path(f"/proc/{root}/cmdline").read_bytes()
                self._note(root, b"")
                for one in process.children(recursive=True):
                    self._note(one.pid, own)

    def _note(self, pid: int, before_exec: bytes) -> None:
        """A child that has not become its program yet shows what its parent shows."""
        with contextlib.suppress(OSError):
            folder = Path(f"/proc/{pid}")
            variables, words = (folder / "environ").read_bytes(), (folder / "cmdline").read_bytes()
            if words in (b"", before_exec):
                return
            named = [Path(one.decode(errors="replace")).name for one in words.split(b"\0") if not one.startswith(b"-")]
            program = " ".join(named[:3])
            self.argv.setdefault(program, set()).add(words)
            if before_exec:  # a person's own program has their variables; what counts is what it hands on
                self.environ.setdefault(program, set()).add(variables)


@contextlib.contextmanager
def listening() -> Iterator[Overheard]:
    """Look around all the time while inside."""
    heard, over = Overheard(), threading.Event()

    def around() -> None:
        while not over.wait(0.01):
            heard.look()

    thread = threading.Thread(target=around, name="eavesdropper")
    thread.start()
    try:
        yield heard
    finally:
        over.set()
        thread.join()
