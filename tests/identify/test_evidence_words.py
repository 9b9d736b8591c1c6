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
            "The program belongs to the npm package @anthropic-ai/claude-code, version 2.1.330.",
        ),
        (Evidence(Kind.PACKAGE, "pkg:pypi/aider-chat"), "The program belongs to the Python package aider-chat."),
        (
            Evidence(Kind.PACKAGE, "pkg:vscode-extension/acme/helper@1.0%2Bx"),
            "The program belongs to the editor extension acme.helper, version 1.0+x.",
        ),
        (Evidence(Kind.PACKAGE, "pkg:brew/goose@1"), "The program belongs to the package goose, version 1."),
        (Evidence(Kind.PATH, "/opt/claude"), "The program's file is /opt/claude."),
        (Evidence(Kind.NAME, "claude"), "The program's file is called claude."),
        (Evidence(Kind.MARKER, "X: y"), "The program's file carries the mark X: y."),
        (
            Evidence(Kind.HASH, "0123456789abcdef" * 4),
            "The program's file is, byte for byte, one that IT has listed (0123456789ab…).",
        ),
    ],
)
def test_every_fact_is_a_sentence(evidence: Evidence, sentence: str) -> None:
    template, facts = why(evidence)
    assert template.format_map(facts) == sentence
    assert template in SENTENCES


@pytest.mark.parametrize("kind", list(Kind))
def test_no_kind_is_without_words(kind: Kind) -> None:
    template, facts = why(Evidence(kind, "pkg:x/y" if kind is Kind.PACKAGE else "value"))
    assert {name for _, name, _, _ in string.Formatter().parse(template) if name} == set(facts)
