"""Why we think so, in plain words: one sentence per fact. No Qt.

Arguments are never shown: they may carry what a person typed. The rule's name is there for talking to IT.
"""

from app.desktop.plain import plain
from app.desktop.wording import Wording
from app.identify.words import why
from app.policy.evidence import Evidence, Kind
from app.policy.launch import Launch
from app.policy.verdict import Verdict


def evidence_sentences(verdict: Verdict, launch: Launch, wording: Wording) -> tuple[str, ...]:
    """The deciding fact first, then those that agree, the program that was started, and the rule."""
    return evidence_lines(verdict.evidence, launch.exe, launch.parent.comm, verdict.rule, launch.pid != 0, wording)


def evidence_lines(
    evidence: tuple[Evidence, ...], exe: str, parent: str, rule: str, running: bool, wording: Wording
) -> tuple[str, ...]:
    """The same from its parts, as they are kept of what was long ago."""
    translate = wording.translate
    sentences = [_sentence(fact, wording) for fact in evidence]
    if exe and not any(fact.kind is Kind.PATH and fact.value == exe for fact in evidence):
        where = translate("evidence", "It is installed at {path}.")
        if running:
            where = translate("evidence", "The program that started is {path}.")
        sentences.append(where.format(path=wording.path(exe)))
    if parent:
        sentences.append(translate("evidence", "It was started by {program}.").format(program=plain(parent, 60)))
    if rule:
        named = translate("evidence", "The policy's rule for this is {rule}.")
        sentences.append(named.format(rule=plain(rule, 120)))
    return tuple(dict.fromkeys(sentences))


def _sentence(fact: Evidence, wording: Wording) -> str:
    template, facts = why(fact)
    shown = wording.path if fact.kind is Kind.PATH else _bounded
    values = {name: shown(value) for name, value in facts.items()}
    return wording.translate("evidence", template).format(**values)


def _bounded(value: str) -> str:
    return plain(value, 200)
