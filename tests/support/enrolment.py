"""The enrolment service as IT runs it: `signpost-admin devices serve`, a process of its own on loopback."""

import contextlib
import subprocess
from collections.abc import Iterator
from pathlib import Path

from tests.support.product import BIN, admin


@contextlib.contextmanager
def service(store: Path, *options: str) -> Iterator[str]:
    """Run it over `store`; yields its address. What it logs goes to `store` with `.log` added."""
    log = store.with_suffix(".log")
    log.parent.mkdir(parents=True, exist_ok=True)
    command: list[str | Path] = [
        BIN / "signpost-admin",
        "devices",
        "serve",
        "--store",
        store,
        "--listen",
        "127.0.0.1:0",
        *options,
    ]
    with log.open("a") as said:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=said, stdin=subprocess.DEVNULL, text=True)
        try:
            assert process.stdout is not None
            with process.stdout as out:
                line = out.readline()
                assert line, log.read_text()
                yield line.split(" at ")[1].strip()
        finally:
            process.terminate()
            assert process.wait(timeout=20) == 0, log.read_text()


def invite(store: Path, *options: str) -> list[str]:
    """Codes, from `signpost-admin devices invite`."""
    return admin("devices", "invite", "--store", store, *options).stdout.split()
