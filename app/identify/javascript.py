"""How JavaScript runtimes find what they load: specifiers in a source, and the files these mean.

Enough of Node's resolution (docs: modules, esm) to follow a command line or a small script to what it starts. Names
that are put together from what the source itself says are seen (`folding`); what depends on anything else cannot be
decided from outside.
"""

import base64
import bisect
import re
from urllib.parse import unquote, urlsplit

from app.identify import zipped
from app.identify.files import Look, is_absolute, join, parent
from app.identify.folding import Folding, Resolve
from app.identify.manifest import manifest
from app.patterns import regex

_STATED = regex(r"""\b(?<![$.])(?:import|from)\s*(["'])([^"'\n\\]{1,1024})\1""")
_LOADER = regex(r"(?:\b(?<![$.])(?:import|require|new\s+Worker|module\.require)|\.\s*(?:_load|runMain))\s*\(")
_EFFECT = regex(r"""(?m)^[ \t]*(?:await[ \t]+)?(?:import|require)[ \t]*+\(?[ \t]*+(["'])([^"'\n\\]{1,1024})\1""")
_PLAIN = regex(r"""\s*(["'])([^"'\n\\]{1,1024})\1\s*[),]""")
_QUOTED = regex(
    r"""\\.|'(?:[^'\\\n]|\\.)*+'|"(?:[^"\\\n]|\\.)*+"|`(?:[^`\\\n]|\\.)*+`|//[^\n]*+|/\*.*?\*/|^\#![^\n]*+""", re.DOTALL
)
"""Texts and comments: what looks like code in there is none. An escape outside of a text (in a pattern) opens none."""
_CREATED = regex(r"(?<![\w$.])([A-Za-z_$][\w$]*)\s*=\s*(?:\w+\s*\.\s*)?createRequire\s*\(")
_REQUIRED = regex(r"""require\s*\(\s*["'](?:node:)?(path|url)["']\s*\)""")
"""`require('path').join(…)` says the same as `path.join(…)`."""
_EXTENSIONS = (".js", ".ts", ".mjs", ".cjs", ".tsx")

MOST_SPECIFIERS = 64
LONGEST_SPECIFIER = 1_024
HIGHEST_CLIMB = 24
"""How many folders up a package is looked for."""


def specifiers(source: str, file: str = "", folder: str = "", resolve: Resolve = lambda _: "") -> tuple[str, ...]:
    """What a source loads by a name that is written in it, in its code and not in its comments and texts.

    `file` is where the source lies, `folder` where its process works, `resolve` what finds the file of a module.
    """
    source = _REQUIRED().sub(r"\1", source) if ".join" in source or ".resolve" in source else source
    created = _CREATED().findall(source)[:4] if "createRequire" in source else ()
    patterns = [_STATED(), _LOADER(), *(re.compile(rf"(?<![\w$.]){re.escape(one)}\s*\(") for one in created)]
    matches = [match for pattern in patterns for match in pattern.finditer(source)]
    if not matches:
        return ()
    folding = Folding(source, file, folder, resolve)
    closed = source.rfind("*/") + 2  # nothing opens a comment behind it, and nobody searches the rest for every /*
    quoted = [match.span() for match in _QUOTED().finditer(source[:closed] + source[closed:].replace("/*", "  "))]
    found: dict[str, None] = {}
    for match in matches:
        before = bisect.bisect(quoted, (match.start(), 0)) - 1
        if before >= 0 and quoted[before][1] > match.start():
            continue
        plain = match if match.re is _STATED() else _PLAIN().match(source, match.end())
        value = plain[2] if plain else folding.value(match.end())
        if value and len(value) <= LONGEST_SPECIFIER:
            found[value] = None
        if len(found) >= MOST_SPECIFIERS:
            break
    return tuple(found)


def effects(source: str) -> tuple[str, ...]:
    """What a source loads only for what happens then, binding no name to it."""
    return tuple(dict.fromkeys(match[2] for match in _EFFECT().finditer(source)))[:MOST_SPECIFIERS]


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
        found = _in_package(look, join(folder, "node_modules"), specifier)
        above = parent(folder)
        if found or above == folder:
            return found
        folder = above
    return ""


def _in_package(look: Look, modules: str, specifier: str) -> str:
    """A package's file by the name that `exports` gives it, or by its place (Node's docs, "Subpath exports")."""
    parts = specifier.split("/")
    count = 2 if specifier.startswith("@") else 1
    root = join(modules, "/".join(parts[:count]))
    if subpath := "/".join(parts[count:]):
        exported = manifest(look, root).exported(subpath)
        if exported and look.is_file(path := join(root, exported)):
            return path
    return _file(look, join(modules, specifier))


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
    path = zipped.resolved(path)
    if look.is_file(path) or zipped.is_file(look, path):
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
