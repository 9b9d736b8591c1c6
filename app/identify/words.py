"""Evidence in plain words: for each fact one sentence, as a template to translate and what to fill in.

The screens translate them (`build/translations.py` finds them in `SENTENCES`), the command line says them in English.
Values come from outside: whoever shows them makes them harmless.
"""

from types import MappingProxyType
from urllib.parse import unquote

from app.policy.evidence import Evidence, Kind

SENTENCES = {
    "npm": "It belongs to the npm package {package}.",
    "pypi": "It belongs to the Python package {package}.",
    "vscode-extension": "It belongs to the editor extension {package}.",
    "package": "It belongs to the package {package}.",
    "hash": "Its file is byte for byte one the policy lists ({digest}…).",
    "signer": "Its file is signed by {signer}.",
    "marker": "Its file names itself {marker}.",
    "path": "Its file is {path}.",
    "environment": "It was started with the variable {name}.",
    "name": "Its file is called {name}.",
}
"""Every template, by the type of a package or the kind of another fact."""

_FIELDS = {
    Kind.HASH: "digest",
    Kind.SIGNER: "signer",
    Kind.PACKAGE: "package",
    Kind.MARKER: "marker",
    Kind.PATH: "path",
    Kind.ENVIRONMENT: "name",
    Kind.NAME: "name",
}


def why(evidence: Evidence) -> tuple[str, MappingProxyType[str, str]]:
    """The sentence for one fact: an English `str.format` template and the one value it takes."""
    value, said_of = evidence.value, evidence.kind.value
    if evidence.kind is Kind.HASH:
        value = value[:12]
    elif evidence.kind is Kind.PACKAGE:
        ecosystem, value = _package(value)
        said_of = ecosystem if ecosystem in SENTENCES else "package"
    return SENTENCES[said_of], MappingProxyType({_FIELDS[evidence.kind]: value})


def _package(purl: str) -> tuple[str, str]:
    """Type of a canonical purl, and its name as people write it (`@scope/name`) with the version there is."""
    ecosystem, _, rest = purl.removeprefix("pkg:").partition("/")
    name, _, version = rest.partition("#")[0].partition("?")[0].partition("@")
    separator = "." if ecosystem == "vscode-extension" else "/"
    return ecosystem, f"{separator.join(map(unquote, name.split('/')))} {unquote(version)}".rstrip()
