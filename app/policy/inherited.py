"""What a tool leaves to the programs it starts: environment variables, as conditions `NAME` and `NAME=glob`.

A policy says which variables are looked at, and it must not be able to look into anything else of people's: names that
hold secrets, or what everybody has, are refused here, by `check` and by every client alike. What becomes evidence is
the condition that matched, never the value.
"""

import fnmatch
import re
from collections.abc import Iterable, Iterator, Mapping

from app.patterns import regex

_NAME = regex(r"[A-Za-z_][A-Za-z0-9_]*")
"""POSIX.1-2024, XBD 8.1 and 3.216. Tools also use small letters (npm_package_name)."""

_SECRET = regex(
    r".*(TOKEN|SECRET|PASSW(OR)?D|PASSPHRASE|CREDENTIAL|COOKIE|PRIVATE|KEYS?$|KEY_|API_?KEY)"
    r"|(.*_)?(AUTH|PAT|PASS)(_.*)?$|.*(_DSN|PROXY|CONNECTION_STRING|_UR[IL])$|(AWS|AZURE|GPG|MYSQL|PG|SSH|VAULT)_?.*$"
)
_EVERYBODYS = regex(
    r"_|PATH|HOME|USER|LOGNAME|SHELL|SHLVL|PWD|OLDPWD|HOSTNAME|HOST|TERM(INFO|CAP|_PROGRAM(_VERSION)?)?|COLORTERM|LANG"
    r"|LANGUAGE|LC_\w+|TZ|MAIL|EDITOR|VISUAL|PAGER|BROWSER|TMPDIR|TEMP|TMP|DISPLAY|WAYLAND_DISPLAY|XAUTHORITY|XDG_\w+"
    r"|DBUS_\w+|LD_\w+|LS_COLORS|PS[1-4]|IFS|ENV|BASH\w*|ZSH\w*|HIST\w+|COLUMNS|LINES|USERNAME|USERPROFILE|APPDATA"
    r"|LOCALAPPDATA|SYSTEMROOT|WINDIR|COMPUTERNAME|PATHEXT|COMSPEC|OS|PROGRAM(FILES|DATA)\w*|SUDO_\w+"
)
_WILD = regex(r"[*?\[]")


def fault(condition: str) -> str:
    """What is wrong with a condition, or ""."""
    name, _, glob = condition.partition("=")
    if not _NAME().fullmatch(name):
        return f"{name!r} is no name of a variable (POSIX: letters, digits, underscores); write NAME or NAME=glob"
    if "\0" in glob:
        return "holds a NUL, which no value can"
    if _SECRET().match(name.upper()):
        return f"{name} may hold a secret of the person's, which a policy must not look at"
    if _EVERYBODYS().fullmatch(name.upper()):
        return f"{name} is set in everybody's programs and says nothing of a tool"
    return ""


class Conditions:
    """An immutable set of conditions; what looking them up costs depends on the variables, not on their number.

    A glob is `fnmatch`'s, over the whole value, capitals matter; it is found by what stands before its first wildcard.
    """

    def __init__(self, conditions: Iterable[str]) -> None:
        self._plain: dict[str, str] = {}
        self._globs: dict[str, dict[str, list[tuple[re.Pattern[str], str]]]] = {}
        for condition in dict.fromkeys(conditions):
            name, equals, glob = condition.partition("=")
            if not equals:
                self._plain[name] = condition
            else:
                filed = self._globs.setdefault(name, {}).setdefault(_WILD().split(glob, maxsplit=1)[0], [])
                filed.append((re.compile(fnmatch.translate(glob)), condition))
        self._lengths = {name: tuple({len(start) for start in filed}) for name, filed in self._globs.items()}
        self.names = frozenset({*self._plain, *self._globs})

    def holding(self, env: Mapping[str, str]) -> Iterator[str]:
        """The conditions that these variables satisfy, each once."""
        for name in self.names.intersection(env) if self.names else ():
            if name in self._plain:
                yield self._plain[name]
            value = env[name]
            for start in {value[:length] for length in self._lengths.get(name, ())}:
                for pattern, condition in self._globs[name].get(start, ()):
                    if pattern.match(value):
                        yield condition
