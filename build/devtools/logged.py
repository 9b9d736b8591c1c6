"""Programs that set up the machine run quietly: their output goes to `.cache/setup.log` and to whoever judges it."""

import errno
import functools
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from devtools.console import Trouble
from devtools.places import CACHE

LOG = CACHE / "setup.log"


@dataclass(frozen=True)
class Finished:
    """How a program ended: its exit code and all it wrote."""

    code: int
    output: str

    def last_words(self, lines: int = 12) -> str:
        """The end of its output, indented, for a message that has no better explanation."""
        kept = [line for line in self.output.splitlines() if line.strip()][-lines:]
        return "\n".join(f"    {line}" for line in kept)


@functools.cache
def _begin() -> None:
    """Start a new log, once for each run of this script; raises Trouble when the working copy cannot be written."""
    try:
        CACHE.mkdir(exist_ok=True)
        LOG.write_text("", encoding="utf-8")
    except OSError as error:
        raise refused(error) from error


def run(
    command: Sequence[str], env: Mapping[str, str] | None = None, on_line: Callable[[str], None] | None = None
) -> Finished:
    """Run a program without input; `on_line` sees each line of its output as it comes. OSError when it won't start."""
    _begin()
    lines: list[str] = []
    with (
        LOG.open("a", encoding="utf-8") as log,
        subprocess.Popen(
            command,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
        ) as process,
    ):
        log.write(f"$ {' '.join(command)}\n")
        assert process.stdout is not None  # noqa: S101  Popen opened the pipe two lines above
        for line in process.stdout:
            log.write(line)
            lines.append(line)
            if on_line is not None:
                on_line(line)
    return Finished(process.returncode, "".join(lines))


def refused(error: OSError) -> Trouble:
    """What an error of the file system means for a person."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return Trouble(
            "The disk is full.",
            "Set-up needs about 1.5 GB in the project's folder. Make room and run the same command again.",
        )
    return Trouble(
        f"The system refused: {error}.",
        "If this is about the project's folder, run from a copy that belongs to you, or fix its permissions.",
    )
