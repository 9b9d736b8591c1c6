"""A file whose file system ended between opening it and asking what it is: as if it were not there."""

import errno
import os
from pathlib import Path

import pytest

from app.identify.files import open_regular


def test_a_file_that_is_lost_once_it_is_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "package.json"
    file.write_text("{}")
    opened = open_regular(str(file))
    assert opened is not None
    os.close(opened[0])
    asked: list[int] = []

    def lost(descriptor: int) -> os.stat_result:
        asked.append(descriptor)
        raise OSError(errno.ENOTCONN, os.strerror(errno.ENOTCONN))

    monkeypatch.setattr(os, "fstat", lost)
    assert open_regular(str(file)) is None
    monkeypatch.undo()
    [descriptor] = asked
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(descriptor)
