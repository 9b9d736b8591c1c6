"""The parser of the command line: finds the command that is meant, and loads that one alone."""

import argparse
import os
from collections.abc import Callable, Sequence
from typing import Protocol

from app import __version__


class Command(Protocol):
    """What a module of `app.commands` offers."""

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Add the command's options to its parser."""

    def run(self, options: argparse.Namespace) -> int:
        """Do it; returns the exit code. Raises SignpostError."""


def parse(words: Sequence[str]) -> argparse.Namespace:
    """The command that is meant, with its options. Raises SystemExit for help and for a wrong line."""
    command = words[0] if words else ""
    return _parser({command: COMMANDS[command]} if command in COMMANDS else COMMANDS, command).parse_args(words)


def whole() -> argparse.ArgumentParser:
    """The parser with the options of every command loaded: what completions and manuals are made from."""
    return _parser(COMMANDS, None)


class _Formatter(argparse.HelpFormatter):
    """Asks the terminal for its width itself: argparse loads shutil and all its archive formats for that."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=_columns() - 2)


def _columns() -> int:
    """As shutil.get_terminal_size has it: the environment's word, then the terminal's, else 80."""
    said = os.environ.get("COLUMNS", "")
    if said.isdecimal() and int(said) > 0:
        return int(said)
    try:
        return os.get_terminal_size(1).columns or 80
    except OSError:
        return 80


def _parser(known: "_Commands", chosen: str | None) -> argparse.ArgumentParser:
    """The parser of a command line with these commands; only the chosen one is loaded, for its options (None: all)."""
    parser = argparse.ArgumentParser(
        prog="signpost", description="Says when a tool is off limits, and what to use.", formatter_class=_Formatter
    )
    parser.add_argument("--version", action="version", version=f"signpost {__version__}")
    commands = parser.add_subparsers(prog=parser.prog, required=True, metavar="COMMAND")
    for name, (about, load) in known.items():
        said = f"{about[0].upper()}{about[1:]}."
        of_command = commands.add_parser(name, help=about, description=said, formatter_class=_Formatter)
        if chosen in (name, None):
            command = load()
            command.add_arguments(of_command)
            of_command.set_defaults(command=command.run, name=name)
    return parser


def _run() -> Command:
    from app.commands import run as agent

    return agent


def _watch() -> Command:
    from app.commands import watch

    return watch


def _setup() -> Command:
    from app.commands import setup

    return setup


def _carry_over() -> Command:
    from app.commands import carry_over

    return carry_over


def _remove() -> Command:
    from app.commands import remove

    return remove


def _status() -> Command:
    from app.commands import status

    return status


def _enrol() -> Command:
    from app.commands import enrol

    return enrol


def _token() -> Command:
    from app.commands import token

    return token


def _ledger() -> Command:
    from app.commands import ledger

    return ledger


def _settings() -> Command:
    from app.commands import settings

    return settings


def _log() -> Command:
    from app.commands import log

    return log


def _doctor() -> Command:
    from app.commands import doctor

    return doctor


def _diagnostics() -> Command:
    from app.commands import diagnostics

    return diagnostics


def _ask() -> Command:
    from app.commands import ask

    return ask


def _explain() -> Command:
    from app.commands import explain

    return explain


def _simulate() -> Command:
    from app.commands import simulate

    return simulate


def _scan() -> Command:
    from app.commands import scan

    return scan


def _gallery() -> Command:
    from app.commands import gallery

    return gallery


_Commands = dict[str, tuple[str, Callable[[], Command]]]

# Imports that are written out are seen by mypy, import-linter and PyInstaller; names made into modules are not.
COMMANDS: _Commands = {
    "run": ("watch, warn and keep the policy in sync (what starts at login)", _run),
    "watch": ("print launches as they happen", _watch),
    "setup": ("set up an approved tool, or take it away again", _setup),
    "carry-over": ("bring your settings along from one tool to another, or take them back", _carry_over),
    "remove": ("list what is here of a tool that is off limits, and remove exactly that", _remove),
    "status": ("the policy in force, how fresh it is, and how launches are seen", _status),
    "settings": ("each setting that is set here, and who set it", _settings),
    "enrol": ("let this computer in with a code from IT", _enrol),
    "token": ("the access token for the policy host, where IT gave you one", _token),
    "ledger": ("every event there is, exactly as IT would get it", _ledger),
    "log": ("what happened here, newest last: levels, error codes, what to do", _log),
    "doctor": ("look at everything Signpost needs, and say what to do where something is wrong", _doctor),
    "diagnostics": ("everything IT needs to help, without secrets and names, to read first", _diagnostics),
    "ask": ("ask IT for an exception, or see what was asked", _ask),
    "explain": ("say what we think a process or a command is, and why", _explain),
    "simulate": ("say what a policy makes of recorded launches", _simulate),
    "scan": ("list banned and restricted tools on this computer before they run", _scan),
    "gallery": ("draw every screen in every state into a folder", _gallery),
}
