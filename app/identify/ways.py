"""Which files of an npm package or editor extension are ways into it.

Only a way in says that the tool runs: a package also holds install scripts, vendored helpers and libraries, and
starting those accuses nobody. Ways in are what `bin` names, `main` and `exports` for a file run directly, what a
command of a few lines goes on to, and the native program that a package ships under its own name.
"""

import enum
import re

from app.identify import javascript
from app.identify.files import Look, inside, join, parent, real
from app.identify.manifest import Manifest
from app.patterns import regex

_FOR_A_SYSTEM = regex(
    r"[-_.](?:linux|darwin|macos|windows|win32|win64|freebsd|x64|x86_64|amd64|i[36]86|386|arm(?:v?\d+\w*|hf)?|aarch64)"
    r"(?![a-z0-9]).*"
)
"""The end of a program's name that only says what it was built for: `codex-x86_64-unknown-linux-musl`; of Go's programs
`tool_linux_amd64` (GoReleaser's docs, "name_template").
"""

_BUILT = regex(r"(?:(?:dist|build|out|lib|bundle|bin|esm|cjs)/)+")
_WRITTEN = regex(r"(?:(?:src|source|lib)/)?")
_TYPESCRIPT = (".ts", ".mts", ".cts", ".tsx")
_ENDING = regex(r"\.[mc]?[jt]sx?$")

MOST_COMMANDS = 8
"""So many commands of a package are looked at more closely."""

SHORT = 4_096
"""Bytes of a command that does nothing but go on to another file. Longer ones are the program itself."""


class Role(enum.Enum):
    """How a file takes part in a launch."""

    SCRIPT = "the script that is run"
    LOADED = "loaded by what is run"
    NATIVE = "the executable itself"


def is_way_in(look: Look, root: str, said: Manifest, path: str, role: Role) -> bool:
    """Whether taking part in a launch in this role, a file (a real path) starts the package in the folder `root`."""
    relative = inside(path, root)
    if relative in said.bins.values() or (said.bin_folder and parent(relative) == said.bin_folder):
        return True
    if role is Role.NATIVE:
        return is_akin(stem(path), said.name, *said.bins) or _is_same_file(look, root, said, path)
    if role is Role.SCRIPT:
        if said.publisher:
            return True  # an extension is started by its editor, through any of its scripts
        starts = said.mains or ("index.js",)
        if any(relative in (main, f"{main}.js", f"{main}/index.js") for main in starts):
            return True
        if relative.endswith(_TYPESCRIPT) and _is_source(relative, said):
            return True
    return _is_same_file(look, root, said, path) or _is_gone_on_to(look, root, said, path, role)


def is_akin(command: str, *names: str) -> bool:
    """Whether a command is called like a package: by its whole name or a word of it (`claude` of `claude-code`)."""
    command = _FOR_A_SYSTEM().sub("", command.lower())
    return len(command) > 1 and any(
        command == name or command == name.rpartition("/")[2] or command in re.split(r"[@/._+-]+", name)
        for name in map(str.lower, names)
    )


def stem(path: str) -> str:
    """The name of an executable without its ending, and without the dot that hides it."""
    return re.sub(r"\.(exe|com)$", "", re.split(r"[/\\]", path)[-1], flags=re.IGNORECASE).lstrip(".")


def _is_same_file(look: Look, root: str, said: Manifest, path: str) -> bool:
    """Whether a bin is this very file by another name, a link or a copy beside it."""
    mine = look.status(path)
    if mine is None:
        return False
    for bin_file in list(said.bins.values())[:MOST_COMMANDS]:
        file = join(root, bin_file)
        other = look.status(file)
        if other is not None and (other.st_dev, other.st_ino) == (mine.st_dev, mine.st_ino):
            return True
        if other is not None and other.st_size == mine.st_size > SHORT:  # short ones are alike by chance
            return look.read(file, SHORT, whole=False) == look.read(path, SHORT, whole=False)
    return False


def _is_source(relative: str, said: Manifest) -> bool:
    """Whether a bin is built from this file (`dist/index.js` from `src/index.ts`), run in a checkout by a loader."""
    written = _ENDING().sub("", relative)
    forms = {written, _WRITTEN().sub("", written, count=1)}
    return any(_ENDING().sub("", _BUILT().sub("", file, count=1)) in forms for file in said.bins.values())


def _is_gone_on_to(look: Look, root: str, said: Manifest, path: str, role: Role) -> bool:
    """Whether a command of a few lines goes on to this file; where it is loaded, that must happen by loading alone."""
    for bin_file in dict.fromkeys(list(said.bins.values())[:MOST_COMMANDS]):
        file = join(root, bin_file)
        source = look.read(file, SHORT).decode("utf-8", "replace") if file != path else ""
        if not source.startswith(("#!", "import", "require", "'use strict'", '"use strict"')):
            continue
        folder = parent(file)
        found = javascript.effects(source) if role is Role.LOADED else javascript.specifiers(source, file, folder)
        if any(real(to) == path for one in found if (to := javascript.module(look, one, folder))):
            return True
    return False
