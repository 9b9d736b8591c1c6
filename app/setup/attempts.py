"""How often a set-up failed in a row, and how often one began by itself: what keeps updates from going in circles.

A person may always try again. By itself nothing is tried again that failed three times running in the same version,
and no tool is touched more than three times a day.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

import msgspec

from app.host.files import write_durably
from app.host.paths import Paths, own_folder

MOST_FAILURES = 3
MOST_A_DAY = 3
_DAY = timedelta(days=1)


class Attempts(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One tool's: `failures` in a row of that `version`, and when set-ups of it began by themselves lately."""

    version: str = ""
    failures: int = 0
    by_itself: tuple[datetime, ...] = ()


class Memory:
    """The attempts of all tools, in a file. One that cannot be read counts as none. Not for several threads at once."""

    def __init__(self, paths: Paths) -> None:
        self._file = paths.state / "setups.json"

    def may_begin_by_itself(self, tool: str, version: str, now: datetime) -> bool:
        """Whether a set-up of that version may be started without a person asking. Raises DiskFull, NotWritable."""
        known = self._read().get(tool, Attempts())
        lately = _lately(known.by_itself, now)
        if any(one > now for one in known.by_itself):  # counted from now on, or they would count until that date
            self._keep(tool, msgspec.structs.replace(known, by_itself=lately))
        failed = known.version == version and known.failures >= MOST_FAILURES
        return not failed and len(lately) < MOST_A_DAY

    def began_by_itself(self, tool: str, now: datetime) -> None:
        """One did. Raises DiskFull, NotWritable: who cannot remember it must not begin."""
        known = self._read().get(tool, Attempts())
        self._keep(tool, msgspec.structs.replace(known, by_itself=(*_lately(known.by_itself, now), now)))

    def failed(self, tool: str, version: str) -> None:
        """A set-up of that version ended without its tool. Raises DiskFull, NotWritable."""
        known = self._read().get(tool, Attempts())
        failures = known.failures + 1 if known.version == version else 1
        self._keep(tool, msgspec.structs.replace(known, version=version, failures=failures))

    def succeeded(self, tool: str) -> None:
        """The tool is there. Raises DiskFull, NotWritable."""
        known = self._read().get(tool)
        if known is not None and known.failures:
            self._keep(tool, msgspec.structs.replace(known, version="", failures=0))

    def _read(self) -> Mapping[str, Attempts]:
        try:
            return msgspec.json.decode(Path(self._file).read_bytes(), type=dict[str, Attempts])
        except (OSError, ValueError, RecursionError):
            return {}

    def _keep(self, tool: str, attempts: Attempts) -> None:
        own_folder(self._file.parent)
        write_durably(self._file, msgspec.json.encode({**self._read(), tool: attempts}, order="sorted"))


def _lately(moments: tuple[datetime, ...], now: datetime) -> tuple[datetime, ...]:
    """Those of the last day. A clock that was set back makes no room for more: what lies ahead counts as now."""
    return tuple(min(one, now) for one in moments if now - one < _DAY)
