"""The gallery draws every screen in every look, each is a picture of something, and the same one each time."""

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from app.commands import line
from app.desktop import gallery, samples
from app.desktop.contact_sheet import Figure, Section, page
from app.desktop.language import SPOKEN
from app.desktop.window.gallery import names
from app.desktop.wording import Wording
from app.host.files import NotWritable

LOOKS = ("light", "dark", "large-light", "large-dark")


SPECIAL = ("ban-no-compositor", "ban-high-contrast", "ban-small-screen", "tray")
PARTS = 6


def test_the_names_of_all_screens() -> None:
    screens = (*samples.cards(Wording(now=samples.NOW)), *(f"window-{name}" for name in names()))
    assert sorted(gallery.screens()) == sorted((*screens, *SPECIAL))


@pytest.mark.parametrize("part", range(PARTS))
def test_everything_is_drawn(qapp: QApplication, tmp_path: Path, part: int) -> None:
    assert qapp is not None
    screens = gallery.screens()[part::PARTS]
    *files, sheet = gallery.render(tmp_path / "out", ["en"], only=screens)
    drawn = {file.stem for file in files}
    wanted = {f"{screen}-{look}-en" for screen in screens if screen not in SPECIAL for look in LOOKS}
    assert drawn == wanted | {screen for screen in screens if screen in SPECIAL}
    for file in files:
        image = QImage(str(file)).convertToFormat(QImage.Format.Format_RGB32)
        colours = set(memoryview(image.constBits()).cast("I")[::7])
        assert len(colours) > 10, file
    shown = sheet.read_text()
    assert sheet == tmp_path / "out/index.html"
    assert all(f'src="{file.name}"' in shown for file in files)


def test_each_language_there_is_a_catalogue_for_is_spoken(qapp: QApplication, tmp_path: Path) -> None:
    assert qapp is not None
    *files, _ = gallery.render(tmp_path, only=["ban"])
    assert {file.stem for file in files} == {f"ban-{look}-{tag}" for look in LOOKS for tag in SPOKEN}
    assert QImage(str(tmp_path / "ban-light-en.png")) != QImage(str(tmp_path / "ban-light-zh_CN.png"))


def test_the_same_screens_make_the_same_files(qapp: QApplication, tmp_path: Path) -> None:
    assert qapp is not None
    only = ["progress*", "failed-unfolded", "window-overview", "tray"]
    first = gallery.render(tmp_path / "first", ["en", "zh_CN"], only=only)
    again = gallery.render(tmp_path / "again", ["en", "zh_CN"], only=only)
    assert len(first) == 4 * 4 * 2 + 2
    assert [file.name for file in first] == [file.name for file in again]
    for one, other in zip(first, again, strict=True):
        assert one.read_bytes() == other.read_bytes(), one.name


def test_a_folder_that_cannot_be_written_is_said(qapp: QApplication, tmp_path: Path) -> None:
    assert qapp is not None
    (tmp_path / "ban-light-en.png").mkdir()
    with pytest.raises(NotWritable):
        gallery.render(tmp_path, ["en"], only=["ban"])
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(NotWritable):
        gallery.render(tmp_path / "file", ["en"], only=["ban"])


def test_without_a_screen_it_is_drawn_all_the_same(tmp_path: Path, root: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "app.main",
        "gallery",
        "--out",
        str(tmp_path),
        "--only",
        "done",
        "--language",
        "en",
    ]
    done = subprocess.run(
        command, cwd=root, env={"HOME": str(tmp_path)}, capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.split() == [str(tmp_path / f"done-{look}-en.png") for look in LOOKS] + [
        str(tmp_path / "index.html")
    ]
    assert not done.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--only", "bann"], "no screen is called bann; there are ban, "),
        (["--tool", "claude-code"], "--policy and --tool go together"),
    ],
)
def test_what_there_is_not_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    assert line.run(line.read(["gallery", "--out", str(tmp_path / "out"), *words])) == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_words_on_the_page_are_words() -> None:
    hostile = '"><script>alert(1)</script>'
    figures = (Figure(hostile, Path(f"{hostile}.png")), Figure(hostile, words=hostile, language=hostile))
    made = page(hostile, [Section(hostile, figures, hostile)])
    assert "<script" not in made
    assert '">&lt;' not in made.replace("&quot;", '"').partition("<h1>")[0]
