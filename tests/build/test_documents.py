"""The manual pages' own lines, with what help2man 1.49 writes in place of help2man."""

import re

import pytest
from packages import documents

from app.commands.parser import COMMANDS

_FIRST_LINES = '.TH SIGNPOST "1" "January 1970" "Signpost" "Signpost"\n.SH NAME\nsignpost \\- {name}\n.SH DESCRIPTION\n'


def test_whatis_finds_each_command_by_its_name_and_says_what_it_does(monkeypatch: pytest.MonkeyPatch) -> None:
    ask = documents._output

    def said(command: list[str], epoch: int) -> bytes:
        if command[-1] == "--version":
            return b"signpost 1.2"
        names = [word.removeprefix("--name=") for word in command if word.startswith("--name=")]
        return _FIRST_LINES.format(name=names[0]).encode() if names else ask(command, epoch)

    monkeypatch.setattr(documents, "_output", said)
    pages = {name: page.decode() for name, page in documents.manuals.__wrapped__("signpost", 0).items()}
    found = {name: re.findall(r"^\.SH NAME\n(.+)$", page, re.MULTILINE) for name, page in pages.items()}
    assert found.pop("signpost.1") == ["signpost \\- says when a tool is off limits, and what to use"]
    assert found == {f"signpost-{name}.1": [f"signpost-{name} \\- {about}"] for name, (about, _) in COMMANDS.items()}
    assert pages["signpost-run.1"].startswith(".TH SIGNPOST-RUN ")


def test_a_sentence_of_help_becomes_the_small_words_behind_the_dash() -> None:
    assert documents._as_whatis("Make a signing key of your own.") == "make a signing key of your own"
