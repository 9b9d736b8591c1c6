"""Recorded launches: one exec a line, as JSON (the format that `signpost simulate` reads).

Rows with the same `launch_id` are one launch, in order of `seq`. Fields that are not named here, the recorder's own
labels above all, are never looked at.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import msgspec

from app.policy.launch import Launch, Parent
from app.trial.errors import LaunchesUnreadable, NotReadable

LONGEST = 8 << 20
"""Bytes of one line: execve(2) allows 6 MB of arguments on Linux, and JSON quotes some of them."""


class Row(msgspec.Struct, frozen=True):
    """One recorded exec. What the recorder could not read is empty or null.

    `exec_chain_prev` is what ran in the same process before: the row's `seq`, or the executable's path.
    """

    launch_id: str | int
    seq: Annotated[int, msgspec.Meta(ge=0)]
    exe: str | None
    argv: tuple[str, ...] | None
    cwd: str | None = None
    comm: str | None = None
    execfn: str | None = None
    env: dict[str, str] | None = None
    parent_exe: str | None = None
    parent_comm: str | None = None
    exec_chain_prev: str | int | None = None

    def launch(self, pid: int = 1, previous_exe: str = "") -> Launch:
        """What a watcher would have handed on."""
        return Launch(
            pid=pid,
            exe=self.exe or "",
            argv=self.argv or (),
            cwd=self.cwd or "",
            comm=self.comm or "",
            execfn=self.execfn or "",
            env=self.env or {},
            parent=Parent(exe=self.parent_exe or "", comm=self.parent_comm or ""),
            previous_exe=self.exec_chain_prev if isinstance(self.exec_chain_prev, str) else previous_exe,
        )


def read(path: Path) -> Iterator[Row]:
    """The rows of a file, one after the other. Raises LaunchesUnreadable with the line, NotReadable."""
    seen: set[tuple[str | int, int]] = set()
    try:
        with path.open("rb") as lines:
            number = 0
            while line := lines.readline(LONGEST + 1):
                number += 1
                if not line.strip():
                    continue
                row = _row(path, number, line)
                if (row.launch_id, row.seq) in seen:
                    detail = f"launch {row.launch_id!r} has a second row with seq {row.seq}"
                    raise LaunchesUnreadable(path=path, line=number, detail=detail)
                seen.add((row.launch_id, row.seq))
                yield row
    except OSError as error:
        raise NotReadable(path=path, detail=error.strerror or error) from error


def _row(path: Path, number: int, line: bytes) -> Row:
    if len(line) > LONGEST:
        raise LaunchesUnreadable(path=path, line=number, detail=f"is longer than {LONGEST} bytes")
    try:
        # Not msgspec's decoder: it refuses the lone surrogates that stand for names that are no UTF-8 (PEP 383).
        value: Any = json.loads(line)
        return msgspec.convert(value, Row)
    except (ValueError, RecursionError) as error:
        detail = f"is no row: {error}" if isinstance(error, msgspec.ValidationError) else f"is no JSON: {error}"
        raise LaunchesUnreadable(path=path, line=number, detail=detail) from error
