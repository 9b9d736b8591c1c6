"""Has the log say what a command of the person's came to: which one, its exit code, the error; never its words."""

import contextlib
import os
import sys
from pathlib import Path

from app.errors import SignpostError
from app.host.paths import Paths
from app.host.redaction import Redaction, private_words
from app.report.log import Log


def note(command: str, home: Path | None, code: int, error: SignpostError | None = None) -> None:
    """Add a line, where this person has a log's folder already; a log that cannot be written keeps nobody from it."""
    paths = Paths.below(home.resolve()) if home else Paths.of_person()
    if not _is_own(paths.state):
        return
    with contextlib.suppress(SignpostError, OSError):
        log = Log(paths.state, private_words(paths), "cli")
        with contextlib.closing(log):
            if error is not None:
                log.write("problem", {"command": command, "exit": code, **error.as_json()})
            else:
                log.write("command", {"command": command, "exit": code})


def fault(home: Path | None, error: Exception) -> int:
    """Print what nobody foresaw, and keep a report of it; returns the exit code."""
    import traceback

    from app.host import crash, crash_reports

    text = "".join(traceback.format_exception(error))
    print(f"{text}signpost: this is a fault of Signpost's. `signpost diagnostics` has what IT needs.", file=sys.stderr)
    paths = Paths.below(home.resolve()) if home else Paths.of_person()
    if _is_own(paths.state):
        with contextlib.suppress(SignpostError, OSError):
            kept = crash_reports.CrashReports(crash_reports.folder(paths), Redaction(private_words(paths)))
            kept.keep("exception", "command", text)
    return crash.EXIT_CODE


def _is_own(folder: Path) -> bool:
    """Whether it is there and this person's: with sudo the home folder may be another's."""
    try:
        owner = folder.stat().st_uid
    except OSError:
        return False
    if sys.platform == "win32":
        return True
    else:
        return owner == os.geteuid()
