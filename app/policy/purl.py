"""Package URLs in the one form in which they are compared (purl-spec; the rules of packageurl-python, at launch speed).

A purl names a package across ecosystems: `pkg:npm/%40anthropic-ai/claude-code@2.1.330`. Authors write it in several
ways that mean the same (`@` or `%40`, `Aider_Chat` or `aider-chat`); a ban must not depend on which.
"""

import re
from functools import lru_cache
from urllib.parse import quote, unquote

_LOWER_NAME = frozenset({
    "alpm", "apk", "bitbucket", "brew", "composer", "deb", "github", "hex", "npm", "pypi", "snap", "vscode-extension",
})  # fmt: skip
_LOWER_NAMESPACE = (_LOWER_NAME - {"npm"}) | {"rpm"}
"""Types whose names (and namespaces) do not tell capitals apart (purl-spec, PURL-TYPES)."""

# fmt: off
TYPES = frozenset({
    "alpm", "apk", "bazel", "bitbucket", "bitnami", "brew", "cargo", "chrome-extension", "cocoapods", "composer",
    "conan", "conda", "cpan", "cran", "deb", "docker", "flatpak", "gem", "generic", "github", "golang", "hackage",
    "hex", "huggingface", "jetbrains", "julia", "luarocks", "maven", "mlflow", "npm", "nuget", "oci", "opam", "otp",
    "pub", "pypi", "qpkg", "rpm", "snap", "swid", "swift", "vscode-extension", "yocto",
})
# fmt: on
"""The package types known here: those of purl-spec (its `types/` has `brew` too), and three it has no definition for
yet: `flatpak` and `snap`, by application id and snap name, and `jetbrains`, by the plug-in's id."""


def package(kind: str, name: str, version: str = "", namespace: str = "") -> str:
    """The purl of a package of any type; `namespace` with slashes between its parts (a tap, a distribution)."""
    return _join(kind, namespace, name, version)


def npm(name: str, version: str = "") -> str:
    """The purl of an npm package; `name` as npm writes it, scope and all (`@scope/name`)."""
    scope, _, base = name.rpartition("/")
    return _join("npm", scope, base, version)


def pypi(name: str, version: str = "") -> str:
    """The purl of a Python distribution; `name` in any spelling PyPI accepts (PEP 503)."""
    return _join("pypi", "", name, version)


def vscode_extension(publisher: str, name: str, version: str = "") -> str:
    """The purl of an editor extension; `publisher.name` is its identifier in the marketplace."""
    return _join("vscode-extension", publisher, name, version)


@lru_cache(maxsize=4096)
def canonical(purl: str) -> str:
    """The package a purl names, without version, qualifiers and subpath, in canonical form; "" when it is no purl."""
    kind, path, _ = _parts(purl)
    segments = [unquote(segment) for segment in path.split("/") if segment.strip()]
    if not kind or not segments:
        return ""
    return _join(kind, "/".join(segments[:-1]), segments[-1], "")


def with_version(purl: str, version: str) -> str:
    """A canonical purl with a version to it."""
    return f"{purl}@{quote(version, safe=':', errors='replace')}" if version else purl


@lru_cache(maxsize=4096)
def version_of(purl: str) -> str:
    """The version a purl states; "" when it states none."""
    return unquote(_parts(purl)[2])


def type_of(purl: str) -> str:
    """The package type: `npm`; "" when it is no purl."""
    return _parts(purl)[0]


def split(purl: str) -> tuple[str, str, str]:
    """Type, namespace and name of a purl as people write them, nothing percent-encoded; empty when it is no purl."""
    kind, path, _ = _parts(canonical(purl))
    namespace, _, name = path.rpartition("/")
    return kind, unquote(namespace), unquote(name)


def _parts(purl: str) -> tuple[str, str, str]:
    """Type, name with namespace, version; the type is empty when it is no purl."""
    scheme, _, rest = purl.partition(":")
    kind, _, path = re.split(r"[?#]", rest.lstrip("/"), maxsplit=1)[0].partition("/")
    at = path.rfind("@")
    if at > 0 and path[at - 1] != "/":  # an `@` that begins a segment is an npm scope written plainly
        path, version = path[:at], path[at + 1 :]
    else:
        version = ""
    return kind.lower() if scheme.lower() == "pkg" else "", path, version


def _join(kind: str, namespace: str, name: str, version: str) -> str:
    if kind in _LOWER_NAME:
        name = name.lower()
    if kind in _LOWER_NAMESPACE:
        namespace = namespace.lower()
    if kind == "pypi":
        name = re.sub(r"[-_.]+", "-", name)
    segments = [quote(part, safe=":", errors="replace") for part in (*namespace.split("/"), name) if part]
    return f"pkg:{kind}/{'/'.join(segments)}" + (f"@{quote(version, safe=':', errors='replace')}" if version else "")
