"""The names of signers: what a signature can be called, and what people write instead."""

import pytest

from app.policy.signer import fault, names


@pytest.mark.parametrize(
    "name",
    [
        "EQHXZ8M8AV",
        "EQHXZ8M8AV/com.google.Chrome",
        "EQHXZ8M8AV/node",
        "Google LLC",
        "Yahoo! Inc.",
        "LEGO System A/S",
        "Salesforce",
        "北京某某科技有限公司",
    ],
)
def test_names_that_signatures_have(name: str) -> None:
    assert fault(name) == ""


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("", "one line"),
        (" Google LLC", "white space"),
        ("Google\nLLC", "one line"),
        ("x" * 201, "one line"),
        ("Google*", "wildcards"),
        ("EQHXZ8M8AV/com.google.*", "wildcards"),
        ("Developer ID Application: Google LLC (EQHXZ8M8AV)", "Team ID alone: EQHXZ8M8AV"),
        ("CN=Google LLC, O=Google LLC, C=US", "behind CN="),
        ("eqhxz8m8av/com.google.Chrome", "write EQHXZ8M8AV/com.google.Chrome"),
        ("EQHXZ8M8AV/", "no bundle id"),
        ("EQHXZ8M8AV/com.google.Chrome beta", "no bundle id"),
    ],
)
def test_names_that_no_signature_has(name: str, said: str) -> None:
    assert said in fault(name)


def test_a_team_signs_under_two_names() -> None:
    assert names("EQHXZ8M8AV", "com.google.Chrome") == ("EQHXZ8M8AV", "EQHXZ8M8AV/com.google.Chrome")
