"""A policy as it is published, from its file: what every program of ours can read."""

import json
from pathlib import Path

from app.policy import exceptions, model, recipe
from app.trial.errors import NotPublished, NotReadable
from app.trial.judge import Opened

LARGEST_BYTES = 8 << 20
"""Of one file; what is longer is none of ours."""


def open_published(path: Path) -> Opened:
    """The policy, with the folder `exceptions` and the file `recipes.json` beside it, if they are there.

    Raises NotReadable, NotPublished, PolicyUnreadable.
    """
    data = _read(path)
    if not is_published(data):
        raise NotPublished(path=path)
    return opened(path, data)


def opened(path: Path, data: bytes) -> Opened:
    """The same of a file that was read. Raises NotReadable, PolicyUnreadable."""
    policy = model.load(data)
    beside = path.parent / "recipes.json"
    recipes = recipe.load(_read(beside)) if beside.is_file() else recipe.Recipes(format=model.FORMAT)
    return Opened(policy, exceptions.load(policy.exceptions_key, _exceptions(path.parent)), recipes)


def is_published(data: bytes) -> bool:
    """Whether this is the published form: JSON that states its format. (JSON is YAML too; authors state none.)"""
    if data.lstrip()[:1] != b"{":
        return False
    try:
        document = json.loads(data)
    except (ValueError, RecursionError):
        return False
    return isinstance(document, dict) and "format" in document


def _exceptions(folder: Path) -> dict[str, bytes]:
    """The published exceptions, by target path."""
    files = sorted((folder / "exceptions").glob("[0-9a-f][0-9a-f].json"))
    return {f"exceptions/{file.name}": _read(file) for file in files}


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(LARGEST_BYTES + 1)
    except OSError as error:
        raise NotReadable(path=path, detail=error.strerror or error) from error
