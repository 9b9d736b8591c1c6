"""What is rolled out: checked as the computers themselves will check it."""

import json
import re
import tempfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from app.admin.rollout.errors import NameWrong, RootUnusable, SettingWrong
from app.admin.rollout.toml import toml
from app.admin.tufapi import Metadata, Root
from app.errors import SignpostError
from app.host import config
from app.host.paths import Paths
from app.host.settings import TABLE, Kind, Settings, Value

_ROWS = {row.name: row for row in TABLE}


class Company(msgspec.Struct, frozen=True):
    """A checked configuration. `values` are in the table's order and hold everything but the root, which is `root`.

    `root` is the metadata as one line of JSON.
    """

    name: str
    root: str
    values: Mapping[str, Value]

    @property
    def all_values(self) -> dict[str, Value]:
        """With the root itself as the setting `root`, for systems that roll out values and no files."""
        whole = {**self.values, "root": self.root}
        return {name: whole[name] for name in _ROWS if name in whole}

    @property
    def secrets(self) -> tuple[str, ...]:
        """The names of those settings in it that are secret."""
        return tuple(name for name in self.values if _ROWS[name].secret)


def company(name: str, root: Path, url: str, said: Sequence[str], now: datetime) -> Company:
    """Check everything. `said` are KEY=VALUE; lists are split at commas. Raises NameWrong, RootUnusable, SettingWrong.

    `now` is aware.
    """
    if not re.fullmatch(r"[a-z][a-z0-9-]{0,38}[a-z0-9]", name) or "--" in name:
        raise NameWrong(name=name)
    given = {"url": url}
    for one in said:
        key, equals, value = one.partition("=")
        if not equals or key in given or key == "root":
            raise SettingWrong(
                name=key, detail="say it once, as KEY=VALUE; the root and the url have their own options"
            )
        given[key] = value
    read = {key: _typed(key, value) for key, value in given.items()}
    values = {row: read[row] for row in _ROWS if row in read}
    made = Company(name, _root(root, now), values)
    _as_computers_read_it(made)
    return made


def _root(path: Path, now: datetime) -> str:
    """The metadata in one line. It must be a root, signed by its own keys, and in force. Raises RootUnusable."""
    from tuf.api.exceptions import RepositoryError

    try:
        data = path.read_bytes()
        metadata: Metadata[Root] = Metadata[Root].from_bytes(data)
        root = metadata.signed
        if root.type != "root":
            raise RootUnusable(path=path, detail=f"it is the role {root.type}")
        root.verify_delegate("root", metadata.signed_bytes, metadata.signatures)
    except OSError as error:
        raise RootUnusable(path=path, detail=error.strerror or error) from error
    except (RepositoryError, ValueError, RecursionError) as error:
        raise RootUnusable(path=path, detail=f"it is no root metadata signed by its own keys ({error})") from error
    if root.is_expired(now):
        raise RootUnusable(path=path, detail=f"it expired on {root.expires:%Y-%m-%d}")
    return json.dumps(json.loads(data), separators=(",", ":"))


def _typed(name: str, text: str) -> Value:
    """A value as its row has it. Raises SettingWrong."""
    row = _ROWS.get(name)
    if row is None:
        raise SettingWrong(name=name, detail="there is no such setting")
    if not text or not text.isprintable():  # no system's form carries control characters unharmed (XML 1.0, 2.2)
        raise SettingWrong(name=name, detail="it is empty or holds characters that cannot be printed")
    plain: Any = text
    if row.kind in (Kind.TEXTS, Kind.NUMBERS):
        plain = [part.strip() for part in text.split(",")]
    try:
        read = msgspec.convert({name: plain}, Settings, strict=False)
    except ValueError as error:
        raise SettingWrong(name=name, detail=error) from error
    value: Value = getattr(read, name)
    return value


def _as_computers_read_it(made: Company) -> None:
    """Have the product's own reader judge it. Raises SettingWrong."""
    with tempfile.TemporaryDirectory() as folder:
        paths = Paths.below(Path(folder))
        paths.machine_config.mkdir(parents=True)
        (paths.machine_config / "config.toml").write_text(toml(made.all_values), "utf-8")
        try:
            config.load(paths, Settings())
        except SignpostError as error:
            detail = error.facts.get("detail", error.happened)
            name = next((word for word in re.findall(r"\w+", detail) if word in _ROWS), "url")
            raise SettingWrong(name=name, detail=detail) from error
