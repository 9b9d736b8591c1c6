"""News of folders: nothing falls between two looks, and who waits comes back."""

import os
import sys
from pathlib import Path

import pytest

from app.host import folder_news, inotify
from app.host.folder_news import FolderNews

linux = pytest.mark.skipif(sys.platform != "linux", reason="inotify is Linux's own")


@linux
def test_a_folder_that_comes_before_the_one_above_is_listened_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, add = tmp_path / "a/b", inotify.add

    def late(notes: int, path: "str | os.PathLike[str]", mask: int) -> None:
        try:
            add(notes, path, mask)
        except FileNotFoundError:
            folder.mkdir(parents=True, exist_ok=True)  # just then
            raise

    monkeypatch.setattr(inotify, "add", late)
    news = FolderNews()
    try:
        news.listen([folder])
        (folder / "file").write_text("new")
        assert news.wait(20)
    finally:
        news.end()
        news.close()


@linux
def test_a_link_that_leads_nowhere_is_not_waited_for_on_the_spot(tmp_path: Path) -> None:
    (tmp_path / "folder").symlink_to(tmp_path / "nowhere")
    news = FolderNews()
    try:
        news.listen([tmp_path / "folder"])
        (tmp_path / "other").write_text("new")
        assert news.wait(20)
    finally:
        news.end()
        news.close()


def test_where_there_is_none_waiting_has_an_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder_news, "_begin", lambda: -1)
    news = FolderNews()
    news.listen([tmp_path])
    assert not news.wait(0.01)
    assert news.settle(0.001)
    news.end()
    assert not news.wait()
    assert not news.settle(20)
    news.close()
