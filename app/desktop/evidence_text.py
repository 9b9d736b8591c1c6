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
    template, facts = why(fact)
    shown = wording.path if fact.kind is Kind.PATH else _bounded
    values = {name: shown(value) for name, value in facts.items()}
    return wording.translate("evidence", template).format(**values)


def _bounded(value: str) -> str:
    return plain(value, 200)
