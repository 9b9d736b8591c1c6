"""macOS signatures, judged from what codesign really says: only a verified one, under the names its team answers to."""

import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from app.host.run import Result
from app.identify.codesign import TOOL, Codesign, Signature, displayed
from tests.identify import codesign_said as said

MACH_O = bytes.fromhex("cffaedfe") + bytes(60)


class Mac:
    """codesign on a machine where these programs are displayed so; all verify but the `broken` ones."""

    def __init__(self, shown: Mapping[str, str], broken: Mapping[str, tuple[int, str]] | None = None) -> None:
        self.shown, self.broken = shown, broken or {}
        self.asked: list[tuple[str, ...]] = []
        self.ended_by = ""
        self.there = True

    def __call__(
        self, argv: Sequence[str], *, env: Mapping[str, str], timeout: float, cancel: threading.Event | None
    ) -> Result:
        assert "PATH" in env
        assert timeout > 0
        tool, *arguments = argv
        if not self.there:
            raise FileNotFoundError(tool)
        assert tool == TOOL
        self.asked.append(tuple(arguments))
        path = arguments[-1]
        if self.ended_by:
            return Result(-15, "", "", self.ended_by)
        if arguments[0] == "-dvv":
            return Result(0, "", self.shown[path]) if path in self.shown else Result(1, "", said.UNSIGNED)
        code, words = self.broken.get(path, (0, ""))
        return Result(code, "", words)


@pytest.fixture
def program(tmp_path: Path) -> str:
    file = tmp_path / "program"
    file.write_bytes(MACH_O)
    return str(file)


@pytest.mark.parametrize(
    ("text", "signature"),
    [
        (said.CHROME, Signature("EQHXZ8M8AV", "com.google.Chrome")),
        (said.WIRE, Signature("EDF3JCE8BC", "com.wearezeta.zclient.mac")),
        (said.KALEIDOSCOPE, Signature("432ZXYXDNY", "com.blackpixel.kaleidoscope")),
        (said.AD_HOC, None),
        (said.UNSIGNED, None),
        (said.CHROME.replace("com.google.Chrome", 'x" or anchor apple'), None),
        (said.CHROME.replace("com.google.Chrome", "x\nTeamIdentifier=432ZXYXDNY"), None),
        (said.CHROME.replace("com.google.Chrome", "x\nIdentifier=com.google.Chrome"), None),
        ("", None),
    ],
)
def test_what_is_displayed_is_read_or_left_alone(text: str, signature: Signature | None) -> None:
    assert displayed(text) == signature


def test_a_verified_signature_answers_to_team_and_identifier(program: str) -> None:
    mac = Mac({program: said.CHROME})
    assert Codesign(mac).signers(program, None) == ("EQHXZ8M8AV", "EQHXZ8M8AV/com.google.Chrome")
    requirement = (
        'anchor apple generic and identifier "com.google.Chrome" and (certificate leaf[subject.OU] = "EQHXZ8M8AV"'
        " or certificate leaf[field.1.2.840.113635.100.6.1.9])"
    )
    assert mac.asked == [
        ("-dvv", program),
        ("--verify", "--strict", "--ignore-resources", f"-R={requirement}", program),
    ]


@pytest.mark.parametrize("failure", [(1, said.ALTERED), (1, said.UNTRUSTED), (3, said.UNSATISFIED)])
def test_a_signature_that_does_not_verify_says_nothing(program: str, failure: tuple[int, str]) -> None:
    assert Codesign(Mac({program: said.CHROME}, {program: failure})).signers(program, None) == ()


@pytest.mark.parametrize("signed", [True, False])
def test_without_a_team_there_is_nothing_to_verify(program: str, *, signed: bool) -> None:
    mac = Mac({program: said.AD_HOC} if signed else {})
    assert Codesign(mac).signers(program, None) == ()
    assert mac.asked == [("-dvv", program)]


def test_a_helper_inside_an_app_also_answers_to_the_app_if_both_are_one_teams(tmp_path: Path) -> None:
    app = tmp_path / "Google Chrome.app"
    inner = app / "Contents/Frameworks/Google Chrome Helper (Plugin).app/Contents/MacOS/Google Chrome Helper (Plugin)"
    resource = app / "Contents/Resources/app/bin/rg"
    for file in (inner, resource):
        file.parent.mkdir(parents=True)
        file.write_bytes(MACH_O)
    helper = said.CHROME.replace("com.google.Chrome", "com.google.Chrome.helper.plugin")
    own = ("EQHXZ8M8AV", "EQHXZ8M8AV/com.google.Chrome.helper.plugin")
    shown = {str(app): said.CHROME, str(inner): helper, str(resource): helper}
    assert Codesign(Mac(shown)).signers(str(inner), None) == (*own, "EQHXZ8M8AV/com.google.Chrome")
    assert Codesign(Mac(shown)).signers(str(resource), None) == own
    assert Codesign(Mac({**shown, str(app): said.WIRE})).signers(str(inner), None) == own
    assert Codesign(Mac(shown, {str(app): (1, said.ALTERED)})).signers(str(inner), None) == own


def test_what_took_too_long_or_could_not_be_asked_is_no_answer(program: str) -> None:
    mac = Mac({program: said.CHROME})
    mac.ended_by = "timeout"
    assert Codesign(mac).signers(program, None) is None
    mac.there = False
    assert Codesign(mac).signers(program, None) is None


def test_scripts_are_not_asked_about(tmp_path: Path) -> None:
    script = tmp_path / "script"
    script.write_text("#!/bin/sh\n")
    mac = Mac({})
    assert Codesign(mac).signers(str(script), None) == ()
    assert Codesign(mac).signers(str(tmp_path / "gone"), None) == ()
    assert mac.asked == []
