"""All that is kept about a person on their computer, in one file that they can open anywhere: a zip of JSON lines.

The token of this computer is not among it, nor what set-ups unpacked, nor the company's policy: those are not about the
person. Copies of their own settings files, for the undo of a carry-over, stay where they are; README.txt says where.
"""

import contextlib
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import msgspec

from app.errors import SignpostError
from app.host.paths import Paths
from app.report.activity import Activity
from app.report.ledger import Entry, Ledger
from app.report.log import NAME
from app.report.newer import kept

FILES = {
    "alerts.json": "when alerts were shown lately, what you silenced, whether they pause",
    "requests.json": "what you asked IT for, and which exceptions you were told of",
    "inventory.json": "which tools off limits IT was told lie on this computer",
    "setups.json": "which set-ups failed lately, so that none begins again and again",
    "removals.json": "what you had removed, while that was not finished",
    "window.json": "the window's size and page",
}
"""What is kept in files of their own, and what each is for."""

_README = """Everything that Signpost keeps about you on this computer, as of {at}.

records.jsonl   Every record that IT got, will get or would get, a line each, oldest first: its state, the reason for
                that, and the event exactly as it is stored and sent (OCSF 1.8, https://schema.ocsf.io/1.8.0).
activity.jsonl  What you find under Activity, a line each, oldest first. It never leaves this computer by itself.
{files}
*.format-*.db   Records or activity of a newer Signpost that was here before, as they are.
signpost.log    The log, and its older parts (.1, .2): the same once more, for finding out what went wrong.

Records and activity are erased after so many days (90, unless your company's policy says otherwise).
Not in here: the token of this computer, the programs that were set up, and the copies of your settings files that an
undo needs. Those are in {carried}.
"""


class KeptUnreadable(SignpostError):
    """A file of ours is another user's, or the disk is damaged below."""

    what = "{path} cannot be read ({detail})."
    todo = "Check who owns it, then export again. Nothing was written."


def everything(paths: Paths, at: str) -> bytes:
    """The zip's bytes; `at` is the moment, in words. Raises LedgerUnusable, ActivityUnusable, KeptUnreadable."""
    out = io.BytesIO()
    there = [name for name in FILES if (paths.state / name).is_file()]
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        lines = "\n".join(f"{name:15} {FILES[name][:1].upper()}{FILES[name][1:]}." for name in there)
        carried = paths.state / "carry-over"
        archive.writestr("README.txt", _README.format(at=at, files=lines, carried=carried))
        _write(archive, "records.jsonl", _records(paths.state / "ledger.db"))
        _write(archive, "activity.jsonl", _activity(paths.state / "activity.db"))
        others = (*kept(paths.state), *sorted(paths.state.glob(f"{NAME}*")))
        for file in (*(paths.state / name for name in there), *others):
            with contextlib.suppress(FileNotFoundError):  # the log went on to its next part meanwhile
                archive.writestr(file.name, _read(file))
    return out.getvalue()


def _write(archive: zipfile.ZipFile, name: str, lines: Iterator[bytes]) -> None:
    with archive.open(name, "w") as member:
        for line in lines:
            member.write(line + b"\n")


def _records(path: Path) -> Iterator[bytes]:
    with contextlib.closing(Ledger(path)) as ledger:
        for entry in ledger.every():
            yield record_line(entry)


def record_line(entry: Entry) -> bytes:
    """A record with its state and the reason for it; the event's own bytes are as they are stored."""
    state, reason = msgspec.json.encode(entry.state), msgspec.json.encode(entry.reason)
    return b'{"state":%b,"reason":%b,"event":%b}' % (state, reason, entry.payload.encode())


def _activity(path: Path) -> Iterator[bytes]:
    with contextlib.closing(Activity(path)) as activity:
        for one in activity.every():
            yield msgspec.json.encode(one)


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        raise
    except OSError as error:
        raise KeptUnreadable(path=file, detail=error.strerror or error) from error
