"""Who starts programs just now is read once, and anew when it became another program."""

import os
import subprocess
from collections.abc import Iterator

import pytest

from app.watch import parents, procfs
from app.watch.parents import Parents


@pytest.fixture
def parent() -> Iterator["subprocess.Popen[bytes]"]:
    """A shell that becomes `cat` when it is told to."""
    argv = ["sh", "-c", "echo; read line; exec cat"]
    with subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0) as child:
        assert child.stdout is not None
        child.stdout.readline()
        yield child


def become_another(parent: "subprocess.Popen[bytes]") -> None:
    assert parent.stdin is not None
    assert parent.stdout is not None
    parent.stdin.write(b"go\nahead\n")
    assert parent.stdout.readline() == b"ahead\n"


def test_a_parent_is_remembered_until_it_execs(parent: "subprocess.Popen[bytes]") -> None:
    known = Parents()
    shell = known.of(parent.pid)
    assert shell == (os.path.realpath("/bin/sh").encode(), b"sh")
    become_another(parent)
    assert known.of(parent.pid) == shell
    known.forget(parent.pid)
    assert known.of(parent.pid)[1] == b"cat"


def test_it_is_read_again_after_a_while(parent: "subprocess.Popen[bytes]", monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parents, "KEPT_NS", 0)
    known = Parents()
    assert known.of(parent.pid)[1] == b"sh"
    become_another(parent)
    assert known.of(parent.pid) == procfs.read_parent(parent.pid)
    assert known.of(parent.pid)[1] == b"cat"


def test_one_that_is_gone_has_no_name() -> None:
    assert Parents().of(2**22 + 1) == (b"", b"")
