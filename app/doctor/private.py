"""What is nobody's business in a text for IT: names and home, each secret configured, kept, or in a variable."""

import contextlib
import json
import re
from collections.abc import Iterator, Mapping
from urllib.parse import unquote, urlsplit

from app.host.config import Config
from app.host.files import plain
from app.host.paths import Paths
from app.host.redaction import HIDDEN, private_words

_SECRET = re.compile(
    r"token|secret|passw|passphrase|api_?key|access_?key|private_?key|credential|auth(?!or)", re.IGNORECASE
)
_KEPT = ("*token*.json", "enrol*.json")
_SHORTEST = 6
_MOST_BYTES = 64_000


def words(config: Config | None, paths: Paths, environment: Mapping[str, str]) -> dict[str, str]:
    """Each with what stands in its place. The keyring is not asked: what is in it alone came into no file."""
    found = private_words(paths, config)
    secrets = {value for name, value in environment.items() if _SECRET.search(name)}
    secrets |= set(_kept(paths))
    if config is not None:
        login = urlsplit(config.network.proxy)
        secrets |= {unquote(part) for part in (login.username, login.password) if part}
    return found | {one: HIDDEN for one in secrets if len(one) >= _SHORTEST and not one.startswith("/")}


def _kept(paths: Paths) -> Iterator[str]:
    """The strings that files of tokens hold under a secret's name."""
    for pattern in _KEPT:
        for file in paths.state.glob(pattern):
            with contextlib.suppress(OSError, ValueError, RecursionError), plain(file) as data:
                yield from _strings(json.loads(data.read(_MOST_BYTES)))


def _strings(value: object, name: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for key, one in value.items():
            yield from _strings(one, str(key))
    elif isinstance(value, list):
        for one in value:
            yield from _strings(one, name)
    elif isinstance(value, str) and (_SECRET.search(name) or name == "code"):
        yield value
