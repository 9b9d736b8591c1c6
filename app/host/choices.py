"""What a person chose for themselves: their layer of the configuration, written line by line.

The file may have been written by hand: what is in it besides stays as it is, comments too. (No TOML writer is kept
among the dependencies that would do that; the keys here are single lines at the top level.)
"""

import json
import re
import tomllib
from datetime import time
from pathlib import Path

import msgspec

from app.host.config import ConfigUnreadable, company_layer, read_layer
from app.host.files import write_durably
from app.host.paths import Paths, own_folder
from app.host.settings import Settings


class Choices(msgspec.Struct, frozen=True, kw_only=True):
    """What may be chosen, as it applies; `managed` names what the company's configuration decides.

    `language` is a BCP 47 tag, "" for the system's. It is quiet from `quiet_from` until `quiet_until` on `quiet_days`
    (ISO, Monday is 1); never where the two times are None.
    """

    language: str = ""
    terminal_notice: bool = False
    quiet_from: time | None = None
    quiet_until: time | None = None
    quiet_days: tuple[int, ...] = (1, 2, 3, 4, 5, 6, 7)
    managed: frozenset[str] = frozenset()


Value = str | bool | time | tuple[int, ...] | None
"""One choice; None takes it back."""


def choices(paths: Paths) -> Choices:
    """What applies: the company's or machine's word, else the person's. Raises ConfigUnreadable."""
    machine, own = company_layer(paths), read_layer(paths.config / "config.toml")
    names = [name for name in Choices.__struct_fields__ if name != "managed"]
    managed = frozenset(name for name in names if getattr(machine, name) is not None)
    said = {name: getattr(machine if name in managed else own, name) for name in names}
    return Choices(**{name: value for name, value in said.items() if value is not None}, managed=managed)


def choose(paths: Paths, changes: dict[str, Value]) -> None:
    """Write the person's choices down. Raises ConfigUnreadable, DiskFull, NotWritable."""
    path = own_folder(paths.config) / "config.toml"
    try:
        before = path.read_text("utf-8")
    except FileNotFoundError:
        before = ""
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigUnreadable(path=path, detail=error) from error
    wanted = {**_parsed(before, path), **changes}
    lines = [line for line in before.splitlines() if not any(_sets(line, name) for name in changes)]
    new = [f"{name} = {_written(value)}" for name, value in changes.items() if value is not None]
    text = "\n".join([*new, *lines]) + "\n"
    if _parsed(text, path) != {name: _plain(value) for name, value in wanted.items() if value is not None}:
        raise ConfigUnreadable(path=path, detail="a setting in it goes over several lines: change it there by hand")
    write_durably(path, text.encode())


def _sets(line: str, name: str) -> bool:
    return re.match(rf"\s*{re.escape(name)}\s*=", line) is not None


def _written(value: Value) -> str:
    """A value as TOML has it. JSON's strings are TOML's basic strings (TOML 1.0, "String")."""
    if isinstance(value, time):
        return value.isoformat("seconds")
    return json.dumps(value)


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def _parsed(text: str, path: Path) -> dict[str, object]:
    try:
        found = tomllib.loads(text)
        msgspec.convert(found, Settings)
    except (ValueError, RecursionError) as error:  # tomllib's and msgspec's are ValueErrors
        raise ConfigUnreadable(path=path, detail=error) from error
    return found
