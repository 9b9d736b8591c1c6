"""An errand, from the agent's side: a question to a process of its own, what it tells meanwhile, its answer."""

import os
import threading
from collections.abc import Callable
from typing import Any, TypeVar

import msgspec

from app.host.config import Config
from app.host.conversation import Conversation
from app.host.entries import itself
from app.host.paths import Paths
from app.runtime.errands import passed
from app.runtime.errands.passed import Kind

ERRAND = "errand"
"""The word by which `signpost` knows that it is that process."""

_SYSTEM = (
    "PATH HOME LANG LANGUAGE LC_ALL LC_CTYPE TZ TMPDIR TEMP TMP USER LOGNAME LD_LIBRARY_PATH SYSTEMROOT SYSTEMDRIVE "
    "WINDIR USERPROFILE USERNAME APPDATA LOCALAPPDATA PROGRAMDATA"
)
_NETWORK = (
    "HTTP_PROXY HTTPS_PROXY ALL_PROXY NO_PROXY http_proxy https_proxy all_proxy no_proxy SSL_CERT_FILE SSL_CERT_DIR "
    "RES_OPTIONS LOCALDOMAIN"
)
_KEYRING = (
    "DBUS_SESSION_BUS_ADDRESS XDG_RUNTIME_DIR XDG_CURRENT_DESKTOP XDG_SESSION_TYPE XDG_DATA_HOME XDG_CONFIG_HOME "
    "XDG_STATE_HOME XDG_CACHE_HOME DISPLAY WAYLAND_DISPLAY XAUTHORITY KDE_FULL_SESSION PYTHON_KEYRING_BACKEND"
)
"""What a program needs to run, to reach a host, and to be given a token; the person's others are nobody's business."""

_T = TypeVar("_T")


class Question(msgspec.Struct, frozen=True):
    """What is to be done, and with what."""

    what: str
    about: Any


class Reply(msgspec.Struct, frozen=True, omit_defaults=True):
    """One of them: something to tell meanwhile, the answer, or the error that came of it."""

    told: Any = None
    answer: Any = None
    error: passed.Told | None = None


class Errand:
    """A process that was started for it. For one thread; `end` from any. Raises NoAnswer, NoThread."""

    def __init__(self, kind: Kind, config: Config, paths: Paths) -> None:
        self._conversation = Conversation(itself(ERRAND), _variables())
        try:
            self._conversation.say(passed.line(passed.introduction(kind, config, paths)))
        except BaseException:
            self._conversation.close()
            raise

    def ask(
        self,
        what: str,
        about: object,
        kind: type[_T],
        seconds: float,
        *,
        cancel: threading.Event | None = None,
        tell: Callable[[Any], None] | None = None,
    ) -> _T | None:
        """The answer, or None once `cancel` is set: the process has to be ended then.

        Each word of it takes at most so many `seconds`. Raises NoAnswer, and the very error that came of it there.
        """
        self._conversation.say(passed.line(Question(what, msgspec.to_builtins(about))))
        while (said := self._conversation.hear(seconds, cancel)) is not None:
            reply = passed.read(said, Reply)
            if reply.error is not None:
                raise passed.error_of(reply.error)
            if reply.told is None:
                return passed.converted(reply.answer, kind)
            if tell is not None:
                tell(reply.told)
        return None

    def end(self) -> None:
        """Have the process end, whatever it is at."""
        self._conversation.end()

    def close(self) -> None:
        """End it, and let go of all that belongs to it."""
        self._conversation.close()


def _variables() -> dict[str, str]:
    names = f"{_SYSTEM} {_NETWORK} {_KEYRING}".split()
    return {name: os.environ[name] for name in names if name in os.environ}
