"""The command line: reads which command is meant, runs it, and says what went wrong with it."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from app.errors import SignpostError
from app.host import streams
from app.host.terminal import complain

if TYPE_CHECKING:
    from argparse import Namespace
    from types import ModuleType


_CHANGING = ("setup", "carry-over", "remove", "enrol", "token")
"""The commands that change something; of the others only what went wrong is worth a line in the log."""


def read(words: Sequence[str]) -> "Namespace":
    """The command that is meant, with its options. Raises SystemExit for help and for a wrong line."""
    if words and not words[0].startswith("-"):
        load_msgspec()
    if words[:1] == ["run"]:
        from app.commands import run
        from app.host.digest import without_openssl

        without_openssl()

        options = run.plain_options(words[1:])
        if options is not None:
            return options
    from app.commands import parser

    return parser.parse(words)


def run(options: "Namespace") -> int:
    """Run the command that was read; returns the exit code (see `app.main`)."""
    try:
        code = int(options.command(options))
    except SignpostError as error:
        complain(error)
        _note(options, 1, error)
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        return streams.ended(0)
    except Exception as error:  # noqa: BLE001  a fault of ours: printed, and kept for IT
        if isinstance(error, OSError) and (code := streams.ended(0, doubted=True)):
            return code
        from app.commands.noting import fault

        return fault(getattr(options, "home", None), error)
    _note(options, code)
    return code


def _note(options: "Namespace", code: int, error: SignpostError | None = None) -> None:
    """Have the log say what a command came to, where that is worth a line."""
    name = getattr(options, "name", "")
    if error is not None or name in _CHANGING:
        from app.commands.noting import note

        note(name, getattr(options, "home", None), code, error)


def load_msgspec() -> None:
    """Load msgspec without typing_extensions, which it prefers for what `typing` has too since Python 3.11.

    That is 13 ms of every start (`msgspec._utils`; a None in sys.modules makes an import fail: docs, "The module
    cache").
    """
    modules = cast("dict[str, ModuleType | None]", sys.modules)
    if "typing_extensions" in modules:
        return
    modules["typing_extensions"] = None
    try:
        import msgspec  # noqa: F401
    finally:
        del modules["typing_extensions"]
