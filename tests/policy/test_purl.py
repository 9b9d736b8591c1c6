"""Package URLs: the same canonical form as packageurl-python's, whatever way the author wrote it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packageurl import PackageURL

from app.policy import purl

SCOPES = st.from_regex(r"@[a-z0-9][a-z0-9._-]{0,8}", fullmatch=True)
NAMES = st.from_regex(r"[a-z0-9][a-z0-9._-]{0,12}", fullmatch=True)
VERSIONS = st.from_regex(r"[0-9]{1,3}\.[0-9]{1,3}(-rc\.[0-9])?(\+[a-z0-9]{1,5})?", fullmatch=True)


@given(st.none() | SCOPES, NAMES, VERSIONS)
def test_npm_purls_are_those_of_the_reference(scope: str | None, name: str, version: str) -> None:
    ours = purl.npm(f"{scope}/{name}" if scope else name, version)
    assert ours == PackageURL("npm", scope, name, version).to_string()
    assert purl.canonical(ours) == PackageURL("npm", scope, name).to_string()
    assert PackageURL.from_string(ours).version == version


@given(st.from_regex(r"[A-Za-z0-9]([A-Za-z0-9_-]{0,8}[A-Za-z0-9])?", fullmatch=True), VERSIONS)
def test_pypi_purls_name_what_the_reference_names(name: str, version: str) -> None:
    theirs = PackageURL("pypi", None, name, version)
    assert purl.canonical(theirs.to_string()) == purl.canonical(purl.pypi(name, version))
    assert PackageURL.from_string(purl.pypi(name, version)).version == version


@pytest.mark.parametrize(
    ("written", "means"),
    [
        ("pkg:npm/@anthropic-ai/claude-code", "pkg:npm/%40anthropic-ai/claude-code"),
        ("pkg:npm/@anthropic-ai/claude-code@2.1", "pkg:npm/%40anthropic-ai/claude-code"),
        ("PKG:NPM/%40anthropic-ai/claude-code?arch=x64#cli.js", "pkg:npm/%40anthropic-ai/claude-code"),
        ("pkg://pypi/Aider_Chat@1.0", "pkg:pypi/aider-chat"),
        ("pkg:pypi/zope.interface", "pkg:pypi/zope-interface"),
        ("pkg:vscode-extension/Anthropic/Claude-Code", "pkg:vscode-extension/anthropic/claude-code"),
        ("npm/x", ""),
        ("pkg:npm/", ""),
        ("", ""),
    ],
)
def test_every_way_of_writing_one_package(written: str, means: str) -> None:
    assert purl.canonical(written) == means


@given(st.text())
def test_no_text_is_too_strange(text: str) -> None:
    made = purl.canonical("pkg:" + text)
    assert purl.canonical(made) == made
