"""A command line without its secrets and without what a person wrote: for events of a policy that asks for them.

Left out are the values of options, variables, headers and query parameters that are named like secrets, user names and
passwords in addresses, tokens of well-known shapes (`app.host.secret_shapes`), long random words, and every
argument that is text rather than a word (a prompt, a script, a document, JSON). A table, closed: what it does not know,
it leaves out where it looks random. Without `paths` folders are left out, too, and only the last part of a path stays.
A secret that is an ordinary word, where nothing names it, cannot be told from one.
"""

import re
from collections.abc import Sequence

from app.host.secret_shapes import KNOWN

HIDDEN = "<secret>"
TEXT = "<text>"
FOLDER = "…/"
LONGEST = 1000
"""Characters of a command line that are told."""

_LONGEST_WORD = 200

_SECRET_NAME = re.compile(
    r"pass(word|wd|phrase|code)?$|^pw$|pwd|secret|token|api[-_]?key|access[-_]?key|private[-_]?key|signing[-_]?key"
    r"|encryption[-_]?key|^key$|[-_]key$|auth|credential|cookie|session|bearer|jwt|^pat$|[-_]pat$|^sig(nature)?$|^otp$"
    r"|^pin$|dsn|webhook|^(proxy[-_]?)?user$|userpwd|^login$|creds$",
    re.IGNORECASE,
)
"""Of an option, a variable, a header or a query parameter."""

_SHORT = frozenset({"-p", "-P", "-u", "-H", "-b", "-k", "-a", "-e", "-E"})
"""One-letter options that take a password, an account, a header, a cookie, a key or a variable in common programs
(mysql, sshpass, curl, redis-cli, docker): what follows is left out, whatever it is."""

_SHORT_TOGETHER = re.compile(r"-[A-Za-z]{1,4}[uPpH]")
"""The same behind others of one letter (`curl -sSu`)."""

_DOCUMENT = re.compile(r"[{\[,][\"']|[\"']:")
"""JSON, or what is written like it: which of its values are secret only its reader knows (`--mcp-config`)."""

_UUID = re.compile(r"\b[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\b")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)*\.[A-Za-z]{2,}\b")
_USERINFO = re.compile(r"(?P<scheme>\b[A-Za-z][A-Za-z0-9+.-]*:/{1,2})[^/\s@]*@")
_PARAMETER = re.compile(r"(?P<name>(?<=[?&;#])[^=&;#?]+)=[^&;#]*")
_SIGN = re.compile(r"[=:](?!//)")
_NAME = re.compile(r"[\w.-]+(?=[\"']?$)")
_OPTION = re.compile(r"-{1,2}[A-Za-z][\w.-]*|/[A-Za-z][\w-]*")
_ATTACHED = re.compile(r"(?P<option>-[pPuH])[^-=].*", re.DOTALL)
_WORD = re.compile(r"[A-Za-z0-9+_=-]{16,}")
_HOME = re.compile(
    r"([A-Za-z]:|/var|/export|/mnt/[a-z](?=/))?[\\/](home|users)[\\/]+[^\\/,:;\"'\s]+|(^|(?<=[=:,\"'@]))/root(?=/|$)",
    re.IGNORECASE,
)
"""Wherever it stands: `-I/home/ana`, `@/home/ana`, `file:///home/ana`, `//server/users/ana` all name a person."""

_NO_FOLDERS = re.compile(r"(?!file:)[\w.+-]+://(?!/|file[/~]).*|@[\w.-]+/[\w.-]+(@.*)?", re.DOTALL | re.IGNORECASE)
"""An address on a network, or a package of npm: neither is a path of this computer."""


def command_line(argv: Sequence[str], *, paths: bool, home: bool = False) -> str:
    """The arguments with what is not to be told left out; cut after `LONGEST` characters.

    `home`: the name of a home folder, which is the person's, may stay.
    """
    shown: list[str] = []
    hide = False
    for number, argument in enumerate(argv):
        shown.append(HIDDEN if hide else _argument(argument, paths=paths, home=home))
        hide = number > 0 and _announces_secret(argument)  # also where it was hidden: `--no-auth --password x`
    told = " ".join(word or "''" for word in shown)  # no argument has white space in it any more
    return told if len(told) <= LONGEST else told[:LONGEST] + "…"


def without_home(path: str) -> str:
    """`/home/ana/x` tells who it is: `~/x` does not."""
    return _HOME.sub("~", path)


def _announces_secret(argument: str) -> bool:
    """Whether the next argument is the value of something that is named like a secret (`--token`, `Cookie:`)."""
    if argument in _SHORT or _SHORT_TOGETHER.fullmatch(argument):
        return True
    return (_OPTION.fullmatch(argument) is not None or argument.endswith(":")) and _is_secret(argument.strip("-/:"))


def _argument(argument: str, *, paths: bool, home: bool) -> str:
    """One argument as it may be told."""
    if re.search(r"\s", argument) or len(argument) > _LONGEST_WORD or _DOCUMENT.search(argument):
        return TEXT
    if attached := _ATTACHED.fullmatch(argument):
        return attached["option"] + HIDDEN
    told = _USERINFO.sub(rf"\g<scheme>{HIDDEN}@", argument)
    told = _PARAMETER.sub(lambda found: f"{found['name']}={HIDDEN}" if _is_secret(found["name"]) else found[0], told)
    told = _without_named(told)
    for form in (KNOWN(), _UUID, _MAIL):
        told = form.sub(HIDDEN, told)
    told = told if home else without_home(told)
    told = told if paths else _without_folders(told)
    return _WORD.sub(lambda word: HIDDEN if _is_random(word[0]) else word[0], told)


def _without_named(word: str) -> str:
    """`--env=DB_PASSWORD=x` tells `--env=DB_PASSWORD=<secret>`: after a name of a secret nothing more is told."""
    for sign in _SIGN.finditer(word):
        name = _NAME.search(word[: sign.start()])
        if name is not None and _is_secret(name[0].lstrip("-")):
            return word if word[sign.end() :].startswith(HIDDEN) else word[: sign.end()] + HIDDEN
    return word


def _is_secret(name: str) -> bool:
    return _SECRET_NAME.search(name) is not None


def _is_random(word: str) -> bool:
    """Whether nobody would have named anything so: letters with digits, or small with capital ones, without a break."""
    longest = max(re.split(r"[-_=+]", word), key=len)
    digit, small, capital = (any(map(test, word)) for test in (str.isdigit, str.islower, str.isupper))
    return (len(longest) >= 16 and digit and (small or capital)) or (
        len(word) >= 24 and small and capital and (digit or len(longest) >= 24)
    )


def _without_folders(word: str) -> str:
    """`--config=/home/ana/x.json` tells `--config=…/x.json`."""
    head, sign, tail = word.rpartition("=")
    if _NO_FOLDERS.fullmatch(word) or _NO_FOLDERS.fullmatch(tail):
        return word
    last = re.split(r"[/\\]", tail.rstrip("/\\"))[-1]
    return f"{head}{sign}{FOLDER}{last}" if last != tail else word
