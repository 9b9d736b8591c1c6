"""The gallery draws every card in every look, and each is a picture of something."""

from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from app.desktop import gallery, samples
from app.desktop.window.gallery import pages
from app.desktop.wording import Wording
from app.host.files import NotWritable


def test_everything_is_drawn(qapp: QApplication, tmp_path: Path) -> None:
    assert qapp is not None
    files = gallery.render(tmp_path / "out")
    names = {file.stem for file in files}
    cards = samples.cards(Wording(now=samples.NOW))
    wanted = {
        f"{card}-{look}-{tag}" for card in cards for look in ("light", "dark", "large") for tag in ("en", "zh_CN")
    }
    assert wanted < names
    window = {name for name in names if name.startswith("window-")}
    every = {f"window-{page}-{look}-{tag}" for page in pages() for look in ("light", "dark") for tag in ("en", "zh_CN")}
    assert every < window
    assert names - wanted - window == {"ban-no-compositor", "ban-high-contrast", "ban-small-screen", "tray"}
    for file in files:
        image = QImage(str(file))
        colours = {image.pixel(x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)}
        assert len(colours) > 10, file


def test_a_folder_that_cannot_be_written_is_said(qapp: QApplication, tmp_path: Path) -> None:
    assert qapp is not None
    (tmp_path / "ban-light-en.png").mkdir()
    with pytest.raises(NotWritable):
        gallery.render(tmp_path, languages=("en",))
