"""Why we think so, in plain words: one sentence per fact. No Qt.

Arguments are never shown: they may carry what a person typed. The rule's name is there for talking to IT.
"""

from urllib.parse import unquote

from app.desktop.plain import plain
from app.desktop.wording import Wording
from app.policy.evidence import Evidence, Kind
from app.policy.launch import Launch
from app.policy.verdict import Verdict


def evidence_sentences(verdict: Verdict, launch: Launch, wording: Wording) -> tuple[str, ...]:
    """The deciding fact first, then those that agree, the program that was started, and the rule."""
    sentences = [_sentence(fact, wording) for fact in verdict.evidence]
    if launch.exe and not any(fact.kind is Kind.PATH and fact.value == launch.exe for fact in verdict.evidence):
        if launch.pid == 0:
            where = wording.translate("evidence", "It is installed at {path}.")
        else:
            where = wording.translate("evidence", "The program that started is {path}.")
        sentences.append(where.format(path=wording.path(launch.exe)))
    if launch.parent.comm:
        parent = wording.translate("evidence", "It was started by {program}.")
        sentences.append(parent.format(program=plain(launch.parent.comm, 60)))
    if verdict.rule:
        rule = wording.translate("evidence", "The policy's rule for this is {rule}.")
        sentences.append(rule.format(rule=plain(verdict.rule, 120)))
    return tuple(dict.fromkeys(sentences))


def _sentence(fact: Evidence, wording: Wording) -> str:
    translate = wording.translate
    value = plain(fact.value, 200)
    match fact.kind:
        case Kind.PACKAGE:
            return _package(fact.value, wording)
        case Kind.HASH:
            return translate("evidence", "Its file is byte for byte one the policy lists ({digest}…).").format(
                digest=value[:12]
            )
        case Kind.SIGNER:
            return translate("evidence", "Its file is signed by {signer}.").format(signer=value)
        case Kind.MARKER:
            return translate("evidence", "Its file names itself {marker}.").format(marker=value)
        case Kind.PATH:
            return translate("evidence", "Its file is {path}.").format(path=wording.path(fact.value))
        case Kind.ENVIRONMENT:
            return translate("evidence", "It was started with the variable {name}.").format(name=value)
        case Kind.NAME:
            return translate("evidence", "Its file is called {name}.").format(name=value)


def _package(purl: str, wording: Wording) -> str:
    """`pkg:npm/%40scope/name@1.2?qualifier#subpath` in words; versions and names are percent-decoded (purl-spec)."""
    kind, _, rest = purl.removeprefix("pkg:").partition("/")
    name, _, version = rest.partition("#")[0].partition("?")[0].partition("@")
    package = f"{plain(unquote(name), 120)} {plain(unquote(version), 60)}".rstrip()
    translate = wording.translate
    if kind == "npm":
        return translate("evidence", "It belongs to the npm package {package}.").format(package=package)
    if kind == "pypi":
        return translate("evidence", "It belongs to the Python package {package}.").format(package=package)
    return translate("evidence", "It belongs to the package {package}.").format(package=package)
