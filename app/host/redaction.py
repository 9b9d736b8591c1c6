"""Leaves out of a text what is nobody's business: known words (a token, a home folder), and what looks like a secret.

A known word is found however it is written: as it is, with JSON's, JavaScript's or HTML's escapes for some of its
characters, percent-encoded (RFC 3986), in base64 at any offset (RFC 4648, both alphabets) and in hexadecimal. What
nobody knows beforehand is found by its shape (`app.host.secret_shapes`) or by the name it is assigned to.
"""

import functools
import os
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from app.host import platform
from app.host.config import Config
from app.host.paths import Paths
from app.host.secret_shapes import KNOWN, PRIVATE_KEY
from app.patterns import regex

HIDDEN = "<secret>"

_LONG = 16
"""A shorter word is left out where it stands alone: a name of a few letters is part of many words."""

_SHORTEST = 3
"""A name of one or two letters is in every word: leaving it out would leave nothing readable."""

_SHORTEST_ENCODED = 6
"""In base64 or hexadecimal a shorter word would be found everywhere."""

_BYTE = 0x100
_ESCAPES = ("\\", "%", "&#")
_SHORT = {"\b": "b", "\f": "f", "\n": "n", "\r": "r", "\t": "t"}
"""JSON's two-letter escapes (RFC 8259, section 7)."""

_URL_SAFE = str.maketrans("+/", "-_")

_NAMED = regex(
    r"(?P<name>(?:authorization|cookie|token|secret|passw(?:or)?d|passphrase|api[_-]?key|access[_-]?key|private[_-]?key"
    r"|credentials?|enrol_code)[A-Za-z0-9_.-]{0,20})(?P<sign>\\{0,4}[\"']?(?:\s|%20){0,3}(?:[:=]|%3[aAdD])(?:\s|%20){0,3}"
    r"\\{0,4}[\"']?)(?!(?:true|false|null|none|yes|no)\b)(?P<value>[^\s\"'`,;<>{}()\[\]&\\]{4,2000})",
    re.IGNORECASE,
)
_AFTER_OPTION = regex(
    r"(?P<option>(?<![A-Za-z0-9_-])--[A-Za-z0-9_-]{0,30}(?:token|secret|passw(?:or)?d|passphrase|api[_-]?key"
    r"|access[_-]?key|private[_-]?key|credentials?)[A-Za-z0-9_-]{0,20}(?:\\{0,4}[\"'])?,?\s{1,3}\\{0,4}[\"']?)(?!-)"
    r"[^\s\"'`,;<>{}()\[\]&\\]{4,2000}",
    re.IGNORECASE,
)
"""`--token x` as a person types it, and as Python tells of an argv (`'--token', 'x'`)."""
_PARAMETER = regex(r"(?P<name>[?&](?:sig|signature|sas|code|key|pwd|auth)=)[^\s&\"'<>]{4,2000}", re.IGNORECASE)
_SCHEME = regex(r"(?P<scheme>\b(?:Bearer|Basic|Token)(?:\s|%20|\+){1,3})[A-Za-z0-9._~+/=:%-]{8,}", re.IGNORECASE)
_LOGIN = regex(r"(?P<before>[A-Za-z][A-Za-z0-9+.-]{1,20}:\\{0,4}/\\{0,4}/)[^\s/@\"'<>\\]{1,300}@")
_ENROL_CODE = regex(r"(?<![A-Z0-9-])[0-9A-HJKMNP-TV-Z]{5}(?:-[0-9A-HJKMNP-TV-Z]{5}){2,}(?![A-Z0-9-])")


def private_words(paths: Paths, config: Config | None = None) -> dict[str, str]:
    """What is not for others to read, and what stands there instead: home folder, names, what is managed and secret."""
    words = {str(paths.home): "~", str(Path.home()): "~", platform.account(): "<account>"}
    words |= {platform.host_name(): "<computer>"}
    if hasattr(os, "uname"):
        words[os.uname().nodename] = "<computer>"
    if config is not None:
        words |= {config.user: "<account>", config.device: "<computer>"}
        words |= {one.value: HIDDEN for one in (config.token, config.events_token, config.enrol_code) if one}
    return {word: shown for word, shown in words.items() if len(word) >= _SHORTEST}


class Redaction:
    """Replaces the `private` words, each by what is said in its place, and everything that looks like a secret."""

    def __init__(self, private: Mapping[str, str]) -> None:
        self._private = private

    def __call__(self, text: str) -> str:
        """The text without them."""
        text = PRIVATE_KEY().sub(HIDDEN, text)  # goes over lines
        return "".join(self._line(line) for line in text.splitlines(keepends=True))

    def _line(self, line: str) -> str:
        escaped = any(sign in line for sign in _ESCAPES)
        for plain, anyhow, shown in self._words:
            line = (anyhow if escaped else plain).sub(_saying(shown), line)
        return _without_secrets(line)

    @functools.cached_property
    def _words(self) -> list[tuple[re.Pattern[str], re.Pattern[str], str]]:
        """The longest first: what finds a word where nothing is escaped, what finds it anyhow, what stands there."""
        ordered = sorted(self._private.items(), key=lambda item: len(item[0]), reverse=True)
        return [(_pattern(word, re.escape), _pattern(word, _any_writing), shown) for word, shown in ordered]


def _saying(shown: str) -> Callable[[re.Match[str]], str]:
    return lambda _: shown


def _without_secrets(text: str) -> str:
    text = _LOGIN().sub(rf"\g<before>{HIDDEN}@", text)
    text = _SCHEME().sub(rf"\g<scheme>{HIDDEN}", text)
    text = KNOWN().sub(HIDDEN, text)
    text = _ENROL_CODE().sub(HIDDEN, text)
    text = _AFTER_OPTION().sub(rf"\g<option>{HIDDEN}", text)
    text = _PARAMETER().sub(rf"\g<name>{HIDDEN}", text)
    return _NAMED().sub(rf"\g<name>\g<sign>{HIDDEN}", text)


def _pattern(word: str, letter: Callable[[str], str]) -> re.Pattern[str]:
    """Finds the word, its letters written as `letter` says, and encoded as a whole."""
    plain = "".join(letter(one) for one in word)
    ways = [plain if len(word) >= _LONG else rf"(?<!\w){plain}(?!\w)"]
    data = word.encode("utf-8", "surrogatepass")
    if len(data) >= _SHORTEST_ENCODED:
        ways += [way for offset in range(3) for way in _in_base64(data, offset)]
        ways += [data.hex(), data.hex().upper()]
    return re.compile("|".join(ways))


def _any_writing(letter: str) -> str:
    """A letter as it is, or escaped: JSON in JSON doubles its backslashes, a URL in a URL its per cent signs."""
    units = letter.encode("utf-16-be", "surrogatepass")
    code = "".join(rf"\\{{1,8}}u{_hex(units[at : at + 2])}" for at in range(0, len(units), 2))
    per_cent = "".join(f"%(?:25)*{_hex(bytes([one]))}" for one in letter.encode("utf-8", "surrogatepass"))
    entity = rf"&#(?:0*{ord(letter)}|[xX]0*{_hex(f'{ord(letter):x}')});"
    ways = [rf"\\{{0,8}}{re.escape(letter)}", code, per_cent, entity]
    if letter in _SHORT:
        ways.append(rf"\\{{1,8}}{_SHORT[letter]}")
    if ord(letter) < _BYTE:
        ways.append(rf"\\{{1,8}}x{_hex(bytes([ord(letter)]))}")
    return f"(?:{'|'.join(ways)})"


def _hex(value: bytes | str) -> str:
    """Those hexadecimal digits, in small letters or capitals."""
    digits = value if isinstance(value, str) else value.hex()
    return "".join(f"[{one}{one.upper()}]" if one.isalpha() else one for one in digits)


def _in_base64(data: bytes, offset: int) -> Iterator[str]:
    """What all texts in base64 have in common that hold `data` after so many other bytes, by each alphabet."""
    import base64

    encoded = base64.b64encode(bytes(offset) + data)
    first = -(-offset * 8 // 6)  # the digits before are, at least in part, those of other bytes
    whole = encoded[first : (offset + len(data)) * 8 // 6].decode()
    yield re.escape(whole)
    if (other := whole.translate(_URL_SAFE)) != whole:
        yield re.escape(other)
