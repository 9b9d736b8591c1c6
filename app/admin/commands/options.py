"""Options that several commands have: the clock, JSON, the repository, the keys to sign with."""

import functools
import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from app.admin.draft import moment

if TYPE_CHECKING:
    from app.admin.passphrase import Passphrases
    from app.admin.signers import Signers

FOLDER = click.Path(path_type=Path, file_okay=False)
POLICY = click.Path(path_type=Path, dir_okay=False, exists=True)


class _Moment(click.ParamType[datetime]):
    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        try:
            read = value if isinstance(value, datetime) else moment(str(value))
        except ValueError as wrong:
            self.fail(str(wrong), param, ctx)
        return read or datetime.now(UTC)


now = click.option("--now", type=_Moment(), default=lambda: datetime.now(UTC), hidden=True, help="Sign as if at TIME.")
as_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON document for machines.")
json_lines = click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line, for machines.")
yes = click.option("--yes", is_flag=True, help="Do not ask on a terminal.")
folder = click.argument("folder", metavar="DIR", type=FOLDER)
repo = click.option("--repo", "folder", metavar="DIR", type=FOLDER, required=True, help="What `init` was given.")
policy = click.argument("policy", metavar="POLICY.yaml", type=POLICY)


class Signing:
    """With what to sign, as the options say."""

    def __init__(
        self, file: Path | None, descriptor: int | None, elsewhere: tuple[Path, ...] = (), only: tuple[str, ...] = ()
    ) -> None:
        self._file, self._descriptor, self._elsewhere, self._only = file, descriptor, elsewhere, only

    @functools.cached_property
    def passphrases(self) -> "Passphrases":
        """Given by file, descriptor or environment; without, a person at a terminal is asked."""
        from app.admin.passphrase import Passphrases, given

        one = given(os.environ, self._file, self._descriptor)
        can_ask = one is None and sys.stdin.isatty()
        return Passphrases(one, _ask if can_ask else None, _choose if can_ask else None)

    def signers(self, folder: Path) -> "Signers":
        """The keys of the repository in `folder` that are here. Raises NotARepository, NoSuchKey, …"""
        from app.admin import settings
        from app.admin.signers import Signers

        held = settings.read(folder).keys
        return Signers(folder, held, self.passphrases, elsewhere=self._elsewhere, only=self._only)


def _ask(question: str) -> str:
    return str(click.prompt(question, hide_input=True, err=True))


def _choose(what: str) -> str:
    return str(click.prompt(f"New passphrase for {what}", hide_input=True, confirmation_prompt=True, err=True))


_PASSPHRASE = (
    click.option("--passphrase-file", type=POLICY, metavar="FILE", help="Its first line opens encrypted keys."),
    click.option("--passphrase-fd", type=click.IntRange(0), metavar="N", help="The same from an open descriptor."),
)
_KEYS = (
    click.option("--keys", "elsewhere", multiple=True, type=FOLDER, metavar="DIR", help="Look for key files here too."),
    click.option("--key", "only", multiple=True, metavar="NAME", help="Sign with this key only; may be repeated."),
)


def passphrases(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add what says where passphrases come from; the command gets `signing`."""

    @functools.wraps(command)
    def gathered(*args: Any, passphrase_file: Path | None, passphrase_fd: int | None, **rest: Any) -> Any:
        return command(*args, signing=Signing(passphrase_file, passphrase_fd), **rest)

    return functools.reduce(lambda made, option: option(made), reversed(_PASSPHRASE), gathered)


def signing(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add what says which keys to sign with and what opens them; the command gets `signing`."""

    @functools.wraps(command)
    def gathered(
        *args: Any,
        passphrase_file: Path | None,
        passphrase_fd: int | None,
        elsewhere: tuple[Path, ...],
        only: tuple[str, ...],
        **rest: Any,
    ) -> Any:
        return command(*args, signing=Signing(passphrase_file, passphrase_fd, elsewhere, only), **rest)

    return functools.reduce(lambda made, option: option(made), reversed((*_KEYS, *_PASSPHRASE)), gathered)
