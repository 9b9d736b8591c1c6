"""When to ask for a token: once for a code, anew long before it expires, and not again for a code that was refused.

A token is renewed after a third of its life, a fifth more or less so that a fleet enrolled in a morning does not come
back in one. A renewal that fails is tried again at the next sync; the token in hand goes on for the other two thirds.
"""

import contextlib
import random
import secrets
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Protocol

import msgspec

from app.enrol import record
from app.enrol.errors import (
    AccessEnded,
    CodeForAnother,
    CodeUnknown,
    CodeUsed,
    DeviceKnown,
    EnrolmentForgotten,
    NotEnrolled,
)
from app.enrol.exchange import Enroller, ForEvents, Granted
from app.enrol.record import Record
from app.errors import SignpostError
from app.host import clock, files
from app.host.clock import Clock
from app.host.paths import own_folder
from app.host.secret import Secret

RENEW_AFTER = 1 / 3
JITTER = 0.2
RENEWED_EARLY_EVERY = timedelta(days=1)
ASK_AGAIN_AFTER = timedelta(hours=12)
"""A code that was refused is tried again so seldom: only IT can change the answer."""

_FINAL: Mapping[str, type[SignpostError]] = {
    "code-unknown": CodeUnknown,
    "code-for-another": CodeForAnother,
    "code-used": CodeUsed,
    "device-known": DeviceKnown,
}
"""Refusals that asking again does not change, by their codes."""


class Tokens(Protocol):
    """Where the token for a policy host is kept."""

    def read(self) -> Secret | None:
        """The token; None: there is none."""

    def write(self, token: Secret) -> None:
        """Keep this one in place of any other. Raises SignpostError when it cannot be kept."""


class Enrolment:
    """This computer's enrolment with the service at `url`. Not for two threads at once; two processes are kept apart.

    `folder` is the person's state folder; `code` what the managed configuration says (None: nothing). `keep_events`
    keeps the token for events that may come with the other one.
    """

    def __init__(
        self,
        url: str,
        enroller: Enroller,
        tokens: Tokens,
        folder: Path,
        *,
        code: Secret | None = None,
        keep_events: Callable[[ForEvents], None] = lambda _: None,
        now: Clock = clock.now,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._url, self._enroller, self._tokens, self._code = url, enroller, tokens, code
        self._file, self._lock = folder / "enrolment.json", folder / "enrolment.lock"
        self._now, self._chance, self._keep_events = now, chance, keep_events

    def token(self) -> Secret:
        """The token to send now, got or renewed if need be.

        Raises NotEnrolled, CodeUnknown, CodeForAnother, CodeUsed, DeviceKnown, AccessEnded, EnrolmentFailed, InUse, and
        what keeping a token can raise.
        """
        with self._alone():
            known = self._known()
            if self._code is not None and not (known and known.answered and known.is_for(self._url, self._code)):
                try:
                    return self._enrol(self._code, known)
                except SignpostError:
                    if self._tokens.read() is None:
                        raise
                    known = self._known()  # the code is a new one and does no good; the token in hand may still do
            token = self._tokens.read()
            if token is None:
                raise NotEnrolled(host=self._enroller.host)
            if known is not None and self._is_due(known):
                try:
                    return self._keep(known, self._enroller.rotate(token))
                except AccessEnded:
                    raise
                except SignpostError:
                    pass  # at the next sync; the service lets the old token be until a newer one is used
            return token

    def renew(self) -> None:
        """Renew it before it is due, unless that was done within a day: a token for events may come with the new one.

        Raises NotEnrolled, AccessEnded, EnrolmentFailed, InUse, and what keeping a token can raise.
        """
        with self._alone():
            known, token = self._known(), self._tokens.read()
            if known is None or token is None:
                raise NotEnrolled(host=self._enroller.host)
            if known.granted_at is None or not timedelta(0) <= self._now() - known.granted_at < RENEWED_EARLY_EVERY:
                self._keep(known, self._enroller.rotate(token))

    def enrol(self, code: Secret) -> None:
        """Exchange a code that a person was given, also one that was refused before. Raises what `token` can raise."""
        with self._alone():
            known = self._known()
            self._enrol(code, known and msgspec.structs.replace(known, refused=None))

    def _alone(self) -> contextlib.AbstractContextManager[None]:
        own_folder(self._lock.parent)
        return files.exclusive(self._lock)

    def _known(self) -> Record | None:
        try:
            return record.read(self._file)
        except EnrolmentForgotten:
            return None  # the token may be there all the same; a code can be used anew

    def _is_due(self, known: Record) -> bool:
        """Due when its time has come, or the clock was set back to before the token was granted."""
        now = self._now()
        if known.renew_at is None or known.granted_at is None:
            return True
        return not known.granted_at <= now < known.renew_at

    def _enrol(self, code: Secret, known: Record | None) -> Secret:
        if known is None or known.answered or not known.is_for(self._url, code):
            known = Record(
                url=self._url,
                code=record.hashed(code),
                attempt=secrets.token_urlsafe(24),
                granted_at=known.granted_at if known else None,
                renew_at=known.renew_at if known else None,
            )
            record.write(self._file, known)
        elif known.refused is not None and timedelta(0) <= self._now() - known.refused < ASK_AGAIN_AFTER:
            raise _FINAL.get(known.refusal, CodeUsed)(host=self._enroller.host, device=self._enroller.device)
        try:
            granted = self._enroller.enrol(code, known.attempt)
        except SignpostError as error:
            if error.code in _FINAL:
                refused = msgspec.structs.replace(known, refused=self._now(), refusal=error.code)
                record.write(self._file, refused)
            raise
        return self._keep(known, granted)

    def _keep(self, known: Record, granted: Granted) -> Secret:
        """The tokens first: a crash in between repeats the attempt, or renews once too often."""
        if granted.events is not None:
            self._keep_events(granted.events)
        self._tokens.write(granted.token)
        now = self._now()
        life = max(timedelta(0), granted.expires - now)
        renew_at = now + life * (RENEW_AFTER * (1 + JITTER * (2 * self._chance() - 1)))
        kept = msgspec.structs.replace(known, answered=True, refused=None, granted_at=now, renew_at=renew_at)
        record.write(self._file, kept)
        return granted.token
