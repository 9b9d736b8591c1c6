"""How JavaScript runtimes find what they load: specifiers in a source, and the files these mean.

Enough of Node's resolution (docs: modules, esm) to follow a command line or a small script to what it starts. Only
literal specifiers are seen: what is computed at run time cannot be decided from outside.
"""

import base64
import re
from urllib.parse import unquote, urlsplit

from app.identify.files import Look, is_absolute, join, parent
from app.identify.manifest import manifest

_LOADING = re.compile(
    r"""(?<![\w$.])(?:import|require)\s*(?:\(\s*)?(["'`])([^"'`\n\\]{1,1024})\1"""
    r"""|(?<![\w$.])from\s*(["'])([^"'\n\\]{1,1024})\3"""
)
_EXTENSIONS = (".js", ".ts", ".mjs", ".cjs", ".tsx")

MOST_SPECIFIERS = 64
HIGHEST_CLIMB = 24
"""How many folders up a package is looked for."""


def specifiers(source: str) -> tuple[str, ...]:
    """What a source imports or requires by literal name; lines commented out with `//` or `*` do not count."""
    found: dict[str, None] = {}
    for match in _LOADING.finditer(source):
        line = source[source.rfind("\n", 0, match.start()) + 1 : match.start()].lstrip()
        if not line.startswith(("//", "*", "/*", "#")):
            found[match[2] or match[4]] = None
            if len(found) >= MOST_SPECIFIERS:
                break
    return tuple(found)


def script(look: Look, written: str, folder: str) -> str:
    """The file a runtime means by its main script `written` on the command line; "" when there is none."""
    path = _local(written, folder, bare_is_file=True)
    return _file(look, path) if path else ""


def module(look: Look, specifier: str, folder: str) -> str:
    """The file a module specifier means in code that lies in `folder`; "" when there is none."""
    path = _local(specifier, folder, bare_is_file=False)
    if path:
        return _file(look, path)
    if not re.match(r"(?:@[\w.-]+/)?[\w.-]+(?:/|$)", specifier):
        return ""
    for _ in range(HIGHEST_CLIMB):
        if folder.endswith("node_modules"):
            folder = parent(folder)
            continue
        found = _file(look, join(join(folder, "node_modules"), specifier))
        above = parent(folder)
        if found or above == folder:
            return found
        folder = above
    return ""


def data_url(url: str) -> str:
    """The text of a `data:` URL; "" when it has none that can be read (RFC 2397)."""
    kind, comma, text = url.partition(",")
    if not comma:
        return ""
    if not kind.endswith(";base64"):
        return unquote(text)
    try:
        return base64.b64decode(text, validate=False).decode("utf-8", "replace")
    except ValueError:
        return ""


def _local(written: str, folder: str, *, bare_is_file: bool) -> str:
    """The path that was written, made absolute; "" for a URL of another kind or a bare package name."""
    if written.startswith("file:"):
        try:
            written = unquote(urlsplit(written).path)
        except ValueError:
            return ""
    elif re.match(r"[A-Za-z][A-Za-z0-9+.-]+:", written):  # node:fs, npm:x, https://…; one letter is a Windows drive
        return ""
    if is_absolute(written):
        return join("/", written)
    if not folder or not (bare_is_file or written.startswith(("./", "../", ".\\", "..\\")) or written in (".", "..")):
        return ""
    return join(folder, written)


def _file(look: Look, path: str) -> str:
    """The file itself, with an extension added, or a folder's entry, as the runtimes try them."""
    if look.is_file(path):
        return path
    if look.is_folder(path):
        return _entry(look, path)
    return next((path + extension for extension in _EXTENSIONS if look.is_file(path + extension)), "")


def _entry(look: Look, folder: str) -> str:
    main = next(iter(manifest(look, folder).mains), "index.js")
    for path in (join(folder, main), join(join(folder, main), "index.js"), join(folder, "index.js")):
        if look.is_file(path):
            return path
        if look.is_file(path + ".js"):
            return path + ".js"
    return ""
