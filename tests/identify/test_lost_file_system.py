"""A file whose file system ended between opening it and asking what it is: as if it were not there."""

import errno
import os
import sys
from pathlib import Path

import pytest

from app.identify.content import Contents
from app.identify.files import Look, open_regular


def test_a_file_that_is_lost_once_it_is_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "package.json"
    file.write_text("{}")
    opened = open_regular(str(file))
    assert opened is not None
    os.close(opened[0])
    asked: list[int] = []
    close = os.close

    def lost(descriptor: int) -> os.stat_result:
        asked.append(descriptor)
        raise OSError(errno.ENOTCONN, os.strerror(errno.ENOTCONN))

    def closed(descriptor: int) -> None:
        close(descriptor)
        raise OSError(errno.ENOTCONN, os.strerror(errno.ENOTCONN))  # as a FUSE mount without its server answers

    monkeypatch.setattr(os, "fstat", lost)
    monkeypatch.setattr(os, "close", closed)
    assert open_regular(str(file)) is None
    monkeypatch.undo()
    [descriptor] = asked
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(descriptor)


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
@pytest.mark.parametrize("call", ["read", "fstat", "close"])
def test_a_file_that_is_lost_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    file = tmp_path / "cli.js"
    file.write_text("x" * 100)
    whole = getattr(os, call)

    def lost(descriptor: int, *others: int) -> object:
        if Path(f"/proc/self/fd/{descriptor}").readlink() != file:
            return whole(descriptor, *others)
        if call == "close":
            whole(descriptor)
        raise OSError(errno.ENOTCONN, os.strerror(errno.ENOTCONN))

    monkeypatch.setattr(os, call, lost)
    found = Look().read(str(file), 1000), Contents().of(str(file), [])
    monkeypatch.undo()
    assert call == "close" or found == (b"", None)
