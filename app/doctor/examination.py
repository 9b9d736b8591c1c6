"""Every check at once, each in a thread of its own and bounded in time: one that hangs keeps nobody from the others."""

import threading
from collections.abc import Sequence
from time import monotonic

from app.doctor.finding import Check, Finding, Subject, failed
from app.errors import SignpostError
from app.host.thread import NoThread, begin

SECONDS = 15.0
"""The longest any of them takes on a computer that is well is the start of a tool that was set up: a few seconds."""


def examine(subject: Subject, checks: Sequence[tuple[str, Check]], seconds: float = SECONDS) -> list[Finding]:
    """What each of them found, in their order. A check that comes to no end is a finding, too."""
    running = [_Running(name, check, subject) for name, check in checks]
    for one in running:
        try:
            begin(one)
        except NoThread:
            one.run()
    give_up = monotonic() + seconds
    for one in running:
        if one.ident is not None:
            one.join(max(0.0, give_up - monotonic()))
    return [finding for one in running for finding in one.findings(seconds)]


class _Running(threading.Thread):
    def __init__(self, name: str, check: Check, subject: Subject) -> None:
        super().__init__(name=f"check-{name}", daemon=True)
        self._check_name, self._check, self._subject = name, check, subject
        self._found: list[Finding] | None = None

    def run(self) -> None:
        try:
            self._found = list(self._check(self._subject))
        except SignpostError as error:
            self._found = [failed(self._check_name, error.happened, error.advice)]
        except OSError as error:
            said = f"It could not be looked at ({error.strerror or type(error).__name__})."
            self._found = [failed(self._check_name, said, "Tell IT.")]

    def findings(self, seconds: float) -> list[Finding]:
        """What it found so far."""
        if self._found is not None:
            return self._found
        said = f"There was no answer within {seconds:g} seconds."
        return [failed(self._check_name, said, "Something hangs there: a dead file server, a bus, or a host. Tell IT.")]
