"""The process of an errand: answers questions, one after the other, until nobody is there to ask.

It may be ended at any moment, and is as soon as the agent is gone: all that is kept is made for that.
"""

import os
import queue
import signal
import sys
import threading
from collections.abc import Callable
from typing import Any, BinaryIO, Protocol

from app.errors import SignpostError
from app.host import signals
from app.host.config import with_secrets
from app.runtime.errands import passed
from app.runtime.errands.errand import Question, Reply
from app.runtime.errands.passed import Kind


class Work(Protocol):
    """What a process is for."""

    def done(self, what: str, about: object, tell: Callable[[Any], None]) -> object:
        """What came of it. Raises what that can raise."""


def main() -> int:
    """Serve standard input, until it closes. What anybody prints goes to standard error."""
    for number in signals.ENDING:  # of a terminal or a session that ends: the agent says when
        signal.signal(number, signal.SIG_IGN)
    out = os.fdopen(os.dup(sys.stdout.fileno()), "wb", buffering=0)
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    lines = queue.SimpleQueue[bytes]()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, lines.put), daemon=True).start()
    told = passed.read(lines.get(), passed.Introduction)
    work: Work | None = None
    while True:
        question = passed.read(lines.get(), Question)
        try:
            if work is None:
                work = _work(told)
            answer = work.done(question.what, question.about, lambda word: _say(out, Reply(told=word)))
        except SignpostError as error:
            _say(out, Reply(error=passed.told(error)))
        else:
            _say(out, Reply(answer=answer))


def _work(told: passed.Introduction) -> Work:
    """Each kind loads what it needs."""
    config = with_secrets(told.config, told.paths) if told.secrets else told.config
    match told.kind:
        case Kind.POLICY:
            from app.runtime.errands.looking import Looking

            return Looking(config, told.paths)
        case Kind.EVENTS:
            from app.runtime.errands.delivering import Delivering

            return Delivering(config, told.paths)
        case Kind.REQUEST:
            from app.runtime.errands.handing import Handing

            return Handing(config, told.paths)
        case Kind.ARTIFACTS:
            from app.runtime.errands.fetching import Fetching

            return Fetching(config, told.paths)


def _listen(lines: BinaryIO, take: Callable[[bytes], None]) -> None:
    while (line := lines.readline()).endswith(b"\n"):
        take(line)
    os._exit(0)


def _say(out: BinaryIO, reply: Reply) -> None:
    left = memoryview(passed.line(reply) + b"\n")
    while left:
        left = left[out.write(left) :]
