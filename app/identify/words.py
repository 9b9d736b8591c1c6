"""Evidence in plain words: for each fact one sentence, as a template to translate and what to fill in.

The templates are all in `SENTENCES`, so that a catalogue can list them. Values come from outside: whoever shows them
escapes them and isolates their writing direction.
"""

from types import MappingProxyType
from urllib.parse import unquote

from app.policy.evidence import Evidence, Kind

_PACKAGES = {
    "npm": "The program belongs to the npm package {package}, version {version}.",
    "pypi": "The program belongs to the Python package {package}, version {version}.",
    "vscode-extension": "The program belongs to the editor extension {package}, version {version}.",
    "": "The program belongs to the package {package}, version {version}.",
}
_PACKAGES_WITHOUT_VERSION = {
    "npm": "The program belongs to the npm package {package}.",
    "pypi": "The program belongs to the Python package {package}.",
    "vscode-extension": "The program belongs to the editor extension {package}.",
    "": "The program belongs to the package {package}.",
}
_OTHERS = {
    Kind.HASH: "The program's file is, byte for byte, one that IT has listed ({digest}).",
    Kind.SIGNER: "The program is signed by {signer}.",
    Kind.MARKER: "The program's file carries the mark {marker}.",
    Kind.PATH: "The program's file is {path}.",
    Kind.ENVIRONMENT: "The program was started with the setting {variable}.",
    Kind.NAME: "The program's file is called {name}.",
}
_FACT = {
    Kind.HASH: "digest",
    Kind.SIGNER: "signer",
    Kind.MARKER: "marker",
    Kind.PATH: "path",
    Kind.ENVIRONMENT: "variable",
    Kind.NAME: "name",
}

SENTENCES: tuple[str, ...] = (*_PACKAGES.values(), *_PACKAGES_WITHOUT_VERSION.values(), *_OTHERS.values())
"""Every template that `why` can return."""


def why(evidence: Evidence) -> tuple[str, MappingProxyType[str, str]]:
    """The sentence for one fact: an English `str.format` template and its facts."""
    if evidence.kind is not Kind.PACKAGE:
        value = evidence.value[:12] + "…" if evidence.kind is Kind.HASH else evidence.value
        return _OTHERS[evidence.kind], MappingProxyType({_FACT[evidence.kind]: value})
    ecosystem, package, version = _parts(evidence.value)
    templates = _PACKAGES if version else _PACKAGES_WITHOUT_VERSION
    facts = {"package": package} | ({"version": version} if version else {})
    return templates.get(ecosystem, templates[""]), MappingProxyType(facts)


def _parts(purl: str) -> tuple[str, str, str]:
    """Ecosystem, name as people write it (`@scope/name`), and version of a canonical purl."""
    ecosystem, _, rest = purl.removeprefix("pkg:").partition("/")
    name, _, version = rest.partition("#")[0].partition("?")[0].partition("@")
    separator = "." if ecosystem == "vscode-extension" else "/"
    return ecosystem, separator.join(map(unquote, name.split("/"))), unquote(version)
