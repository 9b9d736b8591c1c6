"""Secrets planted for a test, each with a value of its own, and the search for any of them in whatever came of it."""

import base64
import json
import secrets
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, quote_plus


class Planted:
    """What was planted, by where. A value is found however it is written (`forms`)."""

    def __init__(self) -> None:
        self.values: dict[str, str] = {}
        self._forms: list[tuple[bytes, str]] = []

    def token(self, where: str, shape: str = "{}") -> str:
        """A new one, made by a machine, in the shape of an issuer's."""
        return self.adopt(where, shape.format(secrets.token_hex(20)))

    def password(self, where: str) -> str:
        """A new one, as people choose them: with characters that others escape."""
        return self.adopt(where, f'Pa$s wörd+{secrets.token_hex(4)}"&/')

    def adopt(self, where: str, value: str) -> str:
        """One that others have made."""
        assert where not in self.values
        self.values[where] = value
        self._forms += [(form, where) for form in sorted(set(forms(value)))]
        return value

    def found_in(self, data: bytes) -> set[str]:
        """Where each was planted that is in these bytes."""
        return {where for form, where in self._forms if form in data}

    def found_below(self, folder: Path) -> dict[str, set[str]]:
        """By file (relative to the folder), in content, in its name and in where a link leads."""
        found: dict[str, set[str]] = {}
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(folder).as_posix()
            if planted := self.found_in(_held(path) + b"\0" + name.encode("utf-8", "surrogateescape")):
                found[name] = planted
        return found


def _held(path: Path) -> bytes:
    """What is in a file, unpacked; where a link leads."""
    if path.is_symlink():
        return str(path.readlink()).encode()
    if not path.is_file():
        return b""
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            return b"\0".join(archive.read(name) for name in archive.namelist())
    return path.read_bytes()


def forms(value: str) -> Iterator[bytes]:
    """A value as it is, in JSON, in URLs, in base64 at any place of a longer text, in hex, and in UTF-16."""
    plain = value.encode()
    texts = {value, json.dumps(value)[1:-1], json.dumps(value, ensure_ascii=False)[1:-1], repr(value)[1:-1]}
    texts |= {quote(value), quote(value, safe=""), quote_plus(value), value.lower(), value.upper()}
    for text in texts:
        yield text.encode()
        yield text.encode("utf-16-le")
        yield text.encode("utf-16-be")
    yield plain.hex().encode()
    for encode in (base64.b64encode, base64.urlsafe_b64encode):
        for before in range(3):
            whole = encode(b"x" * before + plain + b"x" * 3)
            yield whole[-(-before * 8 // 6) : (before + len(plain)) * 8 // 6]
