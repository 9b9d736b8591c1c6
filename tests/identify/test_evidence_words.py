"""Evidence in plain words."""

import string

import pytest

from app.identify.words import SENTENCES, why
from app.policy.evidence import Evidence, Kind


@pytest.mark.parametrize(
    ("evidence", "sentence"),
    [
        (
            Evidence(Kind.PACKAGE, "pkg:npm/%40anthropic-ai/claude-code@2.1.330"),
            "It belongs to the npm package @anthropic-ai/claude-code 2.1.330.",
        ),
        (Evidence(Kind.PACKAGE, "pkg:pypi/aider-chat"), "It belongs to the Python package aider-chat."),
        (
            Evidence(Kind.PACKAGE, "pkg:vscode-extension/acme/helper@1.0%2Bx"),
            "It belongs to the editor extension acme.helper 1.0+x.",
        ),
        (Evidence(Kind.PACKAGE, "pkg:brew/goose@1?a=b#c"), "It belongs to the package goose 1."),
        (Evidence(Kind.PATH, "/opt/claude"), "Its file is /opt/claude."),
        (Evidence(Kind.NAME, "claude"), "Its file is called claude."),
        (Evidence(Kind.MARKER, "X: y"), "Its file names itself X: y."),
        (Evidence(Kind.SIGNER, "Acme Ltd"), "Its file is signed by Acme Ltd."),
        (
            Evidence(Kind.ENVIRONMENT, "AI_AGENT=claude-code_*"),
            "It was started with the variable AI_AGENT=claude-code_*.",
        ),
        (
            Evidence(Kind.HASH, "0123456789abcdef" * 4),
            "Its file is byte for byte one the policy lists (0123456789ab…).",
        ),
    ],
)
def test_every_fact_is_a_sentence(evidence: Evidence, sentence: str) -> None:
    template, facts = why(evidence)
    assert template.format_map(facts) == sentence
    assert template in SENTENCES.values()


@pytest.mark.parametrize("kind", list(Kind))
def test_no_kind_is_without_words(kind: Kind) -> None:
    template, facts = why(Evidence(kind, "pkg:x/y" if kind is Kind.PACKAGE else "value"))
    assert {name for _, name, _, _ in string.Formatter().parse(template) if name} == set(facts)
