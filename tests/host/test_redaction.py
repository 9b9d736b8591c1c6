"""What is nobody's business is left out, however it is written; what helps stays."""

import base64
import html
import json
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.host.redaction import Redaction

PLANTED = "t0ken/that-nobody+may~see=="
LEAVE_OUT = Redaction({PLANTED: "<secret>", "/home/lin": "~", "lin": "<account>"})


def escaped(text: str) -> str:
    return "".join(f"\\u{ord(one):04X}" if number % 2 else one for number, one in enumerate(text))


WRITINGS = {
    "as it is": PLANTED,
    "JSON": json.dumps(PLANTED),
    "JSON with slashes escaped": json.dumps(PLANTED).replace("/", "\\/"),
    "JSON in JSON": json.dumps(json.dumps({"a": json.dumps(PLANTED)})).replace("/", "\\/"),
    "every second letter escaped": escaped(PLANTED),
    "escaped, in JSON": json.dumps(escaped(PLANTED)),
    "bytes of Python": "".join(f"\\x{ord(one):02x}" for one in PLANTED),
    "URL": quote(PLANTED, safe=""),
    "URL in small letters": quote(PLANTED, safe="").lower().replace("/", "%2f"),
    "URL in URL": quote(quote(PLANTED, safe=""), safe=""),
    "form": quote_plus(PLANTED),
    "HTML": "".join(f"&#x{ord(one):x};" for one in PLANTED),
    "base64": base64.b64encode(PLANTED.encode()).decode(),
    "base64 of JSON": base64.b64encode(json.dumps({"a": PLANTED}).encode()).decode(),
    "base64 for URLs": base64.urlsafe_b64encode(f"ab{PLANTED}c".encode()).decode(),
    "hexadecimal": PLANTED.encode().hex(),
}


@pytest.mark.parametrize("writing", WRITINGS)
def test_a_known_secret_goes_however_it_is_written(writing: str) -> None:
    said = LEAVE_OUT(f"before {WRITINGS[writing]} after")
    assert said.startswith("before ")
    assert said.endswith(" after")
    assert "<secret>" in said
    unescaped = html.unescape(said)
    for trace in ("nobody", "t0ken", "may~see", PLANTED.encode().hex()[8:20]):
        assert trace not in unescaped


@settings(deadline=None)
@given(st.binary(max_size=9), st.text(st.characters(codec="utf-8"), min_size=8, max_size=40), st.binary(max_size=9))
@example(b"", "pässwörd-停用-🔑", b"")
def test_in_base64_and_in_json_no_secret_survives_at_any_offset(before: bytes, secret: str, after: bytes) -> None:
    leave_out = Redaction({secret: "<known>"})
    plain = secret.encode()
    for encode in (base64.b64encode, base64.urlsafe_b64encode):
        said = leave_out(f"={encode(before + plain + after).decode()}=")
        assert "<known>" in said or "<secret>" in said
    for ascii_only in (True, False):
        quoted = json.dumps(secret, ensure_ascii=ascii_only)[1:-1]
        if quoted.isprintable():  # a line break in it would make two lines, of which each is none of ours
            assert quoted not in leave_out(f"={quoted}=")


SHAPES = {
    "Authorization: Bearer abcdefgh.12345678": "abcdefgh",
    "Proxy-Authorization: Basic bGluOnNlY3JldA==": "bGluOnNlY3JldA",
    '{"api_key": "A1b2C3d4"}': "A1b2C3d4",
    '"{\\"password\\":\\"hunter22\\"}"': "hunter22",
    "export DB_PASSWORD=hunter22 && run": "hunter22",
    "https://lin2:hunter22@proxy.example.com:3128/": "hunter22",
    "GET /?access_token=hunter22&x=1": "hunter22",
    "client_secret%3Dhunter22": "hunter22",
    "ghp_abcdefghijklmnop0123456789": "abcdefghijk",
    "AKIAIOSFODNN7EXAMPLE": "IOSFODNN",
    "sk-ant-api03-abcdefghijklmnopqrst": "api03",
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abc": "eyJ",
    "7ZK4M-09QXT-3WRTS-AAAAA": "09QXT",
    "-----BEGIN EC PRIVATE KEY-----\nMHcCAQEE\nIIrY\n-----END EC PRIVATE KEY-----": "MHcCAQEE",
    "-----BEGIN PRIVATE KEY-----\\nMHcCAQEE cut off": "MHcCAQEE",
    "Cookie: sid=hunter2222": "hunter2222",
}


@pytest.mark.parametrize("text", SHAPES)
def test_what_looks_like_a_secret_goes(text: str) -> None:
    said = LEAVE_OUT(f"one {text} two\nthree")
    assert SHAPES[text] not in said
    assert said.startswith("one ")


@pytest.mark.parametrize(
    "text",
    [
        '{"at": "2026-11-22T22:40:00+00:00", "event": "alert", "tool": "claude-code", "session": "3f9a"}',
        '{"token": true, "enrols": false}',
        "pkg:npm/%40anthropic-ai/claude-code@2.1.330 in ~/.local/share",
        "berlin and linen; the keyring is locked; https://policy.example.com/timestamp.json",
        "No answer from policy.example.com within 10 s (token: none)",
        "",
    ],
)
def test_what_helps_stays(text: str) -> None:
    assert LEAVE_OUT(text) == text


def test_names_and_homes_go_the_longest_first() -> None:
    assert LEAVE_OUT("/home/lin/x %2Fhome%2Flin lin's berlin") == "~/x ~ <account>'s berlin"


@pytest.mark.parametrize(
    "line",
    [
        "failed: tool --password hunter2 --verbose",
        "Command '['tool', '--api-key', 'hunter2']' timed out",
        '{"argv": "[\\"--auth-token\\", \\"hunter2\\"]"}',
        "GET https://host.example/cb?code=hunter2&x=1",
        "GET https://host.example/a?x=1&sig=hunter2",
    ],
)
def test_what_follows_an_option_or_stands_in_an_address_is_left_out(line: str) -> None:
    told = Redaction({})(line)
    assert "hunter2" not in told
    assert told.replace("<secret>", "hunter2") == line


def test_an_option_that_is_followed_by_another_keeps_it() -> None:
    line = "tool --password-stdin --user ana"
    assert Redaction({})(line) == line
