"""Secret values, replaced by named placeholders such as `${GITHUB_TOKEN}`; pure.

In the places that are made for secrets (environment, headers) everything counts as one but what is evidently none; in
addresses, arguments and texts what is named or looks like one. A value that is already a reference to a variable
(`${NAME}`, `$NAME`) names no secret and stays.
"""

import math
import re
from collections import Counter
from typing import Any
from urllib.parse import parse_qsl, quote, urlsplit, urlunsplit

from app.host.secret_shapes import KNOWN, PRIVATE_KEY

_NAMED = re.compile(
    r"token|secret|passw|passphrase|credential|cookie|private|api.?key|access.?key|auth|session|signature|bearer|jwt"
    r"|(^|[^a-z])(key|pat|pwd|pass|sig|dsn|code)([^a-z]|$)",
    re.IGNORECASE,
)
"""Names of options, parameters and variables that hold a secret."""

_REFERENCE = re.compile(r"\$\{[A-Za-z_][A-Za-z0-9_]*\}|\$[A-Z_][A-Z0-9_]*")
_HARMLESS = re.compile(
    r"|true|false|yes|no|on|off|null|none|-?[0-9]{1,6}|debug|info|warn(ing)?|error|trace|production|development|test"
    r"|application/json(, text/event-stream)?|text/plain|\*/\*|utf-?8|en|stdio|https?",
    re.IGNORECASE,
)
_PASSWORD = re.compile(r"passw|passphrase|secret|(^|[^a-z])(pass|pwd|pin)([^a-z]|$)", re.IGNORECASE)
_SWITCH = re.compile(r"|true|false|yes|no|on|off|null|none|[01]", re.IGNORECASE)
"""All that is harmless under a password's name: people do choose `123456`, and `test`."""
_ASSIGNED = re.compile(
    r"(?P<name>(?:token|secret|passw(?:or)?d|passphrase|api[_-]?key|access[_-]?key|credential)[A-Za-z0-9_.-]{0,20})"
    r"(?P<sign>[\"']?\s{0,3}[:=]\s{0,3}[\"']?)(?P<value>[^\s\"'`,;<>{}()\[\]$]{6,400})",
    re.IGNORECASE,
)
_GIVEN = re.compile(
    r"(?<![A-Za-z0-9-])--?(?P<name>[A-Za-z0-9_.-]{0,40}?"
    r"(?:token(?!s)|secret|passw(?:or)?d|pwd|pw|passphrase|api[_-]?key|access[_-]?key)[A-Za-z0-9_.-]{0,20})"
    r"(?P<space>\s{1,3}[\"']?)(?P<value>[^\s\"'`,;<>{}()\[\]$/~.-][^\s\"'`,;<>{}()\[\]$]{5,400})",
    re.IGNORECASE,
)
"""An option and its value in a command line that is one text, as hooks have it; paths are none."""

_WORD = re.compile(r"(?<![A-Za-z0-9_+=~/.-])(?:-[A-Za-z])?[A-Za-z0-9_+=~-]{20,400}(?![A-Za-z0-9_+=~/-])")
"""A word that may be a token: no part of a path, of a domain or of a longer run, such as a picture in base64."""

_HASH = re.compile(r"(?:[0-9a-fA-F]{24,}|[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})")
_WORD_BEFORE = re.compile(r"[A-Za-z0-9_.-]{0,60}\Z")
_SCHEME = re.compile(
    r"(?P<scheme>\b(?:Bearer|Basic|Token)\s{1,3})(?P<value>(?!--)[A-Za-z0-9._~+/=:-]{8,})", re.IGNORECASE
)
_URL = re.compile(r"(?<![A-Za-z0-9+.-])[A-Za-z][A-Za-z0-9+.-]{1,20}://[^\s\"'<>`]{1,2000}")
_OPTION = re.compile(r"--?[A-Za-z][A-Za-z0-9_.-]*")
_PAIR = re.compile(r"(?P<name>-{0,2}[A-Za-z_][A-Za-z0-9_.-]{0,80})(?P<sign>=|:\s?)(?P<value>.+)", re.DOTALL)


_FIRST = ("env", "headers", "http_headers")
"""What names its secrets itself comes first, so that a variable keeps its own name."""


class Placeholders:
    """The placeholders of one item: each secret gets one name, each name stands for one secret."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self.used: dict[str, str] = {}
        """The names given, each with the entry that needs it."""

    def server(self, entry: str, server: dict[str, Any]) -> dict[str, Any]:
        """An MCP server (a tool's settings of one) without its secrets."""
        made = {key: self._field(entry, key, server[key]) for key in sorted(server, key=lambda key: key not in _FIRST)}
        return {key: made[key] for key in server}

    def value(self, entry: str, value: Any) -> Any:
        """Any other value: its texts without what looks like a secret; what hangs on a secret's name is one."""
        if isinstance(value, str):
            return self.line(entry, value)
        if isinstance(value, list):
            return self._arguments(entry, value)
        if isinstance(value, dict):
            return {
                key: self._kept_secret(entry, key, one)
                if isinstance(one, str) and _NAMED.search(key)
                else self.value(entry, one)
                for key, one in value.items()
            }
        return value

    def line(self, entry: str, line: str) -> str:
        """A command, or another value of a setting: as a text, and without what looks like a hash, as tokens do."""
        return _WORD.sub(lambda match: self._unless_plain(entry, match.group()), self.text(entry, line))

    def text(self, entry: str, text: str) -> str:
        """A text without the secrets in it: private keys, known tokens, assignments, addresses with passwords.

        Words that a machine made go, too, but for those of hexadecimal digits: commits and checksums are told in texts.
        """
        text = self._known_in(entry, text)
        return _WORD.sub(lambda match: self._unless_plain(entry, match.group(), hashes=False), text)

    def _unless_plain(self, entry: str, word: str, *, hashes: bool = True) -> str:
        option = word[:2] if word[0] == "-" and looks_secret(word[2:]) else ""
        token = word.removeprefix(option)
        if not looks_secret(token) or (not hashes and _HASH.fullmatch(token)):
            return word
        return option + self._hide(entry, "SECRET", token)

    def _known_in(self, entry: str, text: str) -> str:
        text = PRIVATE_KEY().sub(lambda match: self._hide(entry, "PRIVATE_KEY", match.group()), text)
        text = _URL.sub(lambda match: self.address(entry, match.group()), text)
        text = _SCHEME.sub(lambda match: match["scheme"] + self._secret(entry, "TOKEN", match["value"]), text)
        text = KNOWN().sub(lambda match: self._hide(entry, "TOKEN", match.group()), text)
        text = _GIVEN.sub(self._given(entry), text)
        return _ASSIGNED.sub(self._assigned(entry), text)

    def address(self, entry: str, url: str) -> str:
        """A URL without user and password, secret parameters and path parts that are keys."""
        try:
            parts = urlsplit(url)
            query = parse_qsl(parts.query, keep_blank_values=True)
        except ValueError:  # a bracket that is never closed; nothing connects to that
            return self._hide(entry, "URL", url)
        host = parts.netloc
        if _hides_password(host, url):
            return self._hide(entry, "URL", url)
        if "@" in host:
            user, _, host = host.rpartition("@")
            host = f"{self._secret(entry, 'LOGIN', user)}@{host}"
        path = "/".join(
            self._hide(entry, "KEY", part) if looks_secret(part) and not _REFERENCE.fullmatch(part) else part
            for part in parts.path.split("/")
        )
        hidden = [(name, self._parameter(entry, name, value)) for name, value in query]
        said = parts.query
        if hidden != query:
            said = "&".join(f"{quote(name, safe='')}={quote(value, safe='${}')}" for name, value in hidden)
        fragment = self._hide(entry, "KEY", parts.fragment) if looks_secret(parts.fragment) else parts.fragment
        return urlunsplit((parts.scheme, host, path, said, fragment))

    def _field(self, entry: str, key: str, value: Any) -> Any:
        if key in ("env", "headers", "http_headers", "requestInit") and isinstance(value, dict):
            return {
                name: self._kept_secret(entry, name if key == "env" else f"{entry}_{name}", one)
                if isinstance(one, str)
                else self.value(entry, one)
                for name, one in value.items()
            }
        if isinstance(value, str) and _NAMED.search(key) and not key.endswith("_env_var"):
            return self._kept_secret(entry, f"{entry}_{key}", value)
        return self.value(entry, value)

    def _arguments(self, entry: str, arguments: list[Any]) -> list[Any]:
        """Arguments: what follows `--api-key`, what is assigned to it, and what looks like a secret by itself."""
        told: list[Any] = []
        option = ""
        for one in arguments:
            if not isinstance(one, str):
                told.append(self.value(entry, one))
                continue
            pair = _PAIR.fullmatch(one)
            if option and not _OPTION.fullmatch(one):
                told.append(self._secret(entry, option.strip("-"), one))
            elif pair and "://" not in pair["name"] and _NAMED.search(pair["name"]):
                told.append(
                    pair["name"] + pair["sign"] + self._kept_secret(entry, pair["name"].strip("-"), pair["value"])
                )
            elif looks_secret(one):
                told.append(self._hide(entry, "SECRET", one))
            elif one[:1] == "-" and looks_secret(one[2:]):  # -kTOKEN
                told.append(one[:2] + self._hide(entry, "SECRET", one[2:]))
            else:
                told.append(self.line(entry, one))
            option = one if _OPTION.fullmatch(one) and _NAMED.search(one) else ""
        return told

    def _parameter(self, entry: str, name: str, value: str) -> str:
        if _NAMED.search(name) or looks_secret(value):
            return self._secret(entry, f"{entry}_{name}", value)
        return value

    def _given(self, entry: str) -> Any:
        def hidden(match: re.Match[str]) -> str:
            value = match["value"]
            if _HARMLESS.fullmatch(value) or not _telling(value):
                return match.group()
            return match.group().removesuffix(value) + self._hide(entry, match["name"], value)

        return hidden

    def _assigned(self, entry: str) -> Any:
        def hidden(match: re.Match[str]) -> str:
            if _HARMLESS.fullmatch(match["value"]) or not _telling(match["value"]):
                return match.group()
            before = _WORD_BEFORE.search(match.string[max(0, match.start() - 60) : match.start()])
            name = (before.group() if before else "") + match["name"]
            return match["name"] + match["sign"] + self._hide(entry, name, match["value"])

        return hidden

    def _kept_secret(self, entry: str, name: str, value: str) -> str:
        """A value in a place made for secrets: all are but what is evidently none. `Bearer` stays in front."""
        scheme, space, rest = value.partition(" ")
        if space and scheme.lower() in ("bearer", "basic", "token") and rest.strip():
            return f"{scheme} {self._secret(entry, name, rest.strip())}"
        return self._secret(entry, name, value)

    def _secret(self, entry: str, name: str, value: str) -> str:
        harmless = _SWITCH if _PASSWORD.search(name) else _HARMLESS
        if harmless.fullmatch(value) or not _REFERENCE.sub("", value).strip(" ,;:/@"):
            return value
        return self._hide(entry, name, value)

    def _hide(self, entry: str, name: str, value: str) -> str:
        if value not in self._names:
            wanted = re.sub(r"[^A-Z0-9]+", "_", name.upper()).strip("_")[:60] or "SECRET"
            if wanted in ("TOKEN", "SECRET", "KEY", "LOGIN", "URL", "API_KEY", "AUTH", "PASSWORD", "PRIVATE_KEY"):
                wanted = f"{re.sub(r'[^A-Z0-9]+', '_', entry.upper()).strip('_')[:60]}_{wanted}".strip("_")
            if wanted[0].isdigit():
                wanted = f"_{wanted}"
            free, number = wanted, 2
            while free in self.used:
                free, number = f"{wanted}_{number}", number + 1
            self._names[value] = free
            self.used[free] = entry
        return "${" + self._names[value] + "}"


def looks_secret(text: str) -> bool:
    """Whether a single word looks made by a machine to be a secret: a known token, long hex, or a random mixture."""
    if KNOWN().search(text):
        return True
    if len(text) < 20 or not re.fullmatch(r"[A-Za-z0-9_+=~-]+", text):
        return False
    if re.fullmatch(r"[0-9a-fA-F]{24,}|[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", text):
        return True
    digits = sum(one.isdigit() for one in text)
    mixed = any(one.islower() for one in text) and any(one.isupper() for one in text)
    return digits >= 2 and _bits(text) >= 3.5 and (mixed or (digits >= 4 and "-" not in text and "_" not in text))


def _hides_password(host: str, url: str) -> bool:
    """Whether a password with a slash, `?` or `#` in it is taken for a port and a path: `postgres://user:pa/ss@host`."""
    _, colon, port = host.rpartition(":")
    is_port = not colon or port.isdigit() or port.endswith("]") or not _REFERENCE.sub("", port)
    return "@" not in host and "@" in url and not is_port


def _telling(value: str) -> bool:
    """Whether a value assigned in a text may be a secret, not a word of a sentence ("password: required")."""
    word = value.rstrip(".!?")
    return not word.isalpha() or len(word) >= 20


def _bits(text: str) -> float:
    """Shannon's entropy for each character."""
    return -sum(n / len(text) * math.log2(n / len(text)) for n in Counter(text).values())


def is_placeholder_for(ours: Any, theirs: Any) -> bool:
    """Whether the person's value is ours with its placeholders filled in, or the same."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        return ours.keys() == theirs.keys() and all(is_placeholder_for(ours[key], theirs[key]) for key in ours)
    if isinstance(ours, list) and isinstance(theirs, list):
        return len(ours) == len(theirs) and all(map(is_placeholder_for, ours, theirs))
    if isinstance(ours, str) and isinstance(theirs, str) and "${" in ours:
        parts = re.split(r"\$\{[A-Za-z_][A-Za-z0-9_]*\}", ours)
        at = 0
        for number, part in enumerate(parts):
            found = theirs.find(part, at) if number else (0 if theirs.startswith(part) else -1)
            if found < 0:
                return False
            at = found + len(part)
        return theirs.endswith(parts[-1])
    return type(ours) is type(theirs) and bool(ours == theirs)
