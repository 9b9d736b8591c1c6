"""What a command line may tell: no secret in any of the places where programs take one, no text, no folder, no name."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from app.report.command_lines import LONGEST, command_line, without_home

PLANTED = "hunter2hunter2"

PLACES = [
    ("--token={}",),
    ("--token", "{}"),
    ("--api-key", "{}"),
    ("--ANTHROPIC_API_KEY={}",),
    ("-p", "{}"),
    ("-p{}",),
    ("-u", "ana:{}"),
    ("--user-password:{}",),
    ("/p:Password={}",),
    ("ANTHROPIC_AUTH_TOKEN={}",),
    ("-e", "DB_PASSWORD={}"),
    ("--env=DB_PASSWORD={}",),
    ("--header=Authorization:{}",),
    ("-H", "Authorization: Bearer {}"),
    ("Authorization:", "{}"),
    ("Authorization: Bearer {}",),
    ("https://ana:{}@example.com/x",),
    ("https://{}@example.com/x",),
    ("postgresql://ana:{}@db/x?sslmode=require",),
    ("git+https://x-access-token:{}@example.com/a.git",),
    ("https://example.com/x?access_token={}&page=2",),
    ("https://example.com/x#key={}",),
    ('{{"password":"{}"}}',),
    ("--config={{apiKey:{}}}",),
    ("--cookie", "session={}"),
    ("--credentials", "{}"),
    ("--user", "ana:{}"),
    ("--proxy-user=ana:{}",),
    ("-sSu", "ana:{}"),
    ("--no-session-persistence", "--password", "{}"),
    ("-p", "--api-key", "{}"),
    ('--mcp-config={{"mcpServers":{{"x":{{"env":{{"K":"{}"}}}}}}}}',),
    ("write a letter that says {}",),
    ("echo\t{}",),
    ("x" * 300 + "{}",),
]

FORMS = [
    "sk-ant-api03-abcdefghijkl",
    "ghp_0123456789abcdef0123456789abcdef0123",
    "github_pat_11AAAAAAA0abcdefgh",
    "glpat-abcdefghij0123456789",
    "xoxb-123456789012-abcdef",
    "AKIAIOSFODNN7EXAMPLE",
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl",
    "AIzaSyA1234567890abcdefghijklmnopqrstuv",
    "npm_0123456789abcdefABCDEF",
    "hf_abcdefghijklmnop",
    "LTAI5tAbCdEfGhIjKlMn",
    "da39a3ee5e6b4b0d3255bfef95601890afd80709",
    "550e8400-e29b-41d4-a716-446655440000",
    "Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4QUJD",
    "wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY",
]


@pytest.mark.parametrize("paths", [True, False])
@pytest.mark.parametrize("place", PLACES, ids=lambda place: " ".join(place)[:40])
def test_no_secret_where_programs_take_one(place: tuple[str, ...], paths: bool) -> None:
    told = command_line(["claude", *(word.format(PLANTED) for word in place), "--verbose"], paths=paths)
    assert PLANTED not in told
    assert told.startswith("claude ")
    assert told.endswith(" --verbose")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("around", ["{}", "--x={}", "x:{}", "a,{},b", "https://example.com/{}/y"])
def test_no_token_of_a_known_form_or_that_looks_random(form: str, around: str) -> None:
    told = command_line(["claude", around.format(form)], paths=True)
    assert form not in told
    assert form[8:20] not in told


@pytest.mark.parametrize(
    "argv",
    [
        ["claude", "--version"],
        ["claude", "--dangerously-skip-permissions", "--output-format", "stream-json"],
        ["npx", "@anthropic-ai/claude-code@2.1.330", "mcp", "serve"],
        ["claude-code-linux-x64-musl-baseline", "--model=opus", "--max-turns", "12"],
        ["claude", "--resume", "--ide"],
        ["node", "internationalization-of-everything.js"],
        ["curl", "https://example.com/a/b?page=2"],
    ],
)
def test_what_is_no_secret_is_told(argv: list[str]) -> None:
    assert command_line(argv, paths=False) == " ".join(argv)


def test_folders_only_with_paths_and_a_home_only_with_the_name() -> None:
    argv = ["/usr/bin/node", "/home/ana/secret-project/cli.js", "--mcp-config=/home/ana/x.json", r"C:\Users\ana\y.txt"]
    assert command_line(argv, paths=False) == "…/node …/cli.js --mcp-config=…/x.json …/y.txt"
    assert command_line(argv, paths=True) == r"/usr/bin/node ~/secret-project/cli.js --mcp-config=~/x.json ~\y.txt"
    assert command_line(argv, paths=True, home=True) == " ".join(argv)


def test_a_mail_address_is_a_name() -> None:
    assert "ana" not in command_line(["claude", "login", "--as=ana@example.com"], paths=True)


@pytest.mark.parametrize("path", ["/home/ana/x", "/Users/ana/x", r"C:\Users\ana\x", "C:/Users/ana/x", "/root/x"])
def test_a_home_is_nobodys(path: str) -> None:
    assert without_home(path)[0] == "~"
    assert "ana" not in without_home(path)


def test_it_ends_somewhere() -> None:
    assert len(command_line(["claude", *["word"] * 10_000], paths=True)) == LONGEST + 1


@given(some.lists(some.text(max_size=80), max_size=20), some.booleans())
def test_any_arguments_are_told_in_bounds_and_on_one_line(argv: list[str], paths: bool) -> None:
    told = command_line(argv, paths=paths)
    assert len(told) <= LONGEST + 1
    assert not any(mark in told for mark in "\n\r\t\x0b\x0c")


@given(some.text("ab1/=:?&@{}\"'-", max_size=30), some.sampled_from(["token", "password", "api_key", "Cookie"]))
def test_whatever_stands_before_a_named_secret_it_is_not_told(before: str, name: str) -> None:
    assert PLANTED not in command_line(["claude", f"{before} {name}={PLANTED}"], paths=True)
    assert PLANTED not in command_line(["claude", f"{before}&{name}={PLANTED}"], paths=True)


@pytest.mark.parametrize("paths", [False, True])
@pytest.mark.parametrize(
    "argument",
    [
        "/home/ana-planted",
        "--add-dir=/home/ana-planted",
        "@/home/ana-planted/notes.md",
        "-I/home/ana-planted/include",
        "file:///home/ana-planted/x",
        "vscode://file/home/ana-planted/x",
        "/var/home/ana-planted/x",
        "/export/home/ana-planted",
        "c:\\users\\ana-planted\\x",
        "/mnt/c/Users/ana-planted/x",
        "\\\\fs\\users\\ana-planted\\x",
        "/srv/a,/home/ana-planted",
    ],
)
def test_no_home_folder_tells_whose_it_is(argument: str, *, paths: bool) -> None:
    assert "planted" not in command_line(["tool", argument], paths=paths)


def test_an_address_of_this_computer_has_its_folders_left_out() -> None:
    told = command_line(
        ["tool", "file:///srv/planted/x.md", "@/srv/planted/y", "@acme/tool", "--r=https://e.x/a"], paths=False
    )
    assert told == "tool …/x.md …/y @acme/tool --r=https://e.x/a"
